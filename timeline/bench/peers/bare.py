"""What no framework can beat: a bare WSGI application with one statement that builds the JSON, or one indexed read.

The statement is hand-written over the textbook's tables. It goes out with its values in it, the contract's number among
them: so PostgreSQL sees how large the contract is, and walks an index instead of sorting all that it holds.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import psycopg

LIST = """SELECT json_build_object('results', coalesce(json_agg(x), '[]'))::text FROM (
 SELECT e.public_id, e.type, e.slug, e.date, e.title, e.summary, e.significance, e.sealed, e.confidence,
  (SELECT json_build_object('slug', d.slug, 'name', d.name)
   FROM textbook.dispute d WHERE d.id = e.dispute_id) AS dispute,
  (SELECT json_build_object('slug', c.slug, 'title', c.title, 'acronym', c.acronym)
   FROM textbook.contract c WHERE c.id = e.contract_id) AS contract,
  (SELECT json_build_object('public_id', p.public_id, 'forum', p.forum, 'docket', p.docket)
   FROM textbook.protest p WHERE p.id = e.protest_id) AS protest,
  (SELECT json_agg(json_build_object('role', r.role, 'party', json_build_object(
     'slug', q.slug, 'name', q.name, 'short_name', q.short_name, 'kind', q.kind)))
   FROM textbook.event_party r JOIN textbook.party q ON q.id = r.party_id WHERE r.event_id = e.id) AS parties,
  (SELECT json_agg(json_build_object('anchor', t.anchor, 'source', json_build_object('public_id', s.public_id,
     'title', s.title, 'url', s.url, 'publisher', s.publisher, 'published', s.published, 'kind', s.kind,
     'lang', s.lang)))
   FROM textbook.citation t JOIN textbook.source s ON s.id = t.source_id WHERE t.event_id = e.id) AS citations
 FROM (SELECT * FROM textbook.event
       WHERE contract_id = %(contract)s AND type = %(type)s
        AND date BETWEEN %(date_from)s AND %(date_to)s
       ORDER BY date DESC, id DESC LIMIT 100) e) x"""
CONTRACT = "SELECT id FROM textbook.contract WHERE slug = %(contract)s"
NEWEST = "SELECT seq FROM timeline_revision ORDER BY seq DESC LIMIT 1"

Start = Callable[[str, list[tuple[str, str]]], object]


@cache
def _connection() -> "psycopg.Connection[Any]":
    """Open this process's connection: its threads take turns, as the database has no more cores than that."""
    return psycopg.connect(
        os.environ["DATABASE_URL"], autocommit=True, cursor_factory=psycopg.ClientCursor, options="-c jit=off"
    )


@cache
def _number(contract: str) -> int:
    return int(_row(CONTRACT, {"contract": contract})[0])


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer `/events/` with the list, `/tag/` with a validator or, where it still holds, 304; all else is empty."""
    if environ["PATH_INFO"] == "/events/":
        asked = dict(parse_qsl(environ["QUERY_STRING"]))
        [body] = _row(LIST, {**asked, "contract": _number(asked["contract"])})
        return _answer(start, "200 OK", body.encode())
    if environ["PATH_INFO"] == "/tag/":
        tag = f'"{_row(NEWEST, {})[0]}"'
        unchanged = environ.get("HTTP_IF_NONE_MATCH") == tag
        return _answer(start, "304 Not Modified" if unchanged else "200 OK", b"", ("ETag", tag))
    return _answer(start, "200 OK", b"")


def _row(statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = _connection().execute(statement, values).fetchone()
    if row is None:
        raise LookupError("the record is empty")
    return row


def _answer(start: Start, status: str, body: bytes, *headers: tuple[str, str]) -> Iterable[bytes]:
    length = [] if status.startswith("304") else [("Content-Length", str(len(body)))]
    start(status, [("Content-Type", "application/json"), *length, *headers])
    return [body] if body else []
