"""Brings a backup back: all of it is read and checked first, then written into an empty database and storage."""

import subprocess
from dataclasses import dataclass
from tempfile import TemporaryFile

import pyrage
from django.core.files import File
from django.db import connection

from timeline.backups.programs import environment, program
from timeline.backups.sealing import Facts, unseal
from timeline.backups.shelf import Snapshot
from timeline.backups.taking import Say, tables
from timeline.evidence import store


class NotRestored(RuntimeError):
    """Nothing, or not all, was restored; the message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: rows, copies, and the copies that were there already."""

    rows: int
    copies: int
    there: int


def restore(
    snapshot: Snapshot, private: pyrage.x25519.Identity, *, replace: bool = False, say: Say = lambda *_: None
) -> Restored:
    """Bring a snapshot back; `replace` empties a database that holds something first.

    Everything is decrypted and compared with the manifest before anything is written. Raises NotRestored, Unreadable,
    NoProgram or OSError; after a failure half way the same command may be given again, with `replace`.
    """
    copies = snapshot.manifest["copies"]
    command = [program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    if tables() and not replace:
        raise NotRestored("The database is not empty. Restore into an empty one, or say --replace to empty this one.")
    check(snapshot, private, say=say)
    say("database", 0, 0)
    if tables():
        _empty()
    connection.close()
    with subprocess.Popen(
        [*command, f"--dbname={connection.settings_dict['NAME']}"],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as running:
        said = _fed(snapshot, private, running)
    if running.returncode:
        raise NotRestored(f"pg_restore failed: {said[-500:]}")
    rows = _compared(snapshot)
    new = 0
    for number, copy in enumerate(copies):
        new += _put_back(snapshot, copy["name"], private)
        say("copies", number + 1, len(copies))
    return Restored(rows, new, len(copies) - new)


def check(snapshot: Snapshot, private: pyrage.x25519.Identity, *, say: Say = lambda *_: None) -> int:
    """Read a whole snapshot and compare it with its manifest; return its bytes; raise NotRestored or Unreadable."""
    database = snapshot.manifest["database"]
    say("checking the database", 0, 0)
    _same(unseal(snapshot.dump, None, private), database, str(snapshot.dump))
    copies = snapshot.manifest["copies"]
    for number, copy in enumerate(copies):
        path = snapshot.copy(copy["name"])
        _same(unseal(path, None, private), copy, str(path))
        say("checking copies", number + 1, len(copies))
    return int(database["size"]) + sum(int(copy["size"]) for copy in copies)


def _same(facts: Facts, said: dict[str, object], place: str) -> None:
    if (facts.sha256, facts.size) != (said["sha256"], said["size"]):
        raise NotRestored(f"{place} is not what the manifest says; nothing was restored.")


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _fed(snapshot: Snapshot, private: pyrage.x25519.Identity, running: "subprocess.Popen[bytes]") -> str:
    """Write the dump into a program; return what it complained of."""
    if running.stdin is None or running.stderr is None:
        raise NotRestored("pg_restore was started without pipes")
    broken = False
    try:
        unseal(snapshot.dump, running.stdin, private)
        running.stdin.close()
    except BrokenPipeError:
        broken = True  # it ended before it had read all, and says why
    said = running.stderr.read().decode(errors="replace").strip()
    return said or ("it ended early" if broken else "")


def _compared(snapshot: Snapshot) -> int:
    """Count what came back; raise NotRestored if it is not what the manifest says."""
    wanted: dict[str, int] = snapshot.manifest["rows"]
    total = 0
    with connection.cursor() as cursor:
        for name, rows in wanted.items():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a table's own name
            (found,) = cursor.fetchone()
            if found != rows:
                raise NotRestored(f"The table {name} holds {found:,} rows and should hold {rows:,}.")
            total += rows
    return total


def _put_back(snapshot: Snapshot, name: str, private: pyrage.x25519.Identity) -> bool:
    """Write a copy into the storage unless it is there; return whether it was written."""
    storage = store.storage()
    if storage.exists(name):
        return False
    with TemporaryFile() as file:
        unseal(snapshot.copy(name), file, private)
        file.seek(0)
        written = storage.save(name, File(file))
    if written != name:
        storage.delete(written)
        raise NotRestored(f"The storage would not take the copy {name}.")
    return True
