"""The letter with which a holder reaches their keys: a signed address that works for a day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from timeline import mail
from timeline.codelists import LetterKind
from timeline.guarding import is_too_often
from timeline.pages.paths import local

SALT = "timeline.keys"
VALID = timedelta(days=1)
MOST_AN_ADDRESS = 3  # letters an hour: nobody's box is filled by strangers


def send_link(address: str, *, now: datetime) -> bool:
    """Send the address of the page of one's keys; return whether a letter was written.

    None is for an address that had three within the hour, or whose server refused it for good.
    """
    address = address.lower()
    if is_too_often(f"keys:{address}", MOST_AN_ADDRESS) or mail.takes_none(address, now=now):
        return False
    link = settings.SITE_URL + local(f"/api-keys/{token_of(address)}/")
    text = _(
        "Somebody, probably you, asked for a key to the API of %(site)s.\n\n"
        "Make, name and revoke your keys here; the address works for 24 hours:\n\n"
        "%(link)s\n\n"
        "If it was not you, nothing has to be done: without this address nobody gets a key in your name.\n"
    ) % {"site": settings.SITE_URL, "link": link}
    mail.put(kind=LetterKind.KEYS, address=address, subject=_("Your keys to the API"), text=text, now=now)
    return True


def token_of(address: str) -> str:
    """Sign an address, with the moment."""
    return signing.dumps(address, salt=SALT)


def address_of(token: str) -> str | None:
    """Return the address of a token; None for one that is not ours or is older than a day."""
    try:
        address = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    return address if isinstance(address, str) else None
