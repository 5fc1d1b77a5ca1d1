import json
from datetime import date

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.errors import MaintenancePage
from timeline.ingest.item import KeyBasis, Scheme
from timeline.ingest.pacer_rss import caption_parties, parse

COFC = "https://ecf.cofc.uscourts.gov"


def entry(
    *,
    title="1:19-cv-01796 AMAZON WEB SERVICES, INC. v. USA",
    event="[Order on Motion to Complete the Administrative Record]",
    case="39000",
    sequence="412",
    number="201",
    document="01513999123",
    date="Tue, 20 Oct 2020 01:30:00 GMT",
):
    address = f"{COFC}/doc1/{document}?caseid={case}&amp;amp;de_seq_num={sequence}"
    link = f'({{lt}}a href="{address}"{{gt}}{number}{{lt}}/a{{gt}})'
    described = f"{event} {link}" if number else event
    described = described.format(lt="&lt;", gt="&gt;") if number else described
    return (
        f"<item><title>{title}</title><link>{COFC}/cgi-bin/DktRpt.pl?{case}</link><description>{described}</description>"
        f"<guid isPermaLink='true'>{COFC}/cgi-bin/DktRpt.pl?{case}{f'&amp;{sequence}' if sequence else ''}</guid>"
        f"<pubDate>{date}</pubDate></item>"
    )


def feed(*entries):
    head = "<title>COFC - Recent Entries</title><lastBuildDate>Tue, 20 Oct 2020 02:00:00 GMT</lastBuildDate>"
    channel = f"<channel>{head}{''.join(entries)}</channel>"
    return f'<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0">{channel}</rss>'.encode()


def only(*entries):
    (item,) = parse(feed(*entries)).items
    return item


def test_an_entry_of_the_court_of_federal_claims_is_taken_apart():
    item = only(entry())
    assert item.key == "uscfc:39000:seq:412"
    assert item.kind == "docket-entry"
    assert item.title.startswith("1:19-cv-01796 AMAZON WEB SERVICES, INC. v. USA: Order on Motion")
    assert {(one.scheme, one.value, one.court) for one in item.identifiers} == {
        (Scheme.DOCKET, "1:19-cv-01796", "uscfc"),
        (Scheme.PACER_CASE, "39000", "uscfc"),
        (Scheme.PACER_DOCUMENT, "01503999123", "uscfc"),
    }
    assert item.extra["document_number"] == "201"
    assert item.links[0].url.startswith(f"{COFC}/doc1/")


def test_the_day_is_the_courts_and_not_that_of_utc():
    item = only(entry(date="Tue, 20 Oct 2020 01:30:00 GMT"))
    assert item.happened.day == date(2020, 10, 19)
    assert item.published.edtf == "2020-10-20T01:30:00+00:00"


def test_events_of_one_filing_are_one_item_and_one_that_comes_later_changes_it():
    both = only(entry(), entry(event="[Order on Motion to Seal]"))
    assert both.extra["events"] == ["Order on Motion to Complete the Administrative Record", "Order on Motion to Seal"]
    assert both.key == only(entry()).key
    assert both.content_hash() != only(entry()).content_hash()


def test_several_events_in_one_description_are_all_kept():
    item = only(entry(event="[Stipulation] [Order]"))
    assert item.extra["events"] == ["Stipulation", "Order"]


def test_two_entries_of_one_case_are_two_items():
    assert len(parse(feed(entry(), entry(sequence="413", number="202"))).items) == 2


def test_an_entry_without_document_is_told_by_its_sequence():
    item = only(entry(number="", event="[Scheduling Order]"))
    assert (item.key, item.key_basis, item.text) == ("uscfc:39000:seq:412", KeyBasis.NATURAL, "Scheduling Order")


def test_a_guid_that_is_only_the_case_tells_entries_apart_by_moment_and_event():
    first = entry(number="", sequence="", event="[Notice of Appearance]")
    second = entry(number="", sequence="", event="[Order]")
    items = parse(feed(first, second)).items
    assert len({item.key for item in items}) == 2
    assert only(second).key == items[1].key


def test_a_docket_number_of_unknown_form_is_kept_and_marked():
    item = only(entry(title="5:18-~gr-00001 "))
    assert item.identifiers[0].value == "5:18-~gr-00001"
    assert item.notes


def test_an_entry_that_names_no_court_is_rejected_with_its_place():
    result = parse(feed("<item><title>1:19-cv-01796 A v. B</title><description>[Order]</description></item>", entry()))
    assert [error.entry for error in result.rejected] == [1]
    assert len(result.items) == 1


def test_the_date_of_the_feed_changes_nothing():
    later = feed(entry()).replace(b"02:00:00 GMT", b"02:15:00 GMT")
    assert parse(later).items[0].content_hash() == only(entry()).content_hash()


def test_a_maintenance_page_is_no_empty_feed():
    with pytest.raises(MaintenancePage):
        parse(b"<html><title>CM/ECF is down for maintenance</title></html>")


def test_a_caption_names_the_parties():
    assert [(one.name, one.role) for one in caption_parties("ORACLE AMERICA, INC. et al v. USA")] == [
        ("ORACLE AMERICA, INC.", "plaintiff"),
        ("USA", "defendant"),
    ]
    assert caption_parties("In re: Parks") == ()


@pytest.mark.parametrize("name", ["cafc", "ca2_1", "mdb_1", "wvsd"])
def test_foreign_feeds_hold_what_another_reader_finds_in_them(request, name):
    items = parse(sample(request, f"pacer_rss/{name}.xml")).items
    found = {
        (
            item.extra["docket_number"],
            item.extra["document_number"],
            next((one.value for one in item.identifiers if one.scheme is Scheme.PACER_DOCUMENT), ""),
            item.text.partition(" (document")[0],
            item.published.edtf,
        )
        for item in items
    }
    expected = {
        (
            docket["docket_number"],
            one["document_number"] or "",
            one["pacer_doc_id"],
            one["short_description"],
            one["date_filed"],
        )
        for docket in json.loads(sample(request, f"pacer_rss/{name}.expected.json"))
        for one in docket["docket_entries"]
    }
    # The other reader drops an entry whose docket number is broken; this one keeps it.
    assert expected <= found
    assert len(found - expected) == (1 if name == "wvsd" else 0)


def test_a_long_foreign_feed_gives_one_item_a_docket_entry(request):
    assert len(parse(sample(request, "pacer_rss/sdny_1.xml")).items) == 341
