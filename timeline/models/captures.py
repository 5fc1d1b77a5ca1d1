"""Our copies of sources: when each was asked, what was answered, the bytes kept by their hash, and what they show."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from timeline.codelists import CaptureKind, CaptureOutcome, Comparison, TextState, Verdict
from timeline.models.sources import Source
from timeline.models.work import Work


class Copy(Work):
    """The bytes of a document, kept once however often they came. Its work columns are those of reading its text.

    The bytes lie in the storage `evidence` as a WARC record under their hash; the row is there before the file, so that
    no file can be left behind that nobody knows.
    """

    sha256 = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of the bytes, hexadecimal.")
    size = models.PositiveBigIntegerField(help_text="Length of the bytes.")
    media_type = models.CharField(max_length=100, help_text="What the bytes are, by themselves: text/html …")
    content_type = models.CharField(max_length=300, blank=True, help_text="What the server said they are.")
    url = models.CharField(max_length=2000, blank=True, help_text="The address that answered with them first.")
    kept_at = models.DateTimeField(help_text="When they came for the first time.")
    state = models.CharField(
        max_length=10, choices=TextState, default=TextState.WAITING, help_text="How far its text is read."
    )
    text = models.TextField(blank=True, help_text="All text, pages divided by form feeds; never public.")
    main_text = models.TextField(blank=True, help_text="The text without what stands around it; never public.")
    pages = models.PositiveIntegerField(null=True, blank=True, help_text="Number of pages, where there are any.")
    note = models.CharField(max_length=500, blank=True, help_text="What the reading had to leave out, in words.")

    class Meta:
        verbose_name_plural = "copies"
        ordering = ["-kept_at", "sha256"]
        indexes = [
            # What waits to be read is a handful among all copies.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="copy_due"),
            models.Index(fields=["-kept_at", "sha256"], name="copy_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TextState.values), name="copy_state_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="copy_named_by_hash"),
            models.CheckConstraint(
                condition=Q(state=TextState.READ) | Q(text="", main_text=""), name="copy_has_text_when_read"
            ),
        ]

    def __str__(self) -> str:
        """Return the beginning of the hash, and the size."""
        return f"{self.sha256[:12]}… ({self.size:,} bytes)"

    @property
    def name(self) -> str:
        """Return where in the storage its record lies."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}.warc.gz"


class Capture(models.Model):
    """One attempt to copy a source, or a copy handed in by an editor."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="captures", help_text="The document.")
    kind = models.CharField(
        max_length=10, choices=CaptureKind, default=CaptureKind.FETCHED, help_text="How it was made."
    )
    url = models.CharField(max_length=2000, blank=True, help_text="The address that was asked.")
    final_url = models.CharField(max_length=2000, blank=True, help_text="The address that answered, after redirects.")
    captured_at = models.DateTimeField(help_text="When the answer was complete, or given up, or the file handed in.")
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="HTTP status; empty if none came.")
    headers = models.JSONField(default=dict, blank=True, help_text="Headers of the answer, names in lower case.")
    outcome = models.CharField(max_length=12, choices=CaptureOutcome, help_text="What came of it.")
    detail = models.CharField(max_length=500, blank=True, help_text="What went wrong, in words.")
    copy = models.ForeignKey(
        Copy, models.PROTECT, null=True, blank=True, related_name="captures", help_text="The bytes, if any were kept."
    )
    compared = models.CharField(
        max_length=10, choices=Comparison, blank=True, help_text="How it differs from the copy before."
    )
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who handed it in; not public.",
    )
    taken_down_at = models.DateTimeField(null=True, blank=True, help_text="When our copy was removed.")
    removal_note = models.CharField(max_length=500, blank=True, help_text="Why it was removed; public.")

    class Meta:
        ordering = ["-captured_at", "-pk"]
        indexes = [
            models.Index(fields=["source", "-captured_at", "-id"], name="capture_of_source"),
            models.Index(fields=["-captured_at", "-id"], name="capture_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CaptureKind.values), name="capture_kind_known"),
            models.CheckConstraint(condition=Q(outcome__in=CaptureOutcome.values), name="capture_outcome_known"),
            models.CheckConstraint(condition=Q(compared__in=["", *Comparison.values]), name="capture_comparison_known"),
            models.CheckConstraint(
                condition=Q(copy=None) | Q(outcome=CaptureOutcome.OK, taken_down_at=None),
                name="only_a_success_leaves_a_copy",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=CaptureOutcome.OK) | Q(copy__isnull=False) | Q(taken_down_at__isnull=False),
                name="a_success_has_a_copy_until_removed",
            ),
        ]

    def __str__(self) -> str:
        """Return source, time and outcome."""
        return f"{self.source}, {self.captured_at:%Y-%m-%d %H:%M}: {self.outcome}"


class Watch(Work):
    """That a source is copied, and copied again to see whether it changed. Its work columns are those of the next copy.

    A row is made when the source is published or an editor asks for a copy.
    """

    source = models.OneToOneField(Source, models.CASCADE, related_name="watch", help_text="The document.")
    newest = models.ForeignKey(
        Capture, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The latest attempt."
    )
    held = models.ForeignKey(
        Capture, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The latest that left a copy."
    )
    failures = models.PositiveSmallIntegerField(default=0, help_text="Attempts in a row that left no copy.")
    stopped = models.CharField(max_length=500, blank=True, help_text="Why it is not copied again; empty if it is.")
    changed_at = models.DateTimeField(help_text="When what readers see of its copies last changed.")

    class Meta:
        verbose_name_plural = "watches"
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="watch_due"),
            # Pages that show copies are tagged with the newest change of any.
            models.Index(fields=["-changed_at", "-id"], name="watch_changed"),
        ]

    def __str__(self) -> str:
        """Return the source."""
        return str(self.source)


class PassageCheck(models.Model):
    """Whether a copy holds a passage. The passage is known by its hash: the words are those of whoever cites them."""

    copy = models.ForeignKey(Copy, models.CASCADE, related_name="checks", help_text="Where it was looked for.")
    words = models.CharField(max_length=64, help_text="SHA-256 of the words that were looked for.")
    verdict = models.CharField(max_length=10, choices=Verdict, help_text="What came of it.")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="First sign of it in the text.")
    end = models.PositiveIntegerField(null=True, blank=True, help_text="The sign after its last.")
    page = models.PositiveIntegerField(null=True, blank=True, help_text="Page on which it begins, from 1.")
    checked_at = models.DateTimeField(help_text="When it was looked for.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["copy", "words"], name="passage_once_a_copy"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="passage_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.FOUND, start__isnull=False, end__gt=models.F("start"))
                | Q(verdict=Verdict.NOT_FOUND, start=None, end=None, page=None),
                name="a_found_passage_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        """Return copy and verdict."""
        return f"{self.copy_id[:12]}…: {self.verdict}"


class LogFollower(Work):
    """How far the log was looked through for sources to copy and passages to look up. There is one row of it.

    Its work columns are those of the looking through.
    """

    seq = models.BigIntegerField(default=0, help_text="The last line of the log that was looked at.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="log_follower_is_one_row")]

    def __str__(self) -> str:
        """Say how far it is."""
        return f"up to {self.seq}"
