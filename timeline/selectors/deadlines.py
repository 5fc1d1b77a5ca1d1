"""Due dates of live protests: their lists by dispute, protest, forum, kind and what they are on a day.

Each list is one statement in the order of the due dates. What a due date is on a day is decided in SQL as
`contracts.procedure.deadline_state` decides it; a property test holds the two together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from contracts.procedure import DeadlineState
from contracts.procedure.deadlines import BREACHES, NOTHING_CAME
from timeline.clocks import deadline_state_on
from timeline.derived import agencies_of
from timeline.documents.shapes import Document, parsed
from timeline.filters import ObjectQuery
from timeline.selectors.objects import documents
from timeline.selectors.windows import HEAD, Page, cut

STATE = """CASE
 WHEN d.due ->> 'met_on' <= %(on)s THEN CASE WHEN {missable} AND d.due ->> 'met_on' > d.due ->> 'due_date'
   THEN 'MISSED' ELSE 'MET' END
 WHEN d.due ->> 'superseded_on' <= %(on)s THEN CASE WHEN (d.due -> 'right')::boolean
   AND d.due ->> 'due_date' < d.due ->> 'superseded_on' THEN 'MOOT' ELSE 'SUPERSEDED' END
 WHEN d.due ->> 'moot_on' <= %(on)s THEN CASE WHEN {missable} AND d.due ->> 'moot_on' > d.due ->> 'due_date'
   AND d.due ->> 'moot_why' IN ({breaches}) AND NOT (d.due -> 'right')::boolean THEN 'MISSED' ELSE 'MOOT' END
 WHEN %(on)s <= d.due ->> 'due_date' THEN 'OPEN'
 WHEN (d.due -> 'right')::boolean OR d.due ->> 'moot_why' = '{nothing_came}' THEN 'MOOT'
 WHEN {missable} THEN 'MISSED'
 ELSE 'OVERDUE' END""".format(
    missable="(d.due ->> 'kind' = 'LEGAL' AND d.due ->> 'owner' NOT IN ('GAO', 'court')"
    " AND d.due ->> 'certainty' <> 'projected')",
    breaches=", ".join(f"'{why}'" for why in sorted(BREACHES)),
    nothing_came=NOTHING_CAME,
)
# A clock is there from its event on, even where it counts from an award before or from a due date still to come.
STARTED = "coalesce(d.due #>> '{trigger_event,date,earliest}', d.due ->> 'trigger_date')"
# OFFSET keeps the planner from reading the text anew for each condition.
TABLES = "timeline_part p CROSS JOIN LATERAL (SELECT p.document::jsonb AS due OFFSET 0) d"
COLUMNS = {
    "dispute": "p.dispute",
    "protest": "p.document_key",
    "key": "p.key",
    "forum": "d.due -> 'protest' ->> 'forum'",
    "kind": "d.due ->> 'kind'",
    "state": STATE,
    "owner": "d.due ->> 'owner'",
    # Some rules carry a number of their own: COFC_REMAND_DAYS(120).
    "rule": "split_part(d.due ->> 'rule', '(', 1)",
}


@dataclass(frozen=True, slots=True)
class DeadlineQuery:
    """What a list of due dates is asked for; `on` is the day for which it says what they are.

    `chosen` maps `dispute`, `protest`, `forum`, `kind`, `state`, `owner`, `rule` and `key` to alternatives. Clocks that
    start after `on` are left out. `first_due` and `last_due` bound the due dates, both included.
    """

    on: date
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_of_seq: int | None = None
    first_due: date | None = None
    last_due: date | None = None

    @classmethod
    def asked(cls, query: ObjectQuery, on: date, as_of_seq: int | None = None) -> "DeadlineQuery":
        """Make it of what the filters of an address say."""
        first, last = query.days.get("due_from"), query.days.get("due_to")
        return cls(on, query.chosen, as_of_seq, first, last)


@dataclass(frozen=True, slots=True)
class DueDate:
    """One due date as published: its part of the document, what it is on the day, and the revision that holds it."""

    document: Document
    state: DeadlineState
    seq: int
    published_at: datetime


def agency_names(stored: Iterable[Document], *, as_of: int | None = None) -> dict[str, str]:
    """Return what the agencies are called that deadlines (their documents) were computed for, by slug; one query."""
    agencies = {("party", slug) for one in stored for slug in agencies_of(one)}
    return {key: party["name"] for (_type, key), party in documents(agencies, as_of=as_of).items()}


def page_of_deadlines(query: DeadlineQuery, *, after: str = "", before: str = "", limit: int = 100) -> Page:
    """Return the due dates behind position `after` (or those just before `before`), the earliest first."""
    where, values = _conditions(query)
    if after or before:
        where += f" AND p.position {'<' if before else '>'} %(place)s"
    sql = (
        f"SELECT p.position, p.seq, p.document, {HEAD} FROM {TABLES} WHERE {where}"
        f" ORDER BY p.position {'DESC' if before else 'ASC'} LIMIT %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "place": after or before, "limit": limit + 1})
        return cut(cursor.fetchall(), after=after, before=before, limit=limit)


def due_dates(query: DeadlineQuery, *, limit: int, latest_first: bool = False) -> list[DueDate]:
    """Return due dates with what they are on the day and when that was published, at most `limit`."""
    where, values = _conditions(query)
    sql = (
        f"SELECT p.document, p.seq, r.published_at FROM {TABLES} JOIN timeline_revision r ON r.seq = p.seq"
        f" WHERE {where}"
        f" ORDER BY p.position {'DESC' if latest_first else 'ASC'} LIMIT %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "limit": limit})
        return list(_read(cursor.fetchall(), query.on))


# What a follower would call a change of a due date; names and working change without it.
TOLD = "ARRAY[{0} ->> 'due_date', {0} ->> 'met_on', {0} ->> 'superseded_on', {0} ->> 'moot_on', {0} ->> 'certainty']"


def told_due_dates(query: DeadlineQuery, *, limit: int) -> list[DueDate]:
    """Return due dates by the time since which they stand as they do, the newest first, at most `limit`."""
    where, values = _conditions(query)
    now, then = TOLD.format("d.due"), TOLD.format("q.document::jsonb")
    sql = f"""SELECT p.document, n.seq, n.published_at FROM {TABLES} CROSS JOIN LATERAL (
      SELECT r.seq, r.published_at, {then} = {now} AS alike, lag({then} = {now}) OVER (ORDER BY r.seq) AS before
      FROM timeline_revision r JOIN timeline_part q ON q.seq = r.seq AND q.kind = 'deadline' AND q.key = p.key
      WHERE r.document_type = p.document_type AND r.key = p.document_key) n
     WHERE {where} AND n.alike AND n.before IS NOT true
     ORDER BY n.seq DESC, p.position LIMIT %(limit)s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "limit": limit})
        return list(_read(cursor.fetchall(), query.on))


