"""The editors' word on which reports tell of one happening: take one out, put it back, put two groups together.

What an editor says stays said, whatever comes in later; every verb takes the candidate as the editor saw it and raises
`review.DecidedMeanwhile` if it changed.
"""

from django.db import transaction
from django.db.models import F

from timeline import gathering
from timeline.models import Candidate
from timeline.models.candidates import OPEN_STATES
from timeline.review import DecidedMeanwhile, ReviewRefused


@transaction.atomic
def take_out(candidate: Candidate) -> None:
    """Let a report stand for itself: it joins no group by itself any more."""
    _place(candidate, apart=True, joined=None)


@transaction.atomic
def put_back(candidate: Candidate) -> None:
    """Take back that a report was taken out: it stands again where the rules put it."""
    _place(candidate, apart=False, joined=None)


@transaction.atomic
def put_together(candidate: Candidate, other: Candidate) -> None:
    """Let a candidate and all that it leads be decided with another one; its page leads there from now on."""
    if candidate.pk == other.pk:
        raise ReviewRefused("It cannot be put together with itself.")
    if candidate.dispute_id != other.dispute_id:
        raise ReviewRefused("They are proposed for different disputes.")
    if candidate.item.feed.is_example != other.item.feed.is_example:
        raise ReviewRefused("An item of the demonstration feed cannot be mixed with a real one.")
    if other.state not in OPEN_STATES:
        raise ReviewRefused("The other one is decided already: add this one to its event as a source.")
    _place(candidate, apart=False, joined=other)


def _place(candidate: Candidate, *, apart: bool, joined: Candidate | None) -> None:
    gathering.hold([candidate.dispute_id])
    before = gathering.neighbours(candidate.dispute_id, [candidate.pk])
    row = Candidate.objects.filter(pk=candidate.pk, version=candidate.version, state__in=OPEN_STATES)
    if row.update(apart=apart, joined=joined, version=F("version") + 1) != 1:
        raise DecidedMeanwhile(Candidate.objects.select_related("decided_by").filter(pk=candidate.pk).first())
    if apart:
        Candidate.objects.filter(joined=candidate).update(joined=None)
    gathering.regroup(candidate.dispute_id, before | {candidate.pk})
    candidate.refresh_from_db()
