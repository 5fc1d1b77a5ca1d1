"""Turns documents into lines of tables, a thousand at a time: what CSV and SQLite share."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.bulk.forms.form import About
from timeline.bulk.reading import Stored
from timeline.bulk.tables import TABLES, Table

BUFFER = 1_000  # lines that are held back before they are written


class Tabular:
    """A form that consists of tables."""

    def __init__(self, about: About) -> None:
        self.about, self.counts = about, Counter({table.name: 0 for table in TABLES})
        self.held: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in TABLES}

    def add(self, stored: Stored) -> None:
        """Take the document's lines."""
        for table in TABLES:
            if table.of not in {"", stored.type}:
                continue
            held = self.held[table.name]
            held.extend(self._lines(table, stored))
            if len(held) >= BUFFER:
                self._flush(table)

    def _lines(self, table: Table, stored: Stored) -> Iterator[tuple[Any, ...]]:
        place = next((number for number, column in enumerate(table.columns) if column.name == "page_url"), None)
        for line in table.rows(stored.document):
            if place is None:
                yield line
            else:
                yield (*line[:place], f"{self.about.site}{line[place]}", *line[place + 1 :])

    def _flush(self, table: Table) -> None:
        held = self.held[table.name]
        self.write(table, held)
        self.counts[table.name] += len(held)
        held.clear()

    def _flush_all(self) -> Mapping[str, int]:
        for table in TABLES:
            self._flush(table)
        return self.counts

    def write(self, table: Table, lines: list[tuple[Any, ...]]) -> None:
        """Write some lines of a table."""
        raise NotImplementedError
