"""How good the public record is: what lacks a source, a copy or a date. A count and its list are one statement.

Only what is live in the log is counted; of our copies the outcome is read, as in `copies`, never bytes or text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from timeline.codelists import PRIMARY_SOURCE_KINDS, CaptureKind, CaptureOutcome, Confidence, Verdict
from timeline.documents.shapes import Document, Ref, parsed
from timeline.models import Entry, QualityDay, Revision
from timeline.selectors.objects import documents

# Each gives rows (key, seq, position, dispute); an object that is shown in several disputes has a row for each.
EVENTS = """SELECT e.key, e.seq, e.position, e.dispute FROM timeline_evententry e
 WHERE e.valid_to IS NULL AND NOT e.is_statement"""
CITED_BY = """SELECT f.to_key FROM timeline_reference f WHERE f.seq = {seq} AND f.to_type = 'source'"""
# What came of looking for a statement's words in our copies of the sources it cites, see `copies.looked_up`.
QUOTES = """SELECT e.key, e.seq, e.position, e.dispute FROM timeline_evententry e JOIN timeline_revision r USING (seq)
 CROSS JOIN LATERAL (SELECT encode(sha256(convert_to(
   normalize(r.document::jsonb #>> '{{quote,text}}', NFC), 'UTF8')), 'hex') AS words) w
 CROSS JOIN LATERAL (SELECT count(c.copy_id) AS copies, coalesce(bool_or(k.verdict = %(found)s), FALSE) AS found,
   coalesce(bool_or(k.verdict = %(missing)s), FALSE) AS missing
   FROM timeline_reference f JOIN timeline_source s ON s.public_id = f.to_key
   JOIN timeline_capture c ON c.source_id = s.id AND c.copy_id IS NOT NULL
   LEFT JOIN timeline_passagecheck k ON k.copy_id = c.copy_id AND k.words = w.words
   WHERE f.seq = e.seq AND f.to_type = 'source') l
 WHERE e.valid_to IS NULL AND e.is_statement AND {condition}"""
CLAIMS = """SELECT e.key, e.seq, e.position, e.dispute FROM timeline_entry e
 WHERE e.document_type = 'claim' AND e.valid_to IS NULL AND e.state = 'live'"""
SOURCES = """SELECT e.key, e.seq, e.position, d.dispute FROM timeline_entry e
 CROSS JOIN LATERAL (SELECT e.dispute UNION SELECT '' UNION
   SELECT o.dispute FROM timeline_reference f JOIN timeline_entry o ON o.seq = f.seq
   WHERE f.to_type = 'source' AND f.to_key = e.key AND f.valid_to IS NULL) d
 WHERE e.document_type = 'source' AND e.valid_to IS NULL AND e.state = 'live'"""
LAST_ASKED = """(SELECT c.outcome FROM timeline_capture c JOIN timeline_source s ON s.id = c.source_id
 WHERE s.public_id = e.key AND c.kind = %(fetched)s ORDER BY c.captured_at DESC, c.id DESC LIMIT 1)"""
ACTS = """SELECT c.id::text AS key, max(r.seq) AS seq, lpad(c.id::text, 18, '0') AS position, e.dispute
 FROM timeline_changeset c JOIN timeline_revision r ON r.change_set_id = c.id JOIN timeline_entry e ON e.seq = r.seq
 WHERE {condition} GROUP BY c.id, e.dispute"""

PARAMETERS: Mapping[str, Any] = {
    "primary": sorted(PRIMARY_SOURCE_KINDS),
    "uncertain": Confidence.DATE_UNCERTAIN.value,
    "found": Verdict.FOUND.value,
    "missing": Verdict.NOT_FOUND.value,
    "fetched": CaptureKind.FETCHED.value,
    "dead": [CaptureOutcome.GONE.value, CaptureOutcome.UNREACHABLE.value],
}
TOTALS = {
    "event": EVENTS,
    "statement": QUOTES.format(condition="TRUE"),
    "claim": CLAIMS,
    "source": SOURCES,
    "act": ACTS.format(condition="TRUE"),
}
ONE_SOURCE = f"(SELECT count(DISTINCT o.to_key) FROM ({CITED_BY.format(seq='e.seq')}) o) = 1"
ONE_BEHIND_CLAIM = f"""(SELECT count(*) FROM ({CITED_BY.format(seq="e.seq")} UNION
 SELECT f.to_key FROM timeline_evententry t JOIN timeline_reference f ON f.seq = t.seq AND f.to_type = 'source'
 WHERE t.valid_to IS NULL AND t.is_statement AND t.claim = e.key) o) < 2"""
NO_COPY = """NOT EXISTS (SELECT 1 FROM timeline_capture c JOIN timeline_source s ON s.id = c.source_id
 WHERE s.public_id = e.key AND c.copy_id IS NOT NULL)"""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be missing: its name in addresses, of what objects it is said, and the rows that lack it."""

    name: str
    object: str
    rows: str


MEASURES = (
    Measure("events-without-primary-source", "event", f"{EVENTS} AND NOT e.source_kinds && %(primary)s::varchar[]"),
    Measure("events-with-one-source", "event", f"{EVENTS} AND {ONE_SOURCE}"),
    Measure(
        "events-without-exact-day",
        "event",
        f"{EVENTS} AND (e.precision NOT IN ('day', 'time') OR e.confidence = %(uncertain)s)",
    ),
    Measure("claims-with-one-source", "claim", f"{CLAIMS} AND {ONE_BEHIND_CLAIM}"),
    Measure("quotes-not-found", "statement", QUOTES.format(condition="l.missing AND NOT l.found")),
    Measure(
        "quotes-not-looked-up",
        "statement",
        QUOTES.format(condition="l.copies > 0 AND NOT l.missing AND NOT l.found"),
    ),
    Measure("quotes-without-copy", "statement", QUOTES.format(condition="l.copies = 0")),
    Measure("sources-not-reached", "source", f"{SOURCES} AND {LAST_ASKED} = ANY(%(dead)s)"),
    Measure("sources-never-asked", "source", f"{SOURCES} AND e.facts::jsonb ->> 'url' <> '' AND {LAST_ASKED} IS NULL"),
    Measure("sources-without-copy", "source", f"{SOURCES} AND {NO_COPY}"),
    Measure("sources-without-date", "source", f"{SOURCES} AND e.facts::jsonb ->> 'published' IS NULL"),
    Measure("single-editor-acts", "act", ACTS.format(condition="c.single_editor")),
)
BY_NAME = {one.name: one for one in MEASURES}
# How far back the course of the figures is shown.
SHOWN_DAYS = 90


@dataclass(frozen=True, slots=True)
class Figure:
    """What a measure comes to: so many of so many, in the whole record or in one dispute."""

    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of an act: what it wrote of which object; `document` is that of today, None where it is gone."""

    seq: int
    kind: str
    ref: Ref
    document: Document | None


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a measure counts: the live document of an object, or the lines of an act (`id` is its number)."""

    position: str
    id: str
    seq: int
    document: Document | None
    changed: tuple[Changed, ...] = ()


def figures() -> dict[str, dict[str, Figure]]:
    """Count every measure, by name and dispute; "" is the whole record. One statement."""
    parts = [*TOTALS.items(), *((one.name, one.rows) for one in MEASURES)]
    counts = " UNION ALL ".join(
        f"SELECT '{name}', grouping(x.dispute), x.dispute, count(DISTINCT x.key) FROM ({rows}) x"
        " GROUP BY GROUPING SETS ((), (x.dispute))"
        for name, rows in parts
    )
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(counts, PARAMETERS)
        for name, is_whole, dispute, count in cursor.fetchall():
            if is_whole or dispute:
                found.setdefault(name, {})["" if is_whole else dispute] = count
    disputes = ["", *sorted({key for totals in found.values() for key in totals} - {""})]
    return {
        one.name: {
            key: Figure(found[one.name].get(key, 0), found[one.object].get(key, 0))
            for key in disputes
            if not key or key in found[one.object]
        }
        for one in MEASURES
    }


def counted(measure: Measure, *, dispute: str = "", after: str = "", limit: int = 50) -> list[Counted]:
    """Return what a measure counts, in the order of its kind, from behind position `after`."""
    where = ["x.position > %(after)s", *(["x.dispute = %(dispute)s"] if dispute else [])]
    sql = (
        f"SELECT DISTINCT ON (x.position) x.position, x.key, x.seq FROM ({measure.rows}) x"
        f" WHERE {' AND '.join(where)} ORDER BY x.position, x.seq DESC LIMIT %(limit)s"
    )
    asked = {**PARAMETERS, "after": after, "dispute": dispute, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.fetchall()
    if measure.object == "act":
        changed = _changed([int(key) for _, key, _ in rows])
        return [Counted(place, key, seq, None, tuple(changed.get(int(key), ()))) for place, key, seq in rows]
    texts = dict(Revision.objects.filter(pk__in=[seq for *_, seq in rows]).values_list("seq", "document"))
    return [Counted(place, key, seq, parsed(texts[seq])) for place, key, seq in rows]


def trend(dispute: str = "", *, until: date) -> dict[str, list[tuple[date, Figure]]]:
    """Return the figures of each day that was kept in the SHOWN_DAYS before `until`, oldest first, by measure."""
    since = until - timedelta(days=SHOWN_DAYS)
    rows = QualityDay.objects.filter(dispute=dispute, day__gte=since).order_by("day")
    found: dict[str, list[tuple[date, Figure]]] = {}
    for measure, day, count, total in rows.values_list("measure", "day", "count", "total"):
        found.setdefault(measure, []).append((day, Figure(count, total)))
    return found


def _changed(acts: list[int]) -> dict[int, list[Changed]]:
    rows = Revision.objects.filter(change_set__in=acts).order_by("seq")
    lines = list(rows.values_list("change_set", "seq", "kind", "document_type", "key"))
    told = set(Entry.objects.filter(pk__in=[seq for _, seq, *_ in lines]).values_list("pk", flat=True))
    live = documents({(object_type, key) for *_, object_type, key in lines})
    found: dict[int, list[Changed]] = {}
    for act, seq, kind, object_type, key in lines:
        if seq in told:
            found.setdefault(act, []).append(Changed(seq, kind, Ref(object_type, key), live.get((object_type, key))))
    return found
