"""Events: what happened, when, when it became public, who took part, and which step of which proceeding it was."""

from django.db import models
from django.db.models import F, Q

from contracts.codelists import Role
from contracts.models import Case, Contract, Dispute, Party, Protest
from contracts.models.base import NOTE_HELP, WAITING, Coded
from contracts.models.fields import LocalizedTextField, PartialDateField
from contracts.procedure.steps import DISPOSITIONS, REASONS, STEP_CODES
from timeline.codelists import Confidence, EventType, PublicBasis, Relation, Significance

STEP_CHOICES = [(step.code, f"{step.code}: {step.label}") for step in STEP_CODES.values()]
DISPOSITION_CHOICES = [(code, code.replace("-", " ")) for code in DISPOSITIONS]
REASON_CHOICES = [(code, code.replace("-", " ")) for code in REASONS]


class Event(Coded):
    """One happening of a dispute; its date is an interval, and it cannot be published without a citation."""

    document_type = "event"

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="events", help_text="Whose timeline it is on.")
    contracts = models.ManyToManyField(
        Contract, blank=True, related_name="events", help_text="Which contracts it concerns."
    )
    protest = models.ForeignKey(
        Protest, models.PROTECT, null=True, blank=True, related_name="events", help_text="The proceeding it belongs to."
    )
    type = models.CharField(max_length=30, choices=EventType, default=EventType.OTHER, help_text="What happened.")
    title = LocalizedTextField(longest=200, help_text="At most twelve words, as a headline in the present tense.")
    short_title = LocalizedTextField(
        longest=28, blank=True, help_text="At most 24 characters (German 28): the label in the picture, for landmarks."
    )
    summary = LocalizedTextField(longest=2000, rows=4, help_text="One to three neutral sentences, with figures.")
    note = LocalizedTextField(blank=True, rows=3, help_text=NOTE_HELP)
    date = PartialDateField(help_text="When it happened, no more exact than the sources say.")
    until = PartialDateField(null=True, blank=True, help_text="Last day, for something that took several.")
    date_public = PartialDateField(
        null=True, blank=True, help_text="When its content became public, where that is not its own date."
    )
    public_basis = models.CharField(
        max_length=20, choices=PublicBasis, default=PublicBasis.ASSUMED, help_text="How that date is known."
    )
    date_existence_known = PartialDateField(
        null=True,
        blank=True,
        help_text="When it became known that it happened, if before its content (a sealed filing).",
    )
    significance = models.PositiveSmallIntegerField(
        choices=Significance, default=Significance.NORMAL, help_text="Landmark (one in five at most), normal or detail."
    )
    day_order = models.PositiveSmallIntegerField(
        default=0, help_text="Order among events of the same day, where no time of day is known."
    )
    sealed = models.BooleanField(default=False, help_text="Filed or issued under seal.")
    confidence = models.CharField(
        max_length=20, choices=Confidence, default=Confidence.UNVERIFIED, help_text="How well it is sourced."
    )
    automatic_from = models.CharField(
        max_length=200,
        blank=True,
        editable=False,
        help_text="The trusted source from whose words it was published without review; empty if a person decided.",
    )
    is_example = models.BooleanField(
        default=False, editable=False, help_text="Made by the demonstration feed: never published on a production site."
    )

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [
            # The changelist pages by date without sorting a million rows.
            models.Index(fields=["-date", "-id"], name="event_newest_first"),
            # Drafts and unpublished edits are few among a million published rows.
            models.Index(fields=["-date", "-id"], condition=WAITING, name="event_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=EventType.values), name="event_type_known"),
            models.CheckConstraint(condition=~Q(type=EventType.STATEMENT), name="event_is_no_statement"),
            models.CheckConstraint(condition=Q(title__has_key="en"), name="event_has_title"),
            models.CheckConstraint(condition=Q(summary__has_key="en"), name="event_has_summary"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="event_confidence_known"),
            models.CheckConstraint(condition=Q(significance__in=Significance.values), name="event_significance_known"),
            models.CheckConstraint(
                condition=Q(date_public=None, public_basis=PublicBasis.ASSUMED)
                | (Q(date_public__isnull=False) & ~Q(public_basis=PublicBasis.ASSUMED)),
                name="event_public_date_has_basis",
            ),
        ]

    def __str__(self) -> str:
        """Return date and title."""
        return f"{self.date} {self.title.get('en', '')}"


class EventStep(models.Model):
    """The procedural step an event was, in one proceeding."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="steps", help_text="The event.")
    protest = models.ForeignKey(Protest, models.PROTECT, related_name="steps", help_text="The proceeding it moves.")
    step = models.CharField(
        max_length=40, choices=STEP_CHOICES, help_text="Code of the step; an “entry” moves nothing."
    )
    cases = models.ManyToManyField(
        Case,
        blank=True,
        related_name="steps",
        help_text="Which docket numbers; none chosen means all of the proceeding.",
    )
    disposition = models.CharField(max_length=30, choices=DISPOSITION_CHOICES, blank=True, help_text="Formal result.")
    reason = models.CharField(max_length=40, choices=REASON_CHOICES, blank=True, help_text="Reason of a dismissal.")
    days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Length set by the order, in calendar days."
    )
    until = PartialDateField(null=True, blank=True, help_text="Last day set by the order.")
    parties = models.ManyToManyField(
        Party, blank=True, related_name="steps", help_text="For whom, where parties fared differently."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "protest", "step", "disposition"], name="step_once_an_event_and_protest"
            ),
        ]

    def __str__(self) -> str:
        """Return the code."""
        return self.step


class EventParty(models.Model):
    """A party's part in an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="parties", help_text="The event.")
    party = models.ForeignKey(Party, models.PROTECT, related_name="event_roles", help_text="Who.")
    role = models.CharField(max_length=20, choices=Role, default=Role.OTHER, help_text="In which part.")
    role_note = models.CharField(max_length=200, blank=True, help_text="The source's own words for it.")

    class Meta:
        verbose_name_plural = "event parties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "party", "role", "role_note"], name="event_party_once_a_role"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="event_role_known"),
        ]

    def __str__(self) -> str:
        """Return party and role."""
        return f"{self.party} ({self.role})"


class EventAmount(models.Model):
    """A sum of money an event is about."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="amounts", help_text="The event.")
    amount = models.DecimalField(max_digits=18, decimal_places=2, help_text="In whole units of the currency.")
    currency = models.CharField(max_length=3, default="USD", help_text="ISO 4217 code.")
    what = LocalizedTextField(longest=200, help_text="What the sum is: ceiling, security, first order …")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return currency and amount."""
        return f"{self.currency} {self.amount:,.0f}"


class EventLink(models.Model):
    """How one event acts on an earlier one; written only by `timeline.links`, which refuses cycles."""

    source = models.ForeignKey(Event, models.CASCADE, related_name="links", help_text="The event that acts.")
    target = models.ForeignKey(Event, models.CASCADE, related_name="linked_from", help_text="The event it acts on.")
    relation = models.CharField(max_length=20, choices=Relation, help_text="How it acts.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "relation"], name="event_link_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="event_link_not_to_itself"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="event_link_relation_known"),
        ]

    def __str__(self) -> str:
        """Return relation and target."""
        return f"{self.relation} {self.target}"
