"""What a merge would do: which rows move, which fall together, where the two objects differ; it writes nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from contracts.models import Party, Protest
from contracts.models.base import Publishable
from timeline import log
from timeline.documents.shapes import Ref
from timeline.models import Event, Source, State
from timeline.publishing.errors import Problem
from timeline.publishing.merging.linked import (
    FALLS,
    Link,
    frozen,
    frozen_columns,
    linked_rows,
    names_itself,
    twin_of,
)

MERGEABLE: tuple[type[Publishable], ...] = (Party, Event, Protest, Source)
# Both objects must agree in these: they say on whose timeline, and before which forum, the object stands.
MUST_AGREE: dict[type[Publishable], tuple[str, ...]] = {Event: ("dispute",), Protest: ("dispute", "forum")}
KEPT_AS_IT_IS = {
    "id", "slug", "public_id", "created_at", "changed_at", "published_edit_at", "deleted_at", "automatic_from",
    "is_example", "day_order", "dispute", "forum", "aliases",
}  # fmt: skip
# Columns that only fit together; one choice for all of them.
TOGETHER = (
    ("date_public", "public_basis"),
    ("debriefing_offered", "no_debriefing_required", "debriefing_answered"),
)


@dataclass(frozen=True, slots=True)
class Differing:
    """Columns in which the two objects differ, both values in words, and which of the two is taken unless chosen."""

    columns: tuple[str, ...]
    label: str
    gone: str
    kept: str
    takes_gone: bool

    @property
    def name(self) -> str:
        """Return the name of the choice."""
        return f"field:{self.columns[0]}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that say the same of the two objects: one stays, the other falls away (`twin` None: it names itself)."""

    link: Link
    twin: models.Model | None

    @property
    def name(self) -> str:
        """Return the name of the choice."""
        return f"pair:{self.link.name}"


@dataclass(frozen=True, slots=True)
class Planned:
    """What merging `gone` into `kept` would do, and the reasons against it."""

    gone: Publishable
    kept: Publishable
    moves: list[Link]
    pairs: list[Pair]
    differing: list[Differing]
    problems: list[Problem]

    @property
    def fingerprint(self) -> str:
        """Return a hash of both objects and of all rows concerned: whatever is edited in between changes it."""
        digest = hashlib.sha256()
        rows = [self.gone, self.kept, *(link.row for link in self.moves)]
        rows += [row for pair in self.pairs for row in (pair.link.row, pair.twin) if row is not None]
        for row in rows:
            digest.update(frozen(row).encode())
        return digest.hexdigest()


def plan_merge(gone: Publishable, kept: Publishable) -> Planned:
    """Say what merging one object into another would do."""
    problems = reasons_against(gone, kept)
    if type(gone) is not type(kept) or gone.pk == kept.pk:
        return Planned(gone, kept, [], [], [], problems)
    moves, pairs = [], []
    for link in linked_rows(gone):
        other = twin_of(link, kept)
        if names_itself(link, kept):
            if type(link.row) in FALLS:
                pairs.append(Pair(link, None))
            else:
                problems.append(_names_both(gone, link))
        elif other is not None:
            pairs.append(Pair(link, other))
        else:
            moves.append(link)
    return Planned(gone, kept, moves, pairs, differing(gone, kept), problems)


def reasons_against(gone: Publishable, kept: Publishable) -> list[Problem]:
    """Return why the two cannot be merged at all."""
    ref, target = Ref(gone.document_type, gone.key), Ref(kept.document_type, kept.key)
    if type(gone) is not type(kept) or not isinstance(gone, MERGEABLE) or gone.pk == kept.pk:
        return [Problem(ref, f"cannot be merged into {target}: two parties, events, protests or sources are needed")]
    problems = [
        Problem(ref, f"and {target} stand under different values of “{name}”, and that cannot be merged", target)
        for name in MUST_AGREE.get(type(gone), ())
        if getattr(gone, f"{name}_id", getattr(gone, name)) != getattr(kept, f"{name}_id", getattr(kept, name))
    ]
    newest = log.newest([ref, target])
    for row, name in ((gone, ref), (kept, target)):
        if row.deleted_at:
            problems.append(Problem(name, "is deleted"))
        elif name in newest and newest[name].state != State.LIVE:
            problems.append(Problem(name, f"is not live: it was {newest[name].state.label.lower()}"))
        elif name in newest and row.published_edit_at != row.changed_at:
            problems.append(Problem(name, "has edits that wait: publish them first, or take them back"))
    if ref in newest and target not in newest:
        problems.append(Problem(target, "is a draft, and readers know the other: merge it the other way round", ref))
    return problems


def differing(gone: Publishable, kept: Publishable) -> list[Differing]:
    """Return where the two objects' own columns differ."""
    found = []
    names = [field.name for field in gone._meta.concrete_fields if field.name not in KEPT_AS_IT_IS]
    for columns in _grouped(names):
        ours, theirs = [getattr(gone, name) for name in columns], [getattr(kept, name) for name in columns]
        if ours == theirs or all(_is_empty(value) for value in ours):
            continue
        label = " / ".join(str(gone._meta.get_field(name).verbose_name) for name in columns)  # type: ignore[union-attr]  # concrete fields have names
        takes_gone = _is_empty(theirs[0])
        found.append(Differing(columns, label, _words(gone, columns), _words(kept, columns), takes_gone))
    return found


def taken(planned: Planned, choices: Mapping[str, str]) -> dict[str, Any]:
    """Return the kept object's columns that change, by what was chosen (`gone` or `kept`) of each differing one."""
    values: dict[str, Any] = {}
    for one in planned.differing:
        chosen = choices.get(one.name, "gone" if one.takes_gone else "kept")
        if chosen == "gone":
            values |= {column: getattr(planned.gone, column) for column in one.columns}
    if isinstance(planned.gone, Party) and isinstance(planned.kept, Party):
        name = values.get("name", planned.kept.name)
        known = [*planned.kept.aliases, planned.kept.name, planned.gone.name, *planned.gone.aliases]
        aliases = [alias for alias in dict.fromkeys(known) if alias != name]
        if aliases != planned.kept.aliases:
            values["aliases"] = aliases
    return values


def _names_both(gone: Publishable, link: Link) -> Problem:
    ref = Ref(gone.document_type, gone.key)
    if isinstance(link.row, Publishable):
        other = Ref(link.row.document_type, link.row.key)
        return Problem(ref, f"cannot be merged while {other} names both in parts that must differ", other)
    return Problem(ref, "cannot be merged while one row names both in parts that must differ")


def _grouped(names: list[str]) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = [group for group in TOGETHER if set(group) <= set(names)]
    alone: list[tuple[str, ...]] = [(name,) for name in names if not any(name in group for group in groups)]
    return alone + groups


def _is_empty(value: Any) -> bool:
    return value in (None, "", {}, [])


def _words(row: Publishable, columns: tuple[str, ...]) -> str:
    words = []
    for name in columns:
        value = getattr(row, name)
        shown = getattr(row, f"get_{name}_display", None)
        if isinstance(value, dict):
            words.append(" · ".join(f"{lang}: {text}" for lang, text in value.items()))
        else:
            words.append("" if value is None else str(shown() if shown else value))
    return ", ".join(word for word in words if word) or "—"


def columns_of(row: models.Model) -> str:
    """Return a row's columns as text."""
    return frozen_columns(type(row)._default_manager.get(pk=row.pk))
