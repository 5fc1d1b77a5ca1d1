"""Lists as files: all that the filters find, in the form that the suffix or the Accept header names."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.factories import (
    make_award,
    make_bid,
    make_claim,
    make_contract,
    make_event,
    make_party,
    make_protest,
    make_statement,
)
from timeline.api import forms
from timeline.api.forms import accepted
from timeline.exports import columns
from timeline.models import EventStep
from timeline.publishing import publish, retract
from timeline.selectors import walks

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
    monkeypatch.setattr(walks, "BATCH", 2)
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


EXPECTED = {
    "disputes": ("Name", "Events"),
    "contracts": ("Acronym", "Buyer"),
    "protests": ("Docket", "Docket numbers"),
    "parties": ("Name", "Kind"),
    "bids": ("Bidder", "Outcome"),
    "awards": ("Suppliers", "Status"),
    "deadlines": ("Protest", "Due date"),
    "claims": ("Title", "Text"),
    "sources": ("Title", "Source address"),
    "citations": ("Cited by id", "Source address"),
}


@pytest.fixture
def whole(db):
    """Return a published record with something in every list."""
    firm = make_party(slug="oracle", name="=Oracle")
    contract = make_contract(slug="jedi", acronym="JEDI")
    make_bid(contract=contract, bidder=firm)
    make_award(firm, contract=contract)
    protest = make_protest(dispute=contract.dispute, forum="GAO", docket="B-416657", protester=firm)
    protest.contracts.set([contract])
    event = make_event(dispute=contract.dispute, contracts=[contract], protest=protest, date="2018-08-06")
    EventStep.objects.create(event=event, protest=protest, step="gao.filed")
    claim = make_claim(dispute=contract.dispute, title={"en": "Bias"})
    publish([contract.dispute, contract, protest, firm, claim, event])
    return contract


@pytest.mark.parametrize("name", EXPECTED)
def test_every_list_is_a_file_in_each_form_too(client, whole, name):
    listed = client.get(f"/api/v1/{name}/").json()["results"]
    assert listed, "a list with nothing in it proves nothing"
    rows = table(client.get(f"/api/v1/{name}.csv"))
    assert [row["Id"] for row in rows] == [one["id"] for one in listed]
    assert all(row[column] for row in rows for column in EXPECTED[name][:1])
    assert EXPECTED[name][1] in rows[0]
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    lines = client.get(f"/api/v1/{name}.jsonl").getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == listed
    sheet = load_workbook(BytesIO(client.get(f"/api/v1/{name}.xlsx").getvalue())).active
    assert sheet.max_row == len(listed) + 1
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    accepted_file = client.get(f"/api/v1/{name}/", headers={"Accept": CSV})
    assert accepted_file["Content-Type"].startswith(CSV)
    assert client.get(f"/api/v1/{name}.csv?limit=1").status_code == 400
    assert client.get(f"/api/v1/{name}.csv?colour=red").status_code == 400


def test_columns_lead_to_something_in_every_document(client, whole):
    """A path with a typing error would leave its column empty for ever."""
    for name, found in columns.COLUMNS.items():
        [first, *_] = client.get(f"/api/v1/{name}/").json()["results"]
        for _head, path in found:
            member = path.split(".")[0]
            assert member in first or (name, member) == ("deadlines", "met_on"), (name, path)


def test_long_lists_are_read_in_windows_of_one_moment(client, db, monkeypatch):
    monkeypatch.setattr(forms, "MOST", 2)
    parties = [make_party(slug=f"firm-{number}", name=f"Firm {number}") for number in range(5)]
    publish(parties)
    answer = client.get("/api/v1/parties.csv")
    publish([make_party(slug="firm-9", name="Firm 9")])  # while the file is being sent
    assert [row["Name"] for row in table(answer)] == [f"Firm {number}" for number in range(5)]


def test_what_was_removed_since_is_marked_in_files_of_the_past(client, record):
    before = client.get("/api/v1/events/").json()["as_of_seq"]
    gone = record[2].public_id
    retract([record[2]], note="It never happened.")
    rows = table(client.get(f"/api/v1/events.csv?as_of={before}"))
    assert [row["Id"] for row in rows if row["Removed later"] == "yes"] == [gone]
    lines = client.get(f"/api/v1/events.jsonl?as_of={before}").getvalue().decode().splitlines()
    assert [one["id"] for one in map(json.loads, lines) if one.get("removed_later")] == [gone]
    sheet = load_workbook(BytesIO(client.get(f"/api/v1/events.xlsx?as_of={before}").getvalue())).active
    assert [row[0] for row in sheet.iter_rows(values_only=True) if row[-1] == "yes"] == [gone]
    assert "Removed later" not in table(client.get("/api/v1/events.csv"))[0]


@pytest.mark.parametrize(
    ("name", "media_type", "place"),
    [
        ("events", "application/atom+xml", "/events/feed.atom"),
        ("statements", "application/rss+xml", "/statements/feed.rss"),
        ("events", "application/feed+json", "/events/feed.json"),
        ("deadlines", "text/calendar", "/deadlines.ics"),
    ],
)
def test_accept_leads_to_the_feed_or_the_calendar_with_the_filters(client, whole, name, media_type, place):
    query = f"?dispute={whole.dispute.slug}"
    answer = client.get(f"/api/v1/{name}/{query}", headers={"Accept": media_type})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"{place}{query}")
    assert "Accept" in answer["Vary"]
    assert client.get(f"/api/v1/{name}/{query}", headers={"Accept": f"{media_type};q=0.1, */*"}).status_code == 200


def test_the_suffix_json_leads_to_the_list_itself(client, whole):
    answer = client.get("/api/v1/bids.json?limit=3")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/api/v1/bids/?limit=3")
