"""Candidates: what an item may be in the record, why, and what an editor made of it."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.models import Contract, Dispute, Protest
from timeline.codelists import CandidateState, Strength
from timeline.models.events import Event
from timeline.models.ingestion import Item
from timeline.models.sources import Citation, Source

OPEN_STATES = (CandidateState.NEW, CandidateState.SNOOZED)
DECIDED_WITH_EVENT = (CandidateState.ACCEPTED, CandidateState.CITED)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Proposals and what became of them."""

    def open(self) -> Self:
        """Choose what no editor has decided yet."""
        return self.filter(state__in=OPEN_STATES)

    def waiting(self, at: datetime) -> Self:
        """Choose what an editor should look at now: new, or put off until a moment that has come.

        Of several reports of one happening only the leading one waits; the others are decided with it.
        """
        now = Q(state=CandidateState.NEW) | Q(state=CandidateState.SNOOZED, snoozed_until__lte=at)
        return self.filter(now, leader=None)

    def best_first(self) -> Self:
        """Order by what deserves attention: trusted sources, identifiers, score, the newest."""
        return self.order_by("-item__feed__trusted", "strength", "-score", "-pk")


class Candidate(models.Model):
    """One item proposed as an event of one dispute. Decide it through `timeline.review` only.

    `version` rises with every change; an editor decides on the version that was seen, so that nobody overwrites a
    decision or a newer text unseen.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="candidate", help_text="The item it comes from.")
    dispute = models.ForeignKey(
        Dispute, models.PROTECT, related_name="candidates", help_text="The dispute it seems to belong to."
    )
    contract = models.ForeignKey(
        Contract, models.SET_NULL, null=True, blank=True, related_name="candidates", help_text="The contract it names."
    )
    protest = models.ForeignKey(
        Protest, models.SET_NULL, null=True, blank=True, related_name="candidates", help_text="The proceeding it names."
    )
    strength = models.CharField(max_length=20, choices=Strength, help_text="What the match rests on.")
    score = models.PositiveSmallIntegerField(help_text="How much speaks for the match, 0 to 100.")
    reasons = models.JSONField(help_text="Why it was matched: a list of sentences.")
    proposal = models.JSONField(help_text="The proposed event: type, title, summary, dates, parties.")
    item_revision = models.PositiveIntegerField(
        default=1, help_text="Which version of the item's content it was computed from."
    )
    report = models.JSONField(
        default=dict, blank=True, help_text="What it tells, in the facts that reports are compared by."
    )
    day = models.DateField(null=True, blank=True, help_text="The day it happened, if the item says it.")
    told = models.DateField(null=True, blank=True, help_text="The day the item was published.")
    leader = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        help_text="The proposal of the same happening that is decided for all; empty if it stands for itself.",
    )
    tie = models.JSONField(
        default=list, blank=True, help_text="Why it tells of the same happening: a list of sentences."
    )
    apart = models.BooleanField(
        default=False, help_text="An editor took it out of its group: it joins none by itself any more."
    )
    joined = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The proposal that an editor put it together with.",
    )
    about = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reported_by",
        help_text="The event of the record that it seems to tell of.",
    )
    about_reasons = models.JSONField(
        default=list, blank=True, help_text="Why it seems to tell of that event: a list of sentences."
    )
    seen = models.JSONField(
        default=dict, blank=True, help_text="What item and proposal said when it was decided, to compare later edits."
    )
    state = models.CharField(
        max_length=10, choices=CandidateState, default=CandidateState.NEW, help_text="What became of it."
    )
    changed_since = models.BooleanField(
        default=False, help_text="The item was edited at its source after the decision: look again."
    )
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="candidates",
        help_text="The event made from it, or the one it was added to as a source.",
    )
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="candidates", help_text="The source made from it."
    )
    citation = models.ForeignKey(
        Citation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="candidates",
        help_text="The citation that the decision made.",
    )
    snoozed_until = models.DateTimeField(null=True, blank=True, help_text="Put off until then.")
    note = models.TextField(blank=True, help_text="The editor's reason; not public.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who decided; not public.",
    )
    decided_at = models.DateTimeField(null=True, blank=True, help_text="When it was decided.")
    version = models.PositiveIntegerField(default=1, help_text="Rises with every change of this row.")
    proposed_at = models.DateTimeField(help_text="When it was first proposed.")

    objects: ClassVar[CandidateQuerySet] = CandidateQuerySet.as_manager()  # type: ignore[assignment]  # as_manager is untyped

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # The editors' inbox: what is open, best first, without walking through years of decided ones.
            models.Index(
                fields=["strength", "-score"], condition=Q(state__in=("new", "snoozed")), name="candidate_inbox"
            ),
            # Who may tell of the same happening: open ones of a dispute around a day.
            models.Index(fields=["dispute", "day"], condition=Q(state__in=("new", "snoozed")), name="candidate_by_day"),
            models.Index(
                fields=["dispute", "told"], condition=Q(state__in=("new", "snoozed")), name="candidate_by_told"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CandidateState.values), name="candidate_state_known"),
            models.CheckConstraint(condition=Q(strength__in=Strength.values), name="candidate_strength_known"),
            models.CheckConstraint(condition=Q(score__lte=100), name="candidate_score_at_most_100"),
            models.CheckConstraint(
                condition=Q(state=CandidateState.SNOOZED, snoozed_until__isnull=False)
                | (~Q(state=CandidateState.SNOOZED) & Q(snoozed_until=None)),
                name="candidate_snoozed_until_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, event=None) | ~Q(state__in=OPEN_STATES),
                name="candidate_undecided_has_no_event",
            ),
            models.CheckConstraint(
                condition=Q(leader=None) | ~Q(leader=models.F("pk")), name="candidate_leads_not_itself"
            ),
        ]

    def __str__(self) -> str:
        """Return dispute and item."""
        return f"{self.dispute}: {self.item}"
