"""Says which sources are copied, and when again: when published, then nightly, less where nothing is to be had."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from timeline.codelists import CaptureOutcome
from timeline.models import Source, Watch

LONGEST_PAUSE: Final = timedelta(days=30)
FIRST_RETRY: Final = timedelta(hours=1)


def watch(sources: Iterable[Source], *, now: datetime, again: bool = False) -> int:
    """Let sources be copied that never were, or `again` all of them at once; return how many are due now.

    What was stopped (taken down, or by an editor) stays so; a source without an address is only handed in.
    """
    chosen = [source for source in sources if source.url]
    rows = [Watch(source=source, due_at=now, changed_at=now) for source in chosen]
    Watch.objects.bulk_create(rows, ignore_conflicts=True)
    known = Watch.objects.filter(source__in=chosen, stopped="")
    if again:
        known.update(due_at=now, attempts=0)
    return known.filter(due_at__lte=now).count()


def next_due(outcome: CaptureOutcome, failures: int, wait: float | None, *, now: datetime) -> datetime | None:
    """Return when a source is to be copied again; None for never.

    `failures` counts the attempts in a row that left no copy, this one included; `wait` is what the host asked for.
    """
    every = timedelta(hours=settings.RECHECK_HOURS)
    if not every:
        return None
    if outcome == CaptureOutcome.OK:
        pause = every
    elif outcome == CaptureOutcome.UNREACHABLE:
        pause = min(FIRST_RETRY * 3 ** min(failures - 1, 10), LONGEST_PAUSE)
    else:
        pause = min(every * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    # Spread, so that what was published together is not asked for together.
    spread = random.uniform(0, 0.1)  # noqa: S311 - it keeps requests apart and guards nothing
    return now + max(pause * (1 + spread), timedelta(seconds=wait or 0))
