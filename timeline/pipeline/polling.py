"""First stage: ask a source and keep its whole answer, whatever it is, before anybody reads it."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import Q

from timeline.codelists import FetchState
from timeline.ingest.http import NOT_KEPT, Client, Fetched, Limits
from timeline.ingest.links import redact
from timeline.ingest.outcome import Outcome
from timeline.ingest.text import printable
from timeline.models import Body, Feed, Fetch
from timeline.pipeline import health
from timeline.pipeline.asking import ask
from timeline.pipeline.claims import Claim, settle, take
from timeline.pipeline.repeats import read_before

logger = logging.getLogger(__name__)

# Of an answer that cannot be read a beginning is kept as evidence.
EVIDENCE_BYTES = 100_000
LONGEST_ETAG, LONGEST_DATE = 500, 100
LONGEST_HEADER = 4_000


class HostSpared(Exception):
    """The host is not to be asked before a moment, by whomever; nothing was sent."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Its host is spared until {until:%Y-%m-%d %H:%M:%S} UTC; try again then.")
        self.until = until


class AddressRefused(ValueError):
    """The address is none of the web, or none that may be called from here; nothing was sent."""


def poll(feed_id: int, *, now: datetime, client: Client | None = None) -> int | None:
    """Ask a due feed and keep the answer; return the fetch that now waits to be read, None if there is none.

    Does nothing if the feed is not due, is switched off, or another worker asks it already.
    """
    claim = take(Feed, feed_id, now=now, only=Q(enabled=True, pushed=False))
    if claim is None:
        return None
    feed = Feed.objects.get(pk=feed_id)
    _forget_validators_of_other_address(feed, claim)
    try:
        answer = ask(feed, feed.url, now=now, client=client, etag=feed.etag, last_modified=feed.last_modified)
    except (DatabaseError, InterfaceError):
        raise  # our own trouble is nothing to hold against the source; the claim lapses and it is asked again
    except Exception as error:
        logger.exception("polling %s failed", feed.slug)
        reason = f"{type(error).__name__}: {error}"
        settle(claim, **health.after_failure(feed, now, outcome=Outcome.NETWORK_ERROR, reason=reason), error=reason)
        return None
    if isinstance(answer, datetime):
        settle(claim, due_at=answer, error=feed.error)
        return None
    return _keep_answer(feed, claim, answer, now + timedelta(seconds=answer.seconds))


def keep_lookup(feed: Feed, answer: Fetched, *, url: str, at: datetime) -> Fetch:
    """Keep an answer to a question besides the feed's own address; it says nothing about how the feed fares."""
    return _keep(feed, answer, url=redact(url), at=at, by_hand=True)


def poll_by_hand(feed: Feed, url: str, *, now: datetime) -> Fetch:
    """Fetch an address for an editor and keep the answer as one of the feed's, whatever the feed's own address.

    A feed that is not stored yet is stored with the answer. Raises HostSpared if the host is to be left alone for now,
    as an editor's questions count like any other, and AddressRefused for an address that is not called at all.
    """
    answer = ask(feed, url, now=now)
    if isinstance(answer, datetime):
        raise HostSpared(answer)
    if answer.outcome is Outcome.FORBIDDEN_TARGET and not answer.redirects:
        raise AddressRefused(answer.reason)
    return _keep_by_hand(feed, answer, url=redact(url), at=now + timedelta(seconds=answer.seconds))


def keep_file(feed: Feed, path: Path, *, now: datetime) -> Fetch:
    """Keep a file that an editor hands in as an answer of the feed; raise OSError if it cannot be read.

    A feed that is not stored yet is stored with it.
    """
    most = Limits().max_bytes
    with path.open("rb") as file:
        content = file.read(most + 1)
    outcome = Outcome.TOO_LARGE if len(content) > most else Outcome.OK if content else Outcome.EMPTY
    reason = f"{path.name} is larger than the {most:,} bytes allowed" if outcome is Outcome.TOO_LARGE else ""
    answer = Fetched(outcome=outcome, url="", body=content, reason=reason)
    return _keep_by_hand(feed, answer, url=path.name, at=now)


