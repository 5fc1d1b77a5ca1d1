"""Takes a backup: one state of the database, the copies of sources that it names, and a manifest to check it by."""

import fcntl
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.db import connection, transaction

from timeline.backups import shelf as shelves
from timeline.backups.programs import environment, program, server_version
from timeline.backups.sealing import Facts, seal
from timeline.backups.shelf import Snapshot
from timeline.evidence import store
from timeline.models import Copy

LOCK = "backup.lock"
Say = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much (0: nobody knows)."""


class NotTaken(RuntimeError):
    """No backup was made; the message says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was made: its snapshot, how many copies were new, which are missing, and what was thrown away."""

    snapshot: Snapshot
    new: int
    missing: tuple[str, ...]
    gone: tuple[str, ...]


def take(
    folder: Path, public: pyrage.x25519.Recipient, *, now: datetime, keep: int = 0, say: Say = lambda *_: None
) -> Taken:
    """Write a snapshot into a folder, then throw away all but the newest `keep` (0: none is).

    The database is read in one transaction, so log, counts and list of copies are of one moment, and nobody waits for
    it. Copies that an earlier snapshot holds are not written again. A crash at any moment leaves the earlier snapshots
    as they were. Raises NotTaken, NoProgram or OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder), _one_moment() as moment:
        place = shelves.new_folder(folder, now)
        say("database", 0, 0)
        dump = _dump(place / shelves.DUMP, moment, public)
        counts = _counts(lambda done, of: say("counting", done, of))
        copies, new, missing = _copies(folder, public, lambda done, of: say("copies", done, of))
        snapshot = shelves.finish(
            place,
            {
                "made_at": now.astimezone(UTC).isoformat(),
                "release": settings.RELEASE,
                "database": {"sha256": dump.sha256, "size": dump.size, "version": server_version()},
                "seq": _seq(),
                "rows": counts,
                "copies": copies,
                "missing_copies": missing,
                "settings": _settings_said(),
            },
        )
        gone = shelves.throw_away(folder, keep=keep) if keep else []
    return Taken(snapshot, new, tuple(missing), tuple(gone))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotTaken(f"Another backup into {folder} is under way.") from error
        yield


@contextmanager
def _one_moment() -> Iterator[str]:
    """Hold one state of the database; yield the name under which another program reads the same."""
    if connection.in_atomic_block:
        raise NotTaken("A backup cannot be taken within a transaction.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # it waits for pg_dump, however long
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _dump(path: Path, moment: str, public: pyrage.x25519.Recipient) -> Facts:
    command = [program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        if running.stdout is None or running.stderr is None:
            raise NotTaken("pg_dump was started without pipes")
        facts = seal(running.stdout, path, public)
        said = running.stderr.read().decode(errors="replace").strip()
    if running.returncode:
        path.unlink(missing_ok=True)
        raise NotTaken(f"pg_dump failed: {said[-500:]}")
    return facts


def tables() -> list[str]:
    """Return the tables of the site's schema, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [name for (name,) in cursor.fetchall()]


def _counts(say: Callable[[int, int], None]) -> dict[str, int]:
    names = tables()
    counted = {}
    with connection.cursor() as cursor:
        for number, name in enumerate(names):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a table's own name
            counted[name] = cursor.fetchone()[0]
            say(number + 1, len(names))
    return counted


def _seq() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM timeline_revision")
        return int(cursor.fetchone()[0])


def _copies(
    folder: Path, public: pyrage.x25519.Recipient, say: Callable[[int, int], None]
) -> tuple[list[dict[str, Any]], int, list[str]]:
    """Write the copies that are new; return the facts of all, how many were new, and which are missing."""
    known = {copy["name"]: copy for one in shelves.snapshots(folder) for copy in one.manifest["copies"]}
    names = [copy.name for copy in Copy.objects.order_by("sha256").only("sha256")]
    listed, new, missing = [], 0, []
    for number, name in enumerate(names):
        path = shelves.copy_path(folder, name)
        if name not in known or not path.is_file():
            facts = _kept(name, path, public)
            if facts is None:
                missing.append(name)
                continue
            known[name] = {"name": name, "sha256": facts.sha256, "size": facts.size}
            new += 1
        listed.append(known[name])
        say(number + 1, len(names))
    return listed, new, missing


def _kept(name: str, path: Path, public: pyrage.x25519.Recipient) -> Facts | None:
    try:
        with store.storage().open(name) as file:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return seal(file, path, public)
    except FileNotFoundError:
        return None


def _settings_said() -> list[str]:
    """Return the names, not the values, of the settings that the site was given: they are kept elsewhere."""
    example = Path(settings.BASE_DIR) / ".env.example"
    lines = (line.lstrip("# ") for line in example.read_text().splitlines() if "=" in line)
    names = {line.partition("=")[0] for line in lines}
    return sorted(name for name in names if os.environ.get(name))
