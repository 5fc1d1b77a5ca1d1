"""What readers may name: whether slugs, ids and docket numbers were ever public, asked in one statement."""

from collections.abc import Mapping, Sequence

from django.db import connection

from timeline.documents.shapes import parsed
from timeline.filters import Known
from timeline.selectors.moments import Head
from timeline.selectors.objects import known_keys

# One row at least while the log has a line: its newest line stands beside whatever was found, and beside the tombstone
# of what was merged into another object.
ASKED = """SELECT head.seq, head.published_at, x.document_type, x.key, (
  SELECT r.document FROM timeline_entry n JOIN timeline_revision r ON r.seq = n.seq
  WHERE n.document_type = x.document_type AND n.key = x.key AND n.valid_to IS NULL AND n.state = 'merged')
 FROM (SELECT seq, published_at FROM timeline_revision ORDER BY seq DESC LIMIT 1) AS head
 LEFT JOIN unnest(%s::text[], %s::text[]) AS x(document_type, key)
 ON EXISTS (SELECT 1 FROM timeline_entry e WHERE e.document_type = x.document_type AND e.key = x.key)"""
MOST_MERGES = 10

Pair = tuple[str, str]


def known_among(wanted: Mapping[str, Sequence[str]]) -> tuple[Known, Head]:
    """Look up all that a request names (object type → values), and the log's newest line, at once.

    Returns the function that answers for each type, and the line. What was merged answers with what it was merged into.
    Docket numbers of protests, and merged objects, cost one statement more where such are named.
    """
    pairs = [(object_type, value) for object_type, values in wanted.items() for value in values if "\0" not in value]
    found, head = _ask(pairs)

    def known(object_type: str, values: Sequence[str]) -> dict[str, str]:
        answers = {value: found[object_type, value] for value in values if (object_type, value) in found}
        missing = [value for value in values if value not in answers and "\0" not in value]
        if object_type == "protest" and missing:
            answers |= known_keys("protest", missing)
        return answers

    return known, head


def _ask(pairs: Sequence[Pair], merges: int = MOST_MERGES) -> tuple[dict[Pair, str], Head]:
    """Map what exists to its key; follow what was merged, so many times at most."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [[pair[0] for pair in pairs], [pair[1] for pair in pairs]])
        rows = cursor.fetchall()
    found = {(object_type, key): key for _, _, object_type, key, _ in rows}
    merged = {(kind, key): str(parsed(document)["into"]["id"]) for _, _, kind, key, document in rows if document}
    if merged and merges:
        targets, _ = _ask([(kind, target) for (kind, _), target in merged.items()], merges - 1)
        found |= {(kind, key): targets.get((kind, target), target) for (kind, key), target in merged.items()}
    return found, Head(*rows[0][:2]) if rows else Head(0, None)
