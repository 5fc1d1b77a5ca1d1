"""Lists, counts and facets of events and statements: one statement of SQL from an EventQuery, walking an index.

A scope (`contract:jedi`) is a literal in the query, so PostgreSQL knows how many rows it has and walks the index in
order instead of sorting; a list costs the same 50,000 events deep as on its first page, and never counts.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection

from timeline.documents.shapes import Document, parsed
from timeline.filters import EventQuery
from timeline.selectors.objects import SEARCH_CONDITION
from timeline.selectors.windows import HEAD, HEAD_AT, Page, cut

SCOPES = ("event", "protest", "source", "speaker", "claim", "contract", "party", "dispute")
SEARCH_CAP = 5_000
EVENT_ROWS = "timeline_evententry e"
# Behind this fence the planner cannot walk the date index past everything else.
FEW_EVENT_ROWS = "(SELECT * FROM timeline_evententry WHERE seq = ANY(%s) OFFSET 0) e"
# Looked up for the rows of a window alone. As a joined table PostgreSQL would first copy every document into a table of
# its own, in the hope of meeting it again.
DOCUMENT = "(SELECT r.document FROM timeline_revision r WHERE r.seq = {row}.seq)"
# The revision that replaced this one is the object's newest and took it out of sight.
LAST_PUBLIC = """EXISTS (SELECT 1 FROM timeline_entry t WHERE t.seq = {row}.valid_to AND t.valid_to IS NULL
 AND t.state <> 'live')"""
# What is news to followers: neither a refreshed name nor a typing error.
NEWS = "n.document_type = 'event' AND n.kind NOT IN ('refreshed', 'amended')"


@dataclass(slots=True)
class _Sql:
    """The pieces of one statement: tables, conditions and their parameters."""

    tables: str
    position: str
    where: list[str]
    parameters: list[Any]

    def add(self, condition: str, *parameters: Any) -> None:
        self.where.append(condition)
        self.parameters += parameters

    @property
    def body(self) -> str:
        return f"FROM {self.tables} WHERE {' AND '.join(self.where)}"


def list_events(query: EventQuery, *, after: str = "", before: str = "", limit: int = 100) -> Page:
    """Return at most `limit` events behind position `after` (or just before `before`), in the query's order."""
    sql = statement_of(query, lean=True)
    ascending = query.oldest_first != bool(before)
    if after or before:
        sql.add(f"{sql.position} {'>' if ascending else '<'} %s", after or before)
    direction = "ASC" if ascending else "DESC"
    row = sql.position.partition(".")[0]
    columns = f"{sql.position}, {row}.seq, {DOCUMENT.format(row=row)}, {HEAD}, {HEAD_AT}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} {sql.body} ORDER BY {sql.position} {direction} LIMIT {int(limit) + 1}", sql.parameters
        )
        return cut(cursor.fetchall(), after=after, before=before, limit=limit)


@dataclass(frozen=True, slots=True)
class Publication:
    """An event or statement with the newest of its revisions that is news.

    `document` is what is public now, or was last where `kind` says that it was removed.
    """

    seq: int
    kind: str
    note: str
    published_at: datetime
    document: Document


def publications(query: EventQuery, *, limit: int) -> list[Publication]:
    """Return what a query finds by the time of its last news, newest first: published, corrected, retracted.

    What was removed is found by what it last said. Refreshed names and corrected typing errors are no news.
    """
    sql = statement_of(query, removed=True)
    statement = f"""SELECT n.seq, n.kind, n.note, n.published_at, x.document
        FROM (SELECT e.key AS key, r.document AS document {sql.body}) x
        JOIN LATERAL (SELECT n.seq, n.kind, n.note, n.published_at FROM timeline_revision n
                      WHERE {NEWS} AND n.key = x.key ORDER BY n.seq DESC LIMIT 1) n ON true
        ORDER BY n.seq DESC LIMIT %s"""
    parameters: list[Any] = sql.parameters
    if not query.active:
        # Of everything only the end of the log is wanted: no need to look at a million events for it.
        statement, parameters = _newest_of_all(query), []
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, limit])
        return [
            Publication(seq, kind, note, published_at, parsed(text))
            for seq, kind, note, published_at, text in cursor.fetchall()
        ]


def _newest_of_all(query: EventQuery) -> str:
    """Return the statement that walks the log from its end and takes each event at its last news."""
    kinds = "true" if query.statements else "NOT e.is_statement"
    return f"""SELECT n.seq, n.kind, n.note, n.published_at, r.document
        FROM timeline_revision n
        JOIN LATERAL (SELECT newest.seq FROM timeline_entry newest
                      WHERE newest.document_type = 'event' AND newest.key = n.key AND newest.valid_to IS NULL) o ON true
        JOIN LATERAL (SELECT coalesce(
                          (SELECT live.seq FROM timeline_evententry live WHERE live.seq = o.seq),
                          (SELECT max(past.seq) FROM timeline_entry past JOIN timeline_evententry shown
                             ON shown.seq = past.seq
                            WHERE past.document_type = 'event' AND past.key = n.key)) AS seq) s ON true
        JOIN timeline_evententry e ON e.seq = s.seq
        JOIN timeline_revision r ON r.seq = s.seq
        WHERE {NEWS} AND {kinds} AND NOT EXISTS (
            SELECT 1 FROM timeline_revision later
            WHERE later.document_type = 'event' AND later.key = n.key AND later.seq > n.seq
              AND later.kind NOT IN ('refreshed', 'amended'))
        ORDER BY n.seq DESC LIMIT %s"""


