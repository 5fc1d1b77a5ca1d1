"""A backup brings everything back: log, pages, copies; into an empty place, from encrypted files alone."""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from tests.factories import make_dispute, make_event, make_source
from timeline.backups import NotRestored, Taken, restore, snapshots, take
from timeline.backups.programs import NoProgram, program
from timeline.backups.sealing import BadKey, Unreadable, identity, new_key, recipient
from timeline.backups.taking import NotTaken, tables
from timeline.bench.database import copied, inside
from timeline.evidence import store
from timeline.models import Capture, Copy
from timeline.publishing import publish

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# What a run writes by itself and no backup is about.
PAGES = ("/", "/disputes/jedi/", "/disputes/jedi/?all=1", "/api/v1/events/", "/api/v1/changes/", "/de/disputes/jedi/")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def storage(settings, tmp_path):
    folder = settings.STORAGES["evidence"]

    def at(name: str) -> Path:
        options = {**folder["OPTIONS"], "location": tmp_path / name}
        settings.STORAGES = {**settings.STORAGES, "evidence": {**folder, "OPTIONS": options}}
        return tmp_path / name

    return at


@pytest.fixture
def key(tmp_path) -> Path:
    new_key(tmp_path / "backup.key")
    return tmp_path / "backup.key"


@pytest.fixture
def public(key):
    return recipient(key.read_text().splitlines()[0].rpartition(" ")[2])


@pytest.fixture
def site(storage) -> Path:
    """A small site: a dispute of three published events, a draft, and two copies of sources."""
    folder = storage("evidence")
    dispute = make_dispute(slug="jedi", name="JEDI")
    for number in range(3):
        publish([make_event(dispute=dispute, title={"en": f"Event {number} “über” 日本"})])
    make_event(dispute=dispute, title={"en": "A draft"})
    keep_copy(b"<p>one</p>")
    keep_copy(b"<p>two</p>")
    return folder


def keep_copy(body: bytes) -> Copy:
    copy = store.keep(body, url="https://example.org/", now=NOW, status=200, headers={"content-type": "text/html"})
    Capture.objects.create(source=make_source(), copy=copy, captured_at=NOW, outcome="ok", url="https://example.org/")
    return copy


@pytest.fixture
def backed_up(tmp_path, key, public):
    """What backs the site up now, and opens it again."""
    return lambda: (taken(tmp_path / "backups", public).snapshot, identity(key))


@pytest.fixture
def elsewhere(db) -> Iterator[str]:
    """An empty database of the same server."""
    with copied("template0") as (name, _url):
        yield name


def rows() -> dict[str, list[str]]:
    """Return every row of every table as PostgreSQL writes it."""
    found = {}
    with connection.cursor() as cursor:
        for name in tables():
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')  # noqa: S608 - a table's own name
            found[name] = [row for (row,) in cursor.fetchall()]
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages() -> dict[str, bytes]:
    return {path: Client().get(path).content for path in PAGES}


def taken(folder: Path, public, *, keep: int = 0, after: int = 0) -> Taken:
    return take(folder, public, now=NOW + timedelta(minutes=after), keep=keep)


def test_everything_comes_back_byte_for_byte_into_an_empty_place(site, storage, backed_up, elsewhere):
    before = rows(), files(site), pages()
    snapshot, private = backed_up()

    shutil.rmtree(site)
    back = storage("back")
    with inside(elsewhere):
        assert not tables()
        done = restore(snapshot, private)
        after = rows(), files(back), pages()

    assert after == before
    assert done.copies == 2
    assert done.rows == sum(map(len, before[0].values()))
    assert before[0]["timeline_revision"]
    assert all(b"JEDI" in page for path, page in before[2].items() if "jedi" in path)


def test_what_is_restored_still_refuses_changes_of_the_log(site, key, public, tmp_path, elsewhere):
    made = taken(tmp_path / "backups", public)

    with inside(elsewhere):
        restore(made.snapshot, identity(key))
        with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM timeline_revision")


def test_a_backup_is_of_one_moment_though_editors_go_on(site, key, public, tmp_path, elsewhere):
    seen = {}

    def publish_meanwhile(step: str, *_: int) -> None:
        if step == "database" and not seen:  # the moment is fixed, the dump not begun
            with copied_connection() as other:
                other.execute("DELETE FROM timeline_copy WHERE false")
                other.execute("UPDATE contracts_dispute SET name = 'Renamed'")
            seen["done"] = True

    made = take(tmp_path / "backups", public, now=NOW, say=publish_meanwhile)

    with inside(elsewhere):
        restore(made.snapshot, identity(key))
        assert "Renamed" not in str(rows()["contracts_dispute"])
    assert "Renamed" in str(rows()["contracts_dispute"])


def copied_connection():
    """Connect beside Django, as another process would."""
    return psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor})


def test_only_new_copies_are_written_again(site, public, tmp_path):
    folder = tmp_path / "backups"
    first = taken(folder, public)
    old = {path: path.stat().st_mtime_ns for path in (folder / "copies").rglob("*.age")}
    keep_copy(b"<p>three</p>")
    second = taken(folder, public, after=1)

    assert (first.new, second.new) == (2, 1)
    assert len(second.snapshot.manifest["copies"]) == 3
    assert {path: path.stat().st_mtime_ns for path in old} == old