def count_deadlines(query: DeadlineQuery) -> int:
    """Count what a list holds."""
    where, values = _conditions(query)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLES} WHERE {where}", values)
        return int(cursor.fetchone()[0])


def years_of_deadlines(query: DeadlineQuery) -> dict[str, int]:
    """Count due dates by year, the latest year first."""
    where, values = _conditions(query)
    sql = f"SELECT left(p.position, 4), count(*) FROM {TABLES} WHERE {where} GROUP BY 1 ORDER BY 1 DESC"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


def _read(rows: Sequence[tuple[str, int, datetime]], on: date) -> Iterator[DueDate]:
    for text, seq, published_at in rows:
        document = parsed(text)
        yield DueDate(document, deadline_state_on(document, on), seq, published_at)


def _conditions(query: DeadlineQuery) -> tuple[str, dict[str, Any]]:
    """Return a statement's conditions and their values."""
    values: dict[str, Any] = {"on": query.on.isoformat()}
    where = ["p.kind = 'deadline'"]
    if query.as_of_seq is None:
        where.append("p.valid_to IS NULL")
    else:
        where.append("p.seq <= %(as_of)s AND (p.valid_to IS NULL OR p.valid_to > %(as_of)s)")
        values["as_of"] = query.as_of_seq
    if query.first_due is not None:
        where.append("p.position >= %(first_due)s")
        values["first_due"] = query.first_due.isoformat()
    if query.last_due is not None:
        # Behind a day's ten characters stands a tilde, which sorts before this.
        where.append("p.position < %(last_due)s")
        values["last_due"] = f"{query.last_due.isoformat()}\x7f"
    where.append(f"{STARTED} <= %(on)s")
    for name, chosen in query.chosen.items():
        where.append(f"{COLUMNS[name]} = ANY(%({name})s)")
        values[name] = list(chosen)
    return " AND ".join(where), values
