import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.eforms import parse
from timeline.ingest.errors import BlockPage, Malformed, NotThisFormat

HEAD = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractAwardNotice-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
    'xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1" '
    'xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"'
)
IDENTIFIED = "<cac:PartyIdentification><cbc:ID>{}</cbc:ID></cac:PartyIdentification>"


def organisation(number, name, person="false"):
    named = f"<cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>"
    company = f"<efac:Company>{IDENTIFIED.format(number)}{named}</efac:Company>"
    return (
        f"<efac:Organization><efbc:NaturalPersonIndicator>{person}</efbc:NaturalPersonIndicator>{company}"
        "<cac:Contact><cbc:Name>Nora Nobody</cbc:Name></cac:Contact></efac:Organization>"
    )


def review(stage="req", number="12/24", more="", date="2024-03-20+01:00"):
    return (
        f"<efac:AppealInformation><cbc:ID>REV-1</cbc:ID><cbc:Date>{date}</cbc:Date><cbc:Title>Rüge</cbc:Title>"
        f"<cbc:Description>Das Kriterium war unklar.</cbc:Description><efbc:AppealID>{number}</efbc:AppealID>"
        f"<efbc:AppealStageCode>{stage}</efbc:AppealStageCode>{more}<efac:AppealingParty><cac:Party>"
        f"{IDENTIFIED.format('ORG-2')}</cac:Party></efac:AppealingParty><efac:AppealProcessingParty><cac:Party>"
        f"{IDENTIFIED.format('ORG-3')}</cac:Party></efac:AppealProcessingParty></efac:AppealInformation>"
    )


def notice(*reviews, notice_id="n-1", person="false"):
    organisations = (
        organisation("ORG-1", "Stadt") + organisation("ORG-2", "Bieter GmbH", person) + organisation("ORG-3", "Kammer")
    )
    return (
        f"<ContractAwardNotice {HEAD}><efac:Appeals>{''.join(reviews)}</efac:Appeals>"
        f"<efac:Organizations>{organisations}</efac:Organizations>"
        "<efac:Publication><efbc:NoticePublicationID>00123456-2024</efbc:NoticePublicationID></efac:Publication>"
        f"<cbc:ID schemeName='notice-id'>{notice_id}</cbc:ID><cbc:ContractFolderID>proc-1</cbc:ContractFolderID>"
        "<cbc:IssueDate>2024-04-23+02:00</cbc:IssueDate><cbc:VersionID>01</cbc:VersionID>"
        "<cbc:NoticeLanguageCode>DEU</cbc:NoticeLanguageCode>"
        f"<cac:ContractingParty><cac:Party>{IDENTIFIED.format('ORG-1')}</cac:Party></cac:ContractingParty>"
        "<cac:ProcurementProject><cbc:Name>Schulbücher</cbc:Name><cbc:Description>Los 1</cbc:Description>"
        "</cac:ProcurementProject></ContractAwardNotice>"
    ).encode()


def test_a_notice_and_its_review_are_items():
    told, request = parse(notice(review())).items
    assert (told.key, told.kind, told.title, told.lang) == ("ted:n-1", "eu-notice", "Schulbücher", "de")
    assert told.url == "https://ted.europa.eu/en/notice/-/detail/00123456-2024"
    assert (request.key, request.kind) == ("ted:proc-1:review:12/24:request", "review-request")
    assert (request.happened.edtf, request.published.edtf) == ("2024-03-20", "2024-04-23")
    assert [(one.name, one.role) for one in request.parties] == [
        ("Bieter GmbH", "protester"),
        ("Kammer", "forum"),
        ("Stadt", "buyer"),
    ]


def test_a_later_notice_that_repeats_a_review_makes_no_second_one():
    first, second = parse(notice(review())).items[1], parse(notice(review(), notice_id="n-2")).items[1]
    assert first.key == second.key


def test_a_decision_says_how_it_ends_and_what_it_costs():
    more = (
        "<cbc:FeeAmount currencyID='EUR'>2000</cbc:FeeAmount><cbc:URI>https://x.example/d</cbc:URI>"
        "<efac:AppealDecision><efbc:DecisionTypeCode>accepted</efbc:DecisionTypeCode></efac:AppealDecision>"
        "<efac:AppealRemedy><efbc:RemedyTypeCode>damage</efbc:RemedyTypeCode></efac:AppealRemedy>"
    )
    decision = parse(notice(review(stage="dec", more=more))).items[1]
    assert (decision.kind, decision.extra["disposition"], decision.extra["remedies"]) == (
        "review-decision",
        "sustained",
        ["damage"],
    )
    assert [(str(one.value), one.currency, one.what) for one in decision.amounts] == [("2000", "EUR", "fee")]
    assert decision.links[0].url == "https://x.example/d"


def test_a_withdrawal_is_a_step_of_its_own():
    more = (
        "<efbc:WithdrawnAppealIndicator>true</efbc:WithdrawnAppealIndicator>"
        "<efbc:WithdrawnAppealDate>2024-03-25+01:00</efbc:WithdrawnAppealDate>"
        "<efbc:WithdrawnAppealReasons>Erledigt.</efbc:WithdrawnAppealReasons>"
    )
    _, request, withdrawn = parse(notice(review(more=more))).items
    assert (withdrawn.kind, withdrawn.happened.edtf, withdrawn.text) == ("review-withdrawn", "2024-03-25", "Erledigt.")
    assert request.happened.edtf == "2024-03-20"


def test_natural_persons_and_contact_points_are_left_out():
    said = str([item.as_json() for item in parse(notice(review(), person="true")).items])
    assert "Nobody" not in said
    assert "Bieter" not in said


def test_no_entity_is_expanded():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(Malformed):
        parse(bomb + notice(review()).replace(b"Schulb", b"&a;Schulb"))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<rss/>", NotThisFormat),
        (b'{"a": 1}', NotThisFormat),
        (notice(review())[:-40], Malformed),
        (notice().replace(b"notice-id", b"other"), NotThisFormat),
        (b"<html><title>Access Denied</title>Reference #1</html>", BlockPage),
    ],
)
def test_anything_else_is_an_error(body, error):
    with pytest.raises(error):
        parse(body)


def test_the_largest_foreign_example_is_read(request):
    items = parse(sample(request, "ocds/eforms_can_24_maximal.xml")).items
    assert [item.kind for item in items] == [
        "eu-notice",
        "review-request",
        "review-decision",
        "review-withdrawn",
        "review-decision",
    ]
    assert items[1].happened.edtf == "2023-03-20"
    assert items[4].extra["disposition"] == "sustained"
