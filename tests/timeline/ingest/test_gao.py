import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.errors import BlockPage, EmptyBody, NotThisFormat
from timeline.ingest.gao import parse
from timeline.ingest.gao.numbers import b_numbers, base_number, decision_key, file_number
from timeline.ingest.gao.words import decided, disposition, protester_of
from timeline.ingest.item import Scheme

DOCKET = {
    "Protester": "Oracle America, Inc.",
    "Solicitation Number": "HQ0034-18-R-0077",
    "Agency": "<span>Department of Defense</span> : <span>Washington Headquarters Services</span>",
    "File number": " B-416657.3 ",
    "Case Type": "Bid Protest",
    "Filed Date": '<time datetime="2018-10-12T13:00:00Z">Oct 12, 2018</time>',
    "Due Date": '<time datetime="2018-11-14T13:00:00Z">Nov 14, 2018</time>',
    "GAO Attorney": "N. Nobody",
}


def docket(**changes):
    fields = DOCKET | {name.replace("_", " "): value for name, value in changes.items()}
    rows = "".join(
        f'<h2 class="field__label">{label}</h2><div class="field__item">{value}</div>'
        for label, value in fields.items()
    )
    return f"<!doctype html><html><body><main><article>{rows}</article></main></body></html>".encode()


def legal_products(*entries):
    items = "".join(
        f"<item><title>{title}</title><link>https://www.gao.gov/products/{link}</link><description>{text}</description>"
        "<pubDate>Wed, 14 Nov 2018 18:00:00 GMT</pubDate></item>"
        for title, link, text in entries
    )
    return f'<rss version="2.0"><channel><title>Legal</title>{items}</channel></rss>'.encode()


def test_file_numbers_are_found_in_texts_and_addresses_and_never_made_up():
    assert b_numbers("B-416657; B-416657.2, b-416657.2 et al.") == ("B-416657", "B-416657.2")
    assert b_numbers("/products/b-416657%2Cb-416657.2") == ("B-416657", "B-416657.2")
    assert b_numbers("B–416657.10 (B-52, FAB-123456)") == ("B-416657.10",)
    assert base_number("B-416657.2") == "B-416657"
    assert file_number("B-416657") == file_number("B-416657.1") == "B-416657.1"


def test_a_decision_is_known_by_the_set_of_its_files():
    assert decision_key(("B-416657.2", "B-416657")) == decision_key(("B-416657.1", "B-416657.2"))
    assert decision_key(("B-416657.10", "B-416657.9")) == "gao:decision:B-416657.9,B-416657.10"


def test_an_open_file_is_filed_and_due():
    filed, due = parse(docket(), base_url="https://www.gao.gov/docket/b-416657.3").items
    assert (filed.key, filed.kind, filed.happened.edtf) == ("gao:docket:B-416657.3:filed", "gao-filed", "2018-10-12")
    assert (due.kind, due.extra["due"]) == ("gao-due-date", "2018-11-14")
    assert [(one.scheme, one.value) for one in filed.identifiers] == [
        (Scheme.B_NUMBER, "B-416657.3"),
        (Scheme.SOLICITATION, "HQ0034-18-R-0077"),
    ]
    assert [(one.name, one.role) for one in filed.parties] == [
        ("Oracle America, Inc.", "protester"),
        ("Washington Headquarters Services", "buyer"),
        ("Department of Defense", "buyer"),
    ]


def test_the_attorney_is_not_copied():
    assert "Nobody" not in str([item.as_json() for item in parse(docket()).items])


def test_an_outcome_adds_an_item_and_leaves_the_filing_as_it_was():
    before = {item.key: item.content_hash() for item in parse(docket()).items}
    closed = docket(
        Outcome="Denied",
        Decision_Date="Nov 14, 2018",
        Posted_on="Nov 20, 2018",
        Decision_Summary='<a href="/products/b-416657%2Cb-416657.2">View</a>',
    )
    after = {item.key: item for item in parse(closed).items}
    outcome = after.pop("gao:docket:B-416657.3:outcome")
    assert {key: item.content_hash() for key, item in after.items()} == before
    assert (outcome.happened.edtf, outcome.published.edtf) == ("2018-11-14", "2018-11-20")
    assert (outcome.extra["outcome"], outcome.extra["disposition"]) == ("Denied", "denied")
    assert outcome.links[0].url == "https://www.gao.gov/products/b-416657%2Cb-416657.2"


def test_a_due_date_that_moves_changes_only_its_own_item():
    before = {item.kind: item for item in parse(docket()).items}
    after = {item.kind: item for item in parse(docket(Due_Date="Dec 4, 2018")).items}
    assert before["gao-due-date"].key == after["gao-due-date"].key
    assert before["gao-due-date"].content_hash() != after["gao-due-date"].content_hash()
    assert before["gao-filed"].content_hash() == after["gao-filed"].content_hash()


