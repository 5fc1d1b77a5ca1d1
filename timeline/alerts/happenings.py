"""What of the log a webhook is called about: each line of its query, of the object it follows, or of all."""

from collections.abc import Collection
from typing import NamedTuple

from timeline import selectors
from timeline.alerts.scopes import object_of, query_of
from timeline.codelists import REMOVING_KINDS, RevisionKind
from timeline.selectors import Line

# Lines of the log that are looked through in one transaction.
WINDOW = 500


class Happenings(NamedTuple):
    """What is to be told, oldest first, and up to which seq the log was looked through."""

    lines: list[Line]
    seen: int


def happenings(scope: str, kinds: Collection[str], *, since: int, upto: int) -> Happenings:
    """Look through the log after `since`, at most up to `upto` and one window.

    Removals are told whatever kinds are asked for: who keeps a copy must hear of them. An event that was taken down is
    told to everybody, since nothing says any more what it was about.
    """
    window = selectors.lines(since=since, upto=upto, limit=WINDOW)
    chosen = [line for line in window if line.kind in kinds or line.kind in REMOVING_KINDS]
    seen = window[-1].seq if window else max(since, upto)
    return Happenings(_followed(scope, chosen), seen)


def type_of(line: Line) -> str:
    """Return the event type of a message: what it is about and what became of it, as in `event.corrected`."""
    return f"{line.object_type}.{line.kind}"


def _followed(scope: str, chosen: list[Line]) -> list[Line]:
    if not scope:
        return chosen
    own, found = object_of(scope), selectors.touched(query_of(scope), chosen)
    return [line for line in chosen if line.seq in found or (line.object_type, line.key) == own or _is_faceless(line)]


def _is_faceless(line: Line) -> bool:
    return line.object_type == "event" and line.kind == RevisionKind.TAKEN_DOWN
