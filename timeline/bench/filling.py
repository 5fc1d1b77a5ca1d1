"""Writes invented documents into the log and its index by COPY, through the very function that publishing indexes with.

Only an empty log of a benchmark or a test may be filled so: it skips the door.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection

from timeline.bench.world import Document, World, make_events
from timeline.documents import FACTS
from timeline.documents.shapes import canonical, ref_of, shown_facts
from timeline.index_rows import IndexRows, index_rows
from timeline.models import ChangeSet, Revision
from timeline.publishing.writing import COLUMNS, INDEX_TABLES, SEARCH, SEARCHED, WORDS

CHUNK = 5_000
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
REVISION = ("seq", "document_type", "key", "kind", "document", "note", "change_set_id", "published_at")


def fill(world: World, progress: Callable[[int], None] = lambda _done: None) -> int:
    """Write a world and its events as first revisions; tell `progress` how many are done; return their number."""
    if Revision.objects.exists():
        raise RuntimeError("only an empty log is filled with invented documents")
    change_set = ChangeSet.objects.create(note="Invented")
    done = 0
    documents = _chain(world)
    while chunk := list(islice(documents, CHUNK)):
        _write(chunk, done, change_set.pk)
        done += len(chunk)
        progress(done)
    with connection.cursor() as cursor:
        for table in ("timeline_revision", *INDEX_TABLES):
            cursor.execute(f"ANALYZE {table}")
    return done


@contextmanager
def without_indexes() -> Iterator[None]:
    """Drop what indexes the tables beside their keys, and make it anew afterwards: many times faster for many rows."""
    find = """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
              WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique"""
    with connection.cursor() as cursor:
        cursor.execute(find, [["timeline_revision", *INDEX_TABLES]])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in found:
            cursor.execute(definition)


def _chain(world: World) -> Iterator[Document]:
    yield from world.documents
    yield from make_events(world)


def _write(documents: list[Document], done: int, change_set: int) -> None:
    revisions, indexed = [], []
    for seq, document in enumerate(documents, done + 1):
        ref = ref_of(document)
        at = BEGIN + timedelta(microseconds=seq)
        revisions.append((seq, ref.object, ref.id, "published", canonical(document), "", change_set, at))
        facts = FACTS[ref.object](document, shown_facts(document))
        indexed.append(index_rows(seq=seq, kind="published", document=document, facts=facts))
    _copy("timeline_revision", REVISION, revisions)
    for table, rows in _by_table(indexed).items():
        _copy_rows(table, rows)


def _by_table(indexed: Iterable[IndexRows]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {table: [] for table in INDEX_TABLES}
    for rows in indexed:
        tables["timeline_entry"].append(rows.entry)
        if rows.event:
            tables["timeline_evententry"].append(rows.event)
        tables["timeline_eventscope"] += rows.scopes
        tables["timeline_reference"] += rows.references
        tables["timeline_part"] += rows.parts
    return tables


def _copy_rows(table: str, rows: list[dict[str, Any]]) -> None:
    """Copy index rows into their table; those that are searched go through one that holds their words."""
    names = [column.split()[0] for column in COLUMNS[table].split(", ")]
    if table not in SEARCHED:
        _copy(table, names, ([row[name] for name in names] for row in rows))
        return
    waiting = f"bench_{table}"
    words = [word.split()[0] for word in WORDS]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {waiting} ({', '.join((COLUMNS[table], *WORDS))})")
        _copy(waiting, [*names, *words], ([row.get(name) for name in (*names, *words)] for row in rows))
        listed = ", ".join(names)
        cursor.execute(f"INSERT INTO {table} ({listed}, search) SELECT {listed}, {SEARCH} FROM {waiting} x")
        cursor.execute(f"TRUNCATE {waiting}")


def _copy(table: str, names: Iterable[str], rows: Iterable[Any]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
