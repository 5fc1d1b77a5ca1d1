"""Lists: filters, windows, moments, counts, refusals; the documents byte for byte; nothing unpublished."""

import json

import pytest
from django.db import connection

from tests.factories import make_event, make_party, make_statement
from timeline.api.cursors import Cursor, encode
from timeline.api.resources import RESOURCES
from timeline.models import Revision
from timeline.publishing import publish, retract
from timeline.selectors import latest_seq


@pytest.fixture
def record(db, one_record):
    return one_record()


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_every_resource_lists_items_whose_addresses_answer(read, record, resource):
    answer = read.json(f"{resource.name}/")
    assert list(answer) == ["as_of_seq", "next", "previous", "results"]
    assert answer["results"]
    for item in answer["results"]:
        assert read.json(item["api_url"].removeprefix("http://127.0.0.1:8000"))["id"] == item["id"]


def test_the_root_names_every_resource(read, record):
    root = read.json("")
    assert set(root["resources"]) == {one.name for one in RESOURCES} | {"changes"}
    assert root["newest_seq"] == latest_seq()


def test_an_item_holds_the_stored_document_byte_for_byte(read, record):
    body = read("events/").content.decode()
    for item in json.loads(body)["results"]:
        stored = Revision.objects.get(seq=item["seq"]).document
        assert stored[1:] in body


def test_items_carry_addresses_and_seq_in_front_of_the_document(read, record):
    event = record.events[3]
    item = read.json("events/?type=award")["results"][0]
    slug = item["slug"]
    assert item["api_url"] == f"http://127.0.0.1:8000/api/v1/events/{event.public_id}/"
    assert item["page_url"] == f"http://127.0.0.1:8000/events/{event.public_id}/{slug}/"
    source = read.json("sources/")["results"][0]
    assert source["url"].startswith("https://news.example/")
    assert source["page_url"].startswith("http://127.0.0.1:8000/sources/")


def test_bids_point_to_their_contracts_page(read, record):
    [bid] = read.json("bids/")["results"]
    assert bid["page_url"] == f"http://127.0.0.1:8000/contracts/jedi/#bid-{record.bid.public_id}"
    assert bid["bidder"]["id"] == "oracle"


def test_events_leave_statements_out_unless_asked(read, record):
    newest_first = [event.public_id for event in reversed(record.events)]
    assert read.ids("events/") == newest_first
    assert read.ids("events/?include=statements") == [record.statement.public_id, *newest_first]
    assert read.ids("events/?type=statement") == [record.statement.public_id]
    assert read.ids("events/?type=award&include=statements") == [record.statement.public_id, newest_first[0]]
    assert read.ids("statements/") == [record.statement.public_id]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("events/?type=award,decision", [3, 1]),
        ("events/?party=oracle&role=protester", [1, 0]),
        ("events/?protest=B-416657&order=oldest", [0, 1]),
        ("events/?contract=jedi&from=2019-01-01&to=2019-12-31", [3, 2]),
        ("events/?known_by=2018-12-31", [1, 0]),
        ("events/?q=nowhere", []),
        ("events/?precision=month", [2]),
        ("events/?precision=month,day&contract=jedi&order=oldest", [0, 1, 2, 3]),
        ("events/?language=en&type=award", [3]),
        ("events/?language=de", []),
        ("events/?changed_to=2020-01-01", []),
        ("events/?changed_from=2020-01-01&type=award", [3]),
    ],
)
def test_events_take_the_filters_of_the_pages(read, record, path, expected):
    assert read.ids(path) == [record.events[number].public_id for number in expected]


def test_a_name_that_changed_elsewhere_is_no_change_of_an_event(read, record):
    first = Revision.objects.filter(document_type="event", key=record.events[0].public_id).get()
    backdate(first.seq)
    record.oracle.name = "Oracle Corporation"
    record.oracle.save()
    publish([record.oracle])
    newest = Revision.objects.filter(document_type="event", key=record.events[0].public_id).latest("seq")
    assert newest.kind == "refreshed"
    day = newest.published_at.date().isoformat()
    assert read.ids(f"events/?party=oracle&changed_from={day}") == [one.public_id for one in record.events[:0:-1]]
    assert read.ids("events/?changed_to=2020-01-01") == [record.events[0].public_id]
    assert read.ids(f"events/?changed_to=2020-01-01&as_of={first.seq - 1}") == []


