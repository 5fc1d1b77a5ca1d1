"""How a source fares: when it is asked next, and what its answers say of it. Blocked or empty is never “no news”."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce

from timeline.codelists import FeedState
from timeline.ingest.http import Fetched
from timeline.ingest.outcome import Outcome
from timeline.models import Feed

LONGEST_PAUSE = timedelta(days=1)
GAP = "Entries may have been missed: the answer does not reach back to the one before."
BLOCKING = frozenset({Outcome.BLOCKED, Outcome.NOT_ALLOWED})


def next_poll(feed: Feed, now: datetime) -> datetime:
    """Return when a feed that answered is asked again; a tenth of spread keeps feeds from coming all at once."""
    return now + timedelta(minutes=feed.poll_minutes) * random.uniform(1, 1.1)  # noqa: S311 - it guards nothing


def after_failure(
    feed: Feed, now: datetime, *, outcome: Outcome, reason: str, wait: float | None = None
) -> dict[str, Any]:
    """Return the values of a feed whose poll failed: its state in words, and a pause that doubles up to a day.

    `wait` is what the source asked for, in seconds.
    """
    doubled = timedelta(minutes=feed.poll_minutes) * 2 ** min(feed.failures + 1, 12)
    pause = max(min(doubled, LONGEST_PAUSE), timedelta(seconds=wait or 0))
    return {**bad(outcome, reason), "failures": feed.failures + 1, "due_at": now + pause * random.uniform(1, 1.1)}  # noqa: S311


def bad(outcome: Outcome, reason: str) -> dict[str, Any]:
    """Return state and words of a feed that cannot be used."""
    state = FeedState.BLOCKED if outcome in BLOCKING else FeedState.BROKEN
    return {"state": state, "state_detail": f"{outcome.label}: {reason}" if reason else outcome.label}


def well(feed: Feed, at: datetime, *, damage: str | None = None) -> dict[str, Any]:
    """Return the values of a feed that gave something readable; a gap stays shown until somebody saw to it.

    `damage` says what is broken in an answer of which something could be saved; None if nothing new was read, so that
    what was said of the last answer still holds.
    """
    values: dict[str, Any] = {"failures": 0, "last_success_at": at}
    if feed.gap_at is not None:
        return {**values, "state": FeedState.GAP, "state_detail": GAP}
    if feed.state == FeedState.LATE:
        return values  # only a new item ends that
    if damage is None and feed.state == FeedState.OK:
        return values
    return {**values, "state": FeedState.OK, "state_detail": damage or ""}


def moved(answer: Fetched) -> str:
    """Say so if the source has moved for good."""
    return f"The feed has moved for good to {answer.moved_to}; change its address." if answer.moved_to else ""


def note_late(*, now: datetime) -> int:
    """Mark feeds that were silent for longer than their rhythm; return how many became late."""
    patience = ExpressionWrapper(F("rhythm_hours") * Value(timedelta(hours=1)), output_field=DurationField())
    silent = Feed.objects.annotate(since=Coalesce("last_new_item_at", "created_at")).filter(
        Q(since__lt=now - patience), enabled=True, rhythm_hours__isnull=False, state=FeedState.OK
    )
    return silent.update(state=FeedState.LATE, state_detail="Nothing new for longer than its rhythm.")


def see_to_gap(feed: Feed) -> None:
    """Note that an editor has seen to the entries that may have been missed."""
    Feed.objects.filter(pk=feed.pk).update(gap_at=None)
    Feed.objects.filter(pk=feed.pk, state=FeedState.GAP).update(state=FeedState.OK, state_detail="")


def enable(feed: Feed, *, now: datetime) -> None:
    """Switch a feed on; it is asked with the next sweep."""
    Feed.objects.filter(pk=feed.pk).update(enabled=True, due_at=now, failures=0, attempts=0)


def disable(feed: Feed) -> None:
    """Switch a feed off; what it brought stays."""
    Feed.objects.filter(pk=feed.pk).update(enabled=False, due_at=None, claimed_until=None)
