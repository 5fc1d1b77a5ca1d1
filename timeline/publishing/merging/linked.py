"""Which rows hang on an object, by which column, and what a person would call them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import serializers
from django.db import models

from contracts.models import Membership, Protest, ProtestParty
from contracts.models.base import Publishable
from timeline.models import (
    AutomaticPublication,
    Citation,
    EventAmount,
    EventLink,
    EventParty,
    EventStep,
    GroundFate,
    ImportedRow,
    OpenQuestion,
    Statement,
    Watch,
)

# What tells of the row itself and not of the object: how it came to be, and the round of visits to its address.
STAYS: frozenset[type[models.Model]] = frozenset({ImportedRow, AutomaticPublication, Watch})
# Of these the object may hold each but once; the others stand for themselves.
PARTS: frozenset[type[models.Model]] = frozenset(
    {Citation, EventAmount, EventLink, EventParty, EventStep, GroundFate, Membership, OpenQuestion, ProtestParty}
)
# Two parts are the same where these columns are, whatever the others say.
SAME: dict[type[models.Model], tuple[str, ...]] = {
    EventParty: ("event_id", "party_id", "role"),
    ProtestParty: ("protest_id", "party_id", "role"),
}
TOLD_APART_BY_NOTHING = {"id", "public_id", "created_at", "changed_at", "position"}
# What may name one object only once among its columns: parts fall away, objects of their own stand against the act.
FALLS: frozenset[type[models.Model]] = frozenset({EventLink, Membership})
NEVER_ITSELF: frozenset[type[models.Model]] = frozenset({Statement, Protest})


@dataclass(frozen=True, slots=True)
class Link:
    """A row that hangs on an object, and the column by which it does (`party_id`)."""

    row: models.Model
    column: str

    @property
    def name(self) -> str:
        """Return a name for forms and records: model, primary key and column."""
        return f"{self.row._meta.label_lower}:{self.row.pk}:{self.column}"


def columns_on(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Name the columns of the editors' tables that point to a model and move with its objects; pairs count as rows."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        found: type[models.Model] = relation.related_model
        ours = found._meta.app_label in {"contracts", "timeline"} and not hasattr(found, "pgh_tracked_model")
        if ours and found not in STAYS:
            yield found, relation.field.attname


def linked_rows(row: models.Model) -> list[Link]:
    """Return all rows that hang on this one, table by table."""
    return [
        Link(found, column)
        for model, column in columns_on(type(row))
        for found in model._default_manager.filter(**{column: row.pk}).order_by("pk")
    ]


def twin_of(link: Link, into: models.Model) -> models.Model | None:
    """Return the row that already says of the other object what this one would say of it."""
    model = type(link.row)
    if model not in PARTS and not model._meta.auto_created:
        return None
    there = list(model._default_manager.filter(**{link.column: into.pk}).order_by("pk"))
    for columns in _same_by(model, link.column):
        wanted = [getattr(link.row, column) for column in columns if column != link.column]
        for other in there:
            if wanted == [getattr(other, column) for column in columns if column != link.column]:
                return other
    return None


def _same_by(model: type[models.Model], column: str) -> Iterator[tuple[str, ...]]:
    """Name the sets of columns each of which makes two rows the same."""
    attnames = {field.name: field.attname for field in model._meta.concrete_fields}
    yield SAME.get(model) or tuple(sorted(set(attnames.values()) - TOLD_APART_BY_NOTHING))
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            columns = tuple(attnames[name] for name in constraint.fields)
            if column in columns:
                yield columns
    for together in model._meta.unique_together:
        yield tuple(attnames[name] for name in together)


def names_itself(link: Link, into: models.Model) -> bool:
    """Say whether the row, once moved, would name one and the same object twice (“subsidiary of itself”)."""
    if type(link.row) not in FALLS | NEVER_ITSELF:
        return False
    if type(link.row) is type(into) and link.row.pk == into.pk:
        return True
    others = [
        field.attname
        for field in link.row._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is type(into) and field.attname != link.column
    ]
    either = {into.pk, getattr(link.row, link.column)}
    return any(getattr(link.row, column) in either for column in others)


def owner_of(link: Link) -> Publishable | None:
    """Return the object in whose document the row stands; None where that is the object it moves from."""
    row: models.Model = link.row
    column = link.column
    while not isinstance(row, Publishable):
        owner = next(
            (
                getattr(row, field.name)
                for field in row._meta.concrete_fields
                if isinstance(field, models.ForeignKey)
                and field.remote_field.on_delete is models.CASCADE
                and field.attname != column
                and getattr(row, field.attname) is not None
            ),
            None,
        )
        if owner is None:
            return None
        row, column = owner, ""
    return row


def in_words(link: Link) -> str:
    """Return what an editor would call the row: its own words, and whose it is."""
    owner = owner_of(link)
    if owner is link.row:
        return str(owner)
    words = "" if type(link.row)._meta.auto_created else str(link.row)
    if owner is None:
        return words
    return f"{words} — {owner}" if words else str(owner)


def frozen(row: models.Model) -> str:
    """Return all columns of a row, and what it is paired with, as text from which it can be put back."""
    return _text(row, [*row._meta.concrete_fields, *row._meta.many_to_many])


def frozen_columns(row: models.Model) -> str:
    """Return the columns of a row as text, without what other tables pair it with."""
    return _text(row, row._meta.concrete_fields)


def thaw(text: str) -> Any:
    """Return the one row that a text holds, not saved."""
    [found] = serializers.deserialize("python", [json.loads(text)])
    return found


def _text(row: models.Model, fields: Iterable[Any]) -> str:
    """Write a row down to the microsecond, which Django's own JSON leaves out."""
    [found] = serializers.serialize("python", [row], fields=[field.name for field in fields])
    return json.dumps(found, default=_exact)


def _exact(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
