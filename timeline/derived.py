"""Read what a protest's document keeps of a derivation back into the engine's own types, to ask the engine. Pure."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, time
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from contracts.procedure import Derivation, Working
from timeline.documents.shapes import Document

T = TypeVar("T")
# Fields that hold an event's id in the engine and a reference to the event in documents.
EVENTS = {"event_id": "event", "before_event": "before_event", "trigger_event": "trigger_event", "met_by": "met_by"}

_known: dict[type[Any], dict[str, Any]] = {}
_defaulted: dict[type[Any], frozenset[str]] = {}


def derivation_of(protest: Document) -> Derivation | None:
    """Return the derivation behind a protest's `status`, None where nothing was derived."""
    status = protest["status"]
    return read(Derivation, {**status, "protest": protest["id"], "forum": protest["forum"]}) if status else None


def decided_on(status: Document) -> str | None:
    """Return the day of the decision in a protest's `status`, None where it is not known to the day."""
    decided: str | None = status.get("decided")
    return decided if status.get("decided_latest") in {None, decided} else None


def agencies_of(stored: Document) -> list[str]:
    """Return the slugs of the agencies that a stored deadline was computed for."""
    return [one["value"] for one in stored["working"].get("inputs", ()) if one["name"] == "agency"]


def working_of(stored: Document, names: Mapping[str, str]) -> Working:
    """Return the working of a stored deadline; an agency is called by its name (`names` by slug), if known."""
    working = read(Working, stored["working"])
    inputs = tuple(
        replace(one, value=names.get(one.value, one.value)) if one.name == "agency" else one for one in working.inputs
    )
    return replace(working, inputs=inputs)


def read(kind: type[T], stored: Document) -> T:
    """Return a value of one of the engine's result types; raise KeyError for a document that lacks a field of it.

    What the engine tells since later, with a default, older documents need not hold.
    """
    optional = _optional(kind)
    return kind(
        **{
            name: _value(hint, _stored(stored, name))
            for name, hint in _hints(kind).items()
            if name in stored or name not in optional
        }
    )


def _optional(kind: type[Any]) -> frozenset[str]:
    """Return the fields with a default that stand in documents under their own name."""
    if kind not in _defaulted:
        found = {one.name for one in fields(kind) if one.default is not MISSING}
        _defaulted[kind] = frozenset(found - EVENTS.keys() - {"event_ids"})
    return _defaulted[kind]


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _known:
        hints = get_type_hints(kind)
        _known[kind] = {one.name: hints[one.name] for one in fields(kind)}
    return _known[kind]


def _stored(stored: Document, name: str) -> Any:
    if name == "event_ids":
        return [event["id"] for event in stored["events"]]
    if name in EVENTS:
        event = stored[EVENTS[name]]
        return event["id"] if event else None
    return stored[name]


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in {Union, UnionType}:
        [hint] = [one for one in get_args(hint) if one is not type(None)]
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        return read(cast("type[Any]", hint), value)
    if hint in {date, time}:
        return hint.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def ends_of(dispute: Document) -> tuple[Document | None, Document | None]:
    """Return a dispute's first and last event as its document shows them; None for what was taken down since."""
    first, last = (one if one and "date" in one else None for one in (dispute["first_event"], dispute["last_event"]))
    return first, last
