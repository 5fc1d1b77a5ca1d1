"""Writes the messages of what is new, in step with how far the log was looked through: both or neither."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from timeline import selectors
from timeline.alerts.happenings import happenings, type_of
from timeline.models import Webhook, WebhookMessage
from timeline.pipeline.claims import bury, settle, take_some
from timeline.selectors import Line
from timeline.webhook_states import MessageKind, MessageState, WebhookState
from timeline.webhooks.signing import id_of_news

# As many may wait for one receiver; the rest stays in the log until there is room.
MOST_WAITING = 1_000
FULL = timedelta(minutes=1)


def queue_next(*, now: datetime) -> bool:
    """Write the messages of one receiver that is behind; return whether there was one.

    Raises ClaimLost, with nothing written, if another worker took over meanwhile or it was switched off.
    """
    upto = selectors.latest_seq()
    behind = Webhook.objects.filter(state=WebhookState.ACTIVE, last_seq__lt=upto, due_at=None, attempts=0)
    behind.update(due_at=now)
    # What fails again and again is tried again in an hour: a receiver is not forgotten over an error of ours.
    bury(Webhook, now=now, due_at=now + timedelta(hours=1), attempts=0)
    claim = take_some(Webhook, now=now, limit=1)
    if claim is None:
        return False
    row = Webhook.objects.get(pk=claim.pks[0])
    waiting = row.messages.filter(state=MessageState.WAITING)
    if waiting.count() >= MOST_WAITING:
        settle(claim, due_at=now + FULL)
        return True
    found = happenings(row.scope, row.kinds, since=row.last_seq, upto=upto)
    with transaction.atomic():
        _write(row, found.lines, now)
        settle(claim, last_seq=max(found.seen, row.last_seq), due_at=now if found.seen < upto else None)
    return True


def _write(row: Webhook, found: list[Line], now: datetime) -> None:
    """Write the messages. What was written before, and is asked for again, is the same message once more."""
    due = _first_turn(row, now)
    known = row.messages.filter(seq__in=[line.seq for line in found])
    again = known.exclude(state=MessageState.WAITING)
    again.update(state=MessageState.WAITING, due_at=due, rounds=0, attempts=0, error="", claimed_until=None)
    written = set(known.values_list("seq", flat=True))
    WebhookMessage.objects.bulk_create(
        [
            WebhookMessage(
                webhook=row,
                message_id=id_of_news(row.pk, line.seq),
                kind=MessageKind.NEWS,
                type=type_of(line),
                seq=line.seq,
                created_at=now,
                due_at=due,
            )
            for line in found
            if line.seq not in written
        ]
    )


def _first_turn(row: Webhook, now: datetime) -> datetime:
    """Return when a new message is tried: behind those that wait for a receiver which is failing, else at once."""
    if row.failing_since is None:
        return now
    first = row.messages.filter(state=MessageState.WAITING).aggregate(first=Min("due_at"))["first"]
    return max(first, now) if first else now
