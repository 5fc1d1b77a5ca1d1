"""The page for journalists: its examples run as printed, against a real server, and do what the page says."""

import csv
import html
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import httpx
import openpyxl
import pytest
from django.db import connection

from tests.doors import stream_door, web_door
from tests.factories import make_claim, make_dispute, make_event, make_party, make_statement
from timeline.models import Entry, State
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLE = re.compile(r'<pre data-example="([^"]+)"><code>(.*?)</code></pre>', re.DOTALL)


@pytest.fixture
def jedi():
    dispute = make_dispute(slug="jedi", name="JEDI")
    events = [make_event(dispute=dispute, type="ruling", date=f"2019-0{month}-01") for month in range(1, 8)]
    oracle = make_party(slug="oracle", name="Oracle; “America”, Inc.", kind="person")
    statement = make_statement(
        event=events[0], speaker=oracle, claim=make_claim(dispute=dispute), quote="=It was, “at best”, odd."
    )
    publish([*events, statement])
    return events


PROGRAMS = {"sh": ("sh", "-e"), "py": (sys.executable,), "R": ("Rscript", "--vanilla")}


class Examples:
    """The examples of the page as a reader copies them, run in an empty folder."""

    def __init__(self, page: str, folder: Path) -> None:
        self.texts = {name: html.unescape(text) for name, text in EXAMPLE.findall(page)}
        self.folder = folder

    def command(self, name: str) -> list[str]:
        (self.folder / name).write_text(self.texts[name])
        return [*PROGRAMS[name.rpartition(".")[2]], name]

    def __call__(self, name: str) -> str:
        """Run one; return what it printed."""
        done = subprocess.run(
            self.command(name), cwd=self.folder, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def run(live_server, settings, client, tmp_path, jedi):
    """Examples of a site that is one process."""
    settings.SITE_URL = live_server.url
    return Examples(client.get("/for-journalists/").content.decode(), tmp_path)


@pytest.fixture
def run_beside_streams(settings, client, tmp_path, jedi):
    """Examples of a site with both processes."""
    with stream_door(tmp_path) as streams, web_door(tmp_path, STREAM_URL=streams) as site:
        settings.SITE_URL = site
        yield Examples(client.get("/for-journalists/").content.decode(), tmp_path)


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed on this machine")
needs_r = pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed on this machine")


@needs_curl
def test_the_first_line_answers_with_five_rulings(run):
    answer = json.loads(run("rulings.sh"))
    assert [one["date"]["text"] for one in answer["results"]] == [f"2019-0{month}-01" for month in (7, 6, 5, 4, 3)]
    assert answer["next"]


@needs_curl
def test_asking_again_costs_nothing(run, tmp_path):
    assert run("unchanged.sh").strip() == "304"
    assert len(json.loads((tmp_path / "statements.json").read_text())["results"]) == 1


@needs_curl
def test_a_moment_is_named_by_its_seq(run):
    answer = json.loads(run("moment.sh"))
    assert answer["id"] == "jedi"
    assert answer["as_of_seq"] >= answer["seq"]


def test_statements_go_into_a_spreadsheet(run, tmp_path):
    run("statements_to_csv.py")
    with (tmp_path / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["speaker"] == "Oracle; “America”, Inc."
    assert "odd" in row["quote"]


def test_a_follower_holds_what_is_published_at_every_stop(run, tmp_path, jedi):
    def copied():
        with sqlite3.connect(tmp_path / "record.db") as copy:
            rows = copy.execute("SELECT object, id, document FROM documents").fetchall()
        return {(kind, key): json.loads(text) for kind, key, text in rows}

    def published():
        rows = Entry.objects.filter(valid_to=None, state=State.LIVE).select_related("revision")
        return {(row.document_type, row.key): json.loads(row.revision.document) for row in rows}

    run("follow.py")
    assert copied() == published()
    retract([jedi[3]], note="No.")
    publish([make_event()])
    assert run("follow.py") == f"{len(published())} documents\n"
    assert copied() == published()


def later(act):
    """Do something in half a second, as an editor elsewhere would."""

    def do():
        time.sleep(0.5)
        act()
        connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    return thread


@needs_curl
def test_who_waits_hears_of_a_change_when_it_is_published(run_beside_streams):
    editor = later(lambda: publish([make_event()]))
    begin = time.monotonic()
    answer = json.loads(run_beside_streams("wait.sh"))
    editor.join()
    assert time.monotonic() - begin < 15
    assert "event" in {one["object"] for one in answer["results"]}
    assert all("document" not in one for one in answer["results"])


@needs_curl
def test_a_stream_prints_changes_as_they_come(run_beside_streams, tmp_path):
    command = run_beside_streams.command("live.sh")
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, start_new_session=True) as reading:
        assert reading.stdout.readline().startswith("retry: ")
        publish([make_event(title={"en": "Heard at once"})])
        told = next(line for line in reading.stdout if line.startswith("data: ") and "Heard at once" in line)
        os.killpg(reading.pid, signal.SIGKILL)
    assert json.loads(told[6:])["kind"] == "published"


@needs_curl
def test_a_citation_is_checked(run):
    [one] = json.loads(run("cited.sh"))["results"]
    assert (one["object"], one["id"], one["state"]) == ("dispute", "jedi", "unchanged")


def test_a_copy_is_asked_without_a_network(run, jedi):
    run("follow.py")
    lines = run("ask.py").splitlines()
    assert [line.split()[0] for line in lines] == [f"2019-0{month}-01" for month in range(1, 8)]


def columns(text):
    """Return the heads of a CSV file, whose first characters say how it is encoded."""
    return next(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def test_a_spreadsheet_finds_at_the_address_what_the_page_says(run, client, settings):
    address = re.fullmatch(r'=IMPORTDATA\("(.*)"\)\n', run.texts["sheet.txt"])[1]
    answer = httpx.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode()
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 7
    page = client.get("/for-journalists/").content.decode()
    for head in ("First possible day", "Last possible day", "Date"):
        assert head in rows[0]
        assert f"<code>{head}</code>" in page
    workbook = httpx.get(address.replace(".csv?", ".xlsx?")).content
    sheet = openpyxl.load_workbook(BytesIO(workbook)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == columns(text)


def test_the_columns_that_r_reads_are_there_with_days_as_days(run):
    code = run.texts["rulings.R"]
    text = httpx.get(re.search(r'"(http[^"]+)"', code)[1]).content.decode()
    read = {*re.findall(r'\[\["(.+?)"\]\]', code), *re.findall(r'c\(("[^)]+")\)', code)[0].strip('"').split('", "')}
    assert read | {"Type"} <= set(columns(text))
    assert text.startswith("\ufeff")
    for row in csv.DictReader(StringIO(text.removeprefix("\ufeff"))):
        assert date.fromisoformat(row["First possible day"])
        assert row["Type"] == "Ruling"


@needs_r
def test_r_counts_events_and_saves_the_rulings(run, tmp_path):
    assert re.search(r"2019\s+Ruling\s+7", run("rulings.R"))
    with (tmp_path / "rulings.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Date"] for row in rows} == {f"2019-0{month}-01" for month in range(1, 8)}


def test_both_languages_show_the_same_examples(run, client):
    assert Examples(client.get("/de/for-journalists/").content.decode(), run.folder).texts == run.texts


def test_every_example_of_the_page_is_run_by_a_test(run):
    tests = Path(__file__).read_text()
    elsewhere = {"receive.py"}  # what is called, not run once: tests/timeline/webhooks/test_example.py
    assert {name for name in run.texts if f'"{name}"' not in tests} == set()
    assert elsewhere < set(run.texts)
    assert len(run.texts) == 12