def test_old_snapshots_go_with_the_copies_that_only_they_held(site, public, tmp_path):
    folder = tmp_path / "backups"
    taken(folder, public)
    Capture.objects.all().delete()
    store.remove(Copy.objects.first())
    held = {copy.name for copy in Copy.objects.all()}
    taken(folder, public, after=1, keep=1)

    assert len(snapshots(folder)) == 1
    assert {str(path.relative_to(folder / "copies")) for path in (folder / "copies").rglob("*.age")} == {
        f"{name}.age" for name in held
    }


def test_a_backup_that_died_leaves_the_earlier_ones_and_is_cleared_away(site, public, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    first = taken(folder, public)
    with monkeypatch.context() as broken:
        broken.setattr("timeline.backups.taking._counts", died)
        with pytest.raises(KeyboardInterrupt):
            taken(folder, public, after=1)
    assert [one.folder for one in snapshots(folder)] == [first.snapshot.folder]

    taken(folder, public, after=2, keep=5)
    assert len([path for path in folder.iterdir() if path.is_dir() and path.name != "copies"]) == 2


def died(_say):
    raise KeyboardInterrupt


def test_no_word_of_the_record_stands_in_the_files(site, public, tmp_path):
    folder = tmp_path / "backups"
    taken(folder, public)

    everything = b"".join(files(folder).values())
    assert b"JEDI" not in everything
    assert b"<p>one</p>" not in everything
    assert b"CREATE TABLE" not in everything


def test_the_manifest_names_settings_without_their_values(site, public, tmp_path, monkeypatch):
    monkeypatch.setenv("COURTLISTENER_TOKEN", "very-secret-token")
    said = taken(tmp_path / "backups", public).snapshot.manifest

    assert "COURTLISTENER_TOKEN" in said["settings"]
    assert "very-secret-token" not in json.dumps(said)


def test_a_database_that_holds_something_is_emptied_only_on_demand(site, key, public, tmp_path, elsewhere):
    made = taken(tmp_path / "backups", public)
    with inside(elsewhere):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE of_somebody_else (id int)")
        with pytest.raises(NotRestored, match="not empty"):
            restore(made.snapshot, identity(key))
        assert tables() == ["of_somebody_else"]

        restore(made.snapshot, identity(key), replace=True)
        assert "of_somebody_else" not in tables()
        assert "timeline_revision" in tables()


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone"])
def test_a_damaged_backup_touches_nothing(site, backed_up, tmp_path, elsewhere, damage):
    snapshot, private = backed_up()
    victim = next((tmp_path / "backups" / "copies").rglob("*.age"))
    content = bytearray(victim.read_bytes())
    if damage == "gone":
        victim.unlink()
    elif damage == "cut":
        victim.write_bytes(content[:-5])
    else:
        content[-5] ^= 1
        victim.write_bytes(content)

    with inside(elsewhere):
        with pytest.raises((NotRestored, Unreadable, FileNotFoundError)):
            restore(snapshot, private)
        assert not tables()


def test_another_key_opens_nothing(site, public, tmp_path, elsewhere):
    made = taken(tmp_path / "backups", public)
    new_key(tmp_path / "other.key")

    with inside(elsewhere):
        with pytest.raises(Unreadable):
            restore(made.snapshot, identity(tmp_path / "other.key"))
        assert not tables()


def test_a_copy_that_is_lacking_is_told_and_not_passed_over(site, public, tmp_path):
    lost = Copy.objects.first()
    (site / lost.name).unlink()

    made = taken(tmp_path / "backups", public)
    assert made.missing == (lost.name,)
    assert made.snapshot.manifest["missing_copies"] == [lost.name]


def test_two_at_once_are_one(site, public, tmp_path):
    folder = tmp_path / "backups"

    def again(step: str, *_: int) -> None:
        if step == "database":
            connection.in_atomic_block = False
            try:
                with pytest.raises(NotTaken, match="under way"):
                    taken(folder, public, after=1)
            finally:
                connection.in_atomic_block = True

    assert take(folder, public, now=NOW, say=again).new == 2


def test_a_program_older_than_the_server_is_not_used(tmp_path, monkeypatch):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert program("pg_dump") != str(old)

    monkeypatch.setattr("timeline.backups.programs._places", lambda _name: iter([str(old)]))
    with pytest.raises(NoProgram, match="found: 9"):
        program("pg_dump")


def test_the_commands_tell_what_they_do(site, settings, tmp_path, elsewhere):
    said = StringIO()
    call_command("backup", new_key=tmp_path / "k", stdout=said)
    settings.BACKUP_RECIPIENT = said.getvalue().strip().rpartition("=")[2]
    call_command("backup", str(tmp_path / "b"), stdout=said, stderr=StringIO())
    assert "2 copies" in said.getvalue()
    assert (tmp_path / "k").stat().st_mode & 0o077 == 0

    call_command("restore", str(tmp_path / "b"), key=tmp_path / "k", check=True, stdout=said, stderr=StringIO())
    assert "is whole" in said.getvalue()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(tmp_path / "b"), key=tmp_path / "k", stdout=said, stderr=StringIO())
    with pytest.raises(CommandError, match="exists"):
        call_command("backup", new_key=tmp_path / "k", stdout=said)


def test_a_key_that_is_none_is_refused_with_what_to_do(settings, tmp_path):
    settings.BACKUP_RECIPIENT = "age1nonsense"
    with pytest.raises(CommandError, match="--new-key"):
        call_command("backup", str(tmp_path / "b"))
    (tmp_path / "k").write_text("nonsense")
    with pytest.raises(BadKey):
        identity(tmp_path / "k")
