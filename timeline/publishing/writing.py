"""Append revisions to the log and their rows to the index tables, in the order and at the times the log demands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction

from timeline.documents.shapes import Document, Facts, Ref, canonical
from timeline.index_rows import IndexRows, index_rows
from timeline.log import CHANNEL
from timeline.models import ChangeSet

LOG_LOCK = 0x7472_6163_6B65_72
CHUNK = 2_000

SEARCH = """setweight(to_tsvector('english', coalesce(x.title_en, '')), 'A')
 || setweight(to_tsvector('german', coalesce(x.title_de, '')), 'A')
 || setweight(to_tsvector('english', coalesce(x.body_en, '')), 'B')
 || setweight(to_tsvector('german', coalesce(x.body_de, '')), 'B')
 || setweight(to_tsvector('simple', coalesce(x.names, '')), 'C')"""
WORDS = ("title_en text", "title_de text", "body_en text", "body_de text", "names text")

# Columns with their types; a table with `search` also takes the words that become its text vector.
COLUMNS = {
    "timeline_entry": "seq bigint, valid_to bigint, document_type text, key text, state text, dispute text, "
    "forum text, position text, facts text",
    "timeline_evententry": "seq bigint, valid_to bigint, key text, position text, is_statement boolean, "
    "event_type text, significance smallint, dispute text, forum text, earliest date, latest date, "
    "public_from date, public_by date, "
    "speaker text, claim text, stance text, finding text, source_kinds text[], confidence text, "
    "precision text, languages text[]",
    "timeline_eventscope": "seq bigint, valid_to bigint, scope text, position text, latest date, is_statement boolean, "
    "event_type text",
    "timeline_reference": "seq bigint, valid_to bigint, path text, from_type text, from_key text, to_type text, "
    "to_key text, position text",
    "timeline_part": "seq bigint, valid_to bigint, kind text, key text, document_type text, document_key text, "
    "dispute text, position text, document text",
}
INDEX_TABLES = tuple(COLUMNS)
SEARCHED = ("timeline_entry", "timeline_evententry")


def _insert(table: str) -> str:
    """Put together the statement that inserts a JSON array of rows into an index table."""
    columns = COLUMNS[table].split(", ")
    names = ", ".join(column.split()[0] for column in columns)
    if table not in SEARCHED:
        return f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_to_recordset(%s) AS x({COLUMNS[table]})"
    record = ", ".join((*columns, *WORDS))
    return f"INSERT INTO {table} ({names}, search) SELECT {names}, {SEARCH} FROM jsonb_to_recordset(%s) AS x({record})"


INSERTS = {table: _insert(table) for table in INDEX_TABLES}

APPEND = """INSERT INTO timeline_revision (seq, document_type, key, kind, document, note, change_set_id, published_at)
 SELECT head.seq + x.ordinality, x.document_type, x.key, x.kind, x.document, x.note, %s,
 greatest(clock_timestamp(), head.published_at + interval '1 microsecond')
 + (x.ordinality - 1) * interval '1 microsecond'
 FROM ROWS FROM (jsonb_to_recordset(%s) AS (document_type text, key text, kind text, document text, note text))
 WITH ORDINALITY AS x(document_type, key, kind, document, note, ordinality)
 CROSS JOIN (SELECT coalesce(max(seq), 0) AS seq, coalesce(max(published_at), '-infinity') AS published_at
 FROM timeline_revision) AS head"""


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A revision to be appended; `facts` is what other documents show of it."""

    ref: Ref
    kind: str
    document: Document
    facts: Facts
    note: str = ""


def take_log_lock() -> None:
    """Wait for the right to write the log; it is held until the transaction ends. Readers are not held up."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the log is written inside a transaction only")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOG_LOCK])


def append(revisions: Sequence[NewRevision], change_set: ChangeSet) -> list[int]:
    """Append revisions in the given order, close the ones they replace, index them; return their seqs.

    The log's lock must be held. `published_at` rises by at least a microsecond a revision, whatever the clock does.
    """
    if not revisions:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM timeline_revision")
        first = cursor.fetchone()[0] + 1
        rows = [
            {
                "document_type": new.ref.object,
                "key": new.ref.id,
                "kind": new.kind,
                "document": canonical(new.document),
                "note": new.note,
            }
            for new in revisions
        ]
        for start in range(0, len(rows), CHUNK):
            cursor.execute(APPEND, [change_set.pk, _json(rows[start : start + CHUNK])])
        cursor.execute(f"NOTIFY {CHANNEL}")  # sent at the commit, once a transaction
    seqs = list(range(first, first + len(revisions)))
    _close(revisions, seqs)
    insert_index_rows(
        [
            index_rows(seq=seq, kind=new.kind, document=new.document, facts=new.facts)
            for seq, new in zip(seqs, revisions, strict=True)
        ]
    )
    return seqs


def insert_index_rows(rows: Sequence[IndexRows]) -> None:
    """Write index rows of new revisions, a statement a table and chunk."""
    tables: dict[str, list[dict[str, Any]]] = {
        "timeline_entry": [row.entry for row in rows],
        "timeline_evententry": [row.event for row in rows if row.event],
        "timeline_eventscope": [scope for row in rows for scope in row.scopes],
        "timeline_reference": [reference for row in rows for reference in row.references],
        "timeline_part": [part for row in rows for part in row.parts],
    }
    with connection.cursor() as cursor:
        for table, found in tables.items():
            for start in range(0, len(found), CHUNK):
                cursor.execute(INSERTS[table], [_json(found[start : start + CHUNK])])


def _close(revisions: Sequence[NewRevision], seqs: Sequence[int]) -> None:
    """Say in the index which revision replaced the current ones of these objects."""
    pairs = [
        {"document_type": new.ref.object, "key": new.ref.id, "seq": seq}
        for seq, new in zip(seqs, revisions, strict=True)
    ]
    replaced = """WITH new AS (SELECT * FROM jsonb_to_recordset(%s) AS x(document_type text, key text, seq bigint))
 UPDATE timeline_entry e SET valid_to = new.seq FROM new
 WHERE e.document_type = new.document_type AND e.key = new.key AND e.valid_to IS NULL RETURNING e.seq, new.seq"""
    with connection.cursor() as cursor:
        for start in range(0, len(pairs), CHUNK):
            cursor.execute(replaced, [_json(pairs[start : start + CHUNK])])
            closed = [{"old": old, "new": new} for old, new in cursor.fetchall()]
            if not closed:
                continue
            for table in INDEX_TABLES[1:]:
                cursor.execute(
                    f"UPDATE {table} t SET valid_to = x.new "
                    "FROM jsonb_to_recordset(%s) AS x(old bigint, new bigint) WHERE t.seq = x.old",
                    [_json(closed)],
                )


def _json(rows: list[dict[str, Any]]) -> str:
    return orjson.dumps(rows).decode()
