"""Moments of the log: its newest seq, and which seq was the newest at a given time."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Max

from timeline.codelists import RevisionKind
from timeline.log import latest_seq
from timeline.models import Revision

__all__ = [
    "Head",
    "MomentRefused",
    "head",
    "last_taken_down",
    "latest_seq",
    "published_at",
    "resolve_as_of",
    "times_of",
]


class Head(NamedTuple):
    """The newest line of the log; seq 0 and no time while it is empty."""

    seq: int
    published_at: datetime | None


def head() -> Head:
    """Return the log's newest seq and when it was published: one indexed read, all that a validator needs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, published_at FROM timeline_revision ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    return Head(*row) if row else Head(0, None)


FIRST_YEAR = 1900  # long before any log, and far enough from the calendar's edge for any zone


class MomentRefused(ValueError):
    """An `as_of` that names no moment of the log."""


def resolve_as_of(text: str, *, now: datetime) -> int:
    """Return the seq that `as_of` means: a seq itself, a day (its end, UTC), or an ISO time with its zone.

    Raises MomentRefused for a moment in the future or a text that is none. Seq 0 is the empty log.
    """
    if text.isascii() and text.isdigit() and len(text) < 19:
        seq = int(text)
        if seq > latest_seq():
            raise MomentRefused(f"the log has no seq {seq} yet")
        return seq
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as error:
        raise MomentRefused(f"“{text[:40]}” is no seq, day or time like 2020-03-01T12:00:00Z") from error
    if len(text) == len("2020-03-01"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
        if moment.date() == now.astimezone(UTC).date():
            moment = now.astimezone(UTC).replace(tzinfo=None)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment.year <= FIRST_YEAR:
        return 0
    if moment > now:
        raise MomentRefused(f"{text[:40]} lies in the future")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq FROM timeline_revision WHERE published_at <= %s ORDER BY published_at DESC LIMIT 1", [moment]
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def published_at(seq: int) -> datetime | None:
    """Return when revision `seq` was published; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT published_at FROM timeline_revision WHERE seq = %s", [seq])
        row = cursor.fetchone()
    return row[0] if row else None


def last_taken_down() -> int:
    """Return the seq of the newest take-down, 0 if there was none: copies made before it must not be given away."""
    return Revision.objects.filter(kind=RevisionKind.TAKEN_DOWN).aggregate(last=Max("seq"))["last"] or 0


def times_of(seqs: Iterable[int]) -> dict[int, datetime]:
    """Return when each of these revisions was published."""
    return dict(Revision.objects.filter(pk__in=list(seqs)).values_list("seq", "published_at"))
