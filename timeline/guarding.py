"""Keeps floods and foreign pages away from readers' forms, without a cookie, a third party or a stored address.

The form carries a signed token of when it was opened and from which network. Another site can neither read nor make
one, so the token stands for the cookie that forms elsewhere need against forged requests.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from timeline.hooks import sender_of

SALT = "timeline.guarding"
SHORTEST, LONGEST = 3, 12 * 3600  # seconds in which a person fills a form
HOUR, DAY = 3600, 86_400
MASKS = {4: 24, 6: 48}  # what a household or an office shares


@dataclass(frozen=True, slots=True)
class Door:
    """A form that readers send, and how much it takes: from one network an hour, from all together a day."""

    name: str
    a_network: int
    of_all: int


@dataclass(frozen=True, slots=True)
class Token:
    """Whether a form was opened here, and how many seconds ago; None for a token that is not ours."""

    age: float | None

    @property
    def is_ours(self) -> bool:
        """Say whether it was made here for this network, not too long ago."""
        return self.age is not None and self.age <= LONGEST

    @property
    def is_hasty(self) -> bool:
        """Say whether the form came back faster than a person writes."""
        return self.age is not None and self.age < SHORTEST


def network_of(request: HttpRequest, masks: Mapping[int, int] = MASKS) -> str:
    """Return the sender's network as a keyed hash, which cannot be turned back without the key.

    `masks` are the bits that a network has in common, by version of the Internet Protocol.
    """
    address = sender_of(request)
    if address:
        version = ipaddress.ip_address(address).version
        address = str(ipaddress.ip_network(f"{address}/{masks[version]}", strict=False))
    return salted_hmac(SALT, address, algorithm="sha256").hexdigest()[:24]


def make_token(request: HttpRequest, now: datetime) -> str:
    """Sign when and for which network a form is opened."""
    return signing.dumps([network_of(request), round(now.timestamp(), 1)], salt=SALT)


def read_token(request: HttpRequest, text: str, now: datetime) -> Token:
    """Read a form's token; one that is damaged, from another network or of the future is not ours."""
    try:
        network, opened = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return Token(None)
    age = now.timestamp() - opened
    return Token(age if network == network_of(request) and age >= -1 else None)


def is_foreign(request: HttpRequest) -> bool:
    """Say whether a browser tells that another site sent the form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != "null" and urlsplit(origin).netloc != request.get_host()


def is_flood(request: HttpRequest, door: Door) -> bool:
    """Count what came through a door and say whether its network, or everybody together, sent too much."""
    own = _counted(f"{door.name}:{network_of(request)}", HOUR)
    every = _counted(f"{door.name}:all", DAY)
    return own > door.a_network or every > door.of_all


def words_against(request: HttpRequest, door: Door, *, valid: bool, now: datetime) -> tuple[str, int] | None:
    """Return why a filled form is not taken, in words (none where the form says it itself), and the status; else None.

    400 for a token that is not ours or came back too fast, and for a form that must be mended; 429 for a flood.
    """
    token = read_token(request, request.POST.get("token", ""), now)
    if not token.is_ours or token.is_hasty:
        again = _("The form was open too long, or came back too fast. Nothing was lost: please send it again.")
        return again, 400
    if not valid:
        return "", 400
    return (_("Many requests came at once. Please try again in an hour."), 429) if is_flood(request, door) else None


def mark_secret(response: HttpResponse) -> HttpResponse:
    """Keep the address of a page that is itself the proof from other sites, also as the page one came from."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def is_too_often(what: str, most: int) -> bool:
    """Count a thing and say whether it came more than `most` times within an hour; the thing is kept as a hash only."""
    return _counted(salted_hmac(SALT, what, algorithm="sha256").hexdigest()[:32], HOUR) > most


def _counted(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    return int(cache.incr(key))
