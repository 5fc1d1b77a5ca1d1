"""Claims that are contested, and statements: who said what about them, when, in which capacity, on whose behalf."""

from django.db import models
from django.db.models import F, Q

from contracts.models import Dispute, Party
from contracts.models.base import NOTE_HELP, WAITING, Coded, Slugged
from contracts.models.fields import LocalizedTextField, PartialDateField
from timeline.codelists import FindingDirection, Stance, StatementRelation
from timeline.models.events import Event


class Claim(Slugged):
    """A contested proposition of a dispute, in our own words; statements allege, deny or find it."""

    document_type = "claim"

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="claims", help_text="The dispute it belongs to.")
    title = LocalizedTextField(longest=60, help_text="A few words, without quotation marks: they are ours.")
    text = LocalizedTextField(longest=500, rows=2, help_text="The proposition in one sentence of our own.")
    note = LocalizedTextField(blank=True, rows=3, help_text=NOTE_HELP)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=Q(title__has_key="en"), name="claim_has_title"),
            models.CheckConstraint(condition=Q(text__has_key="en"), name="claim_has_text"),
        ]

    def __str__(self) -> str:
        """Return the title in the main language."""
        return str(self.title.get("en", self.slug))


class Statement(Coded):
    """Exact words of one speaker on one day, and where they stand on a claim."""

    document_type = "event"

    dispute = models.ForeignKey(
        Dispute, models.PROTECT, related_name="statements", help_text="Whose timeline it is on."
    )
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="statements", help_text="The event it was made in or comments on."
    )
    relation = models.CharField(
        max_length=20,
        choices=StatementRelation,
        default=StatementRelation.MADE_IN,
        help_text="Said in the event itself, or about it.",
    )
    date = PartialDateField(help_text="When it was said.")
    speaker = models.ForeignKey(Party, models.PROTECT, related_name="statements", help_text="Who said it.")
    capacity = LocalizedTextField(longest=300, blank=True, help_text="The speaker's post at that time.")
    on_behalf_of = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_on_behalf",
        help_text="For whom a spokesperson spoke.",
    )
    quote = models.TextField(max_length=2000, help_text="Exact words, without quotation marks; cuts as “…” or “[…]”.")
    lang = models.CharField(max_length=10, default="en", help_text="Language of the quote (BCP 47).")
    translations = LocalizedTextField(
        longest=2000, rows=2, blank=True, any_language=True, help_text="Our translations of the quote."
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="statements", help_text="The claim it is about."
    )
    stance = models.CharField(max_length=20, choices=Stance, default=Stance.NO_POSITION, help_text="Where it stands.")
    finding = models.CharField(
        max_length=20, choices=FindingDirection, blank=True, help_text="For a finding: which way it goes on the claim."
    )
    note = LocalizedTextField(blank=True, rows=2, help_text=NOTE_HELP)

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["-date", "-id"], name="statement_newest_first"),
            models.Index(fields=["-date", "-id"], condition=WAITING, name="statement_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="statement_stance_known"),
            models.CheckConstraint(condition=~Q(quote=""), name="statement_has_quote"),
            models.CheckConstraint(
                condition=Q(finding="") | Q(stance=Stance.FINDS), name="only_a_finding_has_a_direction"
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of=None) | ~Q(on_behalf_of=F("speaker")), name="nobody_speaks_on_own_behalf"
            ),
        ]

    def __str__(self) -> str:
        """Return date, speaker and the first words."""
        return f"{self.date} {self.speaker}: {self.quote[:60]}"
