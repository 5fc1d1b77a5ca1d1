"""Citations: every passage of every live document once, in windows both ways, by source, dispute and what cites."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_event, make_source
from tests.timeline.api.described import errors, validator_of
from timeline.api.cursors import Cursor, encode
from timeline.models import Citation
from timeline.publishing import publish, retract, take_down

OURS = "http://127.0.0.1:8000"


@pytest.fixture
def record(db, one_record):
    return one_record()


def walked(read, path: str, towards: str = "next") -> list[list[str]]:
    windows, answer = [], read.json(path)
    while True:
        windows.append([one["id"] for one in answer["results"]])
        if not answer[towards]:
            return windows
        answer = read.json(answer[towards].removeprefix(OURS))


def cite(event, source, *anchors: str) -> None:
    for anchor in anchors:
        Citation.objects.create(event=event, source=source, anchor=anchor)
    publish([event])


def test_a_citation_says_what_shows_what(read, record):
    event = record.events[0]
    source = event.citations.get().source
    item = read.json(f"citations/?source={source.public_id}")["results"][0]
    assert item["id"] == f"event-{event.public_id}-{source.public_id}-1"
    assert (item["cited_by"]["id"], item["source"]["id"]) == (event.public_id, source.public_id)
    assert item["anchor"] == "the court ruled"
    assert item["dispute"]["id"] == record.dispute.slug
    assert item["page_url"] == f"{OURS}/events/{event.public_id}/"
    assert read.json(f"citations/{item['id']}/")["cited_by"] == item["cited_by"]
    assert errors(validator_of("CitationDetail"), read.json(f"citations/{item['id']}/")) == []


def test_what_a_part_of_a_document_cites_names_the_part(read, record):
    source = make_source()
    Citation.objects.create(bid=record.bid, source=source)
    publish([record.contract])
    [item] = read.json(f"citations/?source={source.public_id}")["results"]
    assert item["part"] == {"name": "bids", "id": record.bid.public_id}
    assert item["cited_by"]["object"] == "contract"


def test_windows_of_any_size_hold_every_citation_once_both_ways(read, record):
    source = make_source()
    for event in record.events:
        cite(event, source, "one", "two", "three")
    whole = read.ids("citations/?limit=1000")
    assert len(set(whole)) == len(whole) == read.json("citations/?count=true&limit=1")["count"] >= 16

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(1, len(whole) + 1))
    def at_every_size(limit):
        windows = walked(read, f"citations/?limit={limit}")
        assert [key for window in windows for key in window] == whole
        last = read.json(f"citations/?limit={limit}")
        while last["next"]:
            last = read.json(last["next"].removeprefix(OURS))
        if last["previous"]:
            back = walked(read, last["previous"].removeprefix(OURS), "previous")
            assert [*reversed(back), windows[-1]] == windows

    at_every_size()


def test_filters_narrow_and_unknown_values_are_named(read, record):
    german = make_source(lang="de", kind="gao-decision")
    cite(record.events[1], german, "Ein Satz")
    expected = [f"event-{record.events[1].public_id}-{german.public_id}-1"]
    for query in ("language=de", "source_kind=gao-decision", f"source={german.public_id}&object=event"):
        assert read.ids(f"citations/?{query}") == expected
    assert set(read.ids(f"citations/?event={record.events[1].public_id}")) > set(expected)
    assert len(read.ids(f"citations/?dispute={record.dispute.slug}&limit=1000")) == len(read.ids("citations/"))
    assert read.ids("citations/?object=party") == []
    problem = read.json("citations/?object=dog&source=x&language=%3F&colour=red&cursor=bnh4", 400)
    assert {one["parameter"] for one in problem["errors"]} == {"object", "source", "language", "colour"}
    assert read.json("citations/?cursor=%3F", 400)["errors"][0]["parameter"] == "cursor"


def test_a_cursor_of_another_list_is_just_a_position(read, record):
    whole = read.ids("citations/")
    assert read.ids(f"citations/?cursor={encode(Cursor(after='0'))}") == whole
    assert read.ids(f"citations/?cursor={encode(Cursor(before='0~event~x'))}") == []


def test_what_is_gone_cites_nothing_but_once_did(read, record):
    event, before = record.events[2], read.json("citations/")
    [key] = read.ids(f"citations/?event={event.public_id}")
    retract([event], note="It was another.")
    read(f"citations/{key}/", 404)
    assert key not in read.ids("citations/")
    past = read.json(f"citations/?event={event.public_id}&as_of={before['as_of_seq']}")["results"]
    assert [(one["id"], one.get("removed_later")) for one in past] == [(key, True)]
    take_down(event, reason="Order.")
    assert read.json(f"citations/?event={event.public_id}&as_of={before['as_of_seq']}")["results"] == []
    for odd in ("x", "event-x", "event--x-1", f"{key}-1", "-" * 90):
        read(f"citations/{odd}/", 404)


def test_a_list_costs_the_same_queries_whatever_its_length(read, record, django_assert_max_num_queries):
    publish([make_event(dispute=record.dispute) for _ in range(5)])
    with django_assert_max_num_queries(4):
        read("citations/?limit=1000")
