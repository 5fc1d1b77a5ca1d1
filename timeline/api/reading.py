"""Reads the query string of an API address: the shared filters, and what every list understands besides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils import timezone

from timeline import selectors
from timeline.api.cursors import Cursor, CursorRefused, decode
from timeline.api.problems import Problem, refused
from timeline.api.resources import Resource
from timeline.api.shape import NAMES as SHAPE_NAMES
from timeline.api.shape import Shape, read_shape
from timeline.codelists import EventType
from timeline.filters import (
    FILTERS,
    MOST_VALUES,
    OBJECT_FILTERS,
    EventQuery,
    Filter,
    Known,
    ObjectQuery,
    QueryRefused,
    Refusal,
)
from timeline.selectors import Head

Parameters = Mapping[str, Sequence[str]]
Query = TypeVar("Query", EventQuery, ObjectQuery)
Find = Callable[[Mapping[str, Sequence[str]]], tuple[Known, Head]]

DEFAULT_LIMIT = 100
MOST = 1_000
LAST_SEQ = 10**18 - 1  # no log gets so far; longer numbers are none
WINDOW_NAMES = ("limit", "cursor", "count", "as_of", *SHAPE_NAMES)
# Of these types so few exist that a refusal can name them.
NAMEABLE = ("dispute", "contract", "claim")
NAMED = 50


FIRST, NOTHING = Cursor(), Head(0, None)


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted, and of which moment; `as_of_seq` None means now.

    `head` is the log's newest line as it was before the list was read.
    """

    limit: int = DEFAULT_LIMIT
    cursor: Cursor = FIRST
    count: bool = False
    as_of_seq: int | None = None
    head: Head = NOTHING


def read_events(
    parameters: Parameters, *, statements_only: bool, find: Find = selectors.known_among
) -> tuple[EventQuery, Window]:
    """Read the address of a list of events or of statements; raise Problem with all refusals.

    `find` looks up what the address names of the log's objects.
    """
    refusals = _statement_refusals(parameters) if statements_only else []
    kept = {name: values for name, values in parameters.items() if name not in {one.name for one in refusals}}
    query, window = _read(
        kept, FILTERS, refusals, lambda known: EventQuery.read(kept, known=known, others=WINDOW_NAMES), find
    )
    if statements_only:
        query = replace(query, type=("statement",), statements=True, events=False)
    elif query.statements and len(query.type) == 1 and EventType.STATEMENT not in query.type:
        query = replace(query, type=(*query.type, EventType.STATEMENT.value))  # `include` adds to the types named
    return replace(query, as_of_seq=window.as_of_seq), window


def guess_events(parameters: Parameters, *, statements_only: bool) -> tuple[EventQuery, Window] | None:
    """Read an address as if all that it names existed; None where that cannot be seen from what is found.

    Documents are closed under reference: whatever a public event shows was published, and what was merged is shown by
    none. So a list that is not empty proves its names, if there is one of a kind, without a statement that looks them
    up. An empty one, and whatever is refused here, has to be read with `read_events`.
    """
    values = [parameters[one.name] for one in FILTERS if one.objects and one.name in parameters]
    if "as_of" in parameters or any(len(one) > 1 or not {",", "\0"}.isdisjoint(one[0]) for one in values):
        return None
    try:
        return read_events(parameters, statements_only=statements_only, find=_as_named)
    except Problem:
        return None


def read_objects(parameters: Parameters, object_type: str, *, others: Iterable[str] = ()) -> tuple[ObjectQuery, Window]:
    """Read the address of a list of objects, bids or awards, with `others`; raise Problem with all refusals."""
    query, window = _read(
        parameters,
        OBJECT_FILTERS[object_type],
        [],
        lambda known: ObjectQuery.read(object_type, parameters, known=known, others=(*WINDOW_NAMES, *others)),
    )
    return replace(query, as_of_seq=window.as_of_seq), window


def shape_of(parameters: Parameters, resource: Resource) -> Shape:
    """Read in which shape items are wanted; raise Problem with all refusals."""
    refusals: list[Refusal] = []
    shape = read_shape(parameters, resource, refusals)
    if refusals:
        raise refused(refusals)
    return shape


def read_moment(parameters: Parameters, *, others: Iterable[str] = ()) -> int | None:
    """Read the address of one object, which takes `as_of` and `others`; raise Problem with all refusals."""
    names = ("as_of", *others)
    refusals = unknown_names(parameters, names)
    as_of_seq = _moment(parameters, refusals)
    if refusals:
        raise refused(refusals)
    return as_of_seq


