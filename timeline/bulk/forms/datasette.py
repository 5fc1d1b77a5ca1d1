"""Tells Datasette what the tables of the SQLite file are, so that it shows names instead of ids."""

from typing import Any

from timeline.bulk.forms.form import About
from timeline.bulk.tables import TABLES, Table


def metadata(about: About, database: str) -> dict[str, Any]:
    """Return the metadata of a database (Datasette, “Metadata”): terms, tables, columns, and each line's label."""
    return {
        "title": about.title,
        "source": about.site,
        "source_url": about.site,
        "license": about.licence,
        "license_url": about.licence_url,
        "databases": {database: {"tables": {table.name: _table(table) for table in TABLES}}},
    }


def _table(table: Table) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": table.help,
        "columns": {column.name: column.help for column in table.columns},
    }
    return {**told, "label_column": table.label} if table.label else told
