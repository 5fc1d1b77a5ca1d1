"""Builds the files of one moment of the log in one pass over its documents, with a manifest; all of it or nothing."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext_noop

from timeline import selectors
from timeline.bulk import shelf
from timeline.bulk.forms import FORMS, CsvBundle, Ocds, Sqlite
from timeline.bulk.forms.form import About
from timeline.bulk.reading import everything
from timeline.exports.tables import LICENCE, LICENCE_ADDRESS

TITLE = "Contract Disputes: the whole record"
WHAT = {
    CsvBundle.NAME: ("application/zip", gettext_noop("Tables as CSV with a data dictionary (datapackage.json)")),
    Sqlite.NAME: (
        "application/vnd.sqlite3",
        gettext_noop("The same tables as a SQLite database with full-text search"),
    ),
    Sqlite.METADATA: (
        "application/json",
        gettext_noop("What the SQLite database's tables and columns are: datasette record.sqlite -m datasette.json"),
    ),
    # Named here as a word: the module that writes it is there only where pyarrow is.
    "record.parquet.zip": ("application/zip", gettext_noop("The same tables as Parquet files")),
    Ocds.RELEASES: ("application/gzip", gettext_noop("OCDS 1.1: a release for each change of a contracting process")),
    Ocds.RECORDS: ("application/gzip", gettext_noop("OCDS 1.1: a record for each contracting process")),
}
JSON_LINES = ("application/gzip", gettext_noop("Documents as JSON Lines, as the API gives them"))
PART = 1 << 20
Say = Callable[[int], None]


def build(*, now: datetime, say: Say = lambda _done: None) -> Path:
    """Build the newest moment of the log unless it stands on the shelf; return its folder.

    `say` is told how many documents were read. A build that breaks off leaves nothing on the shelf.
    """
    seq = selectors.latest_seq()
    folder = shelf.folder_of(seq)
    if (folder / shelf.MANIFEST).exists():
        return folder
    unfinished = folder.with_name(f"{folder.name}{shelf.UNFINISHED}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    said = about(seq)
    counts = _write(unfinished, said, say)
    manifest = _manifest(unfinished, said, counts, now)
    (unfinished / shelf.MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    unfinished.rename(folder)
    return folder


def about(seq: int) -> About:
    """Return what the files of a moment say of themselves."""
    return About(seq, selectors.published_at(seq), settings.SITE_URL, TITLE, LICENCE, LICENCE_ADDRESS)


def _write(folder: Path, said: About, say: Say) -> Counter[str]:
    forms = [form(folder, said) for form in FORMS]
    counts = Counter[str]()
    for stored in everything(said.seq):
        for form in forms:
            form.add(stored)
        counts[stored.type] += 1
        say(counts.total())
    for form in forms:
        form.finish()
    return counts


def _manifest(folder: Path, said: About, counts: Counter[str], now: datetime) -> dict[str, Any]:
    return {
        "title": said.title,
        "site": said.site,
        "seq": said.seq,
        "moment": said.moment,
        "built_at": now,
        "release": settings.RELEASE,
        "licence": said.licence,
        "licence_url": said.licence_url,
        "counts": dict(counts),
        # Builds from before a take-down were deleted: nobody should keep what was downloaded of them.
        "last_taken_down": selectors.last_taken_down() or None,
        "withdrawn": shelf.withdrawn(),
        "files": [_entry(path) for path in sorted(folder.iterdir())],
    }


def _entry(path: Path) -> dict[str, Any]:
    media_type, help_ = WHAT.get(path.name, JSON_LINES)
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(PART):
            digest.update(part)
    return {
        "name": path.name,
        "bytes": path.stat().st_size,
        "sha256": digest.hexdigest(),
        "media_type": media_type,
        "description": help_,
    }
