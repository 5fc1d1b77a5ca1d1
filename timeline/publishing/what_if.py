"""What would follow from an event as it stands with the editors: the proceedings it moves, derived, not published."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from timeline import log
from timeline.documents.shapes import Document, Ref, ref_of
from timeline.models import Event
from timeline.publishing.derivation import touched, with_neighbours
from timeline.publishing.door import plan
from timeline.publishing.protest_status import status_of


@dataclass(frozen=True, slots=True)
class Following:
    """One proceeding with its derived status as published, None if it is not, and as it would be with the event."""

    event: str
    protest: Document
    before: Document | None
    after: Document


def what_follows(event: Event, *, neighbours: bool = True) -> list[Following]:
    """Derive the proceedings that a saved event bears on as if it were published now; nothing is written.

    Those that it moves come first, then, with `neighbours`, others of the dispute whose status changes with them.
    """
    planned = plan([event])
    ref = Ref("event", event.public_id)
    document = planned.documents[ref]
    directly = {
        found for found in touched([document, *log.live_documents([ref]).values()]) if found.object == "protest"
    }
    if not directly:
        return []
    everyone = with_neighbours(set(directly), {event.dispute.slug})
    drafts = {found: planned.documents[found] for found in everyone & planned.documents.keys()}
    protests = drafts | log.live_documents(everyone)
    asked = everyone if neighbours else directly
    found = [_following(ref.id, protests[one], protests.values(), document) for one in sorted(asked & protests.keys())]
    moved = [one for one in found if ref_of(one.protest) in directly]
    return moved + [one for one in found if one not in moved and one.before and bare(one.before) != bare(one.after)]


def _following(event: str, protest: Document, protests: Iterable[Document], supposed: Document) -> Following:
    before = protest.get("status") or None
    return Following(event, protest, before, status_of(protest, protests, supposed=[supposed]))


def bare(value: Any) -> Any:
    """Return a derived status with every reference as its id alone, so that two of them can be compared."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if isinstance(value, dict):
        return value["id"] if {"object", "id"} <= value.keys() else {name: bare(item) for name, item in value.items()}
    return value
