"""Sends messages, one at a time to each receiver, and notes how that ended: delivered, later again, or not any more."""

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from timeline import selectors
from timeline.alerts.payloads import note, payload
from timeline.ingest.http import Fetched
from timeline.models import Webhook, WebhookAttempt, WebhookMessage
from timeline.pipeline.claims import Claim, bury, settle, take_some
from timeline.webhook_states import MessageKind, MessageState, WebhookState, WebhookStop
from timeline.webhooks.signing import challenge_of, headers_of
from timeline.webhooks.stopping import stop_row
from timeline.webhooks.targets import caller, is_yes

logger = logging.getLogger(__name__)

AT_ONCE = 2  # calls under way in all workers together: who hangs keeps few of them from other work
# After each failure, the wait for the next attempt: two days in all.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 57_600))
LONGEST_FAILING = timedelta(days=2)
LONGEST_ASKED = timedelta(days=1)  # what a receiver may ask for by Retry-After
SLOW, PATIENCE = 2.0, 10  # an answer of more seconds makes the receiver's next message wait ten times as long
GONE = 410


@dataclass(frozen=True, slots=True)
class _Sent:
    """How one attempt ended."""

    arrived: bool
    fetched: Fetched


def send_next(*, now: datetime) -> bool:
    """Send one message that is due to a receiver that is not being called; return whether there was one.

    Raises ClaimLost, with nothing noted, if it was deleted, switched off or taken over meanwhile.
    """
    bury(WebhookMessage, now=now, state=MessageState.FAILED)
    held = WebhookMessage.objects.filter(claimed_until__gt=now, due_at__isnull=False)
    if held.count() >= AT_ONCE:
        return False
    called = Exists(held.filter(webhook=OuterRef("webhook")))
    claim = take_some(WebhookMessage, now=now, limit=1, only=Q(~called))
    if claim is None:
        return False
    message = WebhookMessage.objects.select_related("webhook").get(pk=claim.pks[0])
    sent = _send(message, now)
    with transaction.atomic():
        _note(claim, message, sent, now)
    return True


def _send(message: WebhookMessage, now: datetime) -> _Sent:
    """Call the receiver with what the log says at this moment."""
    match message.kind:
        case MessageKind.NEWS:
            body = payload(message.seq or 0, whole=message.webhook.whole)
        case MessageKind.CHALLENGE:
            body = note("webhook.challenge", now.isoformat(), challenge=challenge_of(message))
        case _:
            body = note("webhook.test", now.isoformat(), words="This is a test.")
    headers = headers_of(message, body, now=now)
    fetched = caller().fetch(message.webhook.url, method="POST", content=body, headers=headers)
    arrived = is_yes(fetched.outcome, fetched.status) and not fetched.redirects
    if message.kind == MessageKind.CHALLENGE:
        arrived = arrived and challenge_of(message).encode() in fetched.body
    return _Sent(arrived, fetched)


def _note(claim: Claim[WebhookMessage], message: WebhookMessage, sent: _Sent, now: datetime) -> None:
    """Write down how it ended, for the message, its receiver and the list of deliveries."""
    fetched, row = sent.fetched, message.webhook
    if sent.arrived:
        settle(claim, state=MessageState.DELIVERED, delivered_at=now)
    elif message.kind != MessageKind.NEWS or (message.rounds >= len(WAITS) and not _is_given_up(row, now)):
        settle(claim, state=MessageState.FAILED, error=fetched.reason, rounds=message.rounds + 1)
    else:
        settle(claim, due_at=now + _wait(message, fetched, now), error=fetched.reason, rounds=message.rounds + 1)
    WebhookAttempt.objects.create(
        message=message, at=now, outcome=fetched.outcome.value, status=fetched.status, seconds=fetched.seconds
    )
    if message.kind == MessageKind.CHALLENGE:
        if sent.arrived:
            _begin(row, now)
    elif sent.arrived:
        _spare(row, fetched, now)
    elif fetched.status == GONE:
        stop_row(row, WebhookStop.GONE, now=now)
    elif message.kind == MessageKind.NEWS:
        _failed(message, now)


def _wait(message: WebhookMessage, fetched: Fetched, now: datetime) -> timedelta:
    """Return how long to wait: ever longer with each failure of the message or of its receiver, spread a little.

    It is as long as the receiver asks for. One that takes nothing is tried for the last time after two days.
    """
    place = min(max(message.rounds, message.webhook.failures - 1), len(WAITS) - 1)
    spread = random.uniform(0.95, 1.05)  # noqa: S311 - it keeps messages apart and guards nothing
    asked = min(timedelta(seconds=fetched.retry_after or 0), LONGEST_ASKED)
    wait = max(WAITS[place] * spread, asked)
    if message.webhook.failing_since is None:
        return wait
    left = message.webhook.failing_since + LONGEST_FAILING - now
    return max(left if place == len(WAITS) - 1 else min(wait, left), WAITS[0])


def _is_given_up(row: Webhook, now: datetime) -> bool:
    """Say whether a receiver that fails now has taken nothing for two days."""
    return row.failing_since is not None and now >= row.failing_since + LONGEST_FAILING


def _begin(row: Webhook, now: datetime) -> None:
    """Let a receiver that answered have its news: from now on, or from where it was switched off."""
    begun: dict[str, Any] = {"state": WebhookState.ACTIVE, "stopped_why": "", "stopped_at": None, "failing_since": None}
    begun["failures"] = 0
    if row.answered_at is None:
        begun |= {"answered_at": now, "last_seq": selectors.latest_seq()}
    may = [WebhookState.CONFIRMED, WebhookState.STOPPED]
    if Webhook.objects.filter(pk=row.pk, state__in=may).update(**begun):
        row.messages.filter(state=MessageState.STOPPED).update(state=MessageState.WAITING, due_at=now, rounds=0)


def _spare(row: Webhook, fetched: Fetched, now: datetime) -> None:
    """Note that it works again; a slow receiver's next message waits, so that it takes a tenth of a worker at most."""
    Webhook.objects.filter(pk=row.pk).exclude(failures=0).update(failing_since=None, failures=0)
    if fetched.seconds > SLOW:
        _put_off(row, now + timedelta(seconds=fetched.seconds * PATIENCE))


def _failed(message: WebhookMessage, now: datetime) -> None:
    """Switch a receiver off that took nothing for two days; after a second failure in a row all its messages wait.

    Others are due a second before the one that failed: each is tried in its turn, and none that is refused for what it
    says makes the receiver look dead.
    """
    row = message.webhook
    if _is_given_up(row, now):
        stop_row(row, WebhookStop.FAILING, now=now)
        return
    Webhook.objects.filter(pk=row.pk).update(failing_since=row.failing_since or now, failures=F("failures") + 1)
    due = WebhookMessage.objects.filter(pk=message.pk).values_list("due_at", flat=True).first()
    if row.failing_since and due:
        _put_off(row, due - timedelta(seconds=1))


def _put_off(row: Webhook, until: datetime) -> None:
    row.messages.filter(state=MessageState.WAITING, due_at__lt=until, claimed_until=None).update(due_at=until)