def asked_address(feed: Feed) -> str:
    """Return a feed's address as its answers name it: without secrets."""
    return redact(feed.url)[:2000]


def validators(feed: Feed, fetch: Fetch) -> dict[str, str]:
    """Return by what the source will know its answer again; one that is too long to be sent back whole is none."""
    if fetch.url != asked_address(feed):
        return {}
    etag, last_modified = fetch.headers.get("etag", "").strip(), fetch.headers.get("last-modified", "").strip()
    return {
        "etag": etag if len(etag) <= LONGEST_ETAG else "",
        "last_modified": last_modified if len(last_modified) <= LONGEST_DATE else "",
    }


def _forget_validators_of_other_address(feed: Feed, claim: Claim[Feed]) -> None:
    """Ask a feed that has moved for everything: what another address answered says nothing about this one."""
    if not feed.etag and not feed.last_modified:
        return
    last = feed.fetches.filter(by_hand=False).order_by("-pk").values_list("url", flat=True).first()
    if last is not None and last != asked_address(feed):
        feed.etag = feed.last_modified = ""
        Feed.objects.filter(claim.mine).update(etag="", last_modified="")


@transaction.atomic
def _keep_answer(asked: Feed, claim: Claim[Feed], answer: Fetched, at: datetime) -> int | None:
    """Store the answer and end the claim, together or not at all."""
    # What is known of the feed may have changed while its source took its time.
    feed = Feed.objects.select_for_update(no_key=True).get(pk=asked.pk)
    fetch = _keep(feed, answer, url=asked_address(asked), at=at)
    if not answer.outcome.is_success:
        reason = "; ".join(filter(None, (answer.reason, health.moved(answer))))
        failed = health.after_failure(feed, at, outcome=answer.outcome, reason=reason, wait=answer.retry_after)
        settle(claim, **failed)
        return None
    read_already = fetch.state in {FetchState.SAME, FetchState.NOTHING}
    values = health.well(feed, at) if read_already else {}
    if fetch.state == FetchState.SAME:
        values |= validators(feed, fetch)
    settle(claim, due_at=health.next_poll(feed, at), **values)
    return None if read_already else fetch.pk


@transaction.atomic
def _keep_by_hand(feed: Feed, answer: Fetched, *, url: str, at: datetime) -> Fetch:
    """Store an answer that an editor asked for, and its feed if that is new: none is left behind without an answer."""
    if feed.pk is None:
        feed.save()
    return _keep(feed, answer, url=url, at=at, by_hand=True)


def _keep(feed: Feed, answer: Fetched, *, url: str, at: datetime, by_hand: bool = False) -> Fetch:
    """Store an answer as it came; it waits to be read if there is something new to read."""
    readable = answer.outcome is Outcome.OK
    content = answer.body if readable else answer.body[:EVIDENCE_BYTES]
    body = Body.keep(content) if content else None
    state, before = FetchState.NOTHING, None
    if readable and body is not None:
        content_type = answer.headers.get("content-type", "")
        if not by_hand and not body.packed:  # bytes that are new here were read by nobody
            before = read_before(feed, body, content_type=content_type, final_url=answer.url[:2000], at=at)
        state = FetchState.WAITING if before is None else FetchState.SAME
    return Fetch.objects.create(
        feed=feed,
        url=url[:2000],
        final_url=answer.url[:2000],
        fetched_at=at,
        status=answer.status or None,
        headers={
            name: printable(value, LONGEST_HEADER) for name, value in answer.headers.items() if name not in NOT_KEPT
        },
        body=body,
        outcome=answer.outcome,
        detail=printable(answer.reason, LONGEST_HEADER),
        by_hand=by_hand,
        state=state,
        due_at=at if state == FetchState.WAITING else None,
        items_same=before.items_new + before.items_changed + before.items_same if before else 0,
    )
