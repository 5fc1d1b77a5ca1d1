"""Writes letters that are due: the letter and how far its reader was told are one transaction."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from timeline import mail, selectors
from timeline.alerts.digest import digest
from timeline.alerts.news import news
from timeline.codelists import AlertRhythm, LetterKind
from timeline.models import Subscription
from timeline.pipeline.claims import bury, settle, take_some
from timeline.subscriptions.own import own_page
from timeline.subscriptions.rhythm import next_due


def tell_next(*, now: datetime) -> bool:
    """Look at one subscription that is due and write its letter if there is news; return whether there was one.

    Raises ClaimLost, with nothing written, if the reader left or another worker took over meanwhile.
    """
    upto = selectors.latest_seq()
    behind = Subscription.objects.filter(rhythm=AlertRhythm.IMMEDIATE, last_seq__lt=upto, due_at=None, attempts=0)
    behind.exclude(confirmed_at=None).update(due_at=now)
    # What fails again and again is tried again in a day: a reader is not forgotten over an error of ours.
    bury(Subscription, now=now, due_at=now + timedelta(days=1), attempts=0)
    claim = take_some(Subscription, now=now, limit=1)
    if claim is None:
        return False
    row = Subscription.objects.get(pk=claim.pks[0])
    if mail.is_refused(row.address):
        row.delete()  # its server refuses the address for good: there is nobody to write to
        return True
    paused = mail.paused_until(row.address, now=now)
    if paused is not None:
        # What is new meanwhile is told then: how far the reader was told stays.
        settle(claim, due_at=paused, error=f"Paused until {paused:%Y-%m-%d}: mail to this address came back.")
        return True
    with transaction.atomic():
        _write(row, upto, now)
        settle(claim, last_seq=max(upto, row.last_seq), due_at=next_due(row.rhythm, now))
    return True


def _write(row: Subscription, upto: int, now: datetime) -> None:
    with translation.override(row.lang):
        found = news(row.scope, since=row.last_seq, upto=upto)
        if not found.items:
            return
        page = own_page(row)
        letter = digest(row.scope, found, own_page=page)
    # One click in the reader's own program (RFC 8058); the same address opens the page for people.
    headers = {"List-Unsubscribe": f"<{page}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail.put(
        kind=LetterKind.ALERT,
        address=row.address,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        headers=headers,
        now=now,
    )
