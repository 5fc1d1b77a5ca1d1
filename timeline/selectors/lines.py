"""The log line by line without its documents, for those who need what happened and read the rest later."""

from collections.abc import Sequence
from typing import NamedTuple

from timeline.filters import EventQuery
from timeline.models import Entry, Revision
from timeline.selectors.events import found_among


class Line(NamedTuple):
    """One revision: where it stands, why it was written, and of what."""

    seq: int
    kind: str
    object_type: str
    key: str


def lines(*, since: int, upto: int, limit: int) -> list[Line]:
    """Return what the log wrote after seq `since` and up to `upto`, oldest first."""
    rows = Revision.objects.filter(seq__gt=since, seq__lte=upto).order_by("seq")
    return [Line(*row) for row in rows.values_list("seq", "kind", "document_type", "key")[:limit]]


def touched(query: EventQuery, chosen: Sequence[Line]) -> set[int]:
    """Return the seqs of those lines about events that a query finds, or found in the revision before.

    So whoever follows a query is told of what leaves it. What was taken down is found by nothing but its id any more.
    """
    events = {line.seq: line.key for line in chosen if line.object_type == "event"}
    if not events:
        return set()
    replaced = Entry.objects.filter(document_type="event", key__in=set(events.values()), valid_to__in=list(events))
    later = {pk: valid_to for pk, valid_to in replaced.values_list("pk", "valid_to") if valid_to is not None}
    found = found_among(query, [*events, *later])
    return (found & events.keys()) | {later[seq] for seq in found if seq in later}
