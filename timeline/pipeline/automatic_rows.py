"""Notes which candidates a trusted feed might publish without review, as rows of work; nothing is published here."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from timeline.codelists import AutomaticState
from timeline.models import AutomaticPublication, Candidate
from timeline.models.candidates import OPEN_STATES

# What was refused is tried anew when its item or its match changed; what was published or undone never is.
TRIED_AGAIN = (AutomaticState.REFUSED, AutomaticState.DEAD)


def note_candidates(items: Iterable[int], *, now: datetime) -> None:
    """Let the open candidates of these items be tried that a feed proposed since it was trusted, once each.

    The caller holds the locks of the candidates.
    """
    chosen = Candidate.objects.filter(
        item__in=list(items),
        item__feed__publishes_unreviewed=True,
        proposed_at__gte=F("item__feed__unreviewed_since"),
        state__in=OPEN_STATES,
    ).order_by("pk")
    pks = list(chosen.values_list("pk", flat=True))
    if not pks:
        return
    again = AutomaticPublication.objects.filter(candidate__in=pks, state__in=TRIED_AGAIN)
    again.update(state=AutomaticState.WAITING, due_at=now, reasons=[], attempts=0, claimed_until=None, error="")
    rows = [AutomaticPublication(candidate_id=pk, due_at=now) for pk in pks]
    AutomaticPublication.objects.bulk_create(rows, ignore_conflicts=True)
