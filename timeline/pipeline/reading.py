"""Second stage: read the kept bytes of a fetch into items, each once, and judge by them how the source fares."""

import gc
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists

from timeline.codelists import FeedState, FetchState
from timeline.ingest import feed as feed_source
from timeline.ingest.errors import EmptyBody, Malformed, ParseError
from timeline.ingest.feed.marks import Known, knows_none
from timeline.ingest.item import ParsedFeed
from timeline.ingest.outcome import Outcome
from timeline.models import Feed, Fetch, Gap
from timeline.models.work import due
from timeline.pipeline import health
from timeline.pipeline.claims import Claim, ClaimLost, bury, give_back, settle, take
from timeline.pipeline.client import source_of
from timeline.pipeline.item_rows import Overtaken, Stored, store_items
from timeline.pipeline.lookups import end_found, note_missing
from timeline.pipeline.polling import validators
from timeline.pipeline.repeats import may_be_overtaken, read_as
from timeline.pipeline.seen import Seen

logger = logging.getLogger(__name__)

LONGEST_DETAIL = 500
MOST_READINGS = 3
GIVEN_UP = {"state": FetchState.DEAD, "outcome": Outcome.MALFORMED}
READABLE = (FetchState.READ, FetchState.SAME, FetchState.UNREADABLE, FetchState.DEAD, FetchState.WAITING)


class NothingRead(Exception):
    """A fetch could not be read; the message says why, and so does the row."""


def read(fetch_id: int, *, now: datetime) -> Stored | None:
    """Read a waiting fetch into items; return what became of them, None if there was nothing to do.

    Raises NothingRead if the bytes cannot be read at all: that is kept on the fetch, and no later attempt is made until
    somebody asks for it (`read_again`). Any other failure is tried again later.
    """
    claim = take(Fetch, fetch_id, now=now)
    if claim is None:
        return None
    fetch = Fetch.objects.select_related("feed", "body").get(pk=fetch_id)
    try:
        with _uncollected():
            return _read(fetch, claim, now)
    except ParseError as error:
        with transaction.atomic():
            settle(claim, state=FetchState.UNREADABLE, outcome=error.outcome, error=str(error))
            _judge(fetch, health.bad(error.outcome, error.message))
        raise NothingRead(str(error)) from error
    except ClaimLost:
        raise
    except Exception as error:
        logger.exception("reading fetch %s failed", fetch_id)
        reason = f"{type(error).__name__}: {error}"
        give_back(claim, reason=reason, attempts=fetch.attempts, now=now, **GIVEN_UP)
        _tell_of_dead([fetch_id])
        return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off the collection of cycles: a reading makes a hundred thousand objects, none of them part of one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(fetch: Fetch, claim: Claim[Fetch], now: datetime) -> Stored:
    """Parse and store; parse again what another reading overtook."""
    with_marks = not (fetch.items_new or fetch.items_changed or fetch.items_same)  # else it is read again
    for left in reversed(range(MOST_READINGS)):
        seen = Seen(fetch.feed_id)
        try:
            return _store(fetch, _parse(fetch, seen.by_mark if with_marks else knows_none), seen, claim, now)
        except Overtaken:
            with_marks = False
            if not left:
                raise
    raise AssertionError("unreachable")


def bury_unread(*, now: datetime) -> None:
    """Give up answers at which every worker died, and say so on their feeds."""
    lost = list(Fetch.objects.filter(due(now), attempts__gte=settings.MAX_ATTEMPTS).values_list("pk", flat=True))
    bury(Fetch, now=now, **GIVEN_UP)
    _tell_of_dead(lost)


def _tell_of_dead(fetches: Iterable[int]) -> None:
    """Show on the feeds which of these answers were given up: nobody looks for that among the answers of a feed."""
    for fetch in Fetch.objects.filter(pk__in=fetches, state=FetchState.DEAD):
        _judge(fetch, health.bad(Outcome.MALFORMED, f"its last answer was given up. {fetch.error[:LONGEST_DETAIL]}"))


def read_again(fetches: Iterable[Fetch], *, now: datetime) -> int:
    """Let answers that were read, or could not be, wait to be read once more; return how many.

    It is for a reader that was mended. Answers that were no content (a block page, half a feed) stay as they are, and
    so do those whose bytes were pruned.
    """
    again = Fetch.objects.filter(pk__in=[fetch.pk for fetch in fetches], state__in=READABLE, body__isnull=False)
    return again.update(state=FetchState.WAITING, due_at=now, attempts=0, claimed_until=None, error="")


def _parse(fetch: Fetch, known: Known) -> ParsedFeed:
    """Read the bytes; raise ParseError if there is no entry, though the feed is known to have some.

    Entries are passed over that are known as they stand, and were read by this very release.
    """
    if fetch.body is None:
        raise EmptyBody("there is nothing to read")
    body, content_type = fetch.body.content(), fetch.headers.get("content-type", "")
    source = source_of(fetch.feed)
    if source is feed_source.SOURCE:
        shared = frozenset(fetch.feed.shared_guids)
        parsed = feed_source.parse(
            body, content_type, fetch.final_url, shared_guids=shared, edition=settings.RELEASE, known=known
        )
    else:
        parsed = source.parse(body, content_type, fetch.final_url)
    nothing = not parsed.items and not parsed.unchanged
    if nothing and parsed.rejected:
        raise Malformed(f"none of the {len(parsed.rejected)} entries can be used: {parsed.rejected[0]}")
    if nothing and not source.may_be_empty and fetch.feed.items.exists():
        raise EmptyBody("no entries, though this feed had some before")
    return parsed