def test_comments_between_a_label_and_its_value_do_no_harm():
    page = docket().replace(b"</h2><div", b"</h2><!-- field --><div")
    assert len(parse(page).items) == 2


def test_several_solicitation_numbers_and_a_doubled_agency_are_read():
    (item, *_) = parse(docket(Solicitation_Number="A-1; B-2", Agency="Department of X : Department of X")).items
    assert [one.value for one in item.identifiers[1:]] == ["A-1", "B-2"]
    assert item.extra["agency"] == ["Department of X"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Denied", "denied"),
        (" Sustained  in part ", "sustained-in-part"),
        ("Withdrawn", "withdrawn"),
        ("Something else", ""),
    ],
)
def test_outcomes_are_codes_and_unknown_words_stay_words(words, code):
    assert disposition(words) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We deny the protest.", "denied"),
        ("We deny the protest in part and dismiss it in part.", "denied"),
        ("We sustain the protest in part and deny it in part.", "sustained-in-part"),
        ("We deny the protest in part and sustain it in part.", "sustained-in-part"),
        ("We sustain the protests.", "sustained"),
        ("Protest is dismissed as untimely.", "dismissed"),
        ("We deny the protest challenging the award of a grant.", "denied"),
        ("The agency denied the request.", ""),
        ("", ""),
    ],
)
def test_a_decision_says_in_its_own_sentence_how_it_ends(text, code):
    assert decided(text) == code


def test_a_title_names_the_protester_and_the_kind_of_case():
    assert protester_of("Oracle America, Inc.") == ("Oracle America, Inc.", "")
    assert protester_of("Alpha, LLC--Reconsideration") == ("Alpha, LLC", "reconsideration")
    assert protester_of("Alpha, LLC—Costs") == ("Alpha, LLC", "costs")
    assert protester_of("Alpha -- Beta Joint Venture") == ("Alpha -- Beta Joint Venture", "")


def test_the_feed_keeps_protests_and_says_what_it_left_out():
    result = parse(
        legal_products(
            ("Oracle America, Inc.", "b-416657%2Cb-416657.2", "We deny the protest."),
            ("Rule of an Agency", "b-333111", "Review of a major rule."),
            ("The Boeing Company", "b-311344%2Cb-311344.3", "Boeing protests the award. We sustain the protest."),
        )
    )
    assert [item.key for item in result.items] == [
        "gao:decision:B-416657.1,B-416657.2",
        "gao:decision:B-311344.1,B-311344.3",
    ]
    first = result.items[0]
    assert (first.published.edtf, first.happened.edtf) == ("2018-11-14T18:00:00+00:00", None)
    assert (first.extra["disposition"], first.parties[0].name) == ("denied", "Oracle America, Inc.")
    assert "1 entries" in result.warnings[0]


def test_the_page_of_a_decision_is_read():
    page = (
        b"<html><body><h1>Oracle</h1><div class='js-endpoint-view-decision'><p>Matter of: Oracle America, Inc.</p>"
        b"<p>File: B-416657; B-416657.2; B-416657.3</p><p>Date: November 14, 2018</p><p>DECISION</p>"
        b"<p>We deny the protest.</p></div></body></html>"
    )
    (item,) = parse(page).items
    assert (item.title, item.happened.edtf) == ("Oracle America, Inc.", "2018-11-14")
    assert item.extra["file_numbers"] == ["B-416657", "B-416657.2", "B-416657.3"]
    assert item.extra["disposition"] == "denied"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b"<html><head><title>Access Denied</title></head><body>Reference #18.1</body></html>", BlockPage),
        (b"<html><title>About GAO</title><body>Hello</body></html>", NotThisFormat),
        (b"<!-- -->", NotThisFormat),
    ],
)
def test_anything_else_is_an_error(body, error):
    with pytest.raises(error):
        parse(body)


@pytest.mark.parametrize(
    ("name", "form", "count"),
    [
        ("docket_case_excerpt.html", "gao-docket", 2),
        ("docket_case_reduced.html", "gao-docket", 3),
        ("docket_search_listing_excerpt.html", "gao-docket-search", 2),
        ("recent_bid_protests.html", "gao-decision-list", 9),
        ("legal_products_feed.xml", "gao-feed", 2),
    ],
)
def test_foreign_pages_of_every_kind_are_read(request, name, form, count):
    result = parse(sample(request, f"gao/{name}"))
    assert (result.format, len(result.items)) == (form, count)


def test_the_facts_of_a_foreign_docket_page(request):
    filed, outcome = parse(sample(request, "gao/docket_case_excerpt.html")).items
    assert (filed.happened.edtf, outcome.happened.edtf) == ("2026-07-13", "2026-09-17")
    assert (outcome.extra["disposition"], outcome.extra["file_number"]) == ("denied", "B-424516.3")
    assert "A. Person" not in str(outcome.as_json())
