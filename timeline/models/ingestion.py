"""What comes in: feeds, the raw bytes of every fetch, and the items that were read from them."""

import hashlib
import zlib

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from psycopg import Cursor
from zstandard import FRAME_HEADER as ZSTD
from zstandard import ZstdCompressor, ZstdDecompressor

from contracts.models.fields import PartialDateField
from timeline.codelists import FeedState, FetchState, ItemState, SourceKind
from timeline.models.work import Work

# A feed packs to a sixth, in a third of the time that zlib takes at its quickest.
PACKED = 1
KEEP = "INSERT INTO timeline_body (sha256, packed, size) VALUES (%s, %b, %s) ON CONFLICT DO NOTHING"


class Feed(Work):
    """A source that is asked again and again, and how it fares. Its work columns are those of the next poll."""

    slug = models.SlugField(max_length=60, unique=True, help_text="Short name for commands and addresses.")
    name = models.CharField(max_length=200, help_text="Who publishes it, as readers know them.")
    parser = models.CharField(
        max_length=40,
        default="feed",
        help_text="Which kind of source it is: “feed” is any RSS, Atom or JSON Feed (see `manage.py feeds sources`).",
    )
    url = models.URLField(
        max_length=2000, blank=True, help_text="Where it is fetched; empty if files are only handed in by hand."
    )
    pushed = models.BooleanField(
        default=False,
        editable=False,
        help_text="It sends by itself (webhooks) and is never polled; switched off, what it sends waits.",
    )
    enabled = models.BooleanField(default=False, help_text="Whether it is polled, or what it sends is taken in.")
    trusted = models.BooleanField(
        default=False, help_text="An editor vouches for this source; its candidates are listed before others."
    )
    publishes_unreviewed = models.BooleanField(
        default=False,
        editable=False,
        help_text="Whether what the source itself decides is published without review, marked as such.",
    )
    unreviewed_since = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="What was seen before then is never published without review."
    )
    unreviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Who allowed it; not public.",
    )
    source_kind = models.CharField(
        max_length=20,
        choices=SourceKind,
        default=SourceKind.NEWS,
        help_text="What kind of documents its items are; a source made from an item gets it.",
    )
    language = models.CharField(
        max_length=10, default="en", help_text="Language (BCP 47) of items that do not say their own."
    )
    poll_minutes = models.PositiveIntegerField(default=30, help_text="How often it is asked, in minutes.")
    rhythm_hours = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="For how many hours it may bring nothing new before it counts as late; empty for no expectation.",
    )
    keep_days = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="For how many days answers that brought nothing are kept whole; 0 for ever, empty as the site does.",
    )
    state = models.CharField(
        max_length=10, choices=FeedState, default=FeedState.OK, help_text="How the source fared last."
    )
    state_detail = models.TextField(blank=True, help_text="What is wrong, in words; empty while it is well.")
    last_success_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it last answered with something that could be read."
    )
    last_new_item_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it last brought an item that was not known."
    )
    gap_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When entries may have been missed between two polls; empty once an editor has seen to it.",
    )
    failures = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Polls in a row that failed; each doubles the time to the next."
    )
    etag = models.CharField(
        max_length=500, blank=True, editable=False, help_text="ETag of the answer that was last read."
    )
    last_modified = models.CharField(
        max_length=100, blank=True, editable=False, help_text="Last-Modified of the answer that was last read."
    )
    shared_guids = ArrayField(
        models.CharField(max_length=500),
        default=list,
        blank=True,
        editable=False,
        help_text="Ids that this feed gives to several entries; such entries are told apart by their content.",
    )
    edits = models.PositiveBigIntegerField(
        default=0, db_default=0, editable=False, help_text="How many of its answers changed items that were known."
    )
    is_example = models.BooleanField(
        default=False, editable=False, help_text="The demonstration feed: nothing made from it may be published."
    )
    created_at = models.DateTimeField(auto_now_add=True, help_text="When it was set up here.")

    class Meta:
        ordering = ["name"]
        indexes = [
            # The sweep asks every few seconds for what is due; a disabled feed never is.
            models.Index(fields=["due_at"], condition=Q(enabled=True), name="feed_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FeedState.values), name="feed_state_known"),
            models.CheckConstraint(condition=Q(source_kind__in=SourceKind.values), name="feed_source_kind_known"),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex=r"^https?://"), name="feed_url_is_web"),
            models.CheckConstraint(
                condition=Q(enabled=False) | ~Q(url="") | Q(pushed=True), name="feed_needs_url_to_be_polled"
            ),
            # One row takes in what comes to one receiver.
            models.UniqueConstraint(
                fields=["parser", "is_example"], condition=Q(pushed=True), name="feed_once_a_receiver"
            ),
            models.CheckConstraint(condition=Q(poll_minutes__gte=1), name="feed_is_polled_politely"),
            models.CheckConstraint(
                condition=Q(publishes_unreviewed=False) | Q(unreviewed_since__isnull=False, is_example=False),
                name="feed_publishes_unreviewed_since_some_time",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def clean(self) -> None:
        """Refuse to poll nowhere: forms that do not show `pushed` would leave that to the database."""
        if self.enabled and not self.url and not self.pushed:
            raise ValidationError({"enabled": "A feed without an address cannot be switched on."})


class Body(models.Model):
    """The bytes of an answer, kept once however often they came."""

    sha256 = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of the bytes, hexadecimal.")
    packed = models.BinaryField(help_text="The bytes, compressed: Zstandard, older ones zlib.")
    size = models.PositiveIntegerField(help_text="Length of the bytes before compression.")

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        """Return the beginning of the hash, and the size."""
        return f"{self.sha256[:12]}… ({self.size:,} bytes)"

    @staticmethod
    def keep(content: bytes) -> "Body":
        """Store the bytes unless they are there already; return their row."""
        sha256 = hashlib.sha256(content).hexdigest()
        body = Body(sha256=sha256, size=len(content))
        if not Body.objects.filter(pk=sha256).exists():
            body.packed = ZstdCompressor(level=PACKED).compress(content)
            # Bound by the server, as Django's own cursors write bytes into the statement as hexadecimal digits.
            with connection.wrap_database_errors:
                Cursor(connection.connection).execute(KEEP, [sha256, body.packed, body.size])
        return body

    def content(self) -> bytes:
        """Return the bytes as they came."""
        packed = bytes(self.packed)
        return ZstdDecompressor().decompress(packed) if packed.startswith(ZSTD) else zlib.decompress(packed)


class Fetch(Work):
    """One answer of a source, kept whole before anybody reads it. Its work columns are those of the reading."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="fetches", help_text="The source that was asked.")
    url = models.CharField(max_length=2000, help_text="The address, or the file, that was asked for.")
    final_url = models.CharField(max_length=2000, blank=True, help_text="The address that answered, after redirects.")
    fetched_at = models.DateTimeField(help_text="When the answer was complete, or given up.")
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="HTTP status; empty if none came.")
    headers = models.JSONField(default=dict, blank=True, help_text="Headers of the answer, names in lower case.")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="fetches", help_text="The bytes; empty if none came."
    )
    outcome = models.CharField(
        max_length=20, help_text="How the fetch, or else the reading, ended; “blocked” is never “no news”."
    )
    detail = models.TextField(blank=True, help_text="What went wrong in the fetch, in words.")
    by_hand = models.BooleanField(default=False, help_text="Handed in by an editor, or looked up besides; not polled.")
    state = models.CharField(max_length=10, choices=FetchState, help_text="How far the reading is.")
    warnings = models.JSONField(default=list, blank=True, help_text="What the reader had to mend or doubts.")
    rejected = models.JSONField(
        default=list, blank=True, help_text="Entries that could not become items, each with its place and reason."
    )
    pruned_at = models.DateTimeField(
        null=True, blank=True, help_text="When its bytes and headers were let go of, because nothing stands on them."
    )
    items_new = models.PositiveIntegerField(default=0, help_text="Items in it that were not known before.")
    items_changed = models.PositiveIntegerField(default=0, help_text="Known items whose content it changed.")
    items_same = models.PositiveIntegerField(default=0, help_text="Known items that it repeated.")
    repeated = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=[],
        blank=True,
        editable=False,
        help_text="Numbers of the known items that it repeated, where an older answer might be read after it.",
    )
    read_as = models.CharField(
        max_length=32,
        default="",
        db_default="",
        blank=True,
        editable=False,
        help_text="Hash of all but its bytes that decided the reading; the same again would change nothing.",
    )

    class Meta:
        verbose_name_plural = "fetches"
        ordering = ["-pk"]
        indexes = [
            # What waits to be read is a handful among millions of fetches.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="fetch_due"),
            # The newest fetches of one feed, for its page and for telling whether an older reading came late.
            models.Index(fields=["feed", "-id"], name="fetch_of_feed"),
            # What may be read later than newer answers: next to none.
            models.Index(
                fields=["feed"],
                condition=Q(state__in=["waiting", "unreadable", "dead"]),
                name="fetch_unread",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FetchState.values), name="fetch_state_known"),
            models.CheckConstraint(
                condition=Q(state=FetchState.WAITING, due_at__isnull=False)
                | (~Q(state=FetchState.WAITING) & Q(due_at=None)),
                name="fetch_is_due_while_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(state=FetchState.WAITING) | Q(body__isnull=False), name="fetch_has_body_to_read"
            ),
        ]

    def __str__(self) -> str:
        """Return feed and time."""
        return f"{self.feed} {self.fetched_at:%Y-%m-%d %H:%M}"


class Item(Work):
    """One thing that a source published. Its work columns are those of the matching.

    Feed and key name it for ever; the hash tells whether its content changed since.
    """

    feed = models.ForeignKey(
        Feed,
        models.CASCADE,
        related_name="items",
        db_index=False,  # the index of `item_once_a_feed` begins with it
        help_text="The source it came from.",
    )
    key = models.CharField(max_length=500, help_text="Its natural key within the feed: guid, address, number.")
    key_basis = models.CharField(
        max_length=10, help_text="What the key rests on: natural, guid, link, shared, content."
    )
    # No index: nobody asks by it alone.
    last_fetch = models.ForeignKey(
        Fetch,
        models.SET_NULL,
        null=True,
        related_name="items",
        db_index=False,
        help_text="The fetch that its content was read from; later ones may have repeated it.",
    )
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of what a reader would call the content.")
    mark = models.CharField(
        max_length=32,
        default="",
        db_default="",
        blank=True,
        editable=False,
        help_text="Hash of the entry as it stood and of the program that read it; equal means unchanged.",
    )
    kind = models.CharField(max_length=40, help_text="What it is: feed-entry, docket-entry, opinion …")
    title = models.CharField(max_length=1000, blank=True, help_text="Title as published.")
    url = models.CharField(max_length=2000, blank=True, help_text="Its web address, if it has one.")
    lang = models.CharField(max_length=10, blank=True, help_text="Its language (BCP 47), if it or its feed says.")
    published = PartialDateField(
        null=True, blank=True, help_text="When the source made it public, as exact as the source said it."
    )
    happened = PartialDateField(
        null=True, blank=True, help_text="When the matter itself happened, if the source says so."
    )
    parsed = models.JSONField(help_text="All that was read of it, with the dates as the source wrote them.")
    revision = models.PositiveIntegerField(default=1, help_text="How many versions of its content were seen.")
    state = models.CharField(
        max_length=10, choices=ItemState, default=ItemState.WAITING, help_text="How far the matching is."
    )
    first_seen_at = models.DateTimeField(help_text="When it was first read here.")
    changed_at = models.DateTimeField(help_text="When its content was last seen to change.")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # What waits to be matched is a handful among millions of items.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="item_due"),
            # The entries of a case whose number became known later.
            models.Index(KT("parsed__extra__docket"), "feed", condition=Q(kind="docket-entry"), name="item_of_docket"),
            # The list of dead letters.
            models.Index(fields=["-changed_at"], condition=Q(state="dead"), name="item_dead"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["feed", "key"], name="item_once_a_feed"),
            models.CheckConstraint(condition=~Q(key=""), name="item_has_key"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_state_known"),
            models.CheckConstraint(
                condition=Q(state=ItemState.WAITING, due_at__isnull=False)
                | (~Q(state=ItemState.WAITING) & Q(due_at=None)),
                name="item_is_due_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__gte=F("first_seen_at")), name="item_changed_after_first_seen"
            ),
        ]

    def __str__(self) -> str:
        """Return the title, or the key."""
        return self.title or self.key