def count_events(query: EventQuery) -> tuple[int, int]:
    """Count the events and the statements that a query finds."""
    sql = statement_of(replace(query, statements=True))
    counted = "count(*) FILTER (WHERE NOT e.is_statement), count(*) FILTER (WHERE e.is_statement)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted} {sql.body}", sql.parameters)
        events, statements = cursor.fetchone()
    return events, statements


FACET_COLUMNS = ("type", "forum", "significance", "stance", "confidence", "year")
FACET_SCOPES = ("party", "contract", "claim")
FACET_VALUES = {
    "type": "e.event_type",
    "year": "extract(year FROM e.earliest)::int::text",
    **dict.fromkeys(FACET_SCOPES, "split_part(f.scope, ':', 2)"),
}


def facets(query: EventQuery, names: tuple[str, ...] = (*FACET_COLUMNS, *FACET_SCOPES)) -> dict[str, dict[str, int]]:
    """Count the query's events by value of each facet, the facet's own filter left out; statements are not counted."""
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    statements: list[str] = []
    parameters: list[Any] = []
    for name in names:
        without = replace(query, **({name: ()} if name != "year" else {}), statements=False)  # type: ignore[arg-type]
        statement, values = _counting(without, name)
        statements.append(statement)
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(statements)} ORDER BY 1, 3 DESC, 2", parameters)
        for name, value, number in cursor.fetchall():
            found[name][value] = number
    return found


def _counting(query: EventQuery, name: str) -> tuple[str, list[Any]]:
    """Return the statement that counts a query's events by the values of one facet: its name, value, number."""
    sql = statement_of(query)
    value = FACET_VALUES.get(name, f"e.{name}::text")
    if name in FACET_SCOPES:
        sql.tables += " JOIN timeline_eventscope f ON f.seq = e.seq"
        sql.add("f.scope LIKE %s", f"{name}:%")
    counted = f"(SELECT {value} AS value {sql.body}) x WHERE value <> '' GROUP BY value"
    return f"SELECT '{name}' AS name, value, count(*) AS number FROM {counted}", sql.parameters


# Filters that only the entry's own row answers; most lists of one scope need none of them, nor that row.
OF_ENTRY = (
    *("forum", "stance", "finding", "confidence", "significance", "source_kind"),
    *("precision", "language", "public_from", "public_to", "changed_from", "changed_to", "known_by", "q"),
)


def found_among(query: EventQuery, seqs: Sequence[int]) -> set[int]:
    """Return those of the given revisions that a query finds as they were, whatever became of their events since."""
    sql = statement_of(query, among=seqs)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT r.seq {sql.body}", sql.parameters)
        return {seq for (seq,) in cursor.fetchall()}


def statement_of(
    query: EventQuery, *, lean: bool = False, removed: bool = False, among: Sequence[int] | None = None
) -> _Sql:
    """Put the statement's tables and conditions together: the narrowest single scope leads, the rest are checked.

    `lean` leaves the documents (`r`) out of the tables, and the events' own rows (`e`) where no filter asks for them.
    With `removed`, also what is no longer public is found, as it was when last public. With `among`, only these
    revisions are, at any moment.
    """
    leading = next((name for name in SCOPES if len(getattr(query, name)) == 1), None)
    row = "s" if leading else "e"
    documents = "" if lean else f" JOIN timeline_revision r ON r.seq = {row}.seq"
    if leading:
        tables = f"timeline_eventscope s{documents}"
        if not lean or any(getattr(query, name) for name in OF_ENTRY):
            tables += f" JOIN {EVENT_ROWS} ON e.seq = s.seq"
        sql = _Sql(tables, "s.position", [], [])
        sql.add("s.scope = %s", f"{leading}:{getattr(query, leading)[0]}")
    else:
        sql = _Sql(f"{EVENT_ROWS}{documents}", "e.position", [], [])
    if among is not None:
        sql.add(f"{row}.seq = ANY(%s)", list(among))
    elif removed:
        sql.add(f"({row}.valid_to IS NULL OR {LAST_PUBLIC.format(row=row)})")
    else:
        _add_moment(sql, row, query)
    _add_kind(sql, row, query)
    for name in SCOPES:
        values = getattr(query, name)
        if values and name != leading:
            scopes = [f"{name}:{value}" for value in values]
            sql.add(
                f"EXISTS (SELECT 1 FROM timeline_eventscope o WHERE o.seq = {row}.seq AND o.scope = ANY(%s))", scopes
            )
    _add_columns(sql, row, query)
    _add_periods(sql, row, query)
    if query.changed_from or query.changed_to:
        _add_changes(sql, query)
    if query.q and among is not None:
        sql.add(SEARCH_CONDITION.format(table="e"), *[query.q] * 3)
    elif query.q:
        _add_text(sql, query)
    return sql


