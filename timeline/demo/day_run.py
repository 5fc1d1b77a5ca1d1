"""Lets a day of payloads come in: feeds set up and switched on, the webhook sent, progress told, all off at the end."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from timeline import hooks
from timeline.codelists import DeliveryState, FeedState, FetchState, ItemState, LookupState
from timeline.demo.day import Day, DayFeed
from timeline.ingest.http import Client, Limits
from timeline.ingest.outcome import Outcome
from timeline.models import Candidate, Delivery, Feed, Fetch, Item, Lookup
from timeline.pipeline import health

PREFIX = "example-day-"
LOOK_EVERY = 0.5  # seconds


class NothingCame(Exception):
    """The day did not come in; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a day is: feeds that answered or failed, pieces of work that wait, and proposals made."""

    answered: int
    feeds: int
    waiting: int
    proposals: int

    @property
    def is_done(self) -> bool:
        """Say whether every feed answered and nothing waits."""
        return self.answered == self.feeds and not self.waiting


@transaction.atomic
def install_day(day: Day, base: str, *, now: datetime) -> list[Feed]:
    """Set up the feeds of a day as examples, switched on; those that are there learn their address."""
    rows = []
    for one in (*day.feeds, *day.webhooks):
        given = {
            "name": f"{one.name} (demonstration)",
            "parser": one.source,
            "url": f"{base}{one.path or '/'}",
            "source_kind": one.kind,
            "pushed": bool(one.key),
            "is_example": True,
            "poll_minutes": 60,
            "etag": "",
            "last_modified": "",
            "last_success_at": None,
            "state": FeedState.OK,
            "state_detail": "",
        }
        feed, _ = Feed.objects.update_or_create(slug=f"{PREFIX}{one.slug}"[:60], defaults=given)
        health.enable(feed, now=now)
        rows.append(feed)
    return rows


def former_port() -> int:
    """Return the port of an earlier run, so that its items keep their addresses; 0 if there was none."""
    url = Feed.objects.filter(slug__startswith=PREFIX).values_list("url", flat=True).first()
    return urlsplit(url).port or 0 if url else 0


def send(one: DayFeed, site: str, base: str) -> str:
    """Post a webhook to the running site; return what it said. Raises NothingCame if the site does not take it."""
    netloc = urlsplit(site).netloc
    client = Client(contact=settings.FETCH_CONTACT, limits=Limits(total_seconds=10), allow_hosts=[netloc])
    answer = client.fetch(
        f"{site}/hooks/courtlistener/{hooks.example_secret()}/",
        method="POST",
        content=one.payload.at(base),
        headers={"Content-Type": one.payload.content_type, "Idempotency-Key": one.key},
    )
    if answer.outcome is Outcome.OK:
        return answer.body.decode("utf-8", "replace")
    if answer.outcome is Outcome.NOT_FOUND:
        raise NothingCame(f"{site} does not know the address for webhooks: it runs on another database or key.")
    raise NothingCame(f"The site does not answer at {site} ({answer.outcome.label}). Start it, or name it with --site.")


def follow(feeds: list[Feed], *, seconds: float) -> Iterator[Standing]:
    """Yield how far the day is whenever that changes, until it is done; raise NothingCame if it is not within time."""
    deadline = time.monotonic() + seconds
    last = None
    while True:
        standing = standing_of(feeds)
        if standing != last:
            last = standing
            yield standing
        if standing.is_done:
            return
        if time.monotonic() > deadline:
            raise NothingCame(_what_is_missing(standing, seconds))
        time.sleep(LOOK_EVERY)


def standing_of(feeds: list[Feed]) -> Standing:
    """Count how far the feeds of a day are."""
    rows = Feed.objects.filter(pk__in=[feed.pk for feed in feeds])
    answered = sum(1 for feed in rows if _has_answered(feed))
    fetches = Fetch.objects.filter(feed__in=rows, state=FetchState.WAITING)
    items = Item.objects.filter(feed__in=rows, state=ItemState.WAITING)
    deliveries = Delivery.objects.filter(hook=hooks.EXAMPLE, state=DeliveryState.WAITING)
    # One that was asked in vain is asked again in an hour: nobody waits for that here.
    lookups = Lookup.objects.filter(feed__in=rows, state=LookupState.WAITING, rounds=0)
    return Standing(
        answered=answered,
        feeds=len(feeds),
        waiting=fetches.count() + items.count() + deliveries.count() + lookups.count(),
        proposals=Candidate.objects.filter(item__feed__in=rows).count(),
    )


def _has_answered(feed: Feed) -> bool:
    """Say whether a feed answered or failed since it was set up; what was sent is counted as a piece of work."""
    return feed.pushed or feed.last_success_at is not None or feed.state != FeedState.OK


def switch_off(feeds: list[Feed]) -> None:
    """Switch the feeds of a day off: nobody serves them any more."""
    for feed in feeds:
        health.disable(feed)


def proposals_of(feeds: list[Feed]) -> list[Candidate]:
    """Return what was proposed, in the order in which it was seen."""
    rows = Candidate.objects.filter(item__feed__in=[feed.pk for feed in feeds])
    return list(rows.select_related("item__feed", "dispute", "contract", "protest").order_by("pk"))


def _what_is_missing(standing: Standing, seconds: float) -> str:
    return (
        f"After {seconds:.0f} seconds {standing.feeds - standing.answered} feeds and {standing.waiting} pieces of work "
        "still wait: is a worker running, with beat (`make run`)?"
    )
