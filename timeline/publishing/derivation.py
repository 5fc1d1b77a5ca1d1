"""Recompute what follows from published events: a protest's status, a claim's counts and findings, a dispute's lists.

It reads the log only, after the act's events were appended, so no draft can influence what readers see.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.backends.utils import CursorWrapper

from timeline import log
from timeline.documents.shapes import Document, Ref, ref_of, reference
from timeline.models import Entry, State
from timeline.publishing.protest_status import status_of


def touched(documents: Iterable[Document]) -> set[Ref]:
    """Name the protests, claims and disputes that events or statements (old and new versions) bear on."""
    found: set[Ref] = set()
    for document in documents:
        named = [document.get("protest"), document.get("claim"), document.get("dispute")]
        named += [step["protest"] for step in document.get("steps", [])]
        found |= {ref_of(item) for item in named if item}
    return found


def with_neighbours(refs: set[Ref], disputes: Iterable[str]) -> set[Ref]:
    """Add all protests of the disputes where one of them is touched: proceedings move each other."""
    if not any(ref.object == "protest" for ref in refs):
        return refs
    rows = Entry.objects.filter(document_type="protest", dispute__in=list(disputes), valid_to=None, state=State.LIVE)
    return refs | {Ref("protest", key) for key in rows.values_list("key", flat=True)}


def derive(ref: Ref, document: Document, protests: Iterable[Document]) -> None:
    """Fill the derived parts of a protest's, claim's or dispute's document, in place; references stay unfilled.

    `protests` are the protests of this act and of the log that may bear on each other.
    """
    if ref.object == "protest":
        neighbours = [row for row in protests if row["dispute"]["id"] == document["dispute"]["id"]]
        document["status"] = status_of(document, neighbours)
    elif ref.object == "claim":
        _derive_claim(document)
    elif ref.object == "dispute":
        _derive_dispute(document)


def status_by(protest: Document, day: date) -> Document:
    """Return a live protest's derived status as it was at the end of `day`: from what had happened by then alone.

    References to events hold the id alone. Events of the log count as its newest documents tell them.
    """
    refs = with_neighbours({Ref("protest", protest["id"])}, [protest["dispute"]["id"]])
    return status_of(protest, log.live_documents(refs).values(), until=day)


def _derive_claim(document: Document) -> None:
    statements = list(log.documents_in_scope(f"claim:{document['id']}"))
    counts: dict[str, int] = {}
    for statement in statements:
        counts[statement["stance"]] = counts.get(statement["stance"], 0) + 1
    document["counts"] = dict(sorted(counts.items()))
    document["findings"] = [
        {
            "statement": reference("event", statement["id"]),
            "speaker": statement["speaker"],
            "finding": statement["finding"],
            "date": statement["date"],
        }
        for statement in statements
        if statement["stance"] == "finds"
    ]


def _derive_dispute(document: Document) -> None:
    slug = document["id"]
    for part in ("contract", "protest", "claim"):
        rows = Entry.objects.filter(document_type=part, dispute=slug, valid_to=None, state=State.LIVE)
        document[f"{part}s"] = [reference(part, key) for key in rows.order_by("position").values_list("key", flat=True)]
    scope = f"dispute:{slug}"
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FILTER (WHERE NOT is_statement), count(*) FILTER (WHERE is_statement)
               FROM timeline_eventscope WHERE scope = %s AND valid_to IS NULL""",
            [scope],
        )
        events, statements = cursor.fetchone()
        cursor.execute(
            """SELECT count(*) FROM (
                 SELECT r.to_key FROM timeline_entry e JOIN timeline_reference r ON r.seq = e.seq
                 WHERE e.dispute = %s AND e.valid_to IS NULL AND r.to_type = 'source'
                 UNION SELECT key FROM timeline_entry
                 WHERE document_type = 'source' AND dispute = %s AND valid_to IS NULL AND state = 'live') consulted""",
            [slug, slug],
        )
        sources = cursor.fetchone()[0]
        ends = [_end(cursor, scope, direction) for direction in ("ASC", "DESC")]
    document["counts"] = {"events": events, "statements": statements, "sources": sources}
    document["first_event"], document["last_event"] = (reference("event", key) if key else None for key in ends)


def _end(cursor: CursorWrapper, scope: str, direction: str) -> str | None:
    """Return the id of the first or last event of a scope."""
    sql = """SELECT e.key FROM timeline_eventscope s JOIN timeline_entry e ON e.seq = s.seq
             WHERE s.scope = %s AND NOT s.is_statement AND s.valid_to IS NULL ORDER BY s.position {} LIMIT 1"""
    cursor.execute(sql.format(direction), [scope])
    row = cursor.fetchone()
    return row[0] if row else None
