"""Writes the tables of the record as Parquet files in one archive; only where the optional `pyarrow` is installed."""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from timeline.bulk.forms.csv_bundle import entry
from timeline.bulk.forms.form import About, facts
from timeline.bulk.forms.tabular import Tabular
from timeline.bulk.tables import TABLES, Column, Table

KINDS = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
PART = 1 << 20


class Parquet(Tabular):
    """An archive of Parquet files, one a table, that are compressed themselves; each says of which moment it is."""

    NAME = "record.parquet.zip"

    def __init__(self, folder: Path, about: About) -> None:
        super().__init__(about)
        self.folder = folder
        self.writers = {table.name: self._writer(table) for table in TABLES}

    def write(self, table: Table, lines: list[tuple[Any, ...]]) -> None:
        """Append lines to the table's file as a group of rows."""
        if not lines:
            return
        writer = self.writers[table.name]
        columns = [
            pa.array([_value(column, line[place]) for line in lines], type=KINDS[column.kind])
            for place, column in enumerate(table.columns)
        ]
        writer.write_table(pa.Table.from_arrays(columns, schema=writer.schema))

    def finish(self) -> Mapping[str, int]:
        """Close the files and pack them."""
        counts = self._flush_all()
        for writer in self.writers.values():
            writer.close()
        with zipfile.ZipFile(self.folder / self.NAME, "w", zipfile.ZIP_STORED) as bundle:
            for table in TABLES:
                path = self._path(table)
                with path.open("rb") as file, bundle.open(entry(path.name, zipfile.ZIP_STORED), "w") as packed:
                    while part := file.read(PART):
                        packed.write(part)
                path.unlink()
        return counts

    def _writer(self, table: Table) -> parquet.ParquetWriter:
        fields = [
            pa.field(column.name, KINDS[column.kind], metadata={"description": column.help}) for column in table.columns
        ]
        said = {"description": table.help, **facts(self.about)}
        return parquet.ParquetWriter(self._path(table), pa.schema(fields, metadata=said), compression="zstd")

    def _path(self, table: Table) -> Path:
        return self.folder / f"{table.name}.parquet"


def _value(column: Column, value: Any) -> Any:
    return date.fromisoformat(value) if column.kind == "date" and value is not None else value
