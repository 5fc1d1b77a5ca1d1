"""How an editors' row stands to the log: a draft, published, edited since, or removed; and what would change."""

from dataclasses import dataclass
from typing import Any

from contracts.models.base import Publishable
from timeline.documents import build
from timeline.documents.shapes import Document, parsed
from timeline.log import newest
from timeline.models import State
from timeline.publishing.assembly import Assembly, fill
from timeline.publishing.door import without_derived
from timeline.publishing.inheriting import inherit


@dataclass(frozen=True, slots=True)
class Change:
    """One top-level part of a document that differs from the published one."""

    part: str
    published: Any
    edited: Any


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is draft, live, retracted, merged or taken_down; `changes` are the unpublished edits of a live one."""

    state: str
    seq: int | None
    changes: tuple[Change, ...] = ()


def standing(row: Publishable) -> Standing:
    """Compare an editors' row with the log, writing nothing."""
    [(ref, document)] = build([row]).items()
    found = newest([ref]).get(ref)
    if found is None:
        return Standing("draft", None)
    if found.state != State.LIVE:
        return Standing(found.state, found.seq)
    inherit({ref: document})
    fill(document, Assembly())
    return Standing("live", found.seq, changes_between(parsed(found.document), document))


def changes_between(published: Document, edited: Document) -> tuple[Change, ...]:
    """Return the parts in which an edited document differs from the published one, derived parts aside."""
    old, new = without_derived(published), without_derived(edited)
    parts = [part for part in {**old, **new} if old.get(part) != new.get(part)]
    return tuple(Change(part, old.get(part), new.get(part)) for part in parts)
