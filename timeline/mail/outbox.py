"""The outbox: letters are rows, sent by workers under a claim, each with one Message-ID for all of its attempts."""

import logging
import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from timeline.codelists import LetterKind, LetterState
from timeline.mail.envelope import recipient_digest, sender_of
from timeline.mail.taking import paused_until
from timeline.models import Letter
from timeline.pipeline.claims import Claim, ClaimLost, settle, take_some, wait_after

logger = logging.getLogger(__name__)

# How long a mail server may be down before a letter is given up, and how long a row is kept.
MAIL_DAYS = 5
KEPT_DAYS = 30
# The class of replies with which a server refuses for good (RFC 5321, 4.2.1).
FOR_GOOD = range(500, 600)
ERASED: dict[str, Any] = {"address": "", "subject": "", "text": "", "html": "", "headers": {}}


def put(
    *,
    kind: LetterKind,
    address: str,
    subject: str,
    text: str,
    now: datetime,
    html: str = "",
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """Write a letter into the outbox; it is sent once the transaction has ended well.

    Line breaks in a subject become blanks: a header is one line.
    """
    return Letter.objects.create(
        kind=kind,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        address=address,
        recipient=recipient_digest(address),
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
        headers=dict(headers or {}),
        created_at=now,
        due_at=now,
    )


def is_refused(address: str) -> bool:
    """Say whether the mail server refused this address for good within the last month."""
    return Letter.objects.filter(state=LetterState.REFUSED, address__iexact=address).exists()


def takes_none(address: str, *, now: datetime) -> bool:
    """Say whether nothing is to be sent to an address: it was refused for good, or its mail came back."""
    return is_refused(address) or paused_until(address, now=now) is not None


def withdraw(address: str, link: str) -> None:
    """Delete the letters to an address that were not sent yet and hold a link: what it leads to is no more."""
    waiting = Letter.objects.filter(state__in=[LetterState.WAITING, LetterState.GIVEN_UP], address=address)
    for letter in waiting.only("pk", "text"):
        if link in letter.text:
            letter.delete()


def send_next(*, now: datetime) -> bool:
    """Send one letter that is due; return whether there was one."""
    claim = take_some(Letter, now=now, limit=1)
    if claim is None:
        return False
    letter = Letter.objects.get(pk=claim.pks[0])
    try:
        _message(letter).send()
    except (smtplib.SMTPException, OSError) as error:
        _not_sent(claim, letter, error, now)
        return True
    settle(claim, state=LetterState.SENT, sent_at=now, **ERASED)
    return True


def delete_old(*, now: datetime) -> int:
    """Delete letters that were sent or given up a month ago; return how many there were."""
    rows = Letter.objects.filter(created_at__lte=now - timedelta(days=KEPT_DAYS)).exclude(state=LetterState.WAITING)
    return rows.delete()[0]


def _message(letter: Letter) -> EmailMultiAlternatives:
    """Make the message: plain text, and the same as HTML if the letter has it."""
    headers = {
        "Message-ID": letter.message_id,
        # Told to programs that answer by themselves, so that they do not (RFC 3834).
        "Auto-Submitted": "auto-generated",
        **letter.headers,
    }
    envelope = sender_of(letter.pk)
    if envelope:
        # The envelope's sender is whom the message is from, unless a header says otherwise.
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    message = EmailMultiAlternatives(letter.subject, letter.text, envelope or None, [letter.address], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _not_sent(claim: Claim[Letter], letter: Letter, error: Exception, now: datetime) -> None:
    """Note why a letter was not sent: refused for good, given up after days, or to be tried again."""
    reason = f"{type(error).__name__}: {error}"
    logger.warning("letter %s was not sent: %s", letter.pk, reason)
    if _for_good(error):
        values: dict[str, Any] = {"state": LetterState.REFUSED}
    elif letter.created_at <= now - timedelta(days=MAIL_DAYS):
        values = {"state": LetterState.GIVEN_UP}
    else:
        # The attempts of a claim count workers that died; a server that is down is waited for.
        values = {"due_at": now + wait_after(letter.rounds + 1), "rounds": letter.rounds + 1}
    try:
        settle(claim, error=reason[:4_000], **values)
    except ClaimLost:
        logger.warning("letter %s is another worker's meanwhile", letter.pk)


def _for_good(error: Exception) -> bool:
    """Say whether the server refused the address itself for good, not us, the sender or the moment."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in FOR_GOOD for code, _words in error.recipients.values())
    return False
