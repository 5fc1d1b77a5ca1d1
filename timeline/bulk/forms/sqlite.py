"""Writes the record as a SQLite file that Datasette opens with its links and its search."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from timeline.bulk.forms.datasette import metadata
from timeline.bulk.forms.form import About, facts
from timeline.bulk.forms.tabular import Tabular
from timeline.bulk.tables import TABLES, Table

SQL_KINDS = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


class BrokenReference(Exception):
    """A document refers to another that is not public at the same moment: the log is not closed under reference."""


class Sqlite(Tabular):
    """A SQLite file with foreign keys and a full-text index for each table of words, as Datasette finds them."""

    NAME = "record.sqlite"
    METADATA = "datasette.json"

    def __init__(self, folder: Path, about: About) -> None:
        super().__init__(about)
        self.folder = folder
        self.line = sqlite3.connect(folder / self.NAME)
        self.line.execute("PRAGMA journal_mode = OFF")  # a build that breaks off is thrown away whole
        self.line.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            self.line.execute(create_table(table))
        self.line.execute("CREATE TABLE record (name TEXT PRIMARY KEY, value TEXT)")
        self.line.executemany("INSERT INTO record VALUES (?, ?)", sorted(facts(about).items()))

    def write(self, table: Table, lines: list[tuple[Any, ...]]) -> None:
        """Insert lines."""
        marks = ", ".join("?" * len(table.columns))
        self.line.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', lines)  # noqa: S608 - names of ours

    def finish(self) -> Mapping[str, int]:
        """Index the words and the foreign keys; raise BrokenReference if a line names what is not there."""
        counts = self._flush_all()
        with closing(self.line) as line:
            for table in TABLES:
                for statement in indexes(table):
                    line.execute(statement)
            broken = line.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise BrokenReference(f"{len(broken)} references lead nowhere, the first in table {broken[0][0]}")
            line.commit()
            line.execute("ANALYZE")
            line.commit()
        told = metadata(self.about, self.NAME.partition(".")[0])
        (self.folder / self.METADATA).write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
        return counts


def create_table(table: Table) -> str:
    """Return the statement that makes a table with its keys."""
    columns = [f'"{column.name}" {SQL_KINDS[column.kind]}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    foreign = [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{column.refers}" ("id")'
        for column in table.columns
        if column.refers
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join([*columns, f"PRIMARY KEY ({key})", *foreign])})'


def indexes(table: Table) -> Iterator[str]:
    """Yield the statements that index a table's references and its words."""
    for column in table.columns:
        if column.refers:
            yield f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'
    if table.searched:
        words = ", ".join(f'"{name}"' for name in table.searched)
        name = f"{table.name}_fts"
        options = f"content=\"{table.name}\", tokenize='unicode61 remove_diacritics 2'"
        yield f'CREATE VIRTUAL TABLE "{name}" USING fts5({words}, {options})'
        yield f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')'  # noqa: S608 - names of ours
