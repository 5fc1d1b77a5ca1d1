"""The body of a message to a webhook: a line of the changes feed with what a correction changed, as public now."""

from typing import Any

import orjson

from timeline import selectors
from timeline.api.changing import change
from timeline.codelists import REMOVING_KINDS, TOLD_KINDS
from timeline.pages.history import changed_parts
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
    data["correction"] = _correction(row)
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


def _correction(row: Revision) -> dict[str, Any] | None:
    """Say what a correction, retraction, restoration or take-down put right and why; None for all other revisions."""
    if row.kind not in TOLD_KINDS:
        return None
    changed = selectors.changed_by([row.seq]).get(row.seq)
    return {"reason": row.note, "changed": changed_parts(*changed) if changed else []}