def backdate(seq: int) -> None:
    """Let the log have written a line long ago, past the trigger that keeps anybody from doing so."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE timeline_revision SET published_at = '2019-12-31T12:00Z' WHERE seq = %s", [seq])
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_statements_are_found_by_the_language_of_their_quote(read, record):
    said = make_statement(event=record.events[3], quote="Unerhört", lang="de")
    publish([said])
    assert read.ids("statements/?language=de") == [said.public_id]
    assert said.public_id not in read.ids("statements/?language=en")
    assert read.json("statements/?language=German", 400)["errors"][0]["parameter"] == "language"


def test_statements_are_found_by_their_event(read, record):
    assert read.ids(f"statements/?event={record.events[3].public_id}") == [record.statement.public_id]
    assert read.ids(f"statements/?event={record.events[0].public_id}") == []


def test_other_lists_filter_by_dispute_forum_and_words(read, record):
    stranger = make_party(slug="ibm", name="IBM")
    publish([make_event(parties={stranger: "protester"}, type="letter")])
    dispute = record.dispute.slug
    assert read.ids(f"protests/?dispute={dispute}&forum=GAO") == [record.protest.public_id]
    assert read.ids("protests/?forum=COFC") == []
    assert "ibm" not in read.ids(f"parties/?dispute={dispute}")
    assert "oracle" in read.ids(f"parties/?dispute={dispute}")
    assert read.ids("parties/?q=oracle") == ["oracle"]
    assert read.ids("bids/?contract=jedi") == [record.bid.public_id]


def test_windows_follow_each_other_both_ways_and_meet_every_item_once(read, record):
    for path in ("events/?include=statements&limit=2", "sources/?limit=2", "parties/?limit=2"):
        whole = read.ids(path.replace("limit=2", "limit=1000"))
        answer, walked, addresses = read.json(path), [], []
        while True:
            walked += [one["id"] for one in answer["results"]]
            addresses.append([one["id"] for one in answer["results"]])
            if not answer["next"]:
                break
            answer = read.json(answer["next"].removeprefix("http://127.0.0.1:8000"))
        assert walked == whole
        back = [addresses[-1]]
        while answer["previous"]:
            answer = read.json(answer["previous"].removeprefix("http://127.0.0.1:8000"))
            back.append([one["id"] for one in answer["results"]])
        assert back == addresses[::-1]


def test_neighbours_are_named_in_the_link_header_too(read, record):
    response = read("events/?limit=2")
    assert response["Link"] == f'<{json.loads(response.content)["next"]}>; rel="next"'


def test_nothing_is_counted_unless_asked(read, record):
    assert read.json("events/?limit=1&count=true")["count"] == 4
    assert read.json("events/?limit=1&count=true&include=statements")["count"] == 5
    assert read.json("statements/?count=true")["count"] == 1
    assert read.json("sources/?limit=1&count=true")["count"] == 5
    assert "count" not in read.json("events/")


def test_as_of_shows_a_past_moment_and_marks_what_is_gone_today(read, record):
    then = latest_seq()
    retract([record.events[2]], note="It was another.")
    gone = record.events[2].public_id
    assert gone not in read.ids("events/")
    answer = read.json(f"events/?as_of={then}")
    assert answer["as_of_seq"] == then
    assert {one["id"]: one.get("removed_later") for one in answer["results"]}[gone] is True
    assert sum("removed_later" in one for one in answer["results"]) == 1
    assert read.json("events/")["as_of_seq"] == latest_seq()


def test_as_of_takes_a_time(read, record):
    at = Revision.objects.get(seq=1).published_at.isoformat().replace("+00:00", "Z")
    assert read.json(f"parties/?as_of={at}")["as_of_seq"] == 1


def test_every_refusal_is_named_with_what_exists(read, record):
    problem = read.json("events/?colour=red&type=nonsense&dispute=unheard-of&limit=5000&as_of=2999-01-01&cursor=x", 400)
    errors = {one["parameter"]: one for one in problem["errors"]}
    assert set(errors) == {"colour", "type", "dispute", "limit", "as_of", "cursor"}
    assert "ruling" in errors["type"]["known"]
    assert errors["dispute"]["known"] == [record.dispute.slug]
    assert errors["dispute"]["see"] == "http://127.0.0.1:8000/api/v1/disputes/"
    assert "party" in errors["colour"]["known"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=1001",
        "limit=ten",
        "limit=1&limit=2",
        "count=yes",
        "cursor=%00",
        "cursor=eHg",
        "cursor=" + "a" * 5_000,
        "as_of=99999999",
        "as_of=tomorrow",
        "as_of=2019-02-30",
        "party=%00",
        "q=%00",
        "q=" + "a" * 300,
        "party=" + ",".join(f"p{number}" for number in range(80)),
        "from=yesterday",
        "include=everything",
        "page=2",
        "format=csv",
    ],
)
def test_bad_values_are_refused(read, record, query):
    response = read(f"events/?{query}", 400)
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert json.loads(response.content)["errors"]


def test_what_chooses_between_events_and_statements_is_refused_where_it_is_fixed(read, record):
    assert read.json("statements/?type=ruling", 400)["errors"][0]["parameter"] == "type"


def test_a_list_takes_only_its_own_filters(read, record):
    assert read.json("disputes/?forum=GAO", 400)["errors"][0]["parameter"] == "forum"
    assert read.json("bids/?q=x", 400)["errors"][0]["parameter"] == "q"


def test_drafts_are_in_no_list_and_cannot_be_named(read, record):
    for resource in RESOURCES:
        assert b"Unpublished draft" not in read(f"{resource.name}/?limit=1000").content
    draft = make_party(slug="secret-bidder")
    assert read.json(f"events/?party={draft.slug}", 400)["errors"][0]["message"] == "knows no “secret-bidder”"


def test_a_cursor_of_another_place_is_just_a_position(read, record):
    cursor = encode(Cursor(after="2019-01-01"))
    assert read.ids(f"events/?cursor={cursor}") == [record.events[1].public_id, record.events[0].public_id]
