"""Reads and forgets the history of editors' rows: what an object and its parts held after each change, and who did it.

The triggers of `contracts.models.history` write it; nothing else does. Readers never come here.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import transaction
from django.db.models import CASCADE, Field, ForeignKey, Model

from contracts.models.base import Publishable

# Columns that the history adds to those of the row.
OWN = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "pgh_context_id", "id")


@dataclass(frozen=True, slots=True)
class Version:
    """What one row held after one change: `before` is None where it was made or where its history begins."""

    model: type[Model]
    pk: int
    label: str  # insert, update, delete, found (it stood there when its history began)
    values: dict[str, Any]
    before: dict[str, Any] | None

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """Return what is different, by column: before and after; of a removed row all that it held is before."""
        if self.label == "delete":
            return {name: (value, None) for name, value in self.values.items()}
        old = self.before or {}
        return {name: (old.get(name), value) for name, value in self.values.items() if old.get(name) != value}


@dataclass(slots=True)
class RowAct:
    """Changes of one request, task or transaction; `context` says who and why, as far as that was told."""

    at: datetime
    context: dict[str, Any]
    versions: list[Version] = field(default_factory=list)


@cache
def histories() -> dict[type[Model], type[Model]]:
    """Return the model of history by the model whose rows it keeps; `keep_history` decides which those are."""
    return {model.pgh_tracked_model: model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}


@cache
def parts_of(model: type[Model]) -> tuple[tuple[type[Model], str], ...]:
    """Return the kept models whose rows are parts of a row of `model`, with the column that says of which."""
    whole = model._meta.concrete_model
    return tuple(
        (part, owner.attname) for part in histories() for owner in owners(part) if owner.related_model is whole
    )


def history_of(row: Model) -> list[RowAct]:
    """Return all that was done to a row and its parts, the newest first; a part counts from the day it was one."""
    acts: dict[Any, RowAct] = {}  # by the context's id, else by the transaction's time
    known: dict[tuple[type[Model], int], dict[str, Any]] = {}
    found = sorted(_kept(row), key=lambda one: (one[1].pgh_created_at, one[1].pgh_id))
    for model, one in found:
        values = {column.attname: getattr(one, column.attname) for column in columns(model)}
        before = known.get((model, one.pgh_obj_id))
        known[model, one.pgh_obj_id] = values
        act = acts.setdefault(
            one.pgh_context_id or one.pgh_created_at, RowAct(one.pgh_created_at, one.pgh_context or {})
        )
        act.context |= one.pgh_context or {}  # what was said later in the same request
        act.versions.append(Version(model, one.pgh_obj_id, one.pgh_label, values, before))
    return sorted(acts.values(), key=lambda act: act.at, reverse=True)


@transaction.atomic
def forget(row: Model) -> int:
    """Remove the history of a row and its parts: the words of what was taken down stay nowhere. Return how many rows.

    The triggers that refuse every change of history are passed over for this statement alone.
    """
    removed = 0
    kept = _ids(row)
    with ExitStack() as stack:
        for model in kept:
            stack.enter_context(pgtrigger.ignore(f"{histories()[model]._meta.label}:append_only"))
        for model, ids in kept.items():
            removed += histories()[model]._default_manager.filter(pgh_obj_id__in=ids).delete()[0]
    return removed


def owners(part: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Return the keys that say whose part a row is: all where it hangs on one of many, else the first."""
    if issubclass(part, Publishable):
        return []
    going = [
        column
        for column in part._meta.fields
        if isinstance(column, ForeignKey) and column.remote_field.on_delete is CASCADE
    ]
    return [column for column in going if column.null] or going[:1]


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the columns of a row that its history keeps."""
    return [column for column in histories()[model]._meta.concrete_fields if column.name not in OWN]


def _ids(row: Model) -> dict[type[Model], set[int]]:
    """Return the keys of the row and of everything that ever was a part of it, by model."""
    found: dict[type[Model], set[int]] = {type(row): {row.pk}}
    waiting = [type(row)]
    while waiting:
        whole = waiting.pop()
        for part, owner in parts_of(whole):
            kept = histories()[part]._default_manager.filter(**{f"{owner}__in": found[whole]})
            new = set(kept.values_list("pgh_obj_id", flat=True)) - found.get(part, set())
            if new:
                found.setdefault(part, set()).update(new)
                waiting.append(part)
    return found


def _kept(row: Model) -> Iterator[tuple[type[Model], Any]]:
    for model, ids in _ids(row).items():
        for one in histories()[model]._default_manager.filter(pgh_obj_id__in=ids):
            yield model, one
