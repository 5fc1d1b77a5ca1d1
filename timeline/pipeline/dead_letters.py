"""Work that was given up after several attempts: listed with its error, and tried again once the cause is mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from timeline.codelists import (
    AutomaticState,
    DeliveryState,
    FetchState,
    ImportState,
    ItemState,
    LetterState,
    LookupState,
    TextState,
)
from timeline.models import AutomaticPublication, Copy, Delivery, EventImport, Fetch, Item, Letter, Lookup
from timeline.models.work import Work

WAITING = {"claimed_until": None, "attempts": 0, "error": ""}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: the state in which it was given up, and that in which it is tried again, counts from nought."""

    model: type[Work]
    dead: str
    waiting: str
    heavy: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    afresh: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Any]:
        """Choose what was given up."""
        return self.model._default_manager.filter(Q(state=self.dead))


KINDS = (
    Kind(Delivery, DeliveryState.DEAD, DeliveryState.WAITING, heavy=("raw",)),
    Kind(Fetch, FetchState.DEAD, FetchState.WAITING, joined=("feed",)),
    Kind(Item, ItemState.DEAD, ItemState.WAITING, heavy=("parsed",)),
    Kind(
        AutomaticPublication,
        AutomaticState.DEAD,
        AutomaticState.WAITING,
        joined=("candidate__item", "candidate__dispute"),
    ),
    Kind(Lookup, LookupState.GIVEN_UP, LookupState.WAITING, afresh=("rounds",)),
    Kind(Letter, LetterState.GIVEN_UP, LetterState.WAITING, heavy=("text", "html")),
    Kind(Copy, TextState.DEAD, TextState.WAITING, heavy=("text", "main_text")),
    Kind(EventImport, ImportState.DEAD, ImportState.WAITING, heavy=("content",)),
)
OF_MODEL = {kind.model: kind for kind in KINDS}


def dead_letters() -> Iterator[tuple[str, int | str, str, str]]:
    """Yield kind, key, name and error of everything that was given up, oldest first within its kind.

    The key is a number, of a copy the hash of its bytes.
    """
    for kind in KINDS:
        rows = kind.rows().defer(*kind.heavy)
        for row in (rows.select_related(*kind.joined) if kind.joined else rows).order_by("pk"):
            yield row._meta.model_name or "", row.pk, str(row), row.error


def count_dead_letters() -> list[tuple[Kind, int]]:
    """Count what was given up, kind by kind, in one query however many kinds there are."""
    counts = [
        kind.rows().order_by().annotate(place=Value(place)).values("place").annotate(count=Count("pk"))
        for place, kind in enumerate(KINDS)
    ]
    found = {row["place"]: row["count"] for row in counts[0].union(*counts[1:], all=True)}
    return [(kind, found.get(place, 0)) for place, kind in enumerate(KINDS)]


def retry(*, now: datetime, chosen: Iterable[tuple[str, int | str]] | None = None) -> int:
    """Let what was given up be tried again: everything, or what is chosen by kind and key; return how many."""
    if chosen is None:
        return sum(retry_rows(kind.rows(), now=now) for kind in KINDS)
    numbers: dict[str, list[int | str]] = {}
    for name, number in chosen:
        numbers.setdefault(name, []).append(number)
    named = ((kind, numbers.get(kind.model._meta.model_name or "", [])) for kind in KINDS)
    return sum(retry_rows(kind.rows().filter(pk__in=pks), now=now) for kind, pks in named)


def retry_rows(rows: QuerySet[Any], *, now: datetime) -> int:
    """Let those of one kind's rows that were given up be tried again; return how many. Others are left alone."""
    kind = OF_MODEL[rows.model]
    dead = kind.rows().filter(pk__in=list(rows.order_by().values_list("pk", flat=True)))
    return dead.update(state=kind.waiting, due_at=now, **WAITING, **dict.fromkeys(kind.afresh, 0))
