"""The API's description: valid OpenAPI 3.1, true of real answers, complete for every filter and resource."""

import json

import pytest
from jsonschema import Draft202012Validator

from tests.factories import make_event
from tests.timeline.api.described import errors, validator_of
from timeline.api.problems import TITLES
from timeline.api.resources import RESOURCES
from timeline.api.schema.examples import EXAMPLES, PROBLEM
from timeline.api.schema.parameters import CODELISTS
from timeline.api.schema.whole import openapi
from timeline.filters import FILTERS, OBJECT_FILTERS
from timeline.publishing import retract, take_down


def component(resource):
    return resource.object.capitalize()


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_lists_and_details_are_as_described_and_hold_nothing_else(read, record, resource):
    answer = read.json(f"{resource.name}/?count=true&limit=3")
    assert errors(validator_of(f"{component(resource)}List"), answer) == []
    for item in answer["results"]:
        detail = read.json(f"{resource.name}/{item['id']}/")
        assert errors(validator_of(f"{component(resource)}Detail"), detail) == []


def test_events_with_company_are_as_described(read, record):
    later = make_event(dispute=record.dispute)
    later.links.create(source=later, target=record.events[3], relation="responds-to")
    assert errors(validator_of("EventList"), read.json("events/?include=statements")) == []
    path = f"events/{record.events[3].public_id}/?include=statements,incoming_links"
    assert errors(validator_of("EventDetail"), read.json(path)) == []


def test_the_log_is_as_described(read, record):
    retract([record.events[2]], note="No.")
    take_down(record.events[1], reason="Order.")
    assert errors(validator_of("Changes"), read.json("changes/?limit=1000")) == []
    for event in record.events:
        assert errors(validator_of("History"), read.json(f"events/{event.public_id}/revisions/")) == []
    assert errors(validator_of("Entrance"), read.json("")) == []


def test_problems_are_as_described(read, record):
    retract([record.events[2]], note="No.")
    for path, status in (
        ("events/?colour=red&dispute=x", 400),
        ("events/unknown/", 404),
        (f"events/{record.events[2].public_id}/", 410),
    ):
        assert errors(validator_of("Problem"), read.json(path, status)) == []


def test_examples_are_as_described():
    for name, example in {**EXAMPLES, "Problem": PROBLEM}.items():
        assert errors(validator_of(name), example) == [], name


def test_the_description_is_openapi_and_every_reference_leads_somewhere():
    whole = json.loads(openapi())
    assert whole["openapi"] == "3.1.0"
    named = set(json.dumps(whole).split('"#/components/schemas/')[1:])
    assert {name.split('"')[0] for name in named} <= set(whole["components"]["schemas"])
    for schema in whole["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_address_and_every_filter_is_described():
    paths = json.loads(openapi())["paths"]
    for resource in RESOURCES:
        described = {one["name"]: one for one in paths[f"/api/v1/{resource.name}/"]["get"]["parameters"]}
        own = FILTERS if resource.object in {"event", "statement"} else OBJECT_FILTERS[resource.object]
        for one in own:
            if one.name == "type" and resource.object == "statement":
                continue
            assert one.help in described[one.name]["description"]
        assert {"limit", "cursor", "count", "as_of"} <= set(described)
        assert f"/api/v1/{resource.name}/{{id}}/" in paths
    assert "/api/v1/changes/" in paths


def test_the_values_described_are_those_that_filters_take():
    for one in FILTERS:
        if one.name in CODELISTS:
            assert tuple(str(value) for value in CODELISTS[one.name].values) == one.choices


def test_every_parameter_described_is_understood(read, record):
    """Ask each list for every described parameter by its example or first value: none is refused as unknown."""
    paths = json.loads(openapi())["paths"]
    for path, operations in paths.items():
        if "{id}" in path:
            continue
        for one in operations["get"].get("parameters", []):
            if one["in"] != "query":
                continue
            answer = read.client.get(path, {one["name"]: "no such value"})
            if answer.status_code == 400:
                messages = [error["message"] for error in answer.json()["errors"]]
                assert not any("no parameter" in message for message in messages), (path, one["name"])


def test_the_description_is_served_to_every_origin_with_a_tag(client):
    response = client.get("/api/v1/schema/")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    assert client.get("/api/v1/schema/", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_every_kind_of_problem_has_its_place_on_the_page_for_journalists(client, db):
    page = client.get("/for-journalists/").content.decode()
    for slug, title in TITLES.values():
        assert f'id="{slug}"' in page
        assert title in page


def test_every_answer_in_json_has_an_example():
    paths = json.loads(openapi())["paths"]
    answers = {
        path: operation["get"]["responses"]["200"]["content"]["application/json"]
        for path, operation in paths.items()
        if "application/json" in operation.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
    }

    assert len(answers) > 30
    assert [path for path, answer in answers.items() if not answer.get("examples")] == []
