"""Fields, omissions and expansions: what is named, nothing else, within bounds, and refused where it does not exist."""

import pytest

from tests.factories import make_party
from tests.timeline.api.described import errors, validator_of
from timeline.api.resources import RESOURCES
from timeline.api.shape import MOST_EXPANDED, MOST_EXPANSIONS, expandable
from timeline.publishing import publish, retract
from timeline.selectors import latest_seq


@pytest.fixture
def record(db, one_record):
    return one_record()


def test_only_the_named_fields_are_there_and_the_id(read, record):
    [first, *_] = read.json("events/?fields=title.en,parties.party.name,date")["results"]
    assert set(first) == {"id", "title", "parties", "date"}
    assert set(first["title"]) == {"en"}
    assert first["parties"] == [{"party": {"name": "Oracle America, Inc."}}]
    assert "latest" in first["date"]


def test_a_field_and_a_part_of_it_mean_the_whole_field(read, record):
    [first, *_] = read.json("events/?fields=date,date.text")["results"]
    assert {"text", "latest"} <= set(first["date"])


def test_what_is_omitted_is_missing_and_all_else_is_there(read, record):
    whole = read.json(f"events/{record.events[0].public_id}/")
    less = read.json(f"events/{record.events[0].public_id}/?omit=citations,title.en")
    assert set(whole) - set(less) == {"citations"}
    assert "en" not in less["title"]


def test_references_are_filled_with_whole_documents(read, record):
    found = read.json(f"events/{record.events[0].public_id}/?expand=protest,parties.party")
    assert found["protest"]["cases"][0]["docket"] == "B-416657"
    assert found["parties"][0]["party"]["aliases"] == ["Oracle"]


def test_a_past_moment_is_filled_with_what_was_public_then(read, record):
    before = latest_seq()
    record.oracle.name = "Oracle Renamed"
    record.oracle.save()
    publish([record.oracle], kind="updated")
    path = f"events/{record.events[0].public_id}/?expand=parties.party&as_of="
    assert read.json(f"{path}{before}")["parties"][0]["party"]["name"] == "Oracle America, Inc."
    assert read.json(f"{path}{latest_seq()}")["parties"][0]["party"]["name"] == "Oracle Renamed"


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_every_resource_takes_a_shape_in_lists_and_details(read, record, resource):
    path = expandable(resource.object)[0] if expandable(resource.object) else ""
    answer = read.json(f"{resource.name}/?fields=page_url&expand={path}")
    assert all(set(one) == {"id", "page_url"} for one in answer["results"])
    bare = {**answer, "results": [{"id": one["id"]} for one in answer["results"]]}
    assert errors(validator_of("ShapedList"), bare) == []
    for one in answer["results"]:
        assert set(read.json(f"{resource.name}/{one['id']}/?fields=id")) == {"id", "as_of_seq"}


def test_expansion_costs_one_statement_a_type_however_many_references(read, record, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        read("events/?expand=parties.party,citations.source,dispute")


@pytest.mark.parametrize(
    ("query", "name", "known"),
    [
        ("fields=colour", "fields", "title"),
        ("fields=title.fr", "fields", "de"),
        ("omit=parties.party.password", "omit", "name"),
        ("expand=title", "expand", "parties.party"),
        ("expand=draft", "expand", "protest"),
    ],
)
def test_what_does_not_exist_is_refused_and_what_exists_is_named(read, record, query, name, known):
    [error] = read.json(f"events/?{query}", 400)["errors"]
    assert error["parameter"] == name
    assert known in error["known"]


@pytest.mark.parametrize(
    "query",
    [
        "fields=" + ",".join(f"a{number}" for number in range(500)),
        "fields=" + "title." * 400,
        "fields=" + ".".join(["dispute"] * 9),
        "expand=" + ",".join(expandable("event")[: MOST_EXPANSIONS + 1]),
        "omit=.",
        "omit=%00",
    ],
)
def test_gigantic_and_broken_shapes_are_refused(read, record, query):
    read(f"events/?{query}", 400)


def test_what_is_not_public_stays_a_reference(read, record, monkeypatch):
    monkeypatch.setattr("timeline.api.shape.MOST_EXPANDED", 0)
    found = read.json(f"events/{record.events[0].public_id}/?expand=protest")
    assert found["protest"]["name"]
    assert "cases" not in found["protest"]
    assert MOST_EXPANDED > 100


def test_a_retracted_object_cannot_be_reached_by_expansion(read, record):
    lone = make_party(slug="lone", name="Lone Party")
    publish([lone])
    retract([lone], note="Not needed.")
    assert "Lone Party" not in read("parties/?expand=posts.organization").content.decode()


def test_the_id_is_there_whatever_is_left_out(read, record):
    for query in ("omit=id", "omit=id,seq", "fields=seq&omit=id"):
        assert all(one["id"] for one in read.json(f"events/?{query}")["results"])
    assert "id" in read.json(f"bids/{record.bid.public_id}/?omit=id")
