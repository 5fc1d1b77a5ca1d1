"""The sweep: what is due, or was dropped by a worker that died. It looks and tidies; the work itself is claimed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from timeline import review
from timeline.codelists import AutomaticState, DeliveryState, FeedState, ItemState, LetterState, LookupState
from timeline.models import AutomaticPublication, Delivery, Feed, Fetch, Item, Letter, Lookup, WebhookMessage
from timeline.models.work import due
from timeline.pipeline import health, set_back
from timeline.pipeline.claims import bury
from timeline.pipeline.deliveries import waiting_deliveries
from timeline.pipeline.reading import bury_unread

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Due:
    """What workers should be nudged to do.

    Feeds to poll, fetches to read and lookups to make by their ids, those of what a court sent apart from the others;
    whether items wait to be matched, webhooks to be taken in, candidates of trusted sources to be published, mail to be
    sent, and receivers of webhooks to be called.
    """

    feeds: list[int]
    fetches: list[int]
    items: bool
    court_fetches: list[int] = field(default_factory=list)
    deliveries: bool = False
    lookups: list[int] = field(default_factory=list)
    court_lookups: list[int] = field(default_factory=list)
    publications: bool = False
    letters: bool = False
    calls: bool = False


def sweep(*, now: datetime) -> Due:
    """Tidy up and return what is due, longest due first, at most a hundred of each; running it twice is harmless."""
    set_back.free(now=now)
    bury_unread(now=now)
    bury(Item, now=now, state=ItemState.DEAD)
    bury(Delivery, now=now, state=DeliveryState.DEAD)
    bury(Lookup, now=now, state=LookupState.GIVEN_UP)
    bury(Letter, now=now, state=LetterState.GIVEN_UP)
    bury(AutomaticPublication, now=now, state=AutomaticState.DEAD)
    broken = "No poll came to an end: each time the worker died or took too long. Tried again in a day."
    bury(Feed, now=now, state=FeedState.BROKEN, state_detail=broken, due_at=now + timedelta(days=1), attempts=0)
    Feed.objects.filter(enabled=True, pushed=False, due_at=None).update(due_at=now)
    review.wake(now=now)
    health.note_late(now=now)
    feeds = Feed.objects.filter(due(now), enabled=True, pushed=False).order_by("due_at")
    fetches = Fetch.objects.filter(due(now)).order_by("due_at")
    lookups = Lookup.objects.filter(due(now), feed__enabled=True).order_by("due_at")
    return Due(
        feeds=_first(feeds),
        fetches=_first(fetches.filter(feed__pushed=False)),
        court_fetches=_first(fetches.filter(feed__pushed=True)),
        items=Item.objects.filter(due(now)).exists(),
        deliveries=waiting_deliveries(now),
        lookups=_first(lookups.filter(feed__pushed=False)),
        court_lookups=_first(lookups.filter(feed__pushed=True)),
        publications=AutomaticPublication.objects.filter(due(now)).exists(),
        letters=Letter.objects.filter(due(now)).exists(),
        calls=WebhookMessage.objects.filter(due(now)).exists(),
    )


def _first(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])
