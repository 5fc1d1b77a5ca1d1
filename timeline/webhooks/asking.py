"""How a webhook begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from timeline import mail
from timeline.alerts.scopes import name_of
from timeline.codelists import LetterKind
from timeline.guarding import is_too_often
from timeline.models import Webhook, WebhookMessage
from timeline.webhook_states import MessageState, WebhookState
from timeline.webhooks.own import own_page
from timeline.webhooks.signing import new_salt

MOST_AN_ADDRESS = 3  # letters an hour: nobody's box is filled by strangers
MOST_KEPT = 10  # webhooks an address may have
MOST_IN_ALL = 1_000
UNCONFIRMED, UNANSWERED, SWITCHED_OFF = timedelta(days=2), timedelta(days=30), timedelta(days=90)
LOGGED = timedelta(days=30)  # how long it is known what was sent


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be sent where."""

    address: str
    url: str
    scope: str
    kinds: Sequence[str]
    whole: bool


@transaction.atomic
def ask(wish: Wish, lang: str, *, now: datetime) -> bool:
    """Write a wish down and send the letter with the address of its page; return whether a letter was written.

    None is for an address that had three within the hour, keeps ten webhooks or is refused for good, and for anybody
    while there are a thousand. Who asks for the same again gets the address of that page again; nothing of it is
    changed by a stranger. Two requests in one moment may pass a number by one; nothing depends on it.
    """
    address = wish.address.lower()
    if is_too_often(f"webhooks:{address}", MOST_AN_ADDRESS) or mail.takes_none(address, now=now):
        return False
    row = Webhook.objects.filter(address=address, url=wish.url, scope=wish.scope).first()
    if row is None:
        if is_full() or Webhook.objects.filter(address=address).count() >= MOST_KEPT:
            return False
        row, _made = Webhook.objects.get_or_create(
            address=address,
            url=wish.url,
            scope=wish.scope,
            defaults={
                "kinds": list(wish.kinds),
                "whole": wish.whole,
                "lang": lang,
                "created_at": now,
                "salt": new_salt(),
            },
        )
    _write(row, now)
    return True


def is_full() -> bool:
    """Say whether no more webhooks are taken at present."""
    return Webhook.objects.count() >= MOST_IN_ALL


def _write(row: Webhook, now: datetime) -> None:
    with translation.override(row.lang):
        words = {"name": name_of(row.scope), "site": settings.SITE_URL, "link": own_page(row), "url": row.url}
        subject = _("Webhook on %(name)s: please confirm") % words
        text = _(
            "Somebody, probably you, asked %(site)s to call %(url)s with news about “%(name)s”.\n\n"
            "Confirm it, take its secret, watch its deliveries or delete it here. Keep this address to yourself:\n\n"
            "%(link)s\n\n"
            "If it was not you, nothing has to be done: what is not confirmed is deleted after two days.\n"
        )
        mail.put(kind=LetterKind.WEBHOOK_REQUEST, address=row.address, subject=subject, text=text % words, now=now)


def confirm(row: Webhook) -> None:
    """Note that the holder of the address wants it. A second time changes nothing."""
    Webhook.objects.filter(pk=row.pk, state=WebhookState.ASKED).update(state=WebhookState.CONFIRMED)


@transaction.atomic
def leave(row: Webhook) -> None:
    """Delete the webhook with its address, its messages, what is known of its deliveries, and mail about it."""
    mail.withdraw(row.address, own_page(row))
    row.delete()


def delete_unused(*, now: datetime) -> int:
    """Delete what was never confirmed, never answered, or is long switched off; return how many there were.

    What was sent more than a month ago is forgotten, too.
    """
    sent = WebhookMessage.objects.filter(created_at__lte=now - LOGGED)
    sent.exclude(state__in=[MessageState.WAITING, MessageState.STOPPED]).delete()
    asked = Q(state=WebhookState.ASKED, created_at__lte=now - UNCONFIRMED)
    silent = Q(state=WebhookState.CONFIRMED, created_at__lte=now - UNANSWERED)
    stopped = Q(state=WebhookState.STOPPED, stopped_at__lte=now - SWITCHED_OFF)
    rows = Webhook.objects.filter(asked | silent | stopped)
    count = rows.count()
    rows.delete()
    return count