def read_nothing(parameters: Parameters) -> None:
    """Refuse every parameter of an address that takes none."""
    if parameters:
        raise refused([Refusal(name[:60], "is no parameter of this address, which takes none") for name in parameters])


def split(parameters: Parameters, name: str) -> list[str]:
    """Return the values of a parameter that may be repeated or separated by commas."""
    found = [part.strip() for value in parameters.get(name, ()) for part in value.split(",")]
    return list(dict.fromkeys(part for part in found if part))


def unknown_names(parameters: Parameters, names: Sequence[str]) -> list[Refusal]:
    """Refuse the parameters that an address does not have."""
    return [
        Refusal(name[:60], "is no parameter of this address", tuple(sorted(names)))
        for name in parameters
        if name not in names
    ]


def whole_number(
    parameters: Parameters, name: str, default: int, bounds: tuple[int, int], refusals: list[Refusal]
) -> int:
    """Read a whole number within bounds (both included); note a refusal for anything else."""
    values = parameters.get(name)
    if not values:
        return default
    text = values[-1]
    low, high = bounds
    if len(values) > 1 or not (text.isascii() and text.isdigit()) or len(text) > 18 or not low <= int(text) <= high:
        refusals.append(Refusal(name, f"“{text[:40]}” is no whole number from {low} to {high}"))
        return default
    return int(text)


def _read(
    parameters: Parameters,
    filters: Sequence[Filter],
    refusals: list[Refusal],
    read: Callable[[Known], Query],
    find: Find = selectors.known_among,
) -> tuple[Query, Window]:
    """Read window and query, collecting what is wrong with either before anything is refused."""
    window = _window(parameters, refusals)
    try:
        known, head = find(_named(parameters, filters))
        query = read(known)
    except QueryRefused as error:
        refusals += [_with_what_exists(one) for one in error.refusals]
    if refusals:
        raise refused(refusals)
    return query, replace(window, head=head)


def _window(parameters: Parameters, refusals: list[Refusal]) -> Window:
    limit = whole_number(parameters, "limit", DEFAULT_LIMIT, (1, MOST), refusals)
    return Window(limit, _cursor(parameters, refusals), _count(parameters, refusals), _moment(parameters, refusals))


def _cursor(parameters: Parameters, refusals: list[Refusal]) -> Cursor:
    values = parameters.get("cursor")
    if not values:
        return Cursor()
    try:
        return decode(values[-1])
    except CursorRefused as error:
        refusals.append(Refusal("cursor", f"{error}; take `next` or `previous` from an answer"))
        return Cursor()


def _count(parameters: Parameters, refusals: list[Refusal]) -> bool:
    values = parameters.get("count", ("false",))
    if values[-1] not in {"true", "false"}:
        refusals.append(Refusal("count", f"has no value “{values[-1][:60]}”", ("true", "false")))
    return values[-1] == "true"


def _moment(parameters: Parameters, refusals: list[Refusal]) -> int | None:
    values = parameters.get("as_of")
    if not values:
        return None
    try:
        return selectors.resolve_as_of(values[-1], now=timezone.now())
    except selectors.MomentRefused as error:
        refusals.append(Refusal("as_of", str(error)))
        return None


def _statement_refusals(parameters: Parameters) -> list[Refusal]:
    """Refuse on /statements/ what chooses between events and statements: it is fixed there."""
    return [
        Refusal(name, "is no parameter of this address, which lists statements only")
        for name in ("type", "include")
        if name in parameters
    ]


def _named(parameters: Parameters, filters: Sequence[Filter]) -> dict[str, list[str]]:
    """Collect what the query names of the log's objects, by type, so that one look answers for all."""
    named: dict[str, list[str]] = {}
    for one in filters:
        if one.objects and one.name in parameters:
            values = [part.strip() for value in parameters[one.name] for part in value.split(",")]
            named.setdefault(one.objects, []).extend(values[: MOST_VALUES + 1])
    return named


def _as_named(_wanted: Mapping[str, Sequence[str]]) -> tuple[Known, Head]:
    """Take every name for that of something that exists."""
    return (lambda _object_type, values: {value: value for value in values}), NOTHING


def _with_what_exists(refusal: Refusal) -> Refusal:
    if refusal.objects not in NAMEABLE:
        return refusal
    return replace(refusal, known=tuple(selectors.keys_of(refusal.objects, limit=NAMED)))
