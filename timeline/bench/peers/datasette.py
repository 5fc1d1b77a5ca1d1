"""Serves the textbook's tables through Datasette, as newsrooms publish data, in an environment of its own.

Datasette comes from the package index, for the benchmark alone, into the folder of local things. It runs under granian:
under uvicorn every second answer waits 40 ms for an acknowledgement, which would flatter us.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from timeline.bench.servers import running

PACKAGES = ("datasette==0.65.*", "granian==2.*")
APPLICATION = Path(__file__).with_name("datasette_app.py")
NAME = "textbook"  # of the file without its ending, by which Datasette names a database
TABLES = ("dispute", "contract", "protest", "party", "source", "event", "event_party", "citation")
INDEXES = """
CREATE UNIQUE INDEX contract_slug ON contract (slug);
CREATE INDEX event_contract ON event (contract_id, date DESC, id DESC);
CREATE INDEX event_type ON event (contract_id, type, date DESC, id DESC);
CREATE INDEX event_date ON event (date DESC, id DESC);
CREATE INDEX event_party_event ON event_party (event_id);
CREATE INDEX citation_event ON citation (event_id);
ANALYZE;
"""
QUERY = """SELECT e.public_id, e.type, e.slug, e.date, e.title, e.summary, e.significance, e.sealed, e.confidence,
 (SELECT json_object('slug', d.slug, 'name', d.name) FROM dispute d WHERE d.id = e.dispute_id) AS dispute,
 json_object('slug', c.slug, 'title', c.title, 'acronym', c.acronym) AS contract,
 (SELECT json_object('public_id', p.public_id, 'forum', p.forum, 'docket', p.docket)
  FROM protest p WHERE p.id = e.protest_id) AS protest,
 (SELECT json_group_array(json_object('role', r.role, 'party', json_object(
    'slug', q.slug, 'name', q.name, 'short_name', q.short_name, 'kind', q.kind)))
  FROM event_party r JOIN party q ON q.id = r.party_id WHERE r.event_id = e.id) AS parties,
 (SELECT json_group_array(json_object('anchor', t.anchor, 'source', json_object('public_id', s.public_id,
    'title', s.title, 'url', s.url, 'publisher', s.publisher, 'published', s.published, 'kind', s.kind,
    'lang', s.lang)))
  FROM citation t JOIN source s ON s.id = t.source_id WHERE t.event_id = e.id) AS citations
 FROM event e JOIN contract c ON c.id = e.contract_id
 WHERE c.slug = :contract AND e.type = :type AND e.date BETWEEN :date_from AND :date_to
 ORDER BY e.date DESC, e.id DESC LIMIT 100"""
NUMBERS = ("dispute_id", "contract_id", "protest_id", "event_id", "party_id", "source_id", "significance", "sealed")
NESTED = ("dispute", "contract", "protest", "parties", "citations")
SETTINGS = {
    "default_page_size": 100,
    "max_returned_rows": 1_000,
    "suggest_facets": False,
    "sql_time_limit_ms": 20_000,
}


class NoDatasette(RuntimeError):
    """Datasette could not be installed; the message says why."""


def install(folder: Path, *, fetch: bool = True) -> Path:
    """Install Datasette and granian if they are not there and may be fetched.

    Return the folder of their programs; raise NoDatasette.
    """
    home = folder / "datasette"
    programs = home / "bin"
    if not (programs / "datasette").is_file() or not (programs / "granian").is_file():
        if not fetch:
            raise NoDatasette("Datasette is not here, and a short run fetches nothing")
        _run([sys.executable, "-m", "venv", "--clear", str(home)])
        _run([str(programs / "python"), "-m", "pip", "install", "--quiet", *PACKAGES])
    return programs


def write(path: Path) -> None:
    """Copy the textbook's tables of this process's database into a SQLite file, with the same indexes."""
    with sqlite3.connect(path) as file, connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM textbook.{table} ORDER BY id")
            names = [column.name for column in cursor.description]
            columns = ", ".join(f"{name} {_kind(name)}" for name in names)
            file.execute(f"CREATE TABLE {table} ({columns})")
            places = ", ".join("?" * len(names))
            rows = (tuple(map(_plain, row)) for row in cursor)
            file.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        file.executescript(INDEXES)
    file.close()


@contextmanager
def serving_datasette(programs: Path) -> Iterator[str]:
    """Serve the textbook by two processes of Datasette for the time of the block; yields the address of its list."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{NAME}.db"
        write(path)
        shutil.copy(APPLICATION, folder)  # away from this module, which has the name of what it imports
        metadata = {"databases": {NAME: {"queries": {"events": {"sql": QUERY}}}}}
        told = {"PEER_FILE": str(path), "PEER_METADATA": json.dumps(metadata), "PEER_SETTINGS": json.dumps(SETTINGS)}
        command = [str(programs / "granian"), "--interface", "asgi", "--workers", "2", "--log-level", "warning"]
        command += ["--working-dir", folder, "--host", "127.0.0.1", "--port"]
        with running(lambda port: [*command, str(port), f"{APPLICATION.stem}:app"], {**os.environ, **told}) as site:
            yield f"{site}/{NAME}/events.json"


def listed(events: str, **asked: str) -> str:
    """Return the address of a list as an array of events, with what is nested as JSON and not as text."""
    return f"{events}?{urlencode([*asked.items(), ('_shape', 'array'), *(('_json', name) for name in NESTED)])}"


def _kind(name: str) -> str:
    """Return a column's type; without one, SQLite would use no index where numbers are compared."""
    if name == "id":
        return "INTEGER PRIMARY KEY"
    return "INTEGER" if name in NUMBERS else "TEXT"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, timeout=300, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip()
        raise NoDatasette(f"Datasette could not be installed: {said[-200:]}") from error