def _add_moment(sql: _Sql, row: str, query: EventQuery) -> None:
    if query.as_of_seq is None:
        sql.add(f"{row}.valid_to IS NULL")
    else:
        sql.add(
            f"{row}.seq <= %s AND ({row}.valid_to IS NULL OR {row}.valid_to > %s)", query.as_of_seq, query.as_of_seq
        )


def _add_kind(sql: _Sql, row: str, query: EventQuery) -> None:
    if len(query.type) == 1:
        sql.add(f"{row}.event_type = %s", query.type[0])
        return
    if not query.statements:
        sql.add(f"NOT {row}.is_statement")
    if query.type:
        kinds = [*query.type, "statement"] if query.statements else list(query.type)
        sql.add(f"{row}.event_type = ANY(%s)", kinds)


def _add_columns(sql: _Sql, row: str, query: EventQuery) -> None:
    for name in ("forum", "stance", "finding", "confidence", "precision"):
        values = getattr(query, name)
        if values:
            sql.add(f"e.{name} = ANY(%s)", list(values))
    if query.significance:
        sql.add("e.significance = ANY(%s)", [int(value) for value in query.significance])
    if query.source_kind:
        sql.add("e.source_kinds && %s::varchar[]", list(query.source_kind))
    if query.language:
        sql.add("e.languages && %s::varchar[]", list(query.language))
    if query.role:
        paths = [f"parties/{role}" for role in query.role]
        condition, parameters = "p.path = ANY(%s)", [paths]
        if query.party:
            condition += " AND p.to_key = ANY(%s)"
            parameters.append(list(query.party))
        sql.add(f"EXISTS (SELECT 1 FROM timeline_reference p WHERE p.seq = {row}.seq AND {condition})", *parameters)


def _add_periods(sql: _Sql, row: str, query: EventQuery) -> None:
    """Keep events whose interval of days touches the period; the position bounds the walk along the index."""
    if query.happened_to:
        sql.add(f"{sql.position} < %s", (query.happened_to + timedelta(days=1)).isoformat())
    if query.happened_from:
        sql.add(f"{row}.latest >= %s", query.happened_from)
    for name, condition in (
        ("public_from", "e.public_by >= %s"),
        ("public_to", "e.public_by <= %s"),
        ("known_by", "e.public_by <= %s"),
    ):
        value = getattr(query, name)
        if value:
            sql.add(condition, value)


def _add_changes(sql: _Sql, query: EventQuery) -> None:
    """Keep events that changed in the period; that a name changed elsewhere is no change of theirs."""
    conditions, parameters = ["n.document_type = 'event'", "n.kind <> 'refreshed'"], list[Any]()
    if query.changed_from:
        conditions.append("n.published_at >= %s")
        parameters.append(datetime.combine(query.changed_from, time.min, UTC))
    if query.changed_to:
        conditions.append("n.published_at < %s")
        parameters.append(datetime.combine(query.changed_to + timedelta(days=1), time.min, UTC))
    if query.as_of_seq is not None:
        conditions.append("n.seq <= %s")
        parameters.append(query.as_of_seq)
    sql.add(f"e.key IN (SELECT n.key FROM timeline_revision n WHERE {' AND '.join(conditions)})", *parameters)


def _add_text(sql: _Sql, query: EventQuery) -> None:
    """Ask the text index first for a capped number of rows: few are all there is to read, many the date walk finds.

    Otherwise PostgreSQL walks the date index for words that are too rare for that, or absent. It must not do so for the
    few either, so they stand in the place of their table. What it holds for a common word is not asked for first.
    """
    condition, words = SEARCH_CONDITION.format(table="e"), [query.q] * 3
    inner = _Sql(EVENT_ROWS, "e.position", [], [])
    _add_moment(inner, "e", query)
    inner.add(condition, *words)
    hits = None if _is_common(condition, words) else _first_hits(inner)
    if hits is None:
        sql.add(condition, *words)
    else:
        sql.tables = sql.tables.replace(EVENT_ROWS, FEW_EVENT_ROWS)
        sql.parameters.insert(0, hits)


def _is_common(condition: str, words: list[str]) -> bool:
    """Say whether PostgreSQL expects far more rows than the cap; a wrong guess costs time and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {EVENT_ROWS} WHERE {condition}", words)
        [[plan]] = cursor.fetchall()
    found = json.loads(plan) if isinstance(plan, str) else plan
    return int(found[0]["Plan"]["Plan Rows"]) > 2 * SEARCH_CAP


def _first_hits(inner: _Sql) -> list[int] | None:
    """Return the rows that the text index finds, None if there are more than the cap."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT e.seq {inner.body} LIMIT %s", [*inner.parameters, SEARCH_CAP + 1])
        hits = [seq for (seq,) in cursor.fetchall()]
    return hits if len(hits) <= SEARCH_CAP else None
