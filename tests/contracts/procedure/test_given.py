"""A date names the inputs that it was computed with, those of its rule alone."""

from datetime import date

import pytest

from contracts.procedure import RULES, derive, due_date, working_of
from contracts.procedure.derivation import INPUT_WORDS
from contracts.procedure.given import taken_by
from contracts.procedure.inputs import inputs_from, known_inputs
from tests.contracts.procedure.steps import day, deadline, gao, step


def test_a_stay_names_award_debriefing_answers_and_agency() -> None:
    facts = gao(
        award_date=day("2025-06-13"),
        debriefing_date=day("2025-06-20"),
        answers_delivered=day("2025-07-01"),
        agency="department-of-the-army",
    )
    stay = deadline(derive(facts, [step("2025-07-03", "gao.filed")]), "CICA_STAY")
    assert {one.name: one.value for one in stay.working.inputs} == {
        "award_date": "2025-06-13",
        "debriefing_date": "2025-06-20",
        "answers_delivered": "2025-07-01",
        "agency": "department-of-the-army",
    }
    lines = stay.working.lines()
    assert "Counted from Tuesday 2025-07-01." in lines
    assert any(line.startswith("Inputs: award 2025-06-13; debriefing 2025-06-20; answers delivered") for line in lines)


def test_a_late_filing_counts_for_another_day_and_names_its_hour() -> None:
    working = working_of(due_date("GAO_DECISION_100", date(2025, 3, 14), inputs_from({"time": "17:45"})))
    assert [(one.name, one.value) for one in working.inputs] == [("time", "17:45:00")]
    assert "It counts for Monday 2025-03-17." in working.lines()


def test_an_input_that_a_rule_does_not_take_is_not_told() -> None:
    inputs = inputs_from({"agency": "GSA", "award_date": "2025-03-03", "rehearing_denied": "2025-03-04"})
    assert working_of(due_date("GAO_REPORT_30", date(2025, 3, 14), inputs)).inputs == ()


def test_every_input_that_a_rule_takes_is_known_and_has_words() -> None:
    names = {name for rule in RULES.values() for name in taken_by(rule)}
    assert names == set(INPUT_WORDS)
    assert names <= known_inputs()


GIVEN = {
    "agency": "Department of the Army",
    "award_date": "2024-03-05",
    "debriefing_date": "2024-03-12",
    "debriefing_required": False,
    "answers_delivered": "2024-03-20",
    "time": "18:30",
    "close": "15:00",
    "first_filed": "2024-02-06",
    "supplement_filed": "2024-03-01",
    "judgment_entered": False,
    "reconsideration_decided": "2024-05-07",
    "rehearing_denied": "2024-05-07",
    "amended": "2024-04-01",
    "next_closing": "2024-04-30",
    "until": "2024-06-28",
    "days": 45,
}


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if not rule.takes_length])
def test_an_input_that_a_rule_does_not_take_moves_nothing(code: str) -> None:
    trigger = date(2024, 3, 5)
    plain = due_date(code, trigger)
    for name, value in GIVEN.items():
        found = due_date(code, trigger, inputs_from({name: value}))
        same = (found.start, found.raw, found.due) == (plain.start, plain.raw, plain.due)
        assert same or name in taken_by(RULES[code]), name