@transaction.atomic
def _store(fetch: Fetch, parsed: ParsedFeed, seen: Seen, claim: Any, now: datetime) -> Stored:
    """Write items, fetch and feed together; the lock on the feed makes readings of one feed follow each other.

    Raises Overtaken if the reading before this one changed what the bytes were parsed with.
    """
    feed = Feed.objects.select_for_update(no_key=True).get(pk=fetch.feed_id)
    if feed.shared_guids != fetch.feed.shared_guids:
        fetch.feed = feed
        raise Overtaken("another reading found ids that several entries share")
    if seen and feed.edits != fetch.feed.edits:
        raise Overtaken("another reading changed items while this one was parsed")
    knew_some = bool(parsed.unchanged) or feed.items.exists()
    items = [item for item in parsed.items if item.extra.get("test_event") is not True]
    noted = fetch.by_hand or may_be_overtaken(fetch)
    stored = store_items(feed, fetch, items, seen=seen, unchanged=parsed.unchanged, noted=noted, now=now)
    note_missing(feed, stored.kept, now=now)
    end_found(feed, stored.kept, now=now)
    is_regular = not (fetch.by_hand or feed.pushed)
    has_gap = is_regular and _may_miss_entries(feed, fetch, stored, knew_some=knew_some)
    rejected = [{"entry": error.entry, "field": error.field, "reason": error.message} for error in parsed.rejected]
    settle(
        claim,
        state=FetchState.READ,
        outcome="ok",
        warnings=_warnings(parsed, left_out=len(parsed.items) - len(items), has_gap=has_gap),
        rejected=rejected + stored.rejected,
        items_new=stored.new,
        items_changed=stored.changed,
        items_same=stored.same,
        read_as=_note_edits(feed, fetch, parsed, stored),
    )
    if not fetch.by_hand:
        news = _note_news(feed, fetch, has_gap=has_gap, is_news=stored.new > 0)
        damage = parsed.damage[:LONGEST_DETAIL]
        fares = {**health.well(feed, fetch.fetched_at, damage=damage), **validators(feed, fetch)}
        if not _judge(fetch, {**news, **fares}):
            Feed.objects.filter(pk=feed.pk).update(**news)
    return stored


def _note_edits(feed: Feed, fetch: Fetch, parsed: ParsedFeed, stored: Stored) -> str:
    """Note on the feed what this reading found or edited; return by what an answer is known that needs no reading.

    Empty if the tables do not hold what this reader makes of it: a newer answer, or an editor, was faster.
    """
    guids = parsed.shared_guids.difference(feed.shared_guids)
    if guids or stored.changed:
        feed.shared_guids = sorted(guids.union(feed.shared_guids))
        feed.edits += 1 if stored.changed else 0
        Feed.objects.filter(pk=feed.pk).update(shared_guids=feed.shared_guids, edits=feed.edits)
    if stored.outdated or feed.parser != fetch.feed.parser:
        return ""
    content_type = fetch.headers.get("content-type", "")
    damage = parsed.damage[:LONGEST_DETAIL]
    return read_as(feed, content_type=content_type, final_url=fetch.final_url, damage=damage)


def _warnings(parsed: ParsedFeed, *, left_out: int, has_gap: bool) -> list[str]:
    """Return what an editor should know of an answer that was read."""
    dropped = [f"{left_out} example entries of a test event were left out"] if left_out else []
    return [*parsed.warnings, *dropped, *([health.GAP] if has_gap else [])]


def _may_miss_entries(feed: Feed, fetch: Fetch, stored: Stored, *, knew_some: bool) -> bool:
    """Say whether entries may have come and gone unseen since the last reading.

    Where the source says how far back an answer reaches, the time since decides; elsewhere, that nothing of what was
    known is still in the answer.
    """
    window = source_of(feed).window
    if window is not None:
        return feed.last_success_at is not None and fetch.fetched_at - feed.last_success_at > window
    return knew_some and stored.new > 0 and not stored.changed and not stored.same


def _note_news(feed: Feed, fetch: Fetch, *, has_gap: bool, is_news: bool) -> dict[str, Any]:
    """Note that a feed brought something new, and whether something before that is missing; return it for its row."""
    if has_gap:
        feed.gap_at = fetch.fetched_at
        before = min(filter(None, (feed.last_success_at, fetch.fetched_at)))
        Gap.objects.bulk_create([Gap(feed=feed, since=before, until=fetch.fetched_at)], ignore_conflicts=True)
    if is_news:
        feed.last_new_item_at = max(filter(None, (feed.last_new_item_at, fetch.fetched_at)))
        feed.state = FeedState.OK if feed.state == FeedState.LATE else feed.state
    return {"gap_at": feed.gap_at, "last_new_item_at": feed.last_new_item_at, "state": feed.state}


def _judge(fetch: Fetch, values: dict[str, Any]) -> bool:
    """Say on the feed how it fares, unless the fetch came by hand or a newer answer has been judged; return whether."""
    newer = Fetch.objects.filter(feed=fetch.feed_id, pk__gt=fetch.pk, by_hand=False)
    return not fetch.by_hand and Feed.objects.filter(~Exists(newer), pk=fetch.feed_id).update(**values) > 0
