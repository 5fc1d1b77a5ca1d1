"""What corrections changed: the documents as they were told before, and as each correction made them."""

from collections.abc import Iterable

from django.db import connection

from timeline.documents.shapes import Document, parsed

# The revision before is the newest older one of the same object; of what is gone today nothing is told again.
CHANGED = """SELECT r.seq, b.document, r.document FROM timeline_revision r CROSS JOIN LATERAL (
   SELECT document FROM timeline_revision o
    WHERE o.document_type = r.document_type AND o.key = r.key AND o.seq < r.seq ORDER BY o.seq DESC LIMIT 1) b
 WHERE r.seq = ANY(%s) AND r.kind = 'corrected' AND EXISTS (SELECT 1 FROM timeline_entry e
   WHERE e.document_type = r.document_type AND e.key = r.key AND e.valid_to IS NULL AND e.state = 'live')"""


def changed_by(seqs: Iterable[int]) -> dict[int, tuple[Document, Document]]:
    """Return the documents before and after each of these revisions that is a correction, in one query."""
    wanted = list(seqs)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [wanted])
        return {seq: (parsed(before), parsed(after)) for seq, before, after in cursor.fetchall()}
