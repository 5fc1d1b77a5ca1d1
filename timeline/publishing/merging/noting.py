"""How a merge or split is written down, move by move: what undoing reads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from contracts.models.base import Publishable
from timeline.models import ChangeSet, Rearrangement, RearrangementKind
from timeline.publishing.merging.linked import Link, frozen, in_words

LONGEST_WORDS, LONGEST_NAME = 200, 500

Move = dict[str, Any]


def moved(link: Link, was: object, to: object) -> Move:
    """Say that a row hangs on another object than before; ask while it still hangs on the first."""
    return _move("moved", link.row, in_words(link)) | {"column": link.column, "from": was, "to": to}


def removed(row: models.Model) -> Move:
    """Say that a row is taken away, with all that is needed to put it back."""
    return _move("removed", row, str(row)) | {"row": frozen(row)}


def changed(row: Publishable, before: str, after: str) -> Move:
    """Say what an object's own columns were and are."""
    return _move("changed", row, str(row)) | {"before": before, "after": after}


def touched(row: Publishable, now: datetime) -> Move:
    """Say that an object counts as edited from now on."""
    return _move("touched", row, str(row)) | {"before": row.changed_at.isoformat(), "after": now.isoformat()}


def keep(
    kind: RearrangementKind,
    row: Publishable,
    into: Publishable,
    moves: Iterable[Move],
    *,
    note: str,
    actor: AbstractBaseUser | None,
    change_set: ChangeSet | None = None,
) -> Rearrangement:
    """Keep an act with its moves in their order."""
    return Rearrangement.objects.create(
        kind=kind,
        model=row._meta.label_lower,
        from_pk=row.pk,
        from_name=str(row)[:LONGEST_NAME],
        into_pk=into.pk,
        into_name=str(into)[:LONGEST_NAME],
        moves=list(moves),
        note=note,
        change_set=change_set,
        made_by=actor,  # type: ignore[misc]  # the user model is a setting
    )


def _move(act: str, row: models.Model, words: str) -> Move:
    return {"act": act, "model": row._meta.label_lower, "pk": row.pk, "words": words[:LONGEST_WORDS]}
