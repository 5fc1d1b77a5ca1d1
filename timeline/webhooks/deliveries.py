"""The list of deliveries as its owner sees it: the last attempts in words, without what the receiver answered."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from timeline.ingest.outcome import Outcome
from timeline.models import Webhook, WebhookAttempt
from timeline.webhook_states import MessageKind, MessageState
from timeline.webhooks.targets import is_yes

SHOWN = 50
# What has a status is told by its number.
ENDED: dict[str, Promise] = {
    Outcome.TOO_SLOW: gettext_lazy("no answer within 15 seconds"),
    Outcome.NETWORK_ERROR: gettext_lazy("could not be reached"),
    Outcome.INCOMPLETE: gettext_lazy("the answer broke off"),
    Outcome.REDIRECT_LOOP: gettext_lazy("it redirects; redirects are not followed"),
    Outcome.FORBIDDEN_TARGET: gettext_lazy("the address leads to no public network"),
    Outcome.TOO_LARGE: gettext_lazy("the answer is too long"),
}
UNANSWERED = gettext_lazy("without the words of the challenge")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt."""

    at: datetime
    type: str
    seq: int | None
    message_id: str
    arrived: bool
    told: str
    seconds: float


def deliveries(row: Webhook) -> list[Delivery]:
    """Return the last attempts, newest first."""
    tries = WebhookAttempt.objects.filter(message__webhook=row).select_related("message")[:SHOWN]
    return [_told(one) for one in tries]


def waiting(row: Webhook) -> int:
    """Count the messages that wait or are held."""
    return row.messages.filter(state__in=[MessageState.WAITING, MessageState.STOPPED]).count()


def is_asking(row: Webhook) -> bool:
    """Say whether a challenge is on its way."""
    return row.messages.filter(kind=MessageKind.CHALLENGE, state=MessageState.WAITING).exists()


def _told(one: WebhookAttempt) -> Delivery:
    arrived = is_yes(one.outcome, one.status)
    words = ENDED.get(one.outcome)
    told = str(one.status) if one.status and (arrived or words is None) else str(words or one.outcome)
    message = one.message
    if arrived and message.kind == MessageKind.CHALLENGE and message.state == MessageState.FAILED:
        arrived, told = False, f"{one.status}, {UNANSWERED}"
    return Delivery(one.at, message.type, message.seq, message.message_id, arrived, told, one.seconds)
