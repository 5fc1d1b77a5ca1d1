"""What a copy of the record does not hold because it was removed, and which of our copies show what it cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from timeline.models import Capture

MOST = 1_000

# Of what was taken down nothing says to which dispute it belonged, so those of the whole record are named.
REMOVED = """SELECT n.document_type, n.key, n.state, r.note, r.published_at
 FROM timeline_entry n JOIN timeline_revision r USING (seq)
 WHERE n.state IN ('retracted', 'taken_down') AND n.seq <= %(moment)s
   AND (n.valid_to IS NULL OR n.valid_to > %(moment)s)
   AND (n.state = 'taken_down' OR EXISTS (SELECT 1 FROM timeline_entry p
     WHERE p.document_type = n.document_type AND p.key = n.key AND p.state = 'live' AND p.dispute = %(dispute)s))
 ORDER BY n.seq DESC LIMIT %(most)s"""

GONE = """SELECT n.key FROM timeline_entry n
 WHERE n.document_type = 'event' AND n.valid_to IS NULL AND n.state <> 'live' AND n.seq > %(moment)s
   AND EXISTS (SELECT 1 FROM timeline_entry p
     WHERE p.document_type = 'event' AND p.key = n.key AND p.state = 'live' AND p.dispute = %(dispute)s)"""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: type, id, how (`retracted` or `taken_down`), the public reason, and when."""

    object: str
    id: str
    how: str
    reason: str
    removed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """Our copy of a source: the SHA-256 of its bytes, and when it was made."""

    sha256: str
    captured_at: datetime


def removed_from(dispute: str, moment: int) -> list[Removed]:
    """Return what readers no longer saw of a dispute when the log ended at `moment`, the newest removals first."""
    with connection.cursor() as cursor:
        cursor.execute(REMOVED, {"dispute": dispute, "moment": moment, "most": MOST})
        return [Removed(*row) for row in cursor.fetchall()]


def gone_since(dispute: str, moment: int) -> frozenset[str]:
    """Return the ids of events and statements that readers saw at `moment` and no longer see."""
    with connection.cursor() as cursor:
        cursor.execute(GONE, {"dispute": dispute, "moment": moment})
        return frozenset(key for (key,) in cursor.fetchall())


def copies_kept(sources: Iterable[str], *, by: datetime) -> dict[str, KeptCopy]:
    """Return the newest copy of each source that was made by a time, by the source's public id."""
    made = Capture.objects.filter(source__public_id__in=list(sources), captured_at__lte=by, taken_down_at=None)
    newest = made.exclude(copy=None).order_by("source_id", "-captured_at", "-pk").distinct("source_id")
    rows = newest.values_list("source__public_id", "copy_id", "captured_at")
    return {source: KeptCopy(str(sha256), captured_at) for source, sha256, captured_at in rows}
