"""The whole record as files: everything public of one moment, consistent in all forms, nothing else, nothing later."""

import csv
import gzip
import hashlib
import importlib.util
import io
import json
import sqlite3
import threading
import zipfile
from datetime import timedelta

import orjson
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from pyarrow import parquet

from tests.factories import make_claim, make_contract, make_event, make_party, make_protest, make_statement
from timeline import selectors, tasks
from timeline.bulk import building, forms, nightly, shelf
from timeline.bulk.forms import FORMS
from timeline.bulk.forms.csv_bundle import datapackage
from timeline.bulk.tables import TABLES
from timeline.publishing import publish, retract, take_down

pytestmark = pytest.mark.django_db
MARKER = "Xylophone77"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def record():
    contract = make_contract(acronym="JEDI")
    oracle = make_party(slug="oracle", name="Oracle America, Inc.")
    protest = make_protest(dispute=contract.dispute, protester=oracle, docket="B-416657")
    event = make_event(
        dispute=contract.dispute,
        contracts=[contract],
        protest=protest,
        parties={oracle: "protester"},
        title={"en": "=1+1 is a title", "de": "Ein Titel"},
        date="2018-08",
    )
    statement = make_statement(event=event, speaker=oracle, quote=f"unmistakable {MARKER}")
    publish([contract.dispute, contract, protest, event, statement])
    return contract.dispute, event, statement


def lines(folder, name):
    return [json.loads(line) for line in gzip.decompress((folder / name).read_bytes()).splitlines()]


def table(folder, name):
    with zipfile.ZipFile(folder / "record.csv.zip") as bundle:
        return list(csv.DictReader(io.StringIO(bundle.read(f"{name}.csv").decode())))


def build():
    return building.build(now=timezone.now())


def every_byte(folder):
    """All that a build holds, unpacked."""
    return b"".join(map(unpacked, folder.iterdir()))


def unpacked(path):
    content = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(content)
    if path.name == "record.parquet.zip":
        with zipfile.ZipFile(path) as bundle:
            tables = [parquet.read_table(io.BytesIO(bundle.read(name))) for name in bundle.namelist()]
        return repr([one.to_pylist() for one in tables]).encode()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as bundle:
            return b"".join(bundle.read(name) for name in bundle.namelist())
    return content


