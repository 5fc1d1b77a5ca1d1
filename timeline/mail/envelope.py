"""The address on the envelope of a letter, to which it comes back: signed, a different one for each letter (VERP)."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "timeline.mail.envelope"
TOKEN = re.compile(r"\+(\d{1,18})-([0-9a-f]{20})@", re.IGNORECASE)


def recipient_digest(address: str) -> str:
    """Return an address as a keyed hash: whose mail came back is known without anybody's address being kept."""
    return salted_hmac(SALT, f"to:{address.lower()}", algorithm="sha256").hexdigest()


def sender_of(number: int) -> str:
    """Return the envelope sender of a letter, `bounces+17-…@tracker.example`; empty where no mail is taken back."""
    local, _at, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{local}+{number}-{_signed(number)}@{domain}" if domain else ""


def letter_of(addresses: Iterable[str]) -> int | None:
    """Return the number of the letter that one of these addresses was made for; None without a true signature."""
    for address in addresses:
        for number, signature in TOKEN.findall(address):
            if constant_time_compare(signature.lower(), _signed(int(number))):
                return int(number)
    return None


def _signed(number: int) -> str:
    """Sign in hexadecimal digits: some servers change the case of what stands before the @."""
    return salted_hmac(SALT, f"letter:{number}", algorithm="sha256").hexdigest()[:20]
