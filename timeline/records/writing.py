"""Write the values of many objects into the editors' tables: rows first, then what hangs on them, then citations."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from contracts.models.base import Publishable
from timeline.records.children import WRITERS, Cited, write_citations
from timeline.records.columns import COLUMNS, Find
from timeline.records.decisions import WRITTEN, Decision
from timeline.records.stored import MODELS, key_field

ORDER = ("dispute", "party", "source", "contract", "protest", "claim", "event", "statement")


def write(
    decisions: Iterable[Decision], *, now: datetime, progress: Callable[[str, int, int], None]
) -> list[Publishable]:
    """Write the objects that decisions create, change or put back; return their rows. Calls `progress` as a load does.

    Raises `timeline.links.LinkRefused`, and IntegrityError where another row holds what must be unique.
    """
    chosen = [decision for decision in decisions if decision.action in WRITTEN and decision.given]
    keys = _keys_of_mentions(chosen)
    find: Find = lambda kind, key: keys[kind, key]  # noqa: E731 - it closes over what grows below
    rows: list[Publishable] = []
    for kind in ORDER:
        ours = [decision for decision in chosen if decision.kind == kind]
        rows += _write_rows(kind, ours, find, now)
        keys |= {(kind, decision.key): decision.row.pk for decision in ours if decision.row}
    cited: list[Cited] = []
    done = 0
    for kind in ORDER:
        owned = [(d.row.pk, d.given.values) for d in chosen if d.kind == kind and d.row and d.given]
        if owned:
            cited += WRITERS[kind](owned, find)
        done += len(owned)
        progress("Written", done, len(chosen))
    write_citations(cited, find)
    return rows


def _keys_of_mentions(decisions: list[Decision]) -> dict[tuple[str, str], int]:
    """Look up the primary keys of all that is named and exists already."""
    named = {mention for decision in decisions if decision.given for mention in decision.given.mentions}
    named |= {("dispute", decision.file) for decision in decisions}
    found: dict[tuple[str, str], int] = {}
    for kind, model in MODELS.items():
        column = key_field(model)
        wanted = [key for other, key in named if other == kind]
        rows = model._default_manager.filter(**{f"{column}__in": wanted}) if wanted else model._default_manager.none()
        found |= {(kind, key): pk for key, pk in rows.values_list(column, "pk")}
    return found


def _write_rows(kind: str, decisions: list[Decision], find: Find, now: datetime) -> list[Publishable]:
    """Create or change the rows of one kind; what names another object of the same kind hangs on them (`children`)."""
    model: Any = MODELS[kind]
    new, old, columns = [], [], {}
    for decision in decisions:
        if decision.given is None:
            continue
        columns = COLUMNS[kind](decision.given.values, find)
        if decision.row is None:
            # No entry says it: a source is tied to the dispute whose file first gave it.
            tie = {"dispute_id": find("dispute", decision.file)} if kind == "source" else {}
            decision.row = model(**{key_field(model): decision.key}, **columns, **tie)
            new.append(decision.row)
        else:
            for name, value in {**columns, "changed_at": now, "deleted_at": None}.items():
                setattr(decision.row, name, value)
            old.append(decision.row)
    model._default_manager.bulk_create(new)
    if old:
        names = [name.removesuffix("_id") for name in columns]
        model._default_manager.bulk_update(old, [*names, "changed_at", "deleted_at"], batch_size=500)
    return new + old
