"""What sources send by themselves, what is asked besides, how hosts are spared, and where news may be missing."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from timeline.codelists import DeliveryState, LookupState
from timeline.models.ingestion import Feed, Fetch
from timeline.models.work import Work


class Delivery(Work):
    """One webhook as it came, stored before anybody looks into it. Its work columns are those of making it a fetch.

    The row stays for ever, so that a delivery repeated after years is known; its bytes move to the fetch.
    """

    hook = models.CharField(max_length=40, help_text="Which receiver took it: the kind of source that sends.")
    key = models.CharField(max_length=200, help_text="The sender's Idempotency-Key, or “sha256:” and the body's hash.")
    received_at = models.DateTimeField(help_text="When it came for the first time.")
    sender = models.GenericIPAddressField(null=True, blank=True, help_text="The address that sent it.")
    headers = models.JSONField(default=dict, blank=True, help_text="Headers of the request, names in lower case.")
    raw = models.BinaryField(null=True, blank=True, help_text="The body as it came, until it has become a fetch.")
    state = models.CharField(
        max_length=10, choices=DeliveryState, default=DeliveryState.WAITING, help_text="How far it is."
    )
    fetch = models.OneToOneField(
        Fetch, models.SET_NULL, null=True, blank=True, related_name="delivery", help_text="The fetch it became."
    )

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-pk"]
        indexes = [
            # What waits is a handful among all that ever came.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="delivery_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["hook", "key"], name="delivery_once"),
            models.CheckConstraint(condition=~Q(key=""), name="delivery_has_key"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, due_at__isnull=False, raw__isnull=False)
                | (~Q(state=DeliveryState.WAITING) & Q(due_at=None)),
                name="delivery_is_due_while_waiting",
            ),
        ]

    def __str__(self) -> str:
        """Return sender's name and key."""
        return f"{self.hook} {self.key}"


class Lookup(Work):
    """An address to be asked once besides a feed's own: the case of an entry, a text that came empty."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="lookups", help_text="Whose item it is about.")
    key = models.CharField(max_length=500, help_text="Key of the item that is missing or incomplete.")
    url = models.URLField(max_length=2000, help_text="Where it may be found.")
    reason = models.CharField(max_length=200, help_text="What is missing.")
    state = models.CharField(
        max_length=10, choices=LookupState, default=LookupState.WAITING, help_text="What came of it."
    )
    rounds = models.PositiveSmallIntegerField(default=0, editable=False, help_text="How often it was asked in vain.")
    created_at = models.DateTimeField(help_text="When it was first missed.")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # What waits is a handful among all that was ever looked up.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="lookup_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["feed", "key"], name="lookup_once_a_key"),
            models.CheckConstraint(condition=Q(state__in=LookupState.values), name="lookup_state_known"),
            models.CheckConstraint(
                condition=Q(state=LookupState.WAITING, due_at__isnull=False)
                | (~Q(state=LookupState.WAITING) & Q(due_at=None)),
                name="lookup_is_due_while_waiting",
            ),
        ]

    def __str__(self) -> str:
        """Return what is missing."""
        return f"{self.key}: {self.reason}"


class Host(models.Model):
    """How often a host was asked lately and whether it wants to be left alone; shared by all workers."""

    name = models.CharField(max_length=255, primary_key=True, help_text="Host, with its port where it names one.")
    asked = ArrayField(
        models.DateTimeField(), default=list, blank=True, help_text="Requests within the longest window of its budget."
    )
    quiet_until = models.DateTimeField(
        null=True, blank=True, help_text="Nobody asks before then: it said so (Retry-After), or failed again and again."
    )
    failures = models.PositiveSmallIntegerField(default=0, help_text="Requests in a row that came to nothing.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        """Return the host."""
        return self.name


class Gap(models.Model):
    """A time of which a feed may have entries that nobody here ever saw. Rows stay: it is a fact of the coverage."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="gaps", help_text="The source.")
    since = models.DateTimeField(help_text="The last answer before the gap.")
    until = models.DateTimeField(help_text="The first answer after it.")

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "until"], name="gap_once"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="gap_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        """Return the feed and the days."""
        return f"{self.feed}: {self.since:%Y-%m-%d %H:%M} – {self.until:%Y-%m-%d %H:%M}"
