"""Every place in which an address of mail is stored, how its rows are found, told, and erased."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from timeline.mail.envelope import recipient_digest
from timeline.models import (
    ApiKey,
    Letter,
    ReaderReport,
    ReturnedMail,
    Subscription,
    Webhook,
    WebhookAttempt,
    WebhookMessage,
)

Rows = models.QuerySet[Any]
ERASED = "[erased]"


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: the columns by which it belongs to somebody, its rows of an address, and how these are erased.

    `secret` are columns that nobody is told: they would let their reader act for the holder.
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    rows: Callable[[str], Rows]
    erase: Callable[[Rows, str], int]
    secret: tuple[str, ...] = ()


def delete(rows: Rows, _address: str) -> int:
    """Delete rows; return how many there were, without what hangs on them."""
    count = rows.count()
    rows.delete()
    return count


def _with_their_parent(_rows: Rows, _address: str) -> int:
    """Leave rows to the one they hang on."""
    return 0


def _forget_reporter(rows: Rows, address: str) -> int:
    """Keep what was reported as wrong, without the address, also where the reader wrote it into the text."""
    for row in rows:
        row.email = "" if row.email.lower() == address.lower() else row.email
        row.message = _without(row.message, address)
        row.note = _without(row.note, address)
        row.source_url = "" if address.lower() in row.source_url.lower() else row.source_url
        row.save(update_fields=["email", "message", "note", "source_url"])
    return len(rows)


def _without(text: str, address: str) -> str:
    lower, at, kept = text.lower(), 0, []
    while (found := lower.find(address.lower(), at)) >= 0:
        kept += [text[at:found], ERASED]
        at = found + len(address)
    return "".join([*kept, text[at:]])


def _reports(address: str) -> Rows:
    named = models.Q(email__iexact=address)
    for column in ("message", "note", "source_url"):
        named |= models.Q(**{f"{column}__icontains": address})
    return ReaderReport.objects.filter(named)


HOLDINGS = (
    # What hangs on others stands before them, so that it is still there when it is told.
    Holding(
        WebhookAttempt,
        (),
        lambda address: WebhookAttempt.objects.filter(message__webhook__address__iexact=address),
        _with_their_parent,
    ),
    Holding(
        WebhookMessage,
        (),
        lambda address: WebhookMessage.objects.filter(webhook__address__iexact=address),
        _with_their_parent,
    ),
    Holding(
        Webhook,
        ("address",),
        lambda address: Webhook.objects.filter(address__iexact=address),
        delete,
        secret=("salt", "old_salt"),
    ),
    Holding(Subscription, ("address",), lambda address: Subscription.objects.filter(address__iexact=address), delete),
    Holding(ApiKey, ("address",), lambda address: ApiKey.objects.filter(address__iexact=address), delete, ("digest",)),
    Holding(
        Letter,
        ("address", "recipient"),
        lambda address: Letter.objects.filter(
            models.Q(address__iexact=address) | models.Q(recipient=recipient_digest(address))
        ),
        delete,
    ),
    Holding(
        ReturnedMail,
        ("recipient",),
        lambda address: ReturnedMail.objects.filter(recipient=recipient_digest(address)),
        delete,
    ),
    Holding(ReaderReport, ("email",), _reports, _forget_reporter),
)


def told(holdings: tuple[Holding, ...], address: str) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of an address, table by table, each as a map from column to value; none for empty tables."""
    found = {holding.model._meta.label: _told_rows(holding, address) for holding in holdings}
    return {label: rows for label, rows in found.items() if rows}


def _told_rows(holding: Holding, address: str) -> list[dict[str, Any]]:
    columns = [field.attname for field in holding.model._meta.concrete_fields if field.name not in holding.secret]
    return [dict(row) for row in holding.rows(address).order_by("pk").values(*columns)]


@transaction.atomic
def erase(holdings: tuple[Holding, ...], address: str) -> dict[str, int]:
    """Erase all that is stored of an address; return how many rows that concerned, table by table."""
    counts = {holding.model._meta.label: holding.erase(holding.rows(address), address) for holding in holdings}
    return {label: count for label, count in counts.items() if count}