def test_all_forms_hold_the_same_things(record):
    folder = build()
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    events, statements = lines(folder, "events.jsonl.gz"), lines(folder, "statements.jsonl.gz")
    assert [one["id"] for one in events] == [record[1].public_id]
    assert [one["quote"]["text"] for one in statements] == [record[2].quote]
    assert table(folder, "events")[0]["date_latest"] == "2018-08-31"
    assert manifest["counts"]["event"] == manifest["counts"]["statement"] == 1
    with sqlite3.connect(folder / "record.sqlite") as file:
        for one in TABLES:
            (found,) = file.execute(f'SELECT count(*) FROM "{one.name}"').fetchone()  # noqa: S608 - names of ours
            assert found == len(table(folder, one.name)), one.name
        hits = file.execute("SELECT id FROM statements WHERE rowid IN (SELECT rowid FROM statements_fts(?))", [MARKER])
        assert hits.fetchall() == [(record[2].public_id,)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert dict(file.execute("SELECT name, value FROM record"))["seq"] == str(selectors.latest_seq())


def test_datasette_is_told_by_what_people_know_each_line_that_others_refer_to(record):
    folder = build()
    told = orjson.loads((folder / "datasette.json").read_bytes())
    tables = told["databases"]["record"]["tables"]
    assert told["license_url"]
    with sqlite3.connect(folder / "record.sqlite") as file:
        for name, one in tables.items():
            columns = {row[1] for row in file.execute(f'PRAGMA table_info("{name}")')}
            assert one["columns"].keys() == columns, name
            assert one.get("label_column", next(iter(columns))) in columns, name
    referred = {column.refers for one in TABLES for column in one.columns if column.refers}
    assert all("label_column" in tables[name] for name in referred)


def test_parquet_holds_the_same_tables_with_their_kinds_and_meanings(record):
    folder = build()
    with zipfile.ZipFile(folder / "record.parquet.zip") as bundle:
        found = {name: parquet.read_table(io.BytesIO(bundle.read(name))) for name in bundle.namelist()}
    assert found.keys() == {f"{one.name}.parquet" for one in TABLES}
    for one in TABLES:
        rows = found[f"{one.name}.parquet"].to_pylist()
        assert [list(row) for row in rows] == [[column.name for column in one.columns]] * len(rows)
        assert [[spelled(value) for value in row.values()] for row in rows] == [
            [value.removeprefix("'") for value in row.values()] for row in table(folder, one.name)
        ]
    events = found["events.parquet"].schema
    assert [str(events.field(name).type) for name in ("id", "date_latest", "sealed")] == [
        "string",
        "date32[day]",
        "bool",
    ]
    assert events.field("id").metadata[b"description"].startswith(b"Permanent id")
    assert events.metadata[b"seq"].decode() == folder.name


def spelled(value):
    """A value as the CSV files write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def test_without_pyarrow_the_other_forms_are_built(record, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    without = importlib.reload(forms)
    monkeypatch.undo()
    names = [one.__name__ for one in without.FORMS]
    assert names == [one.__name__ for one in FORMS[:4]] == ["JsonLines", "CsvBundle", "Sqlite", "Ocds"]
    assert len(importlib.reload(forms).FORMS) == 5


def test_the_manifest_tells_size_and_checksum_of_every_file(record):
    folder = build()
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    assert {file["name"] for file in manifest["files"]} == {path.name for path in folder.iterdir()} - {"manifest.json"}
    for file in manifest["files"]:
        content = (folder / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_two_builds_of_one_moment_are_the_same_bytes(record, settings, tmp_path):
    first = build()
    settings.MEDIA_ROOT = tmp_path / "again"
    second = build()
    for path in first.iterdir():
        if path.name != "manifest.json":
            assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_no_spreadsheet_computes_a_cell(record):
    assert table(build(), "events")[0]["title_en"] == "'=1+1 is a title"


def test_the_data_dictionary_describes_the_files(record):
    folder = build()
    with zipfile.ZipFile(folder / "record.csv.zip") as bundle:
        package = json.loads(bundle.read("datapackage.json"))
        for resource in package["resources"]:
            head = bundle.read(resource["path"]).decode().splitlines()[0]
            assert head.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    names = {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        assert {key["reference"]["resource"] for key in resource["schema"]["foreignKeys"]} <= names


def test_the_shipped_record_fits_the_tables(shipped_record):
    folder = build()
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    assert manifest["counts"]["event"] == len(table(folder, "events")) == 231
    assert len(table(folder, "bids")) > 20
    assert {row["forum"] for row in table(folder, "protests")} >= {"GAO", "COFC", "CAFC", "SCOTUS"}


@pytest.fixture
def shipped_record():
    call_command("load_record", verbosity=0)


def test_drafts_and_what_was_retracted_are_in_no_file(record):
    draft = make_event(dispute=record[0], title={"en": f"Draft {MARKER} draft"})
    retract([record[2]], note="It was misquoted.")
    assert MARKER.encode() not in every_byte(build())
    assert draft.public_id.encode() not in every_byte(build())


def test_a_build_from_before_a_take_down_is_given_to_nobody_and_thrown_away(record, client):
    folder = build()
    name = f"/data/{folder.name}/statements.jsonl.gz"
    assert client.get(name).status_code == 200
    take_down(record[2], reason="A court ordered it.")
    assert client.get(name).status_code == 404
    shelf.withdraw(now=timezone.now())
    assert client.get(name).status_code == 410
    assert client.get("/data/newest/statements.jsonl.gz").status_code == 404
    assert f"/data/{folder.name}/".encode() not in client.get("/data/").content
    nightly.refresh(now=timezone.now())
    assert not folder.exists()
    assert MARKER.encode() not in every_byte(shelf.builds()[0].folder)


def test_every_file_with_the_text_goes_at_once_and_the_manifest_says_so(record):
    folder = build()
    holding = {path.name for path in folder.iterdir() if MARKER.encode() in unpacked(path)}
    assert {"statements.jsonl.gz", "record.csv.zip", "record.sqlite"} <= holding
    assert {"ocds-releases.jsonl.gz", "ocds-records.jsonl.gz", "record.parquet.zip"} <= holding
    unfinished = folder.with_name(f"{folder.name}{shelf.UNFINISHED}")
    unfinished.mkdir()
    (unfinished / "half.csv").write_text(MARKER)
    seq = take_down(record[2], reason="A court ordered it.")
    assert shelf.withdraw(now=timezone.now()) == [int(folder.name)] * 2
    assert [path.name for path in folder.parent.iterdir()] == [shelf.WITHDRAWN]
    assert shelf.is_emptied()
    made = nightly.refresh(now=timezone.now())
    assert MARKER.encode() not in every_byte(made)
    manifest = orjson.loads((made / "manifest.json").read_bytes())
    assert manifest["last_taken_down"] == seq
    assert [(one["seq"], one["taken_down_in"]) for one in manifest["withdrawn"]] == [(int(folder.name), seq)]
    assert not shelf.is_emptied()
    assert shelf.withdraw(now=timezone.now()) == []


def test_a_build_during_which_something_is_taken_down_begins_again(record, monkeypatch):
    read, done = building.everything, []

    def interrupted(seq):
        if not done:
            done.append(take_down(record[2], reason="A court ordered it."))
            shelf.withdraw(now=timezone.now())
        return read(seq)

    monkeypatch.setattr(building, "everything", interrupted)
    made = nightly.refresh(now=timezone.now())
    assert int(made.name) >= done[0]
    assert MARKER.encode() not in every_byte(made)
    assert {path.name for path in made.parent.iterdir()} <= {made.name, shelf.WITHDRAWN}


def test_the_sweep_clears_the_shelf_and_asks_for_a_new_build(record, monkeypatch):
    folder, asked = build(), []
    monkeypatch.setattr(tasks.build_bulk, "apply_async", lambda **options: asked.append(options))
    tasks.sweep()
    assert (folder.exists(), asked) == (True, [])
    take_down(record[2], reason="A court ordered it.")
    tasks.sweep()
    assert (folder.exists(), len(asked)) == (False, 1)
    nightly.refresh(now=timezone.now())
    tasks.sweep()
    assert len(asked) == 1


def test_a_build_is_made_once_a_day_and_only_if_something_changed(record, settings):
    now = timezone.now()
    first = nightly.refresh(now=now)
    assert first is not None
    assert nightly.refresh(now=now + timedelta(days=3)) is None
    publish([make_claim(dispute=record[0])])
    assert nightly.refresh(now=now + timedelta(hours=1)) is None
    second = nightly.refresh(now=now + timedelta(hours=settings.BULK_HOURS))
    assert second is not None
    assert [build.folder for build in shelf.builds()] == [second, first]


def test_old_builds_go(record, settings):
    settings.BULK_KEEP = 1
    first = nightly.refresh(now=timezone.now())
    publish([make_claim(dispute=record[0])])
    second = nightly.refresh(now=timezone.now(), at_once=True)
    assert [build.folder for build in shelf.builds()] == [second]
    assert not first.exists()


def test_a_build_that_breaks_off_leaves_nothing_on_the_shelf(record, monkeypatch):
    monkeypatch.setattr(FORMS[-1], "finish", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build()
    assert shelf.builds() == []
    monkeypatch.undo()
    assert nightly.refresh(now=timezone.now()) is not None


@pytest.mark.django_db(transaction=True)
def test_only_one_process_builds():
    taken, done = threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [nightly.LOCK])
        taken.set()
        done.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [nightly.LOCK])
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    assert taken.wait(10)
    assert nightly.refresh(now=timezone.now(), at_once=True) is None
    done.set()
    holder.join()
    assert nightly.refresh(now=timezone.now(), at_once=True) is not None


@pytest.mark.parametrize("name", ["..%2Fmanifest.json", "manifest.json%00", "secrets", ".unfinished", "%2e%2e"])
def test_no_other_file_can_be_asked_for(client, record, name):
    folder = build()
    assert client.get(f"/data/{folder.name}/{name}").status_code == 404


def test_files_come_whole_with_a_validator_and_the_newest_under_a_lasting_name(client, record):
    folder = build()
    redirect = client.get("/data/newest/record.sqlite")
    assert redirect.headers["Location"] == f"/data/{folder.name}/record.sqlite"
    response = client.get(redirect.headers["Location"])
    assert response.getvalue() == (folder / "record.sqlite").read_bytes()
    again = client.get(redirect.headers["Location"], headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/data/", "/de/data/"])
def test_the_page_lists_the_files_with_their_checksums(client, record, path):
    assert "record.sqlite" not in client.get(path).content.decode().replace("/data/newest/record.sqlite", "")
    folder = build()
    page = client.get(path).content.decode()
    assert hashlib.sha256((folder / "record.sqlite").read_bytes()).hexdigest() in page
    assert "event_parties" in page


def test_every_column_is_said_to_be_what_it_is():
    resources = datapackage(building.about(0))["resources"]
    assert all(field["description"] for resource in resources for field in resource["schema"]["fields"])
    names = {one.name for one in TABLES}
    assert {column.refers for one in TABLES for column in one.columns if column.refers} <= names
