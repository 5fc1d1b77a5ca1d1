from decimal import Decimal

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.dod_contracts import parse
from timeline.ingest.dod_paragraph import amounts, awardees, contract_numbers, contracting_activity, modifications
from timeline.ingest.errors import BlockPage, EmptyBody, NotThisFormat
from timeline.ingest.item import Scheme

URL = "https://www.war.example/News/Contracts/Contract/Article/1999639/contracts-for-oct-25-2019/"
JEDI = (
    "Microsoft Corp., Redmond, Washington, has been awarded a firm-fixed-price, indefinite-quantity "
    "contract with a ceiling value of $10,000,000,000 over a period of 10 years, if all options are exercised. Work "
    "performance will take place in the awardee's place of performance. Washington Headquarters Services, Alexandria, "
    "Virginia, is the contracting activity (HQ0034-20-D-0001)."
)
CHANGE = (
    "Oracle America, Inc.,* Reston, Virginia, was awarded a $12.5 million modification (P00007) to contract "
    "W56KGY-18-C-0012 for services. Work will be performed in Reston, Virginia, and is expected to be completed by "
    "July 2, 2027. Fiscal 2026 funds of $1,000,000 were obligated at the time of award. U.S. Army Contracting Command, "
    "Aberdeen Proving Ground, Maryland, is the contracting activity."
)


def article(*paragraphs, title="Contracts for Oct. 25, 2019"):
    inner = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<html><body><h1>{title}</h1><div class='body'>{inner}</div></body></html>".encode()


def only(*paragraphs):
    (item,) = parse(article(*paragraphs), base_url=URL).items
    return item


def test_a_day_is_split_into_its_contracts_under_their_services():
    result = parse(
        article(
            "<strong>WASHINGTON HEADQUARTERS SERVICES</strong>",
            JEDI,
            "ARMY",
            CHANGE,
            "*Small business<br>**Small-disadvantaged",
        ),
        base_url=URL,
    )
    assert [item.key for item in result.items] == ["dod:1999639:HQ003420D0001", "dod:1999639:W56KGY18C0012+P00007"]
    assert [item.kind for item in result.items] == ["contract-award", "contract-modification"]
    assert [item.extra["service"] for item in result.items] == ["WASHINGTON HEADQUARTERS SERVICES", "ARMY"]


def test_an_award_is_taken_apart():
    item = only(JEDI)
    assert item.happened.edtf == item.published.edtf == "2019-10-25"
    assert [(one.name, one.role, one.note) for one in item.parties] == [
        ("Microsoft Corp.", "awardee", "Redmond, Washington"),
        ("Washington Headquarters Services", "buyer", "contracting activity"),
    ]
    assert [(one.value, one.currency, one.what) for one in item.amounts] == [
        (Decimal(10_000_000_000), "USD", "ceiling")
    ]
    assert [(one.scheme, one.value) for one in item.identifiers] == [(Scheme.PIID, "HQ0034-20-D-0001")]


def test_a_modification_keeps_its_number_its_sums_and_its_end():
    item = only(CHANGE)
    assert item.extra["modifications"] == ["P00007"]
    assert [(str(one.value), one.what) for one in item.amounts] == [
        ("12500000", "modification"),
        ("1000000", "obligated"),
    ]
    assert (item.extra["performed_in"], item.extra["completes"]) == ("Reston, Virginia", "2027-07-02")
    assert item.parties[0].name == "Oracle America, Inc."
    assert item.parties[1].name == "U.S. Army Contracting Command"


def test_the_key_survives_a_new_host_a_new_title_and_other_hyphens():
    moved = "https://www.defense.example/News/Contracts/Contract/Article/1999639/other-slug/"
    again = parse(article(JEDI.replace("HQ0034-20-D-0001", "HQ003420D0001")), base_url=moved).items[0]
    assert again.key == only(JEDI).key


def test_a_saved_page_is_known_by_the_address_that_it_names():
    page = article(JEDI).replace(b"<body>", f"<link rel='canonical' href='{URL}'><body>".encode())
    assert parse(page).items[0].key == only(JEDI).key


def test_paragraphs_with_the_same_numbers_stay_apart_and_one_without_is_known_by_its_text():
    second = CHANGE.replace("P00007", "").replace("$12.5 million", "$9 million")
    third = CHANGE.replace("P00007", "").replace("$12.5 million", "$8 million")
    items = parse(article(second, third, "Alpha LLC, Reston, Virginia, was awarded $9,000,000."), base_url=URL).items
    assert len({item.key for item in items}) == 3
    assert items[2].key.startswith("dod:1999639:sha256:")


