"""Single objects: addresses, moments, redirects, removals; drafts look like nothing at all."""

import json

import pytest

from tests.factories import make_event, make_party
from timeline.publishing import merge, publish, retract, take_down
from timeline.selectors import latest_seq


@pytest.fixture
def record(db, one_record):
    return one_record()


def test_a_detail_is_the_item_of_the_list_with_its_moment(read, record):
    item = read.json("events/?type=award")["results"][0]
    detail = read.json(f"events/{record.events[3].public_id}/")
    assert detail.pop("as_of_seq") == latest_seq()
    assert detail == item


def test_an_event_takes_its_statements_and_incoming_links_along_on_request(read, record):
    later = make_event(dispute=record.dispute)
    later.links.create(source=later, target=record.events[3], relation="responds-to")
    publish([later])
    answer = read.json(f"events/{record.events[3].public_id}/?include=statements,incoming_links")
    assert [one["id"] for one in answer["statements"]] == [record.statement.public_id]
    assert [(one["relation"], one["event"]["id"]) for one in answer["incoming_links"]] == [
        ("responds-to", later.public_id)
    ]
    assert read.json(f"events/{later.public_id}/?include=comments", 400)["errors"][0]["known"]


def test_statements_and_events_redirect_to_their_proper_address(read, record):
    statement, event = record.statement.public_id, record.events[0].public_id
    assert read(f"events/{statement}/", 301)["Location"].endswith(f"/api/v1/statements/{statement}/")
    assert read(f"statements/{event}/", 301)["Location"].endswith(f"/api/v1/events/{event}/")


def test_drafts_and_unknown_ids_get_the_same_answer(read, record):
    draft = read(f"events/{record.draft.public_id}/", 404).content
    unknown = read("events/unknown/", 404).content
    assert draft.replace(record.draft.public_id.encode(), b"") == unknown.replace(b"unknown", b"")
    assert read(f"events/{record.draft.public_id}/revisions/", 404)


def test_a_retracted_event_is_gone_with_its_note_and_its_history_stays(read, record):
    event, then = record.events[2], latest_seq()
    retract([event], note="It was another.")
    gone = read.json(f"events/{event.public_id}/", 410)
    assert gone["detail"] == "It was another."
    assert gone["state"] == "retracted"
    history = read.json(gone["revisions"].removeprefix("http://127.0.0.1:8000"))
    assert history["state"] == "retracted"
    assert [one["kind"] for one in history["results"]] == ["retracted", "published"]
    assert read.json(f"events/{event.public_id}/?as_of={then}")["removed_later"] is True


def test_nothing_of_what_was_taken_down_is_readable(read, record):
    event, then = record.events[2], latest_seq()
    title = event.title["en"].encode()
    take_down(event, reason="By order.")
    assert read.json(f"events/{event.public_id}/", 410)["state"] == "taken_down"
    paths = [f"events/{event.public_id}/revisions/", "changes/?limit=1000", f"events/?as_of={then}"]
    for path in paths:
        assert title not in read(path).content, path
    assert read(f"events/{event.public_id}/?as_of={then}", 410)


def test_a_merged_party_redirects_with_the_query(read, record):
    old, new = make_party(slug="old-co"), make_party(slug="new-co")
    publish([old, new])
    merge(old, new, note="The same firm.")
    assert read("parties/old-co/", 301)["Location"] == "http://127.0.0.1:8000/api/v1/parties/new-co/"
    seq = latest_seq()
    assert read(f"parties/old-co/?as_of={seq}", 301)["Location"].endswith(f"/parties/new-co/?as_of={seq}")
    assert read.json("parties/old-co/revisions/")["state"] == "merged"


def test_an_object_that_came_later_is_unknown_at_a_past_moment(read, record):
    then = latest_seq()
    event = make_event()
    publish([event])
    read(f"events/{event.public_id}/?as_of={then}", 404)


def test_bids_are_parts_of_contracts_of_any_moment(read, record):
    then = latest_seq()
    record.bid.outcome = "withdrawn"
    record.bid.save()
    publish([record.contract])
    path = f"bids/{record.bid.public_id}/"
    assert read.json(path)["outcome"] == "withdrawn"
    assert read.json(f"{path}?as_of={then}")["outcome"] == "excluded"
    read("bids/unknown/", 404)


@pytest.mark.parametrize("path", ["events", "events/x%00y/", "nothing/", "events/a/b/c/", "v2/events/"])
def test_addresses_that_do_not_exist_answer_with_a_problem(read, record, path):
    if path == "events":
        assert read(f"{path}?type=award", 301)["Location"].endswith("/api/v1/events/?type=award")
        return
    response = read(path, 404)
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == 404


def test_details_refuse_parameters_they_do_not_have(read, record):
    assert read.json(f"events/{record.events[0].public_id}/?colour=red", 400)["errors"][0]["parameter"] == "colour"
    assert read.json("?colour=red", 400)["errors"]


def test_a_merged_partys_name_still_finds_what_moved_to_the_other(read, record):
    old, middle, new = make_party(slug="old-co"), make_party(slug="middle-co"), make_party(slug="new-co")
    event = make_event(parties={old: "awardee"})
    publish([event, middle, new])
    merge(old, middle, note="The same firm.")
    merge(middle, new, note="The same firm.")
    assert read.ids("events/?party=old-co") == [event.public_id] == read.ids("events/?party=new-co")
