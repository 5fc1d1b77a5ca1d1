import json

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.federal_register import parse

RULE = {
    "document_number": "2018-06719",
    "title": "Bid Protest Regulations",
    "abstract": "GAO amends its Bid Protest Regulations.",
    "type": "Rule",
    "publication_date": "2018-04-02",
    "effective_on": "2018-05-01",
    "comments_close_on": None,
    "agencies": [
        {"raw_name": "GOVERNMENT ACCOUNTABILITY OFFICE", "name": "Government Accountability Office"},
        {"raw_name": "X"},
    ],
    "docket_ids": ["GAO-2018-0001"],
    "html_url": "https://www.federalregister.gov/documents/2018/04/02/2018-06719/rule",
    "pdf_url": "https://www.govinfo.gov/content/pkg/2018-06719.pdf",
    "citation": "83 FR 13817",
    "correction_of": "https://www.federalregister.gov/api/v1/documents/2018-05555?publication_date=2018-03-20",
}


def one(document):
    (item,) = parse(json.dumps(document).encode()).items
    return item


def test_a_document_is_read():
    item = one(RULE)
    assert (item.key, item.kind) == ("fr:2018-06719:2018-04-02", "register-document")
    assert (item.title, item.text) == ("Bid Protest Regulations", "GAO amends its Bid Protest Regulations.")
    assert item.published.edtf == item.happened.edtf == "2018-04-02"
    assert (item.extra["effective"], item.extra["comments_close"]) == ("2018-05-01", None)
    assert item.extra["correction_of"] == "2018-05555"
    assert [party.name for party in item.parties] == ["Government Accountability Office", "X"]
    assert {identifier.value for identifier in item.identifiers} == {"2018-06719", "83 FR 13817"}


def test_one_number_on_two_days_is_two_documents():
    assert one(RULE).key != one(RULE | {"publication_date": "2018-04-03"}).key


def test_a_page_of_hits_leads_on_and_says_when_its_count_is_cut():
    following = "https://www.federalregister.gov/api/v1/documents?page=2"
    result = parse(
        json.dumps({"count": 10_000, "next_page_url": following, "results": [RULE, {"title": "?"}]}).encode()
    )
    assert (len(result.items), result.next_url) == (1, following)
    assert result.rejected[0].field == "document_number"
    assert "cut at 10,000" in result.warnings[0]


@pytest.mark.parametrize("answer", [{"count": 0, "results": []}, {"count": 0}])
def test_no_hits_are_no_error(answer):
    assert parse(json.dumps(answer).encode()).items == ()


@pytest.mark.parametrize(
    ("name", "count"),
    [("document_2025-05887.json", 1), ("documents_search_empty.json", 0), ("documents_search_page.json", 2)],
)
def test_foreign_answers_are_read(request, name, count):
    result = parse(sample(request, f"federal_register/{name}"))
    assert (len(result.items), result.rejected) == (count, ())
