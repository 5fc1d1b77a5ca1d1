"""How a worker takes a piece of work, ends it, or gives it back; conditions make each of these safe to race."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from timeline.models.work import Work, due

W = TypeVar("W", bound=Work)

ANY = Q()
LONGEST_WAIT = timedelta(hours=1)
LONGEST_ERROR = 4_000


class ClaimLost(Exception):
    """Another worker has the row now, because this one took too long or the row changed; nothing was written."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[W]):
    """Rows that this worker holds until a moment; that moment is also the proof that the claim is still ours."""

    model: type[W]
    pks: Sequence[Any]
    until: datetime

    @property
    def mine(self) -> Q:
        """Choose those of the rows that are still held under this claim."""
        return Q(pk__in=self.pks, claimed_until=self.until)


@contextmanager
def unhurried() -> Iterator[None]:
    """Write what a crash of the database may take back, without waiting for its disk: claims, budgets of hosts.

    A claim taken back leaves the row due, as a worker that dies does. Within another transaction it changes nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
        yield


def take(model: type[W], pk: int | str, *, now: datetime, only: Q = ANY) -> Claim[W] | None:
    """Claim one row if it is due and nobody holds it; None otherwise."""
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    row = model._default_manager.filter(only, due(now), pk=pk, attempts__lt=settings.MAX_ATTEMPTS)
    with unhurried():
        taken = row.update(claimed_until=until, attempts=F("attempts") + 1)
    return Claim(model, [pk], until) if taken else None


def take_some(model: type[W], *, now: datetime, limit: int, only: Q = ANY) -> Claim[W] | None:
    """Claim up to `limit` due rows, passing over those that others are claiming; None if there are none.

    A row that failed before is taken alone, so that it can drag no other row down with it.
    """
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    rows = model._default_manager.filter(only, due(now), attempts__lt=settings.MAX_ATTEMPTS)
    with unhurried(), transaction.atomic():
        for chosen, count in ((rows.filter(attempts=0), limit), (rows.filter(attempts__gt=0), 1)):
            locked = chosen.select_for_update(skip_locked=True).order_by("due_at", "pk")
            pks = list(locked.values_list("pk", flat=True)[:count])
            if pks:
                held = model._default_manager.filter(pk__in=pks)
                held.update(claimed_until=until, attempts=F("attempts") + 1)
                return Claim(model, pks, until)
    return None


def settle(claim: Claim[W], **values: Any) -> None:
    """End a claim with its result, within the transaction that writes the result; raise ClaimLost if it is not ours."""
    ended: dict[str, Any] = {"claimed_until": None, "due_at": None, "attempts": 0, "error": "", **values}
    if claim.model._default_manager.filter(claim.mine).update(**ended) != len(claim.pks):
        raise ClaimLost(f"the claim on {claim.model._meta.verbose_name} {list(claim.pks)} was lost")


def give_back(claim: Claim[W], *, reason: str, attempts: int, now: datetime, **dead: Any) -> None:
    """End a claim without a result: try again later, or after the last attempt keep the row as a dead letter.

    `dead` are the values of a dead letter. A lost claim is left to whoever has it.
    """
    values: dict[str, Any] = {"claimed_until": None, "error": reason[:LONGEST_ERROR]}
    if attempts >= settings.MAX_ATTEMPTS:
        values |= {"due_at": None, **dead}
    else:
        values |= {"due_at": now + wait_after(attempts)}
    claim.model._default_manager.filter(claim.mine).update(**values)


def bury(model: type[W], *, now: datetime, **dead: Any) -> int:
    """Make dead letters of rows whose last allowed attempt never came to an end; return how many."""
    reason = (
        f"Begun {settings.MAX_ATTEMPTS} times without coming to an end: each time the worker died or took longer than "
        f"{settings.CLAIM_SECONDS} seconds."
    )
    lost = model._default_manager.filter(due(now), attempts__gte=settings.MAX_ATTEMPTS)
    return lost.update(**{"claimed_until": None, "due_at": None, "error": reason, **dead})


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: doubling, at most an hour, spread by a fifth."""
    doubled = settings.RETRY_SECONDS * 2 ** min(attempts - 1, 20)
    spread = random.uniform(0.8, 1.2)  # noqa: S311 - it keeps workers apart and guards nothing
    return min(timedelta(seconds=doubled * spread), LONGEST_WAIT)
