"""Downloads: what the page's filters find, whole, of one moment, and harmless in a spreadsheet."""

import csv
import zipfile
from io import BytesIO, StringIO

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.factories import make_contract, make_event, make_party, make_protest
from timeline.exports.tables import COLUMNS, FORMULA, safe
from timeline.exports.views import FORMS
from timeline.publishing import publish, retract
from timeline.selectors import latest_seq, walks

db = pytest.mark.django_db


@pytest.fixture
def record():
    contract = make_contract(acronym="JEDI")
    oracle = make_party(slug="oracle", name="Oracle America, Inc.")
    protest = make_protest(dispute=contract.dispute, protester=oracle, docket="B-416657")
    first = make_event(
        dispute=contract.dispute,
        contracts=[contract],
        protest=protest,
        parties={oracle: "protester"},
        title={"en": '=HYPERLINK("https://evil.example")'},
        date="2018-08-06",
    )
    second = make_event(dispute=contract.dispute, title={"en": "It ended, “at last”"}, date="2019-10", significance=3)
    publish([contract.dispute, contract, protest, first, second])
    return contract.dispute, first, second


def rows(client, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def unpacked(body: bytes) -> bytes:
    """A workbook is an archive; everything else is what it is."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@db
def test_a_table_has_a_line_an_event_with_readable_columns(client, record):
    first, second = rows(client, f"/disputes/{record[0].slug}/events.csv")
    assert list(first) == list(COLUMNS)
    assert (first["Date"], first["Forum"], first["Docket"]) == (
        "2018-08-06",
        "Government Accountability Office",
        "B-416657",
    )
    assert (second["Date"], second["First possible day"], second["Last possible day"]) == (
        "2019-10",
        "2019-10-01",
        "2019-10-31",
    )
    assert second["Title"] == "It ended, “at last”"
    assert "Oracle America, Inc. (protester)" in first["Parties"]
    assert first["Licence"].startswith("CC BY 4.0")


@db
def test_a_title_that_is_a_formula_arrives_as_text(client, record):
    [first, _] = rows(client, f"/disputes/{record[0].slug}/events.csv")
    assert first["Title"].startswith("'=HYPERLINK")


@given(st.text())
def test_no_cell_begins_as_a_formula(text):
    assert not safe(text).lstrip(" \u00a0").startswith(FORMULA)
    assert safe(text).removeprefix("'") in {text, text.removeprefix("'")}


@db
def test_json_holds_the_documents_as_published_with_licence_and_moment(client, record):
    body = orjson.loads(client.get(f"/disputes/{record[0].slug}/events.json").getvalue())
    assert body["as_of_seq"] == latest_seq()
    assert [event["id"] for event in body["events"]] == [record[1].public_id, record[2].public_id]
    assert body["licence"].startswith("CC BY 4.0")


@db
def test_downloads_take_the_filters_of_the_page(client, record):
    base = f"/disputes/{record[0].slug}/events.csv"
    assert len(rows(client, f"{base}?party=oracle")) == 1
    assert len(rows(client, f"{base}?show=normal")) == 1
    assert len(rows(client, f"{base}?known_by=2018-12-31")) == 1
    assert len(rows(client, f"{base}?order=newest")) == 2
    assert b"colour" in client.get(f"{base}?colour=red").content
    assert client.get(f"/disputes/{record[0].slug}/events.exe").status_code == 404


@db
def test_a_long_record_comes_whole_over_several_windows(client, record, monkeypatch):
    monkeypatch.setattr(walks, "BATCH", 3)
    publish([make_event(dispute=record[0]) for _ in range(10)])
    found = [row["Id"] for row in rows(client, f"/disputes/{record[0].slug}/events.csv")]
    assert len(found) == len(set(found)) == 12


@db
def test_drafts_and_retracted_events_are_in_no_download_but_the_past_keeps_them(client, record):
    make_event(dispute=record[0], title={"en": "Secret draft"})
    before = latest_seq()
    retract([record[2]], note="No.")
    for form in FORMS:
        body = unpacked(client.get(f"/disputes/{record[0].slug}/events.{form}").getvalue())
        assert b"Secret draft" not in body
        assert b"at last" not in body
    assert len(rows(client, f"/disputes/{record[0].slug}/events.csv?as_of={before}")) == 2


@db
def test_an_unchanged_download_answers_304(client, record, django_assert_num_queries):
    path = f"/disputes/{record[0].slug}/events.csv"
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@db
def test_a_german_table_has_german_heads_and_words_and_leads_to_german_pages(client, record):
    first, _second = rows(client, f"/de/disputes/{record[0].slug}/events.csv")
    assert first["Datum"] == "2018-08-06"
    assert "Oracle America, Inc. (Beschwerdeführer)" in first["Beteiligte"]
    assert "/de/events/" in first["Adresse"]
    assert "Date" not in first


@db
def test_what_was_removed_since_is_marked_in_downloads_of_the_past(client, record):
    dispute, _first, second = record
    moment, gone = latest_seq(), second.public_id
    retract([second], note="It never happened.")
    past = f"/disputes/{dispute.slug}/events.{{}}?as_of={moment}"
    assert [row["Id"] for row in rows(client, past.format("csv")) if row["Removed later"] == "yes"] == [gone]
    german = rows(client, f"/de{past.format('csv')}")
    assert [row["Später entfernt"] for row in german if row["Id"] == gone] == ["ja"]
    for form in ("jsonl", "json"):
        body = client.get(past.format(form)).getvalue()
        lines = map(orjson.loads, body.splitlines()) if form == "jsonl" else orjson.loads(body)["events"]
        assert [one["id"] for one in lines if one.get("removed_later")] == [gone]
    sheet = load_workbook(BytesIO(client.get(past.format("xlsx")).getvalue())).active
    assert [row[0] for row in sheet.iter_rows(values_only=True) if row[-1] == "yes"] == [gone]
    slides = orjson.loads(client.get(past.format("timelinejs.json")).getvalue())["events"]
    assert [one["unique_id"] for one in slides if "(Removed later)" in one["text"]["headline"]] == [gone]
    entries = orjson.loads(client.get(past.format("csl.json").replace("/events.", "/entries.")).getvalue())
    assert [one["id"] for one in entries if one["note"].startswith("Removed later.")] == [gone]
    assert "Removed later" not in rows(client, past.format("csv").partition("?")[0])[0]
