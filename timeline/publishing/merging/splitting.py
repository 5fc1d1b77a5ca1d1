"""Split: make a draft out of an object and let chosen rows go over to it; readers see nothing until it is published."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, models, transaction

from contracts.models import Party, Protest
from contracts.models.base import Publishable
from timeline.documents.shapes import Ref
from timeline.models import Event, Rearrangement, RearrangementKind, Source
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.merging import noting
from timeline.publishing.merging.linked import Link, linked_rows, owner_of
from timeline.publishing.merging.planning import MERGEABLE, columns_of

CHANGED = "has other rows by now than this page showed: look again and choose"
OWN_COLUMNS = {"id", "slug", "public_id", "url", "created_at", "changed_at", "published_edit_at", "deleted_at"}
NAME_COLUMN: dict[type[Publishable], str] = {Party: "name", Protest: "docket", Source: "title", Event: "title"}


@transaction.atomic
def split(
    row: Publishable,
    *,
    name: str,
    slug: str = "",
    chosen: Collection[str],
    shown: Collection[str] | None = None,
    note: str = "",
    actor: AbstractBaseUser | None = None,
    now: datetime,
) -> Rearrangement:
    """Make a second object like this one under another name, and let the chosen rows (`Link.name`) hang on it.

    `shown` are the rows that the editor chose from: PublishingRefused is raised where they are others by now.
    """
    found: Publishable = type(row)._default_manager.select_for_update().get(pk=row.pk)
    ref = Ref(found.document_type, found.key)
    links = {link.name: link for link in splittable(found)}
    if not isinstance(found, MERGEABLE) or found.deleted_at is not None:
        raise PublishingRefused([Problem(ref, "cannot be split")])
    if not set(chosen) <= set(links) or (shown is not None and set(shown) != set(links)):
        raise PublishingRefused([Problem(ref, CHANGED)])
    try:
        with transaction.atomic():
            new = _made(found, name, slug)
            moves = _moved([links[one] for one in links if one in set(chosen)], found, new, now)
    except IntegrityError as clash:
        raise PublishingRefused([Problem(ref, f"cannot be split so: {str(clash).splitlines()[0]}")]) from clash
    columns = columns_of(new)
    moves.append(noting.changed(new, columns, columns))
    return noting.keep(RearrangementKind.SPLIT, found, new, moves, note=note, actor=actor)


def splittable(row: Publishable) -> list[Link]:
    """Return the rows that may go over; pairs of the object's own with others are copied instead."""
    own = {field.remote_field.through for field in row._meta.many_to_many}
    return [link for link in linked_rows(row) if type(link.row) not in own]


def _made(row: Publishable, name: str, slug: str) -> Publishable:
    """Save a draft with the same columns, but for its name and address."""
    values: dict[str, Any] = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in OWN_COLUMNS | {"aliases", "automatic_from"}
    }
    column = NAME_COLUMN[type(row)]
    values[column] = {"en": name} if isinstance(row, Event) else name
    if isinstance(row, Party):
        values["slug"] = slug
    new: Publishable = type(row)._default_manager.create(**values)
    for field in row._meta.many_to_many:
        getattr(new, field.name).set(getattr(row, field.name).all())
    return new


def _moved(links: list[Link], row: Publishable, new: Publishable, now: datetime) -> list[noting.Move]:
    """Point the chosen rows to the new object; what they stand in counts as edited, for it waits for publication."""
    moves: list[noting.Move] = []
    edited: dict[tuple[type[models.Model], int], Publishable] = {(type(row), row.pk): row} if links else {}
    for link in links:
        owner = owner_of(link)
        if owner is not None and owner.pk is not None:
            edited[(type(owner), owner.pk)] = owner
        moves.append(noting.moved(link, row.pk, new.pk))
        type(link.row)._default_manager.filter(pk=link.row.pk).update(**{link.column: new.pk})
    for owner in edited.values():
        type(owner)._default_manager.filter(pk=owner.pk).update(changed_at=now)
        moves.append(noting.touched(owner, now))
    return moves
