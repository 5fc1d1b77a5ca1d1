"""The forms of a dispute's download: each is read back by a reader of that form and says what the page says."""

import io
import json
import re

import pytest
from openpyxl import load_workbook

from tests.factories import make_contract, make_event, make_party, make_source
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


def download(client, slug, form):
    response = client.get(f"/disputes/{slug}/events.{form}")
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
