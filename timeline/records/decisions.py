"""What a load does with each object: make, change, leave alone, put back, take back, or report as a conflict.

A load changes only what it owns: objects whose origin names the file, and whose values still have the hash of what a
load last gave. Everything else is left as it is and reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from contracts.models.base import Publishable
from timeline.models import RecordOrigin, State
from timeline.records.keying import Given
from timeline.records.schema import Values, hash_of


class Side(StrEnum):
    """Whose values win where both the file and an editor changed an object."""

    OURS = "ours"
    THEIRS = "theirs"


class Action(StrEnum):
    """What becomes of one object."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    RESTORED = "restored"
    RETRACTED = "retracted"
    CONFLICT = "conflict"
    KEPT = "kept"


WRITTEN = frozenset({Action.CREATED, Action.UPDATED, Action.RESTORED})
GONE = {State.RETRACTED: "was retracted here", State.MERGED: "was merged here", State.TAKEN_DOWN: "was taken down here"}
_TAKEN_BACK = "-"


@dataclass(slots=True)
class Decision:
    """What becomes of one object, and why where that needs saying."""

    file: str
    kind: str
    id: str
    key: str
    action: Action
    reason: str = ""
    given: Given | None = None
    row: Publishable | None = None
    origin: RecordOrigin | None = None
    is_shown: bool = False

    @property
    def label(self) -> str:
        """Return kind and id, for messages."""
        return f"{self.kind} {self.id}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an object stands before the load: its row and values, who gave them, and whether readers see it."""

    row: Publishable | None
    values: Values
    origin: RecordOrigin | None
    state: State | None

    @property
    def is_edited(self) -> bool:
        """Say whether the values differ from those that a load last gave."""
        return self.origin is None or hash_of(self.values)[:63] not in self.origin.values_hash

    @property
    def is_taken_back(self) -> bool:
        """Say whether a load took the object back because its entry was gone."""
        return self.origin is not None and self.origin.values_hash.startswith(_TAKEN_BACK)


def taken_back(values_hash: str) -> str:
    """Mark a hash as that of an object that the load took back; an entry that returns may put it back."""
    return _TAKEN_BACK + values_hash[:63]


def decide(given: Given, now: Standing, side: Side | None) -> Decision:
    """Decide about an entry of a file."""
    entry = given.entry
    decision = Decision(
        entry.file.name, entry.kind, entry.id, entry.key, Action.UNCHANGED, "", given, now.row, now.origin
    )
    decision.is_shown = now.state == State.LIVE
    if now.row is None and now.origin is None:
        decision.action = Action.CREATED
    elif now.row is None:
        _leave(decision, "was renamed or removed here", None)
    elif now.origin is None or now.origin.file != entry.file.name:
        _decide_about_anothers(decision, now)
    elif now.row.deleted_at is not None:
        _leave(decision, "was deleted here", None)
    elif now.state in {State.MERGED, State.TAKEN_DOWN}:
        _leave(decision, GONE[now.state], None)
    elif now.state == State.RETRACTED:
        _decide_about_retracted(decision, now, side)
    else:
        _decide_about_own(decision, now, side)
    return decision


def _decide_about_anothers(decision: Decision, now: Standing) -> None:
    """Leave alone what was made in the admin or by another file, whatever side is to win."""
    given = decision.given
    if given is not None and now.values == given.values and now.state == State.LIVE:
        return
    owner = f"belongs to {now.origin.file} ({now.origin.entry})" if now.origin else "was made in the admin"
    _leave(decision, f"{owner} and differs from the file", None)


def _decide_about_retracted(decision: Decision, now: Standing, side: Side | None) -> None:
    if (now.is_taken_back and not now.is_edited) or side == Side.THEIRS:
        decision.action = Action.RESTORED
        return
    _leave(decision, GONE[State.RETRACTED], side)


def _decide_about_own(decision: Decision, now: Standing, side: Side | None) -> None:
    given = decision.given
    if given is None or (now.values == given.values and now.state == State.LIVE):
        return
    if not now.is_edited or side == Side.THEIRS:
        decision.action = Action.UPDATED
        return
    changed = now.origin is not None and hash_of(given.values)[:63] not in now.origin.values_hash
    _leave(decision, "was edited here since the last load" + (", and the file changed too" if changed else ""), side)


def decide_about_removed(origin: RecordOrigin, now: Standing, side: Side | None) -> Decision | None:
    """Decide about an object whose entry is no longer in its file; None where readers do not see it anyway."""
    if now.row is None or now.state != State.LIVE:
        return None
    decision = Decision(
        origin.file, origin.kind, origin.entry, origin.object_key, Action.RETRACTED, "", None, now.row, origin
    )
    if now.is_taken_back:
        _leave(decision, "is no longer in the file, but was put back here", side)
    elif now.is_edited and side != Side.THEIRS:
        _leave(decision, "is no longer in the file, but was edited here since the last load", side)
    return decision


def _leave(decision: Decision, reason: str, side: Side | None) -> None:
    decision.action = Action.KEPT if side == Side.OURS else Action.CONFLICT
    decision.reason = reason


def leave_what_names_hidden(decisions: Iterable[Decision], hidden: set[tuple[str, str]]) -> None:
    """Turn into conflicts the changes that would name objects which readers do not see and this load leaves alone.

    `hidden` are kind and key of those objects. What is not made because of one hides in turn what names it.
    """
    waiting = [decision for decision in decisions if decision.action in WRITTEN and decision.given]
    found = True
    while found:
        found = False
        for decision in waiting:
            named = decision.given.mentions & hidden if decision.given and decision.action in WRITTEN else set()
            if not named:
                continue
            if decision.action != Action.UPDATED:
                hidden.add((decision.kind, decision.key))
            kind, key = min(named)
            _leave(decision, f"names the {kind} {key}, which readers do not see here", None)
            found = True
