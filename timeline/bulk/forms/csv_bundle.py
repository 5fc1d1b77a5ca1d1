"""Writes the record as a zip of CSV files with a data dictionary (Frictionless Data Package)."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from timeline.bulk.forms.form import About
from timeline.bulk.forms.tabular import Tabular
from timeline.bulk.tables import TABLES, Column, Table
from timeline.exports.tables import safe

# An archive keeps no time of its own, so that two builds of one moment are the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class CsvBundle(Tabular):
    """A zip of CSV files with `datapackage.json` (Frictionless Data Package 1.0), which says what each column holds."""

    NAME = "record.csv.zip"

    def __init__(self, folder: Path, about: About) -> None:
        super().__init__(about)
        self.folder = folder
        for table in TABLES:
            self._path(table).write_text(_csv([tuple(column.name for column in table.columns)]), encoding="utf-8")

    def write(self, table: Table, lines: list[tuple[Any, ...]]) -> None:
        """Append lines to the table's file."""
        with self._path(table).open("a", encoding="utf-8", newline="") as file:
            file.write(_csv([tuple(map(_cell, line)) for line in lines]))

    def finish(self) -> Mapping[str, int]:
        """Pack the tables."""
        counts = self._flush_all()
        with zipfile.ZipFile(self.folder / self.NAME, "w", zipfile.ZIP_DEFLATED) as bundle:
            _pack(bundle, "datapackage.json", orjson.dumps(datapackage(self.about), option=orjson.OPT_INDENT_2))
            for table in TABLES:
                path = self._path(table)
                with path.open("rb") as file, bundle.open(entry(f"{table.name}.csv"), "w") as packed:
                    while part := file.read(1 << 20):
                        packed.write(part)
                path.unlink()
        return counts

    def _path(self, table: Table) -> Path:
        return self.folder / f"{table.name}.csv"


def datapackage(about: About) -> dict[str, Any]:
    """Describe the CSV files as a Frictionless Data Package."""
    return {
        "profile": "tabular-data-package",
        "name": "contract-disputes",
        "title": about.title,
        "version": str(about.seq),
        "created": about.moment.isoformat() if about.moment else None,
        "homepage": about.site,
        "licenses": [{"name": "CC-BY-4.0", "path": about.licence_url, "title": about.licence}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    foreign = [
        {"fields": column.name, "reference": {"resource": _name(column.refers), "fields": "id"}}
        for column in table.columns
        if column.refers
    ]
    return {
        "profile": "tabular-data-resource",
        "name": _name(table.name),
        "path": f"{table.name}.csv",
        "description": table.help,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": foreign,
        },
    }


def _name(table: str) -> str:
    """Return a table's name as the names of resources are written."""
    return table.replace("_", "-")


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.help}
    if column.kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field


def _cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet computes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(value) if isinstance(value, str) else str(value)


def _csv(lines: list[tuple[str, ...]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


def entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """Return a place in an archive that bears no time of its own."""
    found = zipfile.ZipInfo(name, NO_DATE)
    found.compress_type = compression
    found.external_attr = 0o644 << 16
    return found


def _pack(bundle: zipfile.ZipFile, name: str, content: bytes) -> None:
    bundle.writestr(entry(name), content)
