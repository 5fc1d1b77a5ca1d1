"""Due dates in the API: filters, states of a day, cursors, explanations, and a protest's status on a day."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_protest
from tests.timeline.api.described import errors, validator_of
from tests.timeline.due_record import due_record
from timeline.api import deadlines, validators
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db


def rules(read, query=""):
    return {one["rule"]: one for one in read.json(f"deadlines/?{query}")["results"]}


def test_lists_details_and_explanations_are_as_described_and_hold_nothing_else(read):
    due_record()
    answer = read.json("deadlines/?count=true&limit=3")
    assert answer["count"] > 3
    assert errors(validator_of("DeadlineList"), answer) == []
    for item in answer["results"]:
        assert errors(validator_of("DeadlineDetail"), read.json(f"deadlines/{item['id']}/")) == []
        assert errors(validator_of("DeadlineExplanation"), read.json(f"deadlines/{item['id']}/explain/")) == []


def test_states_are_those_of_the_day_asked_for(read):
    due_record()
    assert rules(read, "on=2018-11-13")["GAO_DECISION_100"]["state"] == "OPEN"
    assert rules(read, "on=2018-11-14")["GAO_DECISION_100"]["state"] == "MET"
    assert rules(read, "on=2018-08-05") == {}
    assert "GAO_DECISION_100" in rules(read, "on=2018-11-13&state=OPEN,OVERDUE")
    assert "GAO_DECISION_100" not in rules(read, "on=2018-11-14&state=OPEN,OVERDUE")


def test_filters_narrow_and_unknown_values_are_named(read):
    dispute, protest, _ = due_record(docket="B-416657")
    due_record()
    for query in (f"dispute={dispute.slug}", f"protest={protest.public_id}", "protest=B-416657"):
        found = read.json(f"deadlines/?{query}&forum=GAO&kind=LEGAL")["results"]
        assert found
        assert {one["protest"]["id"] for one in found} == {protest.public_id}
        assert {one["kind"] for one in found} == {"LEGAL"}
    assert read.ids("deadlines/?forum=COFC") == []
    assert set(rules(read, "owner=GAO")) == {one["rule"] for one in rules(read).values() if one["owner"] == "GAO"}
    assert set(rules(read, "rule=GAO_DECISION_100,GAO_REPORT_30")) == {"GAO_DECISION_100", "GAO_REPORT_30"}
    days = [one["due_date"] for one in read.json("deadlines/?due_from=2018-09-01&due_to=2018-11-14")["results"]]
    assert "2018-11-14" in days
    assert all("2018-09-01" <= one <= "2018-11-14" for one in days)
    assert read.json("deadlines/?due_from=soon&owner=nobody&rule=X", 400)["detail"] == "Refused: owner, rule, due_from."
    problem = read.json("deadlines/?state=LATE&kind=X&colour=red", 400)
    assert {error["parameter"] for error in problem["errors"]} == {"state", "kind", "colour"}
    assert read.json("deadlines/?on=soon", 400)["errors"][0]["parameter"] == "on"


def test_refused_parameters_name_the_day_among_those_that_exist(read):
    _, protest, _ = due_record()
    key = read.ids("deadlines/")[0]
    for path in (
        "deadlines/",
        f"deadlines/{key}/",
        f"deadlines/{key}/explain/",
        f"protests/{protest.public_id}/status/",
    ):
        (error,) = read.json(f"{path}?day=2018-11-13&on=2018-11-13", 400)["errors"]
        assert error["parameter"] == "day"
        assert "on" in error["known"]
        assert "as_of" in error["known"]
        assert ("fields" in error["known"]) == (not path.endswith(("explain/", "status/")))


def test_cursors_walk_the_whole_list_for_one_day(read):
    due_record()
    whole = read.ids("deadlines/?on=2018-11-13")
    found, path = [], "/api/v1/deadlines/?on=2018-11-13&limit=2"
    while path:
        answer = read.json(path)
        found += [one["id"] for one in answer["results"]]
        path = (answer["next"] or "").removeprefix("http://127.0.0.1:8000")
        assert not path or "on=2018-11-13" in path
    assert found == whole


def test_a_list_costs_the_same_queries_whatever_its_length(read, django_assert_max_num_queries):
    for _ in range(3):
        due_record()
    with django_assert_max_num_queries(3):
        read("deadlines/?state=MET")


def test_an_explanation_says_how_the_day_was_found(read):
    due_record()
    found = rules(read, "on=2018-11-13")["GAO_DECISION_100"]
    explained = read.json(found["explain_url"].removeprefix("http://127.0.0.1:8000"))
    assert "Count: 2018-08-06 + 100 days = Wednesday 2018-11-14." in explained["lines"]
    assert "No legal advice" in explained["advice"]
    read("deadlines/no-such-date/explain/", 404)


def test_the_past_of_a_due_date_can_be_read(read):
    _, protest, events = due_record()
    seq = read.json("deadlines/")["as_of_seq"]
    [first, *_] = read.ids("deadlines/")
    retract([protest, *events], note="No.")
    read(f"deadlines/{first}/", 404)
    assert read.json(f"deadlines/{first}/?as_of={seq}")["id"] == first
    assert read.json(f"deadlines/?as_of={seq}")["results"][0]["removed_later"] is True


def test_the_status_of_a_day_follows_the_engine(read):
    _, protest, events = due_record()
    path = f"protests/{protest.public_id}/status/"
    before, pending, decided = (read.json(f"{path}?on={day}") for day in ("2018-08-01", "2018-09-01", "2018-11-15"))
    assert [one["status"] for one in (before, pending, decided)] == ["unknown", "pending", "closed"]
    assert before["history"] == before["deadlines"] == []
    assert [change["event"]["id"] for change in pending["history"]] == [events[0].public_id]
    assert pending["outcomes"] == []
    assert [outcome["disposition"] for outcome in decided["outcomes"]] == ["denied"]
    assert {one["rule"]: one["state"] for one in decided["deadlines"]}["GAO_DECISION_100"] == "MET"
    for answer in (before, pending, decided):
        assert errors(validator_of("ProtestStatusOnDay"), answer) == []


def test_a_protest_without_steps_has_an_unknown_status(read):
    protest = make_protest()
    publish([protest])
    answer = read.json(f"protests/{protest.public_id}/status/")
    assert answer["status"] == "unknown"
    assert errors(validator_of("ProtestStatusOnDay"), answer) == []
    read("protests/nowhere/status/", 404)


def test_answers_expire_at_midnight_in_new_york(read, monkeypatch):
    due_record()
    evening, morning = datetime(2027, 1, 2, 4, 59, tzinfo=UTC), datetime(2027, 1, 2, 5, 1, tzinfo=UTC)
    for path in ("deadlines/", "deadlines/?on=2018-11-13"):
        monkeypatch.setattr(validators, "now", lambda: evening)
        first = read(path)
        known = {"if-none-match": first["ETag"]}
        since = {"if-modified-since": first["Last-Modified"]}
        read(path, 304, **known)
        read(path, 304, **since)
        monkeypatch.setattr(validators, "now", lambda: morning)
        read(path, 200, **known)
        read(path, 200, **since)
    assert deadlines.today().isoformat() == "2027-01-02"
