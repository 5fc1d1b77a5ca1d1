"""Lists as files: all that the filters find, in the form that the suffix or the Accept header names."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.factories import make_claim, make_event, make_party, make_statement
from timeline.api import forms
from timeline.api.forms import accepted
from timeline.publishing import publish, retract
from timeline.selectors import events as walking

CSV = "text/csv"


@pytest.fixture
def record(db):
    oracle = make_party(slug="oracle", name="Oracle America, Inc.")
    events = [make_event(title={"en": f"=Event {n}"}, date=f"2018-08-0{n}") for n in (1, 2, 3)]
    dispute = events[0].dispute
    claim = make_claim(dispute=dispute, title={"en": "Bias"})
    said = make_statement(event=events[0], speaker=oracle, claim=claim, quote="=unmistakable bias", stance="alleges")
    publish([dispute, *{one.dispute for one in events}, oracle, claim, *events, said])
    return events


def table(response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.content
    return list(csv.DictReader(StringIO(response.getvalue().decode("utf-8-sig"))))


def test_a_suffix_gives_everything_that_the_filters_find_in_windows_or_not(client, record, monkeypatch):
    monkeypatch.setattr(walking, "BATCH", 2)
    rows = table(client.get("/api/v1/events.csv"))
    assert [row["Title"] for row in rows] == ["'=Event 3", "'=Event 2", "'=Event 1"]
    assert len(table(client.get("/api/v1/events.csv?to=2018-08-01"))) == 1
    lines = client.get("/api/v1/events.jsonl").getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == client.get("/api/v1/events/").json()["results"]
    sheet = load_workbook(BytesIO(client.get("/api/v1/events.xlsx").getvalue())).active
    assert sheet.max_row == 4


def test_statements_come_with_speaker_stance_claim_and_words(client, record):
    [row] = table(client.get("/api/v1/statements.csv"))
    assert (row["Speaker"], row["Stance"], row["Claim"], row["Quote"]) == (
        "Oracle America, Inc.",
        "Alleges",
        "Bias",
        "'=unmistakable bias",
    )
    together = table(client.get("/api/v1/events.csv?include=statements"))
    assert sum(bool(one["Quote"]) for one in together) == 1
    assert len(together) == 4


def test_accept_chooses_the_form_and_caches_are_told(client, record):
    plain, file = client.get("/api/v1/events/"), client.get("/api/v1/events/", headers={"Accept": CSV})
    assert (plain["Content-Type"], file["Content-Type"]) == ("application/json", "text/csv; charset=utf-8")
    assert "Accept" in [one.strip() for one in plain["Vary"].split(",")]
    assert "Accept" in [one.strip() for one in file["Vary"].split(",")]
    assert plain["ETag"] != file["ETag"]
    again = client.get("/api/v1/events/", headers={"Accept": CSV, "If-None-Match": file["ETag"]})
    assert again.status_code == 304
    assert len(table(file)) == 3
    by_suffix = client.get("/api/v1/events.csv")
    assert by_suffix["Content-Disposition"].startswith('attachment; filename="events-')
    assert "license" in by_suffix["Link"]


@pytest.mark.parametrize(
    ("header", "suffix"),
    [
        ("", None),
        ("*/*", None),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", None),
        ("text/csv", "csv"),
        ("text/csv;q=0.5, application/json", None),
        ("application/json;q=0.5, text/csv", "csv"),
        ("application/x-ndjson", "jsonl"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ("text/csv;q=0", None),
        ("image/png", None),
        ("x", None),
        ("text/csv;q=nonsense", "csv"),
        ("/" + "," * 10_000, None),
    ],
)
def test_json_unless_something_else_is_preferred(header, suffix):
    found = accepted(header)
    assert (found.suffix if found else None) == suffix


def test_a_file_takes_filters_and_a_moment_and_no_window(client, record):
    before = client.get("/api/v1/events/").json()["as_of_seq"]
    retract([record[2]], note="It never happened.")
    assert len(table(client.get("/api/v1/events.csv"))) == 2
    assert len(table(client.get(f"/api/v1/events.csv?as_of={before}"))) == 3
    for name in ("limit=5", "cursor=x", "count=true", "fields=id"):
        refused = client.get(f"/api/v1/events.csv?{name}")
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["parameter"] == name.partition("=")[0]
    assert client.get("/api/v1/events.csv?colour=red").status_code == 400
    assert client.get("/api/v1/events.exe").status_code == 404


def test_a_file_never_holds_what_is_not_published(client, record):
    make_event(dispute=record[0].dispute, title={"en": "Secret draft"})
    for suffix in forms.BY_SUFFIX:
        assert b"Secret" not in client.get(f"/api/v1/events.{suffix}").getvalue()
