import json
from decimal import Decimal

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.errors import NotThisFormat
from timeline.ingest.item import Scheme
from timeline.ingest.sam_gov import parse

NOTICE = {
    "noticeId": "0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d",
    "title": "JEDI  Cloud,  Amendment 0002 ",
    "solicitationNumber": " HQ0034-18-R-0077 ",
    "fullParentPathName": "DEPT OF DEFENSE.WASHINGTON HEADQUARTERS SERVICES",
    "fullParentPathCode": "097.97F5.HQ0034",
    "type": "Solicitation",
    "baseType": "Solicitation",
    "postedDate": "2018-07-26",
    "responseDeadLine": "2018-09-17T11:00:00-04:00",
    "archiveDate": "2019-12-31",
    "active": "Yes",
    "award": None,
    "pointOfContact": [{"fullName": "Nora Nobody", "email": "nora@agency.example"}],
    "description": "https://api.sam.gov/prod/opportunities/v1/noticedesc?noticeid=0a1b&api_key=SECRET",
    "uiLink": "https://sam.gov/opp/0a1b/view",
    "resourceLinks": ["https://sam.gov/files/1/download?api_key=null&token="],
}


def search(*notices, **envelope):
    return json.dumps({"totalRecords": len(notices), "opportunitiesData": list(notices)} | envelope).encode()


def one(**changes):
    (item,) = parse(search(NOTICE | changes)).items
    return item


def test_a_notice_is_read():
    item = one()
    assert (item.key, item.kind, item.title) == (
        "sam:0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d",
        "solicitation",
        "JEDI Cloud, Amendment 0002",
    )
    assert item.published.edtf == item.happened.edtf == "2018-07-26"
    assert (item.extra["deadline"], item.extra["amendment"]) == ("2018-09-17T11:00:00-04:00", "0002")
    assert {(i.scheme, i.value) for i in item.identifiers} >= {(Scheme.SOLICITATION, "HQ0034-18-R-0077")}
    assert [party.name for party in item.parties] == ["WASHINGTON HEADQUARTERS SERVICES", "DEPT OF DEFENSE"]


def test_neither_keys_nor_persons_are_kept():
    said = json.dumps(one().as_json())
    assert "SECRET" not in said
    assert "api_key" not in said
    assert "Nobody" not in said
    assert "nora@" not in said


def test_amendments_have_ids_of_their_own_and_one_chain():
    later = one(noticeId="f" * 32, solicitationNumber="HQ003418R0077")
    assert later.key != one().key
    assert later.extra["chain"] == one().extra["chain"] == "HQ003418R0077@HQ0034"


def test_an_award_has_its_own_day_sum_and_company():
    award = {
        "date": "2019-10-25",
        "number": "HQ0034-20-D-0001",
        "amount": "10000000000.00",
        "awardee": {"name": "Microsoft Corporation", "ueiSAM": "ABC123DEF456"},
    }
    item = one(type="Award Notice", award=award, postedDate="2019-10-28")
    assert (item.kind, item.happened.edtf, item.published.edtf) == ("award-notice", "2019-10-25", "2019-10-28")
    assert (item.amounts[0].value, item.amounts[0].currency) == (Decimal(10_000_000_000), "USD")
    assert (item.parties[0].name, item.parties[0].role) == ("Microsoft Corporation", "awardee")
    assert {i.value for i in item.identifiers} >= {"HQ0034-20-D-0001", "ABC123DEF456"}


@pytest.mark.parametrize("award", [None, {}, {"awardee": {}}, {"awardee": None, "amount": "null"}])
def test_a_hollow_award_is_said_to_be_hollow(award):
    item = one(type="Award Notice", award=award)
    assert item.amounts == ()
    assert "hollow" in item.notes[0]
    assert item.happened.edtf == "2018-07-26"


def test_a_notice_posted_after_its_own_deadline_says_so():
    assert one(reponseDeadLine=None, responseDeadLine="2018-01-10").notes == ("posted after its own deadline",)


def test_a_type_that_is_not_known_is_a_notice():
    assert one(type="Something New").kind == "notice"


def test_the_words_null_are_no_values():
    item = one(uiLink="null", description="null", resourceLinks=None, solicitationNumber=None)
    assert item.url == "https://sam.gov/opp/0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d/view"
    assert (item.links, item.extra["chain"]) == ((), "")


def test_an_error_message_of_the_interface_is_shown():
    with pytest.raises(NotThisFormat, match="API_KEY_INVALID"):
        parse(b'{"error": {"code": "403", "message": "API_KEY_INVALID"}}')


def test_a_page_says_how_many_notices_there_are_beyond_it():
    assert parse(search(NOTICE, totalRecords=34)).warnings == ("1 of 34 notices are on this page",)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("notice_v2_documented.json", ["award-notice"]),
        ("search_award_notice_documented.json", ["award-notice"]),
        ("search_v2_recorded_2023.json", ["solicitation", "solicitation"]),
        ("search_v2_recorded_2024.json", ["presolicitation"]),
    ],
)
def test_foreign_answers_are_read(request, name, kinds):
    result = parse(sample(request, f"sam_gov/{name}"))
    assert [item.kind for item in result.items] == kinds
    assert "redacted@" not in str([item.as_json() for item in result.items])
