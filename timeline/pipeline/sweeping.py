"""The sweep: what is due, or was dropped by a worker that died. It looks and tidies; the work itself is claimed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from timeline import review
from timeline.codelists import FeedState, FetchState, ItemState
from timeline.models import Feed, Fetch, Item
from timeline.models.work import due
from timeline.pipeline import health
from timeline.pipeline.claims import bury

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Due:
    """What workers should be nudged to do: feeds to poll, fetches to read, and whether items wait to be matched."""

    feeds: list[int]
    fetches: list[int]
    items: bool


def sweep(*, now: datetime) -> Due:
    """Tidy up and return what is due, longest due first, at most a hundred of each; running it twice is harmless."""
    bury(Fetch, now=now, state=FetchState.DEAD)
    bury(Item, now=now, state=ItemState.DEAD)
    broken = "No poll came to an end: each time the worker died or took too long. Tried again in a day."
    bury(Feed, now=now, state=FeedState.BROKEN, state_detail=broken, due_at=now + timedelta(days=1), attempts=0)
    Feed.objects.filter(enabled=True, due_at=None).update(due_at=now)
    review.wake(now=now)
    health.note_late(now=now)
    feeds = Feed.objects.filter(due(now), enabled=True).order_by("due_at")
    fetches = Fetch.objects.filter(due(now)).order_by("due_at")
    return Due(
        feeds=list(feeds.values_list("pk", flat=True)[:AT_ONCE]),
        fetches=list(fetches.values_list("pk", flat=True)[:AT_ONCE]),
        items=Item.objects.filter(due(now)).exists(),
    )
