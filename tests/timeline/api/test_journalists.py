"""The page for journalists: its examples run as printed, against a real server, and do what the page says."""

import csv
import html
import json
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest

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


@pytest.fixture
def run(live_server, settings, client, tmp_path, jedi):
    """Run an example of the page in an empty folder; returns what it printed."""
    settings.SITE_URL = live_server.url
    page = client.get("/for-journalists/").content.decode()
    examples = {name: html.unescape(text) for name, text in EXAMPLE.findall(page)}

    def run_one(name):
        (tmp_path / name).write_text(examples[name])
        program = ["sh", "-e"] if name.endswith(".sh") else [sys.executable]
        done = subprocess.run([*program, name], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run_one.names = set(examples)
    return run_one


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed on this machine")


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


def test_every_example_of_the_page_is_run_by_a_test(run):
    assert run.names == {"rulings.sh", "unchanged.sh", "moment.sh", "statements_to_csv.py", "follow.py"}
