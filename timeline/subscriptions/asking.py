"""How a subscription begins, changes and ends."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from timeline import mail, selectors
from timeline.alerts.scopes import name_of
from timeline.codelists import AlertRhythm, LetterKind
from timeline.guarding import is_too_often
from timeline.models import Subscription
from timeline.subscriptions.own import own_page
from timeline.subscriptions.rhythm import next_due

MOST_AN_ADDRESS = 3  # letters an hour: nobody's box is filled by strangers
MOST_FOLLOWED = 100  # subscriptions an address may have
UNCONFIRMED = timedelta(days=2)


@transaction.atomic
def ask(address: str, scope: str, rhythm: AlertRhythm, lang: str, *, now: datetime) -> bool:
    """Write a wish down and send the letter with the address of its page; return whether a letter was written.

    None is for an address that had three within the hour, follows a hundred things, or is refused for good. Who follows
    the same already gets the address of that page again; nothing of it is changed by a stranger.
    """
    address = address.lower()
    if is_too_often(f"alerts:{address}", MOST_AN_ADDRESS) or mail.takes_none(address, now=now):
        return False
    if Subscription.objects.filter(address=address).count() >= MOST_FOLLOWED:
        return False
    given = {"rhythm": rhythm, "lang": lang, "created_at": now}
    row, _made = Subscription.objects.get_or_create(address=address, scope=scope, defaults=given)
    with translation.override(lang):
        words = {"name": name_of(scope), "site": settings.SITE_URL, "link": own_page(row)}
        subject = _("Alerts on %(name)s: please confirm") % words
        text = _(
            "Somebody, probably you, asked %(site)s to write to this address about “%(name)s”.\n\n"
            "Confirm it, change it or leave here:\n\n"
            "%(link)s\n\n"
            "If it was not you, nothing has to be done: what is not confirmed is deleted after two days.\n"
        )
        mail.put(kind=LetterKind.ALERT_REQUEST, address=address, subject=subject, text=text % words, now=now)
    return True


def confirm(row: Subscription, *, now: datetime) -> None:
    """Begin: the reader is told of what is published from now on. A second time changes nothing."""
    Subscription.objects.filter(pk=row.pk, confirmed_at=None).update(
        confirmed_at=now, last_seq=selectors.latest_seq(), due_at=next_due(row.rhythm, now)
    )


def change(row: Subscription, rhythm: AlertRhythm, *, now: datetime) -> None:
    """Set another rhythm; what the reader was not told yet comes with the next letter.

    Whoever does it holds a letter of ours, so that mail arrives again: a pause ends.
    """
    mail.forget_returns(row.address)
    due = next_due(rhythm, now)
    rows = Subscription.objects.filter(pk=row.pk)
    rows.filter(confirmed_at=None).update(rhythm=rhythm)
    rows.exclude(confirmed_at=None).update(rhythm=rhythm, due_at=due, error="")


@transaction.atomic
def leave(row: Subscription) -> None:
    """Delete the subscription with its address, and its letters that were not sent yet."""
    mail.withdraw(row.address, own_page(row))
    row.delete()


def delete_unconfirmed(*, now: datetime) -> int:
    """Delete what nobody confirmed within two days; return how many there were."""
    return Subscription.objects.filter(confirmed_at=None, created_at__lte=now - UNCONFIRMED).delete()[0]
