import json

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.courtlistener import parse
from timeline.ingest.errors import BlockPage, EmptyBody, Malformed, NotThisFormat
from timeline.ingest.item import Scheme

ENTRY = {
    "id": 91,
    "docket": 16510274,
    "date_filed": "2019-11-22",
    "entry_number": 1,
    "recap_sequence_number": "2019-11-22.001",
    "description": "SEALED COMPLAINT filed by AMAZON WEB SERVICES, INC. (Even, Carl D) (Entered: 11/22/2019)",
    "date_created": "2019-11-25T14:21:40.855097-08:00",
    "date_modified": "2019-11-25T14:30:00-08:00",
    "recap_documents": [
        {
            "id": 7,
            "description": "Complaint",
            "document_number": "1",
            "attachment_number": None,
            "pacer_doc_id": "01503999001",
            "is_available": True,
            "filepath_local": "recap/gov.uscourts.uscfc.39000/gov.uscourts.uscfc.39000.1.0.pdf",
            "absolute_url": "/docket/16510274/1/amazon-web-services-inc-v-united-states/",
        }
    ],
}


def delivery(*results, event_type=1, payload=None):
    head = {
        "version": 2,
        "event_type": event_type,
        "date_created": "2019-11-25T14:21:40-08:00",
        "deprecation_date": None,
    }
    return json.dumps({"payload": payload or {"results": list(results)}, "webhook": head}).encode()


def only(body):
    (item,) = parse(body).items
    return item


def test_a_docket_alert_is_an_entry_with_its_documents():
    item = only(delivery(ENTRY))
    assert (item.key, item.kind, item.title) == ("cl:entry:91", "docket-entry", "Entry 1: Complaint")
    assert (item.happened.edtf, item.published.edtf) == ("2019-11-22", "2019-11-25T14:21:40.855097-08:00")
    assert item.url == "https://www.courtlistener.com/docket/16510274/1/amazon-web-services-inc-v-united-states/"
    assert item.links[0].url.startswith("https://storage.courtlistener.com/recap/")
    assert {(one.scheme, one.value) for one in item.identifiers} == {
        (Scheme.COURTLISTENER_ENTRY, "91"),
        (Scheme.COURTLISTENER_DOCKET, "16510274"),
        (Scheme.PACER_DOCUMENT, "01503999001"),
    }
    assert "test_event" not in item.extra


def test_the_lawyer_who_filed_is_not_copied():
    assert only(delivery(ENTRY)).text == "SEALED COMPLAINT filed by AMAZON WEB SERVICES, INC. (Entered: 11/22/2019)"


def test_the_same_entry_in_two_alerts_is_the_same_item_and_a_text_that_comes_later_changes_it():
    empty = only(delivery(ENTRY | {"description": ""}))
    assert empty.key == only(delivery(ENTRY)).key
    assert (empty.extra["text_missing"], empty.text) == (True, "Complaint")
    assert "fetched again" in empty.notes[0]
    assert empty.content_hash() != only(delivery(ENTRY)).content_hash()


def test_minute_entries_without_number_are_told_by_their_id():
    first = ENTRY | {"entry_number": None, "recap_documents": []}
    items = parse(delivery(first, first | {"id": 92})).items
    assert [item.key for item in items] == ["cl:entry:91", "cl:entry:92"]
    assert items[0].title.startswith("Minute entry: SEALED COMPLAINT")


@pytest.mark.parametrize(
    ("event_type", "payload", "said"),
    [
        (3, {"id": 5, "status": 2, "message": "Done."}, "fetch 5 ended"),
        (4, {"old_alerts": [], "disabled_alerts": [{"docket": 3, "secret_key": "SECRET"}]}, "on dockets 3"),
        (5, {"id": 1, "status": 2, "recap_document": 9}, "document 9"),
        (77, {"anything": 1}, "unknown type 77"),
    ],
)
def test_deliveries_without_records_are_understood_and_say_what_they_are(event_type, payload, said):
    result = parse(delivery(event_type=event_type, payload=payload))
    assert result.items == ()
    assert said in result.warnings[0]
    assert "SECRET" not in repr(result)


def test_what_is_no_record_in_a_list_is_rejected_with_its_place():
    result = parse(json.dumps({"results": [{"name": "?"}, ENTRY, {**ENTRY, "id": None}], "next": None}).encode())
    assert [item.key for item in result.items] == ["cl:entry:91"]
    assert [error.entry for error in result.rejected] == [1, 3]


