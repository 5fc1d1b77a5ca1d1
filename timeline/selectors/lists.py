"""Lists of disputes, contracts, protests, parties, claims, sources, and of the bids and awards inside contracts.

Each is one statement that walks an index in the order of the list and never counts; `count_list` counts when asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from timeline.filters import ObjectQuery
from timeline.models import State
from timeline.selectors.objects import SEARCH_CONDITION
from timeline.selectors.windows import HEAD, Page, cut

PARTS = ("bid", "award")
PART_COLUMNS = {"dispute": "e.dispute", "contract": "e.document_key", "key": "e.key"}
ENTRY_COLUMNS = {"dispute": "e.dispute", "forum": "e.forum", "key": "e.key"}
# Parties and sources belong to no dispute of their own: they are in one if a live document of it shows them.
SHOWN_IN_DISPUTE = ("party", "source")


@dataclass(slots=True)
class _Statement:
    """Tables, conditions and parameters of one list."""

    text: str
    tables: str
    where: list[str]
    parameters: list[Any]

    @property
    def body(self) -> str:
        return f"FROM {self.tables} WHERE {' AND '.join(self.where)}"


def page_of(query: ObjectQuery, *, after: str = "", before: str = "", limit: int = 100) -> Page:
    """Return the objects behind position `after` (or those just before `before`), in the type's order."""
    statement = _statement(query)
    if after or before:
        statement.where.append(f"e.position {'<' if before else '>'} %s")
        statement.parameters.append(after or before)
    direction = "DESC" if before else "ASC"
    columns = f"e.position, e.seq, {statement.text}, {HEAD}"
    sql = f"SELECT {columns} {statement.body} ORDER BY e.position {direction} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*statement.parameters, limit + 1])
        return cut(cursor.fetchall(), after=after, before=before, limit=limit)


def count_list(query: ObjectQuery) -> int:
    """Count what a list holds."""
    statement = _statement(query)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {statement.body}", statement.parameters)
        return int(cursor.fetchone()[0])


def keys_of(object_type: str, *, limit: int) -> list[str]:
    """Return the keys of the live objects of a type in their order, at most `limit`: what a reader could have meant."""
    sql = """SELECT key FROM timeline_entry WHERE document_type = %s AND valid_to IS NULL AND state = %s
             ORDER BY position LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [object_type, State.LIVE, limit])
        return [key for (key,) in cursor.fetchall()]


def _statement(query: ObjectQuery) -> _Statement:
    if query.object in PARTS:
        statement = _Statement("e.document", "timeline_part e", ["e.kind = %s"], [query.object])
        columns = PART_COLUMNS
    else:
        tables = "timeline_entry e JOIN timeline_revision r ON r.seq = e.seq"
        where = ["e.document_type = %s", "e.state = %s"]
        statement = _Statement("r.document", tables, where, [query.object, State.LIVE.value])
        columns = ENTRY_COLUMNS
    _add_moment(statement, "e", query.as_of_seq)
    for name, values in query.chosen.items():
        if name == "dispute" and query.object in SHOWN_IN_DISPUTE:
            _add_dispute(statement, values, query)
        else:
            statement.where.append(f"{columns[name]} = ANY(%s)")
            statement.parameters.append(list(values))
    if query.q:
        statement.where.append(SEARCH_CONDITION.format(table="e"))
        statement.parameters += [query.q, query.q, query.q]
    return statement


def _add_moment(statement: _Statement, row: str, as_of: int | None) -> None:
    if as_of is None:
        statement.where.append(f"{row}.valid_to IS NULL")
    else:
        statement.where.append(f"{row}.seq <= %s AND ({row}.valid_to IS NULL OR {row}.valid_to > %s)")
        statement.parameters += [as_of, as_of]


def _add_dispute(statement: _Statement, disputes: Sequence[str], query: ObjectQuery) -> None:
    inner = _Statement(
        "",
        "timeline_reference f JOIN timeline_entry o ON o.seq = f.seq",
        ["f.to_type = e.document_type", "f.to_key = e.key", "o.dispute = ANY(%s)"],
        [list(disputes)],
    )
    _add_moment(inner, "f", query.as_of_seq)
    statement.where.append(f"(e.dispute = ANY(%s) OR EXISTS (SELECT 1 {inner.body}))")
    statement.parameters += [list(disputes), *inner.parameters]
