"""The changes feed and histories: every line in order, tombstones included, for a follower to apply."""

import pytest

from tests.factories import make_event
from timeline.models import Entry, Revision, State
from timeline.publishing import publish, retract
from timeline.selectors import latest_seq


@pytest.fixture
def record(db, one_record):
    return one_record()


def follow(read, held, since, limit=3):
    while True:
        answer = read.json(f"changes/?since={since}&limit={limit}")
        for one in answer["results"]:
            key = (one["object"], one["id"])
            if one["removed"]:
                held.pop(key, None)
            else:
                held[key] = one["document"]
        since = answer["next_since"]
        if not answer["next"]:
            return since


def published_set():
    rows = Entry.objects.filter(valid_to=None, state=State.LIVE).select_related("revision")
    return {(row.document_type, row.key): row.revision.document for row in rows}


def test_a_follower_holds_exactly_what_is_published(read, record):
    held = {}
    since = follow(read, held, 0)
    assert since == latest_seq()
    retract([record.events[2]], note="No.")
    record.events[0].title = {"en": "Filed again"}
    record.events[0].save()
    publish([make_event(), record.events[0]])
    follow(read, held, since)
    assert set(held) == set(published_set())
    assert held["event", record.events[0].public_id]["title"]["en"] == "Filed again"


def test_changes_are_lines_of_the_log_in_their_order(read, record):
    answer = read.json("changes/?limit=1000")
    assert [one["seq"] for one in answer["results"]] == list(Revision.objects.values_list("seq", flat=True))
    first = answer["results"][0]
    assert list(first) == [
        "seq", "kind", "removed", "object", "id", "published_at", "note", "automatic_from",
        "api_url", "page_url", "document",
    ]  # fmt: skip


def test_a_filtered_window_that_is_not_full_goes_on_at_the_newest_line(read, record):
    answer = read.json("changes/?object=protest&limit=50")
    assert {one["object"] for one in answer["results"]} == {"protest"}
    assert answer["next_since"] == latest_seq()


def test_a_tombstone_says_what_was_removed_and_why(read, record):
    since = latest_seq()
    retract([record.events[2]], note="It was another.")
    stone = next(one for one in read.json(f"changes/?since={since}")["results"] if one["kind"] == "retracted")
    assert stone["removed"] is True
    assert stone["note"] == "It was another."
    assert stone["document"] == {"object": "event", "id": record.events[2].public_id, "state": "retracted"}


def test_a_seq_that_the_log_does_not_have_is_refused(read, record):
    for value in (str(latest_seq() + 1), "-1", "x", "1.5"):
        assert read.json(f"changes/?since={value}", 400)["errors"][0]["parameter"] == "since"
    assert read.json("changes/?object=draft", 400)["errors"][0]["known"]


def test_changes_come_without_documents_for_who_needs_ids_alone(read, record):
    whole = read.json("changes/?object=event&limit=2")
    lean = read.json("changes/?object=event&limit=2&omit=document")
    assert [{**one, "document": None} for one in whole["results"]] == [
        {**one, "document": None} for one in lean["results"]
    ]
    assert all("document" not in one for one in lean["results"])
    assert "&omit=document" in lean["next"]
    assert read.json("changes/?omit=seq", 400)["errors"][0]["known"] == ["document"]


def test_a_history_comes_in_windows(read, record):
    event = record.events[0]
    for number in range(4):
        event.title = {"en": f"Title {number}"}
        event.save()
        publish([event])
    path = f"events/{event.public_id}/revisions/"
    whole = [one["seq"] for one in read.json(path)["results"]]
    assert len(whole) == 5
    first = read.json(f"{path}?limit=3")
    second = read.json(first["next"].removeprefix("http://127.0.0.1:8000"))
    assert [one["seq"] for one in first["results"] + second["results"]] == whole
    assert second["next"] is None
