"""Asks for a pasted address as a worker, keeps the answer, and reads what the page says of itself."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from timeline.codelists import CaptureOutcome
from timeline.evidence import store
from timeline.evidence.capturing import ACCEPT
from timeline.evidence.outcomes import judged
from timeline.ingest.http import NOT_KEPT, Client, Fetched, Limits
from timeline.ingest.links import redact
from timeline.ingest.text import printable
from timeline.models import PastedAddress, PastedState
from timeline.models.work import due
from timeline.pasting.proposing import Said, said_by
from timeline.pasting.recognising import known_source, publisher_of
from timeline.pipeline import hosts
from timeline.pipeline.claims import bury, settle, take
from timeline.pipeline.client import is_own_address

# An editor waits at the form: the answer has to come soon, and one page of a host every two seconds is what a person
# who reads would ask for.
SECONDS: Final = 20.0
PAUSE: Final = timedelta(seconds=2)
AT_ONCE: Final = 50
TOO_OFTEN: Final = "Asking for it came to no end. Fill in by hand."
BY_HAND: Final = {
    CaptureOutcome.GONE: "Nothing is there",
    CaptureOutcome.BLOCKED: "The site refuses programs",
    CaptureOutcome.NOT_A_COPY: "It did not show the document",
    CaptureOutcome.UNREACHABLE: "It could not be reached",
    CaptureOutcome.TOO_LARGE: "It is too large to be kept",
    CaptureOutcome.FORBIDDEN: "It may not be asked for",
}


def ask(pasted_id: int, *, now: datetime) -> datetime | None:
    """Ask for one address that is due; return when to come back if its host is spared until then, else None."""
    claim = take(PastedAddress, pasted_id, now=now)
    if claim is None:
        return None
    pasted = PastedAddress.objects.get(pk=pasted_id)
    later = hosts.reserve(pasted.url, (), timedelta(0) if is_own_address(pasted.url) else PAUSE, now=now)
    if later is not None:
        if later - now > timedelta(seconds=SECONDS):
            reason = f"Its host asked to be left alone until {later:%H:%M} UTC. Fill in by hand."
            settle(claim, state=PastedState.REFUSED, reason=reason, read_at=now)
            return None
        settle(claim, due_at=later)
        return later
    answer = _client().fetch(pasted.url, accept=ACCEPT)
    at = now + timedelta(seconds=answer.seconds)
    hosts.note(pasted.url, answer.outcome, answer.retry_after, now=at)
    outcome, why = judged(pasted.url, answer)
    if outcome != CaptureOutcome.OK:
        reason = printable(f"{BY_HAND[outcome]}: {why.rstrip('.')}. Fill in by hand.", 500)
        settle(claim, state=PastedState.REFUSED, reason=reason, read_at=at, status=answer.status or None)
        return None
    said = said_by(answer.body, answer.content_type, answer.url, today=now.date())
    known = known_source(said.url or answer.url) or known_source(answer.url)
    if known is not None:
        settle(claim, state=PastedState.KNOWN, source=known, read_at=at, final_url=redact(answer.url)[:2000])
        return None
    settle(claim, **_kept(answer, said, at))
    return None


def due_now(*, now: datetime) -> list[int]:
    """Return the addresses that are due, and say of those that came to no end that they did not."""
    bury(PastedAddress, now=now, state=PastedState.REFUSED, reason=TOO_OFTEN, read_at=now)
    return list(PastedAddress.objects.filter(due(now)).order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])


def _kept(answer: Fetched, said: Said, at: datetime) -> dict[str, object]:
    copy = store.keep(answer.body, url=answer.url, now=at, status=answer.status or None, headers=answer.headers)
    proposed = asdict(said) | {"publisher": publisher_of(said.url or answer.url) or said.publisher}
    return {
        "state": PastedState.READ,
        "copy": copy,
        "proposed": proposed,
        "status": answer.status or None,
        "headers": {name: printable(text, 1_000) for name, text in answer.headers.items() if name not in NOT_KEPT},
        "final_url": redact(answer.url)[:2000],
        "read_at": at,
    }


def _client() -> Client:
    limits = Limits(total_seconds=min(SECONDS, float(settings.FETCH_SECONDS)), max_bytes=settings.CAPTURE_MOST_BYTES)
    return Client(contact=settings.FETCH_CONTACT, limits=limits, allow_hosts=settings.FETCH_ALLOW_HOSTS)
