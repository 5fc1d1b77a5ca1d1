"""The calculator as JSON: the same form and the same dates as the page, as described, with the working."""

from datetime import date

import pytest

from contracts.procedure import RULES, due_date, inputs_from
from tests.timeline.api.described import errors, validator_of

pytestmark = pytest.mark.django_db


def asked(client, status=200, **query):
    answer = client.get("/api/v1/calculator/", query)
    assert answer.status_code == status, answer.content[:400]
    return answer.json()


def test_one_rule_gives_its_date_its_citation_and_the_working(client):
    found = asked(client, rule="CICA_STAY", date="2019-10-25", debriefing_date="2019-11-04")
    [one] = found["results"]
    stay = due_date("CICA_STAY", date(2019, 10, 25), inputs_from({"debriefing_date": "2019-11-04"}))
    assert stay.due is not None
    assert one["due_date"] == stay.due.isoformat() == "2019-11-12"
    assert one["working"]["arithmetic"].startswith("2019-11-04 + 5 days")
    assert one["lines"][-1] == "Due: Tuesday 2019-11-12."
    assert "debriefing_date=2019-11-04" in found["page_url"]
    assert "No legal advice" in found["advice"]


def test_all_rules_of_a_forum_are_computed_or_said_why_not(client):
    found = asked(client, forum="SCOTUS", date="2023-02-02")
    skipped = {one["rule"]: one["why"] for one in found["skipped"]}
    assert {one["rule"] for one in found["results"]} | skipped.keys() == {
        code for code, rule in RULES.items() if rule.forum == "SCOTUS"
    }
    assert skipped == {"SCOTUS_CERT_150_COVID": "the order does not cover judgments from 19 July 2021"}
    assert any("an order sets" in one["why"] for one in asked(client, forum="COFC", date="2023-02-02")["skipped"])


@pytest.mark.parametrize("query", [{"forum": "GAO"}, {"forum": "COFC"}, {"rule": "SCOTUS_CERT_150_COVID"}])
def test_answers_are_as_described_and_hold_nothing_else(client, query):
    assert errors(validator_of("Calculation"), asked(client, date="2023-02-02", **query)) == []


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({}, "rule"),
        ({"rule": "NOTHING", "date": "2020-01-01"}, "rule"),
        ({"rule": "GAO_DECISION_100"}, "date"),
        ({"rule": "GAO_DECISION_100", "date": "x"}, "date"),
        ({"rule": "GAO_DECISION_100", "date": "2020-01-01", "colour": "red"}, "colour"),
        ({"rule": "COFC_REMAND_DAYS", "date": "2020-01-01"}, "days"),
        ({"rule": "COFC_REMAND_DAYS", "date": "2020-01-01", "until": "2019-01-01"}, "until"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(client, query, refused):
    assert refused in {error["parameter"] for error in asked(client, 400, **query)["errors"]}
