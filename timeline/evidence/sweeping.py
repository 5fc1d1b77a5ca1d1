"""The sweep of the evidence: what is due, or was dropped by a worker that died. The work itself is claimed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from timeline.codelists import TextState
from timeline.evidence.following import is_behind
from timeline.models import Copy, Watch
from timeline.models.work import due
from timeline.pipeline.claims import bury

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Due:
    """Sources to copy by their watches, copies to read by their hashes, and whether the log has new lines."""

    watches: list[int]
    copies: list[str]
    lines: bool


def due_now(*, now: datetime) -> Due:
    """Tidy up and return what is due, longest due first, at most a hundred of each; running it twice is harmless."""
    bury(Copy, now=now)  # one whose text is read keeps it; only the looking up was given up
    Copy.objects.filter(state=TextState.WAITING, due_at=None).update(state=TextState.DEAD)
    bury(Watch, now=now, due_at=now + timedelta(days=1), attempts=0)
    watches = Watch.objects.filter(due(now), stopped="").order_by("due_at")
    copies = Copy.objects.filter(due(now)).order_by("due_at")
    return Due(
        watches=list(watches.values_list("pk", flat=True)[:AT_ONCE]),
        copies=list(copies.values_list("pk", flat=True)[:AT_ONCE]),
        lines=is_behind(now),
    )
