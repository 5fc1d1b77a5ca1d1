"""In which order steps are taken when their days do not settle it, and from which day a case counts."""

from typing import Any

from contracts.procedure import (
    CaseFacts,
    derive,
)
from tests.contracts.procedure.steps import day, gao, step


def test_steps_of_one_day_are_taken_in_the_order_that_the_machine_allows() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-01-30", "gao.dismissed", event="a"),
            step("2024-01-30", "gao.corrective_action_notice", event="b"),
        ],
    )
    assert derived.refused == derived.ambiguities == ()
    assert derived.reason == "academic-corrective-action"


def test_the_hour_and_then_the_sources_sequence_order_a_day() -> None:
    def last(**how: dict[str, Any]) -> str | None:
        return derive(
            gao(),
            [
                step("2024-01-02", "gao.filed"),
                step("2024-01-30", "gao.dismissed", event="a", **how.get("a", {})),
                step("2024-01-30", "gao.withdrawn", event="b", **how.get("b", {})),
            ],
        ).disposition

    assert last(a={"at": "10:00"}, b={"at": "09:00"}) == "withdrawn"
    assert last(a={"order": 1}, b={"order": 2}) == "dismissed"
    assert last(a={"order": 2}, b={"order": 1}) == "withdrawn"
    assert last(a={"at": "10:00", "order": 1}, b={"at": "09:00", "order": 2}) == "withdrawn"


def test_an_order_that_matters_and_stays_open_is_reported() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-01-30", "gao.dismissed", event="a"),
            step("2024-01-30", "gao.withdrawn", event="b"),
        ],
    )
    assert [(ambiguity.case, ambiguity.event_ids) for ambiguity in derived.ambiguities] == [("B-1", ("a", "b"))]
    assert derived.disposition == "dismissed"


def test_a_filing_known_to_the_month_stands_before_what_must_follow_it() -> None:
    derived = derive(
        gao(),
        [
            step("2018-03-15", "gao.report_filed"),
            step("2018-03-01/2018-03-31", "gao.filed"),
            step("2018-07-02", "gao.decided", disposition="denied"),
        ],
    )
    assert [change.state for change in derived.states][:2] == ["report-pending", "comments-pending"]
    assert derived.filed is None
    assert derived.states[0].latest == day("2018-03-31")
    assert "inexact-trigger" in [note.code for note in derived.notes]


def test_a_filing_date_that_only_the_case_knows_is_used_and_guards_what_came_before() -> None:
    facts = gao(CaseFacts("B-1", filed=day("2024-01-02")))
    derived = derive(facts, [step("2023-12-01", "gao.decided", disposition="denied")])
    assert derived.filed == day("2024-01-02")
    assert [refusal.rule for refusal in derived.refused] == ["before-filing"]


def test_a_result_known_to_the_year_says_until_when_it_can_have_been() -> None:
    derived = derive(gao(), [step("2018-01-01/2018-12-31", "gao.dismissed", reason="untimely")])
    assert (derived.decided, derived.decided_latest) == (day("2018-01-01"), day("2018-12-31"))
    assert derived.outcomes[0].latest == day("2018-12-31")


def test_a_case_says_until_when_its_result_can_have_come() -> None:
    derived = derive(
        gao(), [step("2018-03-05", "gao.filed"), step("2018-01-01/2018-12-31", "gao.decided", disposition="denied")]
    )
    [case] = derived.cases
    assert (case.decided_latest, derived.decided_latest) == (day("2018-12-31"), day("2018-12-31"))