def test_a_correction_is_no_second_award():
    item = only(
        "CORRECTION: The contract announced on July 1, 2026, for Boeing Co. (FA8106-25-D-B003), was for $22,000,000."
    )
    assert item.kind == "contract-correction"


def test_all_awardees_of_one_paragraph_are_read_with_their_contracts():
    text = (
        "Amazon Web Services Inc., Seattle, Washington (HQ003423D0018); Google Support Services LLC, Reston, Virginia "
        "(HQ003423D0019); and Oracle, Austin, Texas (HQ003423D0021), are each being awarded contracts."
    )
    assert [(one.name, one.place, one.contract) for one in awardees(text)] == [
        ("Amazon Web Services Inc.", "Seattle, Washington", "HQ003423D0018"),
        ("Google Support Services LLC", "Reston, Virginia", "HQ003423D0019"),
        ("Oracle", "Austin, Texas", "HQ003423D0021"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("SMIT Pte Ltd., Singapore, is awarded a contract", "SMIT Pte Ltd.", "Singapore"),
        (
            "Alpha Corp., Alpha Air Co., Fort Worth, Texas, is awarded",
            "Alpha Corp., Alpha Air Co.",
            "Fort Worth, Texas",
        ),
        ("Raytheon Co., Tucson, Arizona, was awarded", "Raytheon Co.", "Tucson, Arizona"),
        ("Beta GmbH,** Bonn, Germany, has been awarded", "Beta GmbH", "Bonn, Germany"),
    ],
)
def test_a_company_is_told_from_its_place(text, name, place):
    assert [(one.name, one.place) for one in awardees(text)] == [(name, place)]


def test_numbers_are_found_in_every_spelling_and_nothing_else_is_one():
    assert contract_numbers("N00024-25-C-1234, HQ003426DE016, FA8106-25-D-B003; 36C10X24N0089") == (
        "N00024-25-C-1234",
        "HQ003426DE016",
        "FA8106-25-D-B003",
        "36C10X24N0089",
    )
    assert contract_numbers("call 1234567890123 or ABCDEFGHIJKLM, P00003, HQ0034-18-R-0077X") == ()
    assert modifications("modification P00012 and a $5,000,000 modification (A00003) and 20 modifications") == (
        "P00012",
        "A00003",
    )


def test_sums_are_told_by_the_words_around_them():
    text = "a not-to-exceed $100,000,000 action. A cumulative value of $1.5 billion. Funds of $2,000 were obligated."
    assert [(str(one.value), one.what) for one in amounts(text)] == [
        ("100000000", "not to exceed"),
        ("1500000000", "total"),
        ("2000", "obligated"),
    ]


def test_a_text_without_activity_names_none():
    assert contracting_activity("Nobody is named here.") == ("", "")


def test_the_feed_lists_days():
    feed = (
        "<rss version='2.0'><channel><title>Contracts</title><item><title>\nContracts for July 2, 2026\n</title>"
        f"<link>{URL}</link><pubDate>Thu, 02 Jul 2026 21:00:21 GMT</pubDate></item><item><title>Other</title></item>"
        "</channel></rss>"
    )
    result = parse(feed.encode())
    (item,) = result.items
    assert (item.key, item.kind, item.happened.edtf) == ("dod:1999639", "contract-day", "2026-07-02")
    assert "1 entries" in result.warnings[0]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b" ", EmptyBody),
        (b"<html><title>Access Denied</title>Reference #1</html>", BlockPage),
        (b"<html><title>News</title></html>", NotThisFormat),
    ],
)
def test_another_page_is_an_error(body, error):
    with pytest.raises(error):
        parse(body)


def test_a_foreign_day_gives_its_four_contracts(request):
    items = parse(sample(request, "dod_contracts/contracts_article_excerpt.html")).items
    assert [(item.parties[0].name, item.extra["contracts"], item.extra["modifications"]) for item in items] == [
        ("The RAND National Defense Research Institute", ["HQ003426DE016"], []),
        ("SMIT Singapore Pte Ltd.", ["N00024-26-D-4308"], []),
        ("Thoma-Sea Marine Constructors LLC", ["N00024-19-C-2216"], []),
        ("Vertex Aerospace LLC", ["FA8106-25-D-B003"], ["P00003"]),
    ]
    assert [str(item.amounts[0].value) for item in items] == ["452461776", "180000000", "26625622", "22573762"]


def test_a_foreign_feed_gives_its_days(request):
    result = parse(sample(request, "dod_contracts/contracts_rss_excerpt.xml"))
    assert [item.happened.edtf for item in result.items] == ["2026-07-02", "2026-07-01"]
