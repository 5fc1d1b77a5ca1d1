"""The forms of a dispute's download: each is read back by a reader of that form and says what the page says."""

import io
import json
import re

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from openpyxl import load_workbook
from pybtex.database import parse_string

from tests.factories import make_contract, make_event, make_party, make_source, make_statement
from timeline.exports.tables import COLUMNS
from timeline.models import Citation
from timeline.publishing import publish

pytestmark = pytest.mark.django_db
AWKWARD = 'Ruling & "50 %" of {everything} <script>alert(1)</script>'


@pytest.fixture
def record():
    contract = make_contract(acronym="JEDI")
    source = make_source(
        title=AWKWARD, url="https://court.example/a_b?c=1&d={2}", kind="court-ruling", published="2020-02"
    )
    events = [
        make_event(
            dispute=contract.dispute,
            contracts=[contract],
            parties={make_party(name="Oracle America, Inc."): "protester"},
            title={"en": title},
            date=date,
            until=until,
            cited=False,
        )
        for title, date, until in [
            ("=1+1", "2019", None),
            (AWKWARD, "2020-02-13", "2020-03-01"),
            ("C", "2020-05", None),
        ]
    ]
    for event in events:
        Citation.objects.create(event=event, source=source, anchor="the court ruled")
    publish([contract.dispute, contract, *events])
    return contract.dispute.slug, events, source


def download(client, slug, form, name="events", query=""):
    response = client.get(f"/disputes/{slug}/{name}.{form}{query}")
    assert response.status_code == 200
    return response.getvalue()


def test_a_workbook_has_the_same_cells_as_the_table_and_computes_none(client, record):
    slug, _events, _source = record
    sheet = load_workbook(io.BytesIO(download(client, slug, "xlsx"))).active
    head, *rows = sheet.iter_rows()
    assert tuple(cell.value for cell in head) == COLUMNS
    titles = [row[COLUMNS.index("Title")] for row in rows]
    assert [cell.value for cell in titles] == ["=1+1", AWKWARD, "C"]
    assert {cell.data_type for cell in titles} <= {"s", "inlineStr"}


def test_json_lines_hold_a_document_a_line(client, record):
    slug, events, _source = record
    found = [json.loads(line) for line in download(client, slug, "jsonl").splitlines()]
    assert [one["id"] for one in found] == [event.public_id for event in events]


def test_timelinejs_gets_dates_as_precise_as_they_are_and_text_that_is_no_script(client, record):
    slug, events, _source = record
    found = json.loads(download(client, slug, "timelinejs.json"))
    year, day, month = found["events"]
    assert year["start_date"] == {"year": 2019, "display_date": "2019"}
    assert day["start_date"] == {"year": 2020, "month": 2, "day": 13, "display_date": "13 February 2020"}
    assert day["end_date"]["day"] == 1
    assert "day" not in month["start_date"]
    assert [one["unique_id"] for one in found["events"]] == [event.public_id for event in events]
    assert "<script>" not in json.dumps(found)
    assert f"/events/{events[1].public_id}/" in day["text"]["headline"]


def test_reference_managers_get_each_cited_source_once(client, record):
    slug, _events, source = record
    [item] = json.loads(download(client, slug, "csl.json"))
    assert item["title"] == AWKWARD
    assert item["type"] == "legal_case"
    assert item["issued"] == {"date-parts": [[2020, 2]]}
    bib = download(client, slug, "bib").decode()
    assert bib.count("@misc{") == 1
    assert r"\{everything\}" in bib
    assert r"50 \%" in bib
    assert bib.count("{") == bib.count("}")
    ris = download(client, slug, "ris").decode()
    assert re.findall(r"^TY  - (\w+)\r$", ris, re.MULTILINE) == ["CASE"]
    assert f"ID  - {source.public_id}\r\n" in ris
    assert ris.endswith("ER  - \r\n")


def read_bib(body):
    found = parse_string(body.decode(), "bibtex")
    return {key: one.fields["title"].strip("{}") for key, one in found.entries.items()}


def read_ris(body):
    return {one["id"]: one["title"] for one in rispy.loads(body.decode())}


def read_csl(body):
    items = json.loads(body)
    read = CiteProcJSON(items)
    assert all({"id", "type", "title", "URL"} <= set(item) for item in items)
    return {key: str(read[key.lower()].title) for key in (item["id"] for item in items)}


READ = {"bib": read_bib, "ris": read_ris, "csl.json": read_csl}


@pytest.mark.parametrize("form", READ)
def test_strict_readers_read_the_cited_sources(client, record, form):
    slug, _events, source = record
    assert READ[form](download(client, slug, form)).keys() == {source.public_id}
    assert READ[form](download(client, slug, form, query="?type=ruling&from=2030-01-01")) == {}


@pytest.mark.parametrize("form", READ)
def test_strict_readers_read_events_and_statements(client, record, form):
    slug, events, _source = record
    statement = make_statement(
        event=events[2], date="2020-02-12", quote="“50 %” {of}\n$10 & more_ #1 ~ ^ \\\\ end", lang="en"
    )
    publish([statement])
    found = READ[form](download(client, slug, form, "entries", "?include=statements"))
    assert list(found) == [events[0].public_id, statement.public_id, *(event.public_id for event in events[1:])]
    assert found[events[2].public_id] == "C"
    assert len(READ[form](download(client, slug, form, "entries", "?from=2020-05-01"))) == 1


def test_other_forms_of_entries_do_not_exist(client, record):
    assert client.get(f"/disputes/{record[0]}/entries.csv").status_code == 404


def test_timelinejs_shows_statements_where_they_are_asked_for(client, record):
    slug, events, _source = record
    publish([make_statement(event=events[2], date="2020-02-12", quote="We <b>said</b> so.")])
    slides = json.loads(download(client, slug, "timelinejs.json", query="?include=statements"))["events"]
    assert len(slides) == 4
    assert "“We &lt;b&gt;said&lt;/b&gt; so.”" in [one["text"]["text"] for one in slides][1]
