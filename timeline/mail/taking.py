"""Takes in mail that came back, and says to whom nothing is sent for a while. Nothing here ever answers a message."""

import hashlib
import mailbox
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from timeline.codelists import PERMANENT_RETURNS, ReturnKind
from timeline.mail import returns
from timeline.mail.envelope import letter_of, recipient_digest
from timeline.models import Letter, ReturnedMail

# How long a return counts, and its row is kept.
PAUSED = timedelta(days=90)
# Letters that must have come back for good, where none said that there is no such mailbox.
MOST_PERMANENT = 3
# Messages that belong to no letter of ours are shown to editors; a flood of them is not.
MOST_UNKNOWN = 1_000
# Messages of a folder that are read at one time: a sweep ends.
MOST_AT_ONCE = 500


def take(raw: bytes, *, now: datetime, came_to: str = "") -> ReturnedMail | None:
    """Note one message; the same bytes again are the same row. None where a flood of unknown ones is left out.

    `came_to` is the address on its envelope, if the mail server tells it. A message without a signed address of ours
    is kept as unknown, whatever it says.
    """
    found = returns.read(raw)
    number = letter_of([came_to, *found.came_to])
    letter = Letter.objects.filter(pk=number).first() if number is not None else None
    kind = found.kind if letter is not None and letter.recipient else ReturnKind.UNKNOWN
    if kind == ReturnKind.UNKNOWN and ReturnedMail.objects.filter(kind=kind).count() >= MOST_UNKNOWN:
        return None
    row, _made = ReturnedMail.objects.get_or_create(
        digest=hashlib.sha256(raw).hexdigest(),
        defaults={
            "kind": kind,
            "status": found.status,
            "letter_number": letter.pk if letter else None,
            "recipient": letter.recipient if letter else "",
            # Of a report its code says enough; only what nobody could assign has to be looked at.
            "excerpt": found.excerpt if kind == ReturnKind.UNKNOWN else "",
            "received_at": now,
        },
    )
    return row


def take_folder(folder: Path, *, now: datetime) -> int:
    """Take what lies in a Maildir and delete each message once it is noted; return how many there were."""
    box = mailbox.Maildir(folder, factory=None, create=False)
    count = 0
    for key in list(box.iterkeys())[:MOST_AT_ONCE]:
        with box.get_file(key) as file:
            raw = file.read(returns.MOST_BYTES + 1)
        with transaction.atomic():
            take(raw, now=now)
        box.discard(key)
        count += 1
    return count


def messages_of(file: Path) -> Iterator[bytes]:
    """Yield the messages of an mbox file, each up to a little more than is read of one; the file is left as it is."""
    box = mailbox.mbox(file, factory=None, create=False)
    try:
        for key in box.iterkeys():
            with box.get_file(key) as message:
                yield message.read(returns.MOST_BYTES + 1)
    finally:
        box.close()


def paused_until(address: str, *, now: datetime) -> datetime | None:
    """Return until when nothing is sent to an address; None where mail is sent.

    One return that says that there is no such mailbox pauses it, or three letters that came back for good otherwise.
    """
    rows = ReturnedMail.objects.filter(
        recipient=recipient_digest(address), kind__in=PERMANENT_RETURNS, received_at__gt=now - PAUSED
    ).order_by("-received_at")
    found = list(rows.values_list("kind", "letter_number", "received_at")[:100])
    nobody = any(kind == ReturnKind.NOBODY for kind, _number, _at in found)
    if nobody or len({number for _kind, number, _at in found}) >= MOST_PERMANENT:
        return found[0][2] + PAUSED
    return None


def forget_returns(address: str) -> None:
    """End the pause of an address whose holder came back to us: what was held against it is deleted."""
    ReturnedMail.objects.filter(recipient=recipient_digest(address)).delete()


def delete_old_returns(*, now: datetime) -> int:
    """Delete what no longer counts; return how many there were."""
    return ReturnedMail.objects.filter(received_at__lte=now - PAUSED).delete()[0]
