import json
from decimal import Decimal

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.errors import NotThisFormat
from timeline.ingest.item import Scheme
from timeline.ingest.ocds import parse

COMPLAINT = {
    "id": 17,
    "complaintID": "UA-2024-05-01-000001-a.c1",
    "status": "satisfied",
    "type": "complaint",
    "title": "Evaluation was unequal",
    "description": "The buyer used an unstated criterion.",
    "author": {
        "name": "Школяр",
        "identifier": {"scheme": "UA-EDR", "id": "00137256", "legalName": "ДКП «Школяр»"},
        "contactPoint": {"name": "Nora Nobody", "email": "nora@x.example"},
    },
    "dateSubmitted": "2024-05-02T10:00:00+03:00",
    "dateAccepted": "2024-05-03T10:00:00+03:00",
    "dateDecision": "2024-05-20T10:00:00+03:00",
    "decision": "The complaint is satisfied.",
    "value": {"amount": 3000.0, "currency": "UAH"},
    "objections": [{"requestedRemedies": [{"type": "setAsideAward"}]}],
    "appeals": [{"id": "ap1", "datePublished": "2024-06-01T00:00:00+03:00", "proceeding": {"proceedingNumber": "77"}}],
}
RELEASE = {
    "ocid": "ocds-x-1",
    "id": 5,
    "date": "2024-05-01T09:30:00Z",
    "tag": ["award"],
    "language": "uk",
    "parties": [{"name": "City", "roles": ["buyer", "procuringEntity"]}, {"name": "Board", "roles": ["reviewBody", 3]}],
    "tender": {
        "id": "T-1",
        "title": "Schoolbooks",
        "status": "active",
        "value": {"amount": "12.50", "currency": "UAH"},
    },
    "awards": [
        {"id": 1, "status": "active", "date": "2024-05-01", "suppliers": [{"name": "Beta"}], "complaints": [COMPLAINT]}
    ],
}


def items(value):
    return {item.key: item for item in parse(json.dumps(value).encode()).items}


def test_a_release_is_read_with_numbers_for_ids_and_foreign_types():
    item = items({"version": "1.1", "releases": [RELEASE]})["ocds:ocds-x-1:5"]
    assert (item.kind, item.title, item.lang) == ("release", "Schoolbooks", "uk")
    assert [(one.name, one.role, one.note) for one in item.parties] == [
        ("City", "buyer", ""),
        ("City", "buyer", "procuringEntity"),
        ("Board", "forum", "reviewBody"),
        ("Beta", "awardee", ""),
    ]
    assert (item.amounts[0].value, item.amounts[0].currency, item.amounts[0].what) == (
        Decimal("12.50"),
        "UAH",
        "estimate",
    )
    assert (Scheme.OCID, "ocds-x-1") in {(one.scheme, one.value) for one in item.identifiers}
    assert item.extra["tags"] == ["award"]


def test_each_step_of_a_complaint_is_an_item_of_its_own():
    found = items({"releases": [RELEASE]})
    place = "ocds:ocds-x-1:complaint:17"
    assert set(found) - {"ocds:ocds-x-1:5"} == {
        f"{place}:filed",
        f"{place}:accepted",
        f"{place}:decided",
        f"{place}:appealed:ap1",
    }
    decided = found[f"{place}:decided"]
    assert (decided.kind, decided.happened.edtf) == ("complaint-decided", "2024-05-20T10:00:00+03:00")
    assert (decided.text, decided.extra["disposition"]) == ("The complaint is satisfied.", "sustained")
    assert found[f"{place}:filed"].extra["remedies"] == ["setAsideAward"]
    assert found[f"{place}:filed"].extra["stage"] == "award"
    assert found[f"{place}:appealed:ap1"].extra["proceeding"] == "77"


def test_a_decision_changes_nothing_about_the_filing():
    pending = {name: value for name, value in COMPLAINT.items() if name not in {"dateDecision", "decision", "status"}}
    before = items({"data": pending | {"status": "pending"}})["ocds:complaint:17:filed"]
    assert items({"data": COMPLAINT})["ocds:complaint:17:filed"].content_hash() == before.content_hash()


def test_a_status_that_is_not_known_decides_nothing_and_stops_nothing():
    decided = items({"data": COMPLAINT | {"status": "teleported"}})["ocds:complaint:17:decided"]
    assert (decided.extra["status"], decided.extra["disposition"]) == ("teleported", "")


def test_companies_are_named_and_persons_are_not():
    company = items({"data": COMPLAINT})["ocds:complaint:17:filed"]
    assert [(one.name, one.role) for one in company.parties] == [("ДКП «Школяр»", "protester")]
    trader = {"name": "Nora Nobody", "identifier": {"scheme": "UA-EDR", "id": "1234567890"}}
    person = items({"data": COMPLAINT | {"author": trader}})["ocds:complaint:17:filed"]
    assert person.parties == ()
    assert "Nobody" not in json.dumps([item.as_json() for item in (company, person)])


def test_a_date_without_zone_says_so():
    item = items({"releases": [RELEASE | {"date": "2024-05-01T09:30:00"}]})["ocds:ocds-x-1:5"]
    assert item.happened.basis == "assumed-utc"


def test_a_release_published_again_with_other_content_is_the_same_item():
    first = items({"releases": [RELEASE]})["ocds:ocds-x-1:5"]
    again = items({"releases": [RELEASE | {"tag": ["awardCancellation"]}]})["ocds:ocds-x-1:5"]
    assert first.content_hash() != again.content_hash()


def test_a_record_gives_its_embedded_releases_else_the_compiled_one():
    embedded = {"records": [{"ocid": "ocds-x-1", "releases": [RELEASE], "compiledRelease": RELEASE | {"id": "c"}}]}
    linked = {
        "records": [{"ocid": "ocds-x-1", "releases": [{"url": "https://x.example/r"}], "compiledRelease": RELEASE}]
    }
    assert "ocds:ocds-x-1:5" in items(embedded)
    assert items(linked)["ocds:ocds-x-1:compiled"].links[0].url == "https://x.example/r"


def test_what_is_neither_release_nor_complaint_is_rejected_or_refused():
    result = parse(json.dumps({"releases": [{"ocid": "x"}, {"foo": 1}]}).encode())
    assert [error.entry for error in result.rejected] == [1, 2]
    with pytest.raises(NotThisFormat):
        parse(b'{"name": "x"}')


def test_a_draft_has_not_happened():
    result = parse(json.dumps({"data": {"id": 1, "status": "draft", "title": "x"}}).encode())
    assert result.items == ()
    assert "nothing" in result.warnings[0]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("release_ocds-213czf-000-00001.json", 6),
        ("release_ocds-213czf-000-00001-02-tender.json", 1),
        ("release_ocds-213czf-000-00001-03-tenderAmendment.json", 1),
        ("release_ocds-213czf-000-00001-04-award.json", 1),
        ("release_ocds-213czf-000-00001-05-contract.json", 1),
        ("record_ocds-213czf-000-00001.json", 1),
        ("prozorro_award-complaint-decline.json", 4),
        ("prozorro_award-complaint-resolved.json", 5),
        ("prozorro_award-complaint-submission.json", 0),
        ("prozorro_complaint-appeal-get.json", 6),
    ],
)
def test_foreign_packages_are_read(request, name, count):
    result = parse(sample(request, f"ocds/{name}"))
    assert (len(result.items), result.rejected) == (count, ())
