"""Makes, finds and revokes keys."""

import hashlib
import re
import secrets
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.db.models.query import QuerySet

from timeline.models import ApiKey

PREFIX = "cdt_"  # so that a key found in somebody's code is recognised as one of these
SECRET_BYTES = 24
HINT = len(PREFIX) + 4
MOST_A_HOLDER = 5
KEPT_REVOKED = timedelta(days=30)  # so long its holder sees that it was revoked, and who abused it can be written to
WHOLE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{{SECRET_BYTES * 4 // 3}}}")


class TooManyKeys(Exception):
    """The holder has as many keys as one may have."""


def make_key(address: str, label: str, *, now: datetime) -> str:
    """Make a key for an address and return it: the only time that it is known; raise TooManyKeys.

    Two requests in one moment may pass the number by one; nothing depends on it.
    """
    key = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    if keys_of(address).count() >= MOST_A_HOLDER:
        raise TooManyKeys
    ApiKey.objects.create(digest=digest_of(key), hint=key[:HINT], address=address.lower(), label=label, created_at=now)
    return key


def keys_of(address: str) -> QuerySet[ApiKey]:
    """Return the keys of an address that are not revoked, newest first."""
    return ApiKey.objects.filter(address=address.lower(), revoked_at=None)


def key_number(key: str, *, today: date) -> int | None:
    """Return the number of a valid key and note that it was used today; None for any other text.

    A key is random enough (192 bits) that its plain hash is safe and finding it by index tells nothing of others.
    """
    if not WHOLE.fullmatch(key):
        return None
    found = ApiKey.objects.filter(digest=digest_of(key), revoked_at=None).values_list("pk", "last_used_on").first()
    if found is None:
        return None
    number, last_used_on = found
    if last_used_on is None or last_used_on < today:
        fresh = Q(last_used_on=None) | Q(last_used_on__lt=today)
        ApiKey.objects.filter(fresh, pk=number).update(last_used_on=today)
    return int(number)


def revoke(keys: QuerySet[ApiKey], *, now: datetime) -> int:
    """Revoke keys; from the next request on they open nothing. Return how many."""
    return keys.filter(revoked_at=None).update(revoked_at=now)


def forget(address: str) -> int:
    """Delete every key of an address, and with them the address; return how many there were."""
    return ApiKey.objects.filter(address=address.lower()).delete()[0]


def delete_revoked(*, now: datetime) -> int:
    """Delete keys that were revoked a month ago, with the address of who held them; return how many there were."""
    return ApiKey.objects.filter(revoked_at__lte=now - KEPT_REVOKED).delete()[0]


def digest_of(key: str) -> str:
    """Return the SHA-256 of a key in hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()