def test_a_search_for_dockets_gives_the_case_and_the_entries_shown_with_it():
    found = {
        "docket_id": 16510274,
        "caseName": "AMAZON WEB SERVICES, INC. v. United States",
        "court_id": "uscfc",
        "court": "United States Court of Federal Claims",
        "docketNumber": "1:19-cv-01796",
        "dateFiled": "2019-11-22",
        "docket_absolute_url": "/docket/16510274/aws/",
        "recap_documents": [
            {
                "id": 1,
                "docket_entry_id": 91,
                "entry_number": 1,
                "entry_date_filed": "2019-11-22",
                "description": "COMPLAINT",
            },
            {
                "id": 2,
                "docket_entry_id": 91,
                "entry_number": 1,
                "entry_date_filed": "2019-11-22",
                "description": "COMPLAINT",
            },
        ],
    }
    following = "https://www.courtlistener.com/api/rest/v4/search/?cursor=abc"
    result = parse(json.dumps({"count": 1, "next": following, "results": [found]}).encode())
    docket, entry = result.items
    assert (docket.key, docket.kind, docket.happened.edtf) == ("cl:docket:16510274", "docket", "2019-11-22")
    assert [(one.name, one.role) for one in docket.parties] == [
        ("AMAZON WEB SERVICES, INC.", "plaintiff"),
        ("United States", "defendant"),
    ]
    assert (entry.key, len(entry.extra["documents"])) == ("cl:entry:91", 2)
    assert result.next_url == following


def test_an_opinions_time_of_day_is_dropped():
    cluster = {"cluster_id": 5, "caseName": "A v. B", "docketNumber": "20-1", "dateFiled": "2015-06-26T00:53:00-07:00"}
    assert only(delivery(cluster, event_type=2)).happened.edtf == "2015-06-26"


def test_the_docket_feed_names_entries_by_number_and_minute_entries_by_id():
    entry = (
        '<entry><title>{title}</title><link href="https://www.courtlistener.com/docket/7/aws/?order_by=desc#{anchor}"/>'
        "<id>x</id><published>2019-11-22T00:00:00-08:00</published><summary>COMPLAINT</summary>"
        '<link rel="enclosure" href="https://storage.courtlistener.com/1.pdf"/></entry>'
    )
    body = "".join(
        [
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>AWS</title>',
            entry.format(title="Entry #12 in AWS v. US", anchor="entry-12"),
            entry.format(title="Minute entry from Nov. 22, 2019 in AWS v. US", anchor="minute-entry-91"),
            "</feed>",
        ]
    )
    numbered, minute = parse(body.encode()).items
    assert (numbered.key, minute.key) == ("cl:docket:7:entry:12", "cl:entry:91")
    assert numbered.happened.edtf == "2019-11-22"
    assert (numbered.extra["caption"], numbered.links[0].rel) == ("AWS v. US", "document")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b"{", Malformed),
        (b"[1]", NotThisFormat),
        (b'{"detail": "Not found."}', NotThisFormat),
        (b"<html><title>Just a moment...</title></html>", BlockPage),
    ],
)
def test_anything_else_is_an_error(body, error):
    with pytest.raises(error):
        parse(body)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("webhook_docket_alert.json", ["cl:entry:2208776613"]),
        ("webhook_search_alert_v1.json", ["cl:cluster:2812209"]),
        ("webhook_search_alert_v2.json", ["cl:cluster:2812209"]),
        ("webhook_old_alerts_report.json", []),
        ("webhook_pray_and_pay.json", []),
        ("webhook_recap_fetch.json", []),
        ("docket_v4.json", ["cl:docket:4214664"]),
        ("search_type_o_v4.json", ["cl:cluster:6613686"]),
        ("parties_v4.json", []),
    ],
)
def test_every_foreign_payload_is_read(request, name, keys):
    result = parse(sample(request, f"courtlistener/{name}"))
    assert [item.key for item in result.items] == keys
    assert all(item.extra.get("test_event") for item in result.items if name.startswith("webhook"))


def test_a_foreign_test_event_keeps_its_text(request):
    item = only(sample(request, "courtlistener/webhook_docket_alert.json"))
    assert item.text.startswith("MOTION for Settlement Preliminary Approval by ALLIANCE FOR JUSTICE")
    assert "Gupta" not in item.text
