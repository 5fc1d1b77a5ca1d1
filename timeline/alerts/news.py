"""What of a query a reader has not been told yet, with before and after of what they were told wrongly."""

from collections.abc import Iterator
from dataclasses import dataclass

from timeline import selectors
from timeline.alerts.scopes import object_of, query_of
from timeline.codelists import REMOVING_KINDS, RevisionKind
from timeline.documents.shapes import Document
from timeline.feeds.entries import Entry, clean, correction_entries, event_entries
from timeline.pages.history import Mended, mended
from timeline.selectors import Publication

# A letter of more is read by nobody; it says that there is more, and where.
MOST = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a letter tells; `reason` is the public note of a correction or a removal."""

    entry: Entry
    reason: str = ""
    mended: tuple[Mended, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What is new, newest first, and whether there is more than a letter holds."""

    items: tuple[Item, ...]
    has_more: bool


def news(scope: str, *, since: int, upto: int) -> News:
    """Gather what a scope brought after seq `since` and up to `upto`; refreshed names and typing errors are none."""
    rows = [row for row in selectors.publications(query_of(scope), limit=MOST + 1) if since < row.seq <= upto]
    items = [*_of_the_object(scope, since, upto), *_of_events(rows[:MOST], since)]
    return News(tuple(items), len(rows) > MOST)


def _of_events(rows: list[Publication], since: int) -> Iterator[Item]:
    told = selectors.documents({("event", row.document["id"]) for row in rows}, as_of=since)
    for row in rows:
        before = told.get(("event", row.document["id"]))
        if row.kind in REMOVING_KINDS and before is None:
            continue  # it came and went between two letters
        (entry,) = event_entries([row])
        corrected = before if row.kind == RevisionKind.CORRECTED else None
        reason = clean(row.note) if row.kind in REMOVING_KINDS or corrected else ""
        yield Item(entry, reason, _mended(corrected, row.document) if corrected else ())


def _of_the_object(scope: str, since: int, upto: int) -> Iterator[Item]:
    """Tell of corrections of the dispute, party, claim or proceeding itself."""
    followed = object_of(scope)
    if followed is None:
        return
    kind, key = followed
    rows = [row for row in selectors.corrections(object_type=kind, key=key) if since < row.seq <= upto]
    if not rows:
        return
    (entry,) = correction_entries(rows[:1], selectors.documents([followed]))
    # A correction that came after `upto` belongs to the next letter alone.
    before, after = (selectors.documents([followed], as_of=seq).get(followed) for seq in (since, upto))
    yield Item(entry, clean(rows[0].note), _mended(before, after) if before and after else ())


def _mended(before: Document, after: Document) -> tuple[Mended, ...]:
    """Compare what the reader was told with what is told now, part by part."""
    return tuple(Mended(one.label, clean(one.before), clean(one.after)) for one in mended(before, after))
