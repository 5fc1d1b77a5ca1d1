"""What items need that came without it, asked for within the source's budget until it is there or given up."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q

from timeline.codelists import FetchState, ItemState, LookupState
from timeline.ingest.courtlistener.asking import docket_key
from timeline.ingest.courtlistener.records import DOCKET, ENTRY
from timeline.ingest.http import Fetched
from timeline.ingest.item import ParsedItem
from timeline.ingest.outcome import Outcome
from timeline.ingest.source import Missing, lacks_nothing
from timeline.models import Feed, Item, Lookup
from timeline.pipeline.asking import ask
from timeline.pipeline.claims import give_back, settle, take
from timeline.pipeline.client import source_of
from timeline.pipeline.polling import keep_lookup

logger = logging.getLogger(__name__)

# The text of an alert comes minutes or days later: 1, 2, 4 … 32 hours, then daily for as long as anybody buys it.
FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)
MOST_ROUNDS = 12
# These say nothing about whether it is there, so they are no round: a missing token or a week of trouble ends nothing.
UNHEARD = frozenset(
    {
        Outcome.BLOCKED,
        Outcome.NOT_ALLOWED,
        Outcome.RATE_LIMITED,
        Outcome.SERVER_ERROR,
        Outcome.NETWORK_ERROR,
        Outcome.INCOMPLETE,
        Outcome.TOO_SLOW,
    }
)


def note_missing(feed: Feed, items: Iterable[ParsedItem], *, now: datetime) -> None:
    """Note what items lack, once a key, unless it is known; the caller holds the lock of the feed."""
    find = source_of(feed).missing
    if find is lacks_nothing:
        return
    wanted = {one.key: one for item in items for one in find(item)}
    there = _there(feed, list(wanted))
    rows = [_row(feed, one, now) for one in wanted.values() if one.key not in there]
    Lookup.objects.bulk_create(rows, ignore_conflicts=True)


def look_up(lookup_id: int, *, now: datetime) -> int | None:
    """Ask for what is missing; return the fetch that now waits to be read, None if there is none.

    What has come meanwhile by itself is not asked for. A host that is spared makes it wait.
    """
    claim = take(Lookup, lookup_id, now=now)
    if claim is None:
        return None
    lookup = Lookup.objects.select_related("feed").get(pk=lookup_id)
    if _there(lookup.feed, [lookup.key]):
        settle(claim, state=LookupState.FOUND)
        return None
    try:
        asked = ask(lookup.feed, lookup.url, now=now)
    except Exception as error:
        logger.exception("looking up %s failed", lookup.key)
        reason = f"{type(error).__name__}: {error}"
        give_back(claim, reason=reason, attempts=lookup.attempts, now=now, state=LookupState.GIVEN_UP)
        return None
    if isinstance(asked, datetime):
        settle(claim, due_at=asked)
        return None
    at = now + timedelta(seconds=asked.seconds)
    with transaction.atomic():
        fetch = keep_lookup(lookup.feed, asked, url=lookup.url, at=at)
        settle(claim, **_after(lookup, asked, now))
    return fetch.pk if fetch.state == FetchState.WAITING else None


def _after(lookup: Lookup, asked: Fetched, now: datetime) -> dict[str, Any]:
    """Return what a lookup is after an answer: asked again after a pause that grows, or given up with the reason."""
    told = timedelta(seconds=asked.retry_after or 0)
    if asked.outcome in UNHEARD:
        # As long again as it has waited already, which doubles from one failure to the next.
        pause = min(max(now - lookup.created_at, FIRST_WAIT), LONGEST_WAIT)
        reason = asked.reason or asked.outcome.help_text
        return {"due_at": now + max(pause, told), "error": reason[:500]}
    rounds = lookup.rounds + 1
    if rounds >= MOST_ROUNDS:
        reason = f"Asked {rounds} times, and it was not there. {asked.reason}".strip()
        return {"state": LookupState.GIVEN_UP, "rounds": rounds, "error": reason[:500]}
    pause = min(FIRST_WAIT * 2 ** (rounds - 1), LONGEST_WAIT)
    return {"due_at": now + max(pause, told), "rounds": rounds, "error": asked.reason[:500]}


def end_found(feed: Feed, items: Sequence[ParsedItem], *, now: datetime) -> None:
    """End the lookups that these items answer, and match the entries of a case again that has now a number."""
    if source_of(feed).missing is lacks_nothing:
        return
    whole = [item.key for item in items if item.extra.get("text_missing") is not True]
    waiting = Lookup.objects.filter(feed=feed, key__in=whole, state=LookupState.WAITING)
    waiting.update(state=LookupState.FOUND, due_at=None, claimed_until=None, error="")
    dockets = [item.key.rpartition(":")[2] for item in items if item.kind == DOCKET]
    if dockets:
        of_case = Q(parsed__extra__docket__in=dockets)
        entries = Item.objects.filter(of_case, feed=feed, kind=ENTRY, state=ItemState.UNMATCHED)
        entries.update(state=ItemState.WAITING, due_at=now, attempts=0, claimed_until=None, error="")


class CaseNumber(NamedTuple):
    """A docket number and the short code of its court; numbers are unique only within one."""

    number: str
    court: str


def numbers_of_cases(items: Iterable[Item]) -> dict[int, CaseNumber]:
    """Return the docket numbers of the cases that entries belong to, by the entry's primary key.

    An alert names its case by CourtListener's own number only; the case is an item of the same feed.
    """
    keys = {item.pk: (item.feed_id, docket_key(str(_docket_of(item)))) for item in items if _docket_of(item)}
    if not keys:
        return {}
    rows = Item.objects.filter(feed__in={feed for feed, _ in keys.values()}, key__in={key for _, key in keys.values()})
    facts = rows.values_list("feed", "key", "parsed__extra__docket_number", "parsed__extra__court")
    known = {(feed, key): CaseNumber(number, court or "") for feed, key, number, court in facts if number}
    return {pk: known[name] for pk, name in keys.items() if name in known}


def _docket_of(item: Item) -> str:
    return str(item.parsed.get("extra", {}).get("docket") or "") if item.kind == ENTRY else ""


def _row(feed: Feed, one: Missing, now: datetime) -> Lookup:
    return Lookup(feed=feed, key=one.key, url=_asked_at(feed, one.url), reason=one.reason, due_at=now, created_at=now)


def _asked_at(feed: Feed, url: str) -> str:
    """Return where to ask: an example asks its own server for the same path, never a real host."""
    if not feed.is_example:
        return url
    home = urlsplit(feed.url)
    return urlsplit(url)._replace(scheme=home.scheme, netloc=home.netloc).geturl()


def _there(feed: Feed, keys: list[str]) -> set[str]:
    """Return those keys whose items are there with all their text."""
    rows = Item.objects.filter(feed=feed, key__in=keys).exclude(parsed__extra__contains={"text_missing": True})
    return set(rows.values_list("key", flat=True))
