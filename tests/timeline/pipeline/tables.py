"""One comparison of all that the pipeline wrote: two runs that ended alike have equal tables, whenever they ran."""

import re
from typing import Any

from django.db.models import DateTimeField, Field, ForeignKey, Model

from timeline.models import Body, Candidate, Delivery, Feed, Fetch, Gap, Item, Lookup

# `Host` is left out: it counts requests, and whoever was killed asks once more.
MODELS: tuple[type[Model], ...] = (Feed, Body, Fetch, Delivery, Item, Candidate, Lookup, Gap)
# A server of a test has another port every time, and says when it answered.
PORT = re.compile(r"(?:127\.0\.0\.1|localhost):[0-9]+")
CLOCK_HEADERS = {"date"}
NUMBERS = {"id", "repeated", "version", "edits", "read_as"}
# What came in answer to every single request; a run in which a source failed for a while has more of it.
ANSWERS = (Fetch, Body)

Rows = dict[str, list[dict[str, Any]]]


def tables(*, without: tuple[type[Model], ...] = ()) -> Rows:
    """Return the rows of every table that the pipeline writes, each as a person would tell it apart.

    A moment is whether there is one, a row of another table is its name, a port is left out.
    """
    return {
        model.__name__: sorted((_told(row) for row in model._default_manager.all()), key=str)
        for model in MODELS
        if model not in without
    }


def _told(row: Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in NUMBERS]
    return {field.name: _value(row, field) for field in fields}


def _value(row: Model, field: Field) -> Any:
    value = getattr(row, field.name)
    if isinstance(field, ForeignKey):
        return value and _name(value)
    if isinstance(field, DateTimeField):
        return value is not None
    if field.name == "headers":
        value = {name: said for name, said in value.items() if name not in CLOCK_HEADERS}
    if isinstance(value, memoryview):
        return bytes(value)
    return PORT.sub("HERE", value) if isinstance(value, str) else _without_ports(value)


def _without_ports(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ports(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_ports(one) for one in value]
    return PORT.sub("HERE", value) if isinstance(value, str) else value


def _name(row: Model) -> str:
    """Name a row of another table by what outlives its number."""
    if isinstance(row, Fetch):
        return f"an answer of {row.feed.slug} with {row.body_id}"
    if isinstance(row, Candidate):
        return f"the proposal of {row.item.key}"
    return next(str(getattr(row, name)) for name in ("slug", "key", "docket", "sha256", "pk") if hasattr(row, name))


def differences(found: Rows, expected: Rows) -> list[str]:
    """Say in which columns two sets of tables differ; empty if they are equal."""
    told = []
    for name in sorted({*found, *expected}):
        here, there = found.get(name, []), expected.get(name, [])
        if len(here) != len(there):
            told.append(f"{name}: {len(here)} rows, expected {len(there)}")
        for one, other in zip(here, there, strict=False):
            told += [
                f"{name}.{column}: {one.get(column)!r:.200}, expected {other.get(column)!r:.200}"
                for column in sorted({*one, *other})
                if one.get(column) != other.get(column)
            ]
    return told
