"""Puts the demonstration feed into the tables, tells how far it is, and takes everything made from it away again."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Min
from django.db.models.functions import Now

from timeline import hooks, log
from timeline.codelists import CandidateState, ItemState
from timeline.demo.rendering import NAME
from timeline.documents.shapes import Ref
from timeline.models import (
    Body,
    Candidate,
    Citation,
    Delivery,
    Event,
    EventLink,
    Feed,
    Fetch,
    Host,
    Item,
    Source,
    State,
    Statement,
)
from timeline.pipeline.hosts import host_of
from timeline.publishing import take_down
from timeline.row_history import forget

SLUG = "example-wire"
REASON = "Removed with the demonstration that it belonged to."
GONE = "Removed example"
EMPTY_SOURCE: dict[str, Any] = {
    "title": GONE,
    "url": "",
    "publisher": "",
    "published": None,
    "note": {},
    "dispute": None,
}


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away: rows deleted, and objects that had been published and were taken down."""

    items: int
    drafts: int
    taken_down: tuple[str, ...]


class CannotRemove(Exception):
    """Something that is no example stands on an example; the message names it, and nothing was removed."""


def install(url: str, *, now: datetime) -> Feed:
    """Set the feed up, switched on and due at once; one that is there only learns its address."""
    feed, _ = Feed.objects.get_or_create(
        slug=SLUG,
        defaults={"name": NAME, "is_example": True, "enabled": True, "url": url, "poll_minutes": 15, "due_at": now},
    )
    if feed.url != url:
        Feed.objects.filter(pk=feed.pk).update(url=url, due_at=now, etag="", last_modified="")
        feed.refresh_from_db()
    return feed


def installed_feed() -> Feed | None:
    """Return the feed of stories, None if there is none (any more)."""
    return Feed.objects.filter(is_example=True, slug=SLUG).first()


def is_installed() -> bool:
    """Say whether anything of the demonstration is there."""
    return Feed.objects.filter(is_example=True).exists()


def is_read() -> bool:
    """Say whether the examples were fetched and all of them matched."""
    items = Item.objects.filter(feed__is_example=True)
    return items.exists() and not items.filter(state=ItemState.WAITING).exists()


def open_candidates() -> int:
    """Count the examples that wait for an editor."""
    return Candidate.objects.filter(item__feed__is_example=True).open().count()


@transaction.atomic
def remove() -> Removed:
    """Delete feed, answers, items, candidates, the drafts and sources made from them, and what the desk noted of them.

    What was published is taken down: of the log only stubs stay (id and reason), and the rows are emptied and deleted
    as drafts are, since the database keeps the row of everything that ever was public. Raises CannotRemove, and removes
    nothing, if a statement or a citation of the record stands on an example.
    """
    feeds = Feed.objects.filter(is_example=True)
    items = Item.objects.filter(feed__in=feeds)
    candidates = Candidate.objects.filter(item__in=items)
    events = list(Event.objects.filter(is_example=True))
    # A source that was there before, because the record names the same address, is no part of the demonstration.
    began = feeds.aggregate(began=Min("created_at"))["began"]
    sources = list(Source.objects.filter(candidates__in=candidates, created_at__gte=began).distinct()) if began else []
    _nothing_real_stands_on(events)
    examples = [copy(row) for row in (*feeds, *events, *sources)]
    counted = items.count()
    _forget_desk_notes(candidates, items, feeds, events, sources)
    bodies = set(Fetch.objects.filter(feed__in=feeds).values_list("body_id", flat=True))
    Host.objects.filter(pk__in={host_of(url) for url in feeds.values_list("url", flat=True)}).delete()
    Delivery.objects.filter(hook=hooks.EXAMPLE).delete()
    feeds.delete()  # takes fetches, items and candidates along
    Body.objects.filter(pk__in=bodies - {None}, fetches=None).delete()
    taken_down = _take_down(events)
    drafts = _delete_drafts(events)
    unused = [source for source in sources if not source.citations.exists()]
    taken_down += _take_down(unused)
    drafts += _delete_drafts(unused)
    for row in examples:
        forget(row)
    return Removed(counted, drafts, tuple(taken_down))


def _nothing_real_stands_on(events: list[Event]) -> None:
    """Raise CannotRemove for statements and citations on examples; real items cited by one go back to the inbox."""
    users = [*Statement.objects.filter(event__in=events), *Citation.objects.filter(shown_by__in=events)]
    if users:
        named = "; ".join(sorted(map(str, users))[:5])
        raise CannotRemove(f"{len(users)} rows of the record stand on examples; change or delete these first: {named}")
    real = Candidate.objects.filter(event__in=events, item__feed__is_example=False)
    real.update(state=CandidateState.NEW, event=None, citation=None, version=F("version") + 1)


def _take_down(rows: Iterable[Event | Source]) -> list[str]:
    """Take what was published out of the log, and empty its rows."""
    taken = []
    for row in rows:
        newest = log.newest([Ref(row.document_type, row.key)])
        if not newest:
            continue
        if next(iter(newest.values())).state != State.TAKEN_DOWN:
            take_down(row, reason=REASON)
        if isinstance(row, Event):
            _empty_event(row)
        else:
            Source.objects.filter(pk=row.pk).update(**EMPTY_SOURCE)
        taken.append(f"{row.document_type} {row.key}")
    return taken


def _empty_event(event: Event) -> None:
    """Leave nothing of a published example in its row, and the row deleted as drafts are."""
    Citation.objects.filter(event=event).delete()
    EventLink.objects.filter(source=event).delete()
    EventLink.objects.filter(target=event).delete()
    for part in (event.parties, event.amounts, event.steps):
        part.all().delete()
    event.contracts.clear()
    empty = {"title": {"en": GONE}, "summary": {"en": GONE}, "short_title": {}, "note": {}, "protest": None}
    Event.objects.filter(pk=event.pk).update(**empty, deleted_at=Now())


def _delete_drafts(rows: Iterable[Event | Source]) -> int:
    """Delete what was never published; return how many."""
    count = 0
    for row in rows:
        if log.newest([Ref(row.document_type, row.key)]):
            continue
        row.delete()
        count += 1
    return count


def _forget_desk_notes(*chosen: Iterable[models.Model]) -> None:
    """Delete the admin's own history of these rows."""
    for rows in chosen:
        for row in rows:
            kind = ContentType.objects.get_for_model(row)
            LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).delete()
