"""What its owner does with a webhook: challenge, test, change, replay, a new secret, off."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.guarding import is_too_often
from timeline.models import Webhook, WebhookMessage
from timeline.webhook_states import MessageKind, WebhookState, WebhookStop
from timeline.webhooks.signing import new_id, new_salt
from timeline.webhooks.stopping import stop_row
from timeline.webhooks.targets import host_of

CHALLENGES, TESTS, REPLAYS = 6, 12, 6  # an hour and webhook
CHALLENGES_A_HOST = 30  # an hour: nobody's server is called on and on by strangers
REPLAYED = 10_000  # revisions that may be told again; older ones are in the changes feed and in the downloads
SIGNED_WITH_BOTH = timedelta(days=1)


class Refused(Exception):
    """What cannot be done at present; the message says why, in the page's language."""


def challenge(row: Webhook, *, now: datetime) -> None:
    """Ask the receiver, once, whether it wants to be called; raise Refused."""
    if row.state not in {WebhookState.CONFIRMED, WebhookState.STOPPED}:
        raise Refused(_("It is active: there is nothing to ask."))
    host = f"webhook-host:{host_of(row.url)}"
    if is_too_often(f"webhook-challenge:{row.pk}", CHALLENGES) or is_too_often(host, CHALLENGES_A_HOST):
        raise Refused(_("Asked often enough. Please try again in an hour."))
    _put(row, MessageKind.CHALLENGE, now)


def test(row: Webhook, *, now: datetime) -> None:
    """Send a message that says nothing, once; raise Refused."""
    if row.state != WebhookState.ACTIVE:
        raise Refused(_("It is not active."))
    if is_too_often(f"webhook-test:{row.pk}", TESTS):
        raise Refused(_("Asked often enough. Please try again in an hour."))
    _put(row, MessageKind.TEST, now)


def replay(row: Webhook, seq: int, *, now: datetime) -> None:
    """Tell everything from revision `seq` on again, under the ids that it had; raise Refused."""
    newest = selectors.latest_seq()
    if row.state != WebhookState.ACTIVE:
        raise Refused(_("It is not active."))
    if not max(1, newest - REPLAYED) <= seq <= newest:
        first = max(1, newest - REPLAYED)
        raise Refused(_("Choose a number from %(first)d to %(newest)d.") % {"first": first, "newest": newest})
    if is_too_often(f"webhook-replay:{row.pk}", REPLAYS):
        raise Refused(_("Asked often enough. Please try again in an hour."))
    # Whoever is writing messages for it at this moment loses the claim, and writes nothing.
    again = Webhook.objects.filter(pk=row.pk, state=WebhookState.ACTIVE, last_seq__gte=seq)
    again.update(last_seq=seq - 1, due_at=now, claimed_until=None, attempts=0)


def rotate(row: Webhook, *, now: datetime) -> None:
    """Give it a new secret; for a day messages are signed with the old one, too."""
    rows = Webhook.objects.filter(pk=row.pk, salt=row.salt)
    rows.update(old_salt=F("salt"), old_until=now + SIGNED_WITH_BOTH, salt=new_salt())


def change(row: Webhook, kinds: Sequence[str], *, whole: bool) -> None:
    """Set what is sent from now on; messages that wait were chosen before."""
    Webhook.objects.filter(pk=row.pk).update(kinds=list(kinds), whole=whole)


@transaction.atomic
def stop(row: Webhook, why: WebhookStop, *, now: datetime) -> bool:
    """Switch it off; return whether it was on."""
    return stop_row(row, why, now=now)


def _put(row: Webhook, kind: MessageKind, now: datetime) -> None:
    WebhookMessage.objects.create(
        webhook=row, message_id=new_id(), kind=kind, type=f"webhook.{kind}", created_at=now, due_at=now
    )
