"""First stage: ask for a source and keep the whole answer, if it is the document, before anybody reads it."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import Q

from timeline.codelists import CaptureKind, CaptureOutcome
from timeline.evidence import store
from timeline.evidence.comparing import compare
from timeline.evidence.outcomes import judged
from timeline.evidence.watching import next_due
from timeline.ingest.http import NOT_KEPT, Client, Fetched, Limits
from timeline.ingest.links import redact
from timeline.ingest.text import printable
from timeline.models import Capture, Copy, Source, Watch
from timeline.pipeline import hosts
from timeline.pipeline.claims import Claim, settle, take
from timeline.pipeline.client import is_own_address

logger = logging.getLogger(__name__)

# Nobody at the other end knows us: one page of a host every ten seconds.
PAUSE: Final = timedelta(seconds=10)
ACCEPT: Final = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5"


class NotNow(Exception):
    """The host is spared until a moment; nothing was sent."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Its host is spared until {until:%Y-%m-%d %H:%M:%S} UTC.")
        self.until = until


def client() -> Client:
    """Return the client that asks for documents."""
    limits = Limits(total_seconds=float(settings.FETCH_SECONDS), max_bytes=settings.CAPTURE_MOST_BYTES)
    return Client(contact=settings.FETCH_CONTACT, limits=limits, allow_hosts=settings.FETCH_ALLOW_HOSTS)


def capture(watch_id: int, *, now: datetime) -> str | None:
    """Copy a source that is due; return the hash of a copy that now waits to be read, None if there is none.

    Does nothing if it is not due or another worker is at it.
    """
    claim = take(Watch, watch_id, now=now, only=Q(stopped=""))
    if claim is None:
        return None
    watch = Watch.objects.select_related("source").get(pk=watch_id)
    url = watch.source.url
    if not url or not hosts.has_host(url):
        settle(claim, error="It has no address that could be asked.")
        return None
    later = hosts.reserve(url, (), timedelta(0) if is_own_address(url) else PAUSE, now=now)
    if later is not None:
        settle(claim, due_at=later, error=watch.error)
        return None
    try:
        answer = client().fetch(url, accept=ACCEPT)
        at = now + timedelta(seconds=answer.seconds)
        hosts.note(url, answer.outcome, answer.retry_after, now=at)
        outcome, reason = judged(url, answer)
        copy = _copy(answer, at) if outcome == CaptureOutcome.OK else None
    except (DatabaseError, InterfaceError):
        raise  # our own trouble says nothing of the source; the claim lapses and it is asked again
    except OSError as error:
        logger.exception("keeping a copy of source %s failed", watch.source_id)
        settle(claim, due_at=now + timedelta(hours=1), error=f"{type(error).__name__}: {error}"[:4_000])
        return None
    made = Capture(
        source=watch.source,
        kind=CaptureKind.FETCHED,
        url=redact(url)[:2000],
        final_url=answer.url[:2000],
        captured_at=at,
        status=answer.status or None,
        headers={name: printable(value, 1_000) for name, value in answer.headers.items() if name not in NOT_KEPT},
        outcome=outcome,
        detail=printable(reason, 500),
        copy=copy,
    )
    _record(made, claim, wait=answer.retry_after)
    return copy.pk if copy is not None and copy.due_at is not None else None


@transaction.atomic
def hand_in(source: Source, body: bytes, *, now: datetime, by: AbstractBaseUser | None = None) -> Capture:
    """Keep a file that an editor hands in as a copy of a source; the caller has checked what it is."""
    copy = store.keep(body, url=source.url or f"urn:source:{source.public_id}", now=now)
    watch, _created = Watch.objects.get_or_create(source=source, defaults={"changed_at": now})
    made = Capture(
        source=source,
        kind=CaptureKind.UPLOADED,
        captured_at=now,
        outcome=CaptureOutcome.OK,
        copy=copy,
        handed_in_by=by,  # type: ignore[misc]  # the user model is a setting
    )
    made.compared = compare(watch.held, copy)
    made.save()
    Watch.objects.filter(pk=watch.pk).update(newest=made, held=made, changed_at=now)
    return made


@transaction.atomic
def _record(made: Capture, claim: Claim[Watch], *, wait: float | None) -> None:
    """Write what came of an attempt, and end the claim, together or not at all."""
    locked = Watch.objects.select_for_update(no_key=True, of=("self",))
    watch = locked.select_related("held__copy").get(pk=claim.pks[0])
    if made.copy is not None:
        # The row could have been taken down, or tidied away, since it was found.
        Copy.objects.select_for_update(no_key=True).get(pk=made.copy.pk)
        made.compared = compare(watch.held, made.copy)
    made.save()
    failures = 0 if made.copy is not None else watch.failures + 1
    settle(
        claim,
        due_at=next_due(CaptureOutcome(made.outcome), failures, wait, now=made.captured_at),
        newest=made,
        held=made if made.copy is not None else watch.held,
        failures=min(failures, 1_000),
        changed_at=made.captured_at,
    )


def _copy(answer: Fetched, at: datetime) -> Copy:
    return store.keep(answer.body, url=answer.url, now=at, status=answer.status or None, headers=answer.headers)
