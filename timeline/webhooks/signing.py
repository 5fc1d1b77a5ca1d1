"""Signatures of the Standard Webhooks specification: HMAC-SHA256 over id, second and body, one for each secret.

A secret is derived from a row's salt and the site's key: the database alone tells nobody how to sign. Messages are
signed with what former keys of the site make of it as well, as long as those are listed in SECRET_KEY_FALLBACKS.
"""

import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from timeline.models import Webhook, WebhookMessage

PREFIX = "whsec_"
SALT_BYTES = 32


def new_salt() -> str:
    """Return what a new secret is derived from."""
    return secrets.token_hex(SALT_BYTES)


def secret_of(row: Webhook) -> str:
    """Return a receiver's secret as the specification writes it."""
    return PREFIX + b64encode(_derived(settings.SECRET_KEY, row.salt)).decode()


def id_of_news(webhook_id: int, seq: int) -> str:
    """Return the id of the message to a receiver about a revision: never another one, however often it is written."""
    return f"msg_{hashlib.sha256(f'{webhook_id}:{seq}'.encode()).hexdigest()[:40]}"


def new_id() -> str:
    """Return the id of a message that is about no revision."""
    return f"msg_{secrets.token_hex(20)}"


def headers_of(message: WebhookMessage, body: bytes, *, now: datetime) -> dict[str, str]:
    """Return the headers of one attempt: the id that stays, the second that is `now`, and the signatures."""
    second = str(int(now.timestamp()))
    signed = b".".join([message.message_id.encode(), second.encode(), body])
    return {
        "content-type": "application/json",
        "webhook-id": message.message_id,
        "webhook-timestamp": second,
        "webhook-signature": " ".join(f"v1,{_signature(key, signed)}" for key in _keys(message.webhook, now)),
    }


def challenge_of(message: WebhookMessage) -> str:
    """Return the words that the receiver must give back; they follow from the message's id and the site's key."""
    return _derived(settings.SECRET_KEY, f"challenge:{message.message_id}").hex()


def _keys(row: Webhook, now: datetime) -> Iterator[bytes]:
    salts = [row.salt]
    if row.old_salt and row.old_until and now < row.old_until:
        salts.append(row.old_salt)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield from (_derived(key, salt) for salt in salts)


def _derived(key: str, salt: str) -> bytes:
    return hmac.digest(key.encode(), f"timeline.webhooks:{salt}".encode(), "sha256")


def _signature(key: bytes, signed: bytes) -> str:
    return b64encode(hmac.digest(key, signed, "sha256")).decode()
