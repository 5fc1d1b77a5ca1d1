"""Switches a webhook off: what waits is held, and its owner is told unless it was their own doing."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from timeline import mail
from timeline.alerts.scopes import name_of
from timeline.codelists import LetterKind
from timeline.models import Webhook
from timeline.webhook_states import MessageKind, MessageState, WebhookState, WebhookStop
from timeline.webhooks.own import own_page
from timeline.webhooks.targets import host_of


def stop_row(row: Webhook, why: WebhookStop, *, now: datetime) -> bool:
    """Switch it off, within the caller's transaction; return whether it was on.

    Messages that wait are held and go on when its receiver answers a challenge again; a test is not worth holding.
    """
    ended = {"state": WebhookState.STOPPED, "stopped_why": why, "stopped_at": now, "due_at": None}
    rows = Webhook.objects.filter(pk=row.pk, state=WebhookState.ACTIVE)
    if not rows.update(**ended, claimed_until=None, attempts=0, error=""):
        return False
    waiting = row.messages.filter(state=MessageState.WAITING)
    waiting.filter(kind=MessageKind.NEWS).update(
        state=MessageState.STOPPED, due_at=None, claimed_until=None, attempts=0
    )
    waiting.update(state=MessageState.FAILED, due_at=None, claimed_until=None)
    if why != WebhookStop.OWNER and not mail.takes_none(row.address, now=now):
        _write(row, why, now)
    return True


def _write(row: Webhook, why: WebhookStop, now: datetime) -> None:
    with translation.override(row.lang):
        words = {"name": name_of(row.scope), "host": host_of(row.url), "why": why.label, "link": own_page(row)}
        subject = _("Your webhook to %(host)s was switched off") % words
        text = _(
            "Your webhook on “%(name)s” is not called any more: %(why)s.\n\n"
            "What was not delivered is held. See what happened, and switch it on again with a challenge, here:\n\n"
            "%(link)s\n\n"
            "If nothing is done, it is deleted after ninety days with this address.\n"
        )
        mail.put(kind=LetterKind.WEBHOOK, address=row.address, subject=subject, text=text % words, now=now)
