"""The component of a protest's derived status, read off the procedure engine's own result types."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from inspect import cleandoc
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from contracts.procedure import Derivation
from timeline.api.schema.builders import Schema, day, flag, listed, maybe, number, record, ref, text

# Documents show events as references, where the engine only knows their ids.
EVENTS = {
    "event_id": "event",
    "before_event": "before_event",
    "trigger_event": "trigger_event",
    "met_by": "met_by",
}
# The document says these itself.
LEFT_OUT = ("protest", "forum")


def status() -> Schema:
    """Return the schema of `status` in a protest."""
    return described(Derivation, LEFT_OUT)


def described(kind: type, left_out: tuple[str, ...] = ()) -> Schema:
    """Return the schema of a result type, its first paragraph as the description."""
    hints = get_type_hints(kind)
    meaning = cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    return record(dict(_fields(kind, hints, left_out)), meaning)


def _fields(kind: Any, hints: dict[str, Any], left_out: tuple[str, ...]) -> Iterator[tuple[str, Schema]]:
    for one in fields(kind):
        if one.name in left_out:
            continue
        if one.name in EVENTS:
            yield EVENTS[one.name], maybe(ref("EventReference"))
        elif one.name == "event_ids":
            yield "events", listed(ref("EventReference"))
        else:
            yield one.name, _schema_of(hints[one.name])


PLAIN: dict[type, Schema] = {
    str: text(),
    int: number(),
    bool: flag(),
    date: day(),
    time: text(format="time"),
}


def _schema_of(hint: Any) -> Schema:
    """Return the schema of one field's type; raise TypeError for a type that no result has so far."""
    if get_origin(hint) in {Union, UnionType}:
        [inner] = [one for one in get_args(hint) if one is not type(None)]
        return maybe(_schema_of(inner))
    if get_origin(hint) is tuple:
        return listed(_schema_of(get_args(hint)[0]))
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [one.value for one in hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        return described(hint)
    raise TypeError(f"no schema for {hint}")
