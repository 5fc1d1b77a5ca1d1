"""The body of a message to a webhook: a line of the changes feed with what a correction changed, as public now."""

from typing import Any

import orjson

from timeline import selectors
from timeline.api.changing import change
from timeline.codelists import REMOVING_KINDS, TOLD_KINDS, RevisionKind
from timeline.documents.shapes import Document
from timeline.pages.history import PARTS
from timeline.selectors import Revision

# Longer documents are left out: a receiver fetches them at their address.
LONGEST = 200_000


def payload(seq: int, *, whole: bool) -> bytes:
    """Write the message about revision `seq`; raise LookupError where the log has none.

    It is read at the moment of sending. What was removed since the revision was written is named and not repeated, and
    `omitted` says why a document is left out: `by-choice`, `removed-later`, `too-long`.
    """
    rows = selectors.changes(since=seq - 1, limit=1)
    if not rows or rows[0].seq != seq:
        raise LookupError(f"the log has no seq {seq}")
    row = rows[0]
    data = orjson.loads(change(row))
    data["correction"] = _correction(row, data["document"])
    data["omitted"] = ""
    # Asked last: nothing of what was read before it is sent if the object was removed meanwhile.
    if row.kind not in REMOVING_KINDS and not selectors.documents([(row.document_type, row.key)]):
        _leave_out(data, "removed-later")
    elif not whole and row.kind not in REMOVING_KINDS:
        _leave_out(data, "by-choice")
    body = _written(row, data)
    if len(body) > LONGEST:
        _leave_out(data, "too-long")
        body = _written(row, data)
    return body


def note(kind: str, at: str, **said: str) -> bytes:
    """Write a message that is about the webhook itself: a test or a challenge."""
    return orjson.dumps({"type": kind, "timestamp": at, "data": said})


def _written(row: Revision, data: dict[str, Any]) -> bytes:
    kind = f"{row.document_type}.{row.kind}"
    return orjson.dumps({"type": kind, "timestamp": row.published_at.isoformat(), "data": data})


def _leave_out(data: dict[str, Any], why: str) -> None:
    """Leave out what the document says, in before and after, too; which parts changed and why is still told.

    Of what was removed since, the editors' words are not repeated either.
    """
    data |= {"document": None, "omitted": why}
    if why == "removed-later":
        data |= {"note": "", "correction": None}
    elif data["correction"]:
        data["correction"]["changed"] = [{"part": one["part"]} for one in data["correction"]["changed"]]


def _correction(row: Revision, after: Document) -> dict[str, Any] | None:
    """Say what a correction, retraction, restoration or take-down put right and why; None for all other revisions."""
    if row.kind not in TOLD_KINDS:
        return None
    changed: list[dict[str, Any]] = []
    if row.kind == RevisionKind.CORRECTED:
        before = selectors.documents([(row.document_type, row.key)], as_of=row.seq - 1)
        changed = _changed(before.get((row.document_type, row.key), {}), after)
    return {"reason": row.note, "changed": changed}


def _changed(before: Document, after: Document) -> list[dict[str, Any]]:
    """Compare two documents part by part; a stub of something taken down has no parts to compare."""
    if not before or "state" in after:
        return []
    pairs = ((part, before.get(part), after.get(part)) for part in PARTS)
    return [{"part": part, "before": old, "after": new} for part, old, new in pairs if old != new]
