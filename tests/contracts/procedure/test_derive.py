"""What follows from the steps of one protest, and what does not."""

import json

import pytest

from contracts.procedure import (
    CaseFacts,
    Link,
    ProtestFacts,
    Relation,
    as_document,
    derive,
)
from tests.contracts.procedure.steps import JEDI, gao, named, step


def test_a_protest_without_steps_is_unknown() -> None:
    derived = derive(gao(), [])
    assert derived.status == "unknown"
    assert derived.filed is None
    assert derived.practical_result is None


def test_a_full_course_at_gao_leaves_no_gap() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-01-03", "gao.agency_notified"),
            step("2024-02-02", "gao.report_filed"),
            step("2024-02-12", "gao.comments_filed"),
            step("2024-04-10", "gao.decided", disposition="sustained"),
            step("2024-06-03", "gao.rec_implemented"),
        ],
    )
    assert derived.gaps == derived.refused == derived.notes == derived.ambiguities == ()
    assert named(derived) == {"B-1": "CLOSED(SUSTAINED)"}
    assert derived.practical_result == "recommendation-followed"


def test_corrective_action_is_the_practical_result_of_a_formal_dismissal() -> None:
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-22", "gao.corrective_action_notice"),
        step("2024-01-30", "gao.dismissed"),
    ]
    announced = derive(gao(), steps[:2])
    assert announced.status == "corrective-action"
    assert announced.practical_result == "corrective-action"
    closed = derive(gao(), steps)
    assert (closed.disposition, closed.reason) == ("dismissed", "academic-corrective-action")
    assert closed.outcomes[-1].inferred
    assert closed.practical_result == "corrective-action"


def test_a_refused_dismissal_returns_to_the_state_before_the_announcement() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-02-02", "gao.report_filed"),
            step("2024-02-05", "gao.corrective_action_notice"),
            step("2024-02-15", "gao.dismissal_refused"),
            step("2024-02-20", "gao.comments_filed"),
            step("2024-04-10", "gao.decided", disposition="denied"),
        ],
    )
    assert [change.state for change in derived.states] == [
        "report-pending",
        "comments-pending",
        "corrective-action-announced",
        "comments-pending",
        "decision-pending",
        "closed",
    ]
    assert derived.practical_result == "none"


def test_missed_comments_lead_to_dismissal_for_that_reason() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-02-02", "gao.report_filed"),
            step("2024-02-13", "gao.comments_missed"),
            step("2024-02-15", "gao.dismissed"),
        ],
    )
    assert derived.reason == "no-comments"


def test_comments_before_the_report_are_kept_with_a_note_and_move_nothing() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-01-12", "gao.comments_filed")])
    assert named(derived) == {"B-1": "REPORT-PENDING"}
    assert [note.code for note in derived.notes] == ["comments-before-report"]
    assert derived.refused == ()


def test_comments_filed_early_are_no_gap_before_the_decision() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-01-12", "gao.comments_filed"),
            step("2024-04-10", "gao.decided", disposition="denied"),
        ],
    )
    assert [gap.missing for gap in derived.gaps] == ["gao.report_filed"]


def test_a_second_filing_without_number_is_a_supplement_and_no_error() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-02-12", "gao.filed")])
    assert [note.code for note in derived.notes] == ["supplement-without-number"]
    assert derived.refused == ()


def test_a_second_filing_under_the_same_number_is_refused() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed", "B-1"), step("2024-02-12", "gao.filed", "B-1")])
    assert [refusal.rule for refusal in derived.refused] == ["gao-second-filing"]


def test_a_supplement_to_a_closed_number_is_refused() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    derived = derive(
        facts,
        [
            step("2024-01-02", "gao.filed", "B-1"),
            step("2024-02-12", "gao.dismissed", "B-1", reason="untimely"),
            step("2024-02-20", "gao.filed", "B-1.2"),
        ],
    )
    assert [refusal.rule for refusal in derived.refused] == ["gao-supplement-to-closed"]
    assert derived.status == "closed"


def test_one_decision_closes_every_case_each_with_its_own_outcome() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    derived = derive(
        facts,
        [
            step("2024-01-02", "gao.filed", "B-1"),
            step("2024-02-12", "gao.filed", "B-1.2"),
            step("2024-02-13", "gao.consolidated"),
            step("2024-04-10", "gao.decided", "B-1", disposition="denied", event="decision"),
            step("2024-04-10", "gao.decided", "B-1.2", disposition="sustained", event="decision"),
        ],
    )
    assert named(derived) == {"B-1": "CLOSED(DENIED)", "B-1.2": "CLOSED(SUSTAINED)"}
    assert {(o.case, o.disposition) for o in derived.outcomes} == {("B-1", "denied"), ("B-1.2", "sustained")}


def test_a_step_for_all_cases_passes_by_those_that_are_over() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    derived = derive(
        facts,
        [
            step("2024-01-02", "gao.filed", "B-1"),
            step("2024-01-12", "gao.filed", "B-1.2"),
            step("2024-01-20", "gao.withdrawn", "B-1"),
            step("2024-02-02", "gao.report_filed"),
        ],
    )
    assert derived.refused == ()
    assert named(derived) == {"B-1": "CLOSED(WITHDRAWN)", "B-1.2": "COMMENTS-PENDING"}
    assert derived.status == "pending"


def test_costs_follow_corrective_action() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-01-22", "gao.corrective_action_notice"),
            step("2024-01-30", "gao.dismissed"),
            step("2024-02-09", "gao.costs_requested"),
            step("2024-05-01", "gao.costs_decided", disposition="granted"),
        ],
    )
    assert derived.refused == ()
    assert named(derived)["costs"] == "RECOMMENDED"
    assert derived.disposition == "dismissed"


def test_a_protest_elsewhere_supersedes_the_agency_protest_of_the_same_protester() -> None:
    later = Link(Relation.LATER, "gao", "GAO", (step("2024-01-20", "gao.filed"),))
    facts = ProtestFacts("agency", "agency", (CaseFacts("A-1"),), links=(later,))
    assert derive(facts, [step("2024-01-02", "agency.filed")]).status == "superseded"
    other = Link(Relation.LATER, "gao", "GAO", later.steps, same_protester=False)
    facts = ProtestFacts("agency", "agency", (CaseFacts("A-1"),), links=(other,))
    assert derive(facts, [step("2024-01-02", "agency.filed")]).status == "pending"


def test_a_complete_record_allows_no_gap() -> None:
    steps = [step("2024-01-02", "gao.filed"), step("2024-04-10", "gao.decided", disposition="denied")]
    derived = derive(gao(record_complete=True), steps)
    assert derived.gaps == ()
    assert [refusal.rule for refusal in derived.refused] == ["record-complete"]
    assert derived.status == "pending"


def test_an_unknown_step_is_noted_and_moves_nothing() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-01-03", "gao.no_such_step")])
    assert derived.status == "pending"
    assert [note.code for note in derived.notes] == ["unknown-step"]


def test_another_forum_is_tracked_open_and_closed() -> None:
    facts = ProtestFacts("size", "other", (CaseFacts("SIZ-1"),))
    steps = [step("2024-01-02", "other.filed"), step("2024-02-02", "other.decided", disposition="denied")]
    assert derive(facts, steps[:1]).status == "pending"
    assert derive(facts, steps).disposition == "denied"


@pytest.mark.parametrize("docket", JEDI)
def test_a_derivation_is_a_document_of_plain_values(docket: str) -> None:
    facts, steps = JEDI[docket]
    derived = derive(facts, steps)
    document = as_document(derived)
    assert json.loads(json.dumps(document)) == document
    assert document["status"] == derived.status
    assert document["filed"] == (derived.filed.isoformat() if derived.filed else None)


@pytest.mark.parametrize("code", ["cofc.filed", "cafc.decided", "agency.denied", "scotus.denied"])
def test_a_step_of_another_forum_is_refused_and_told(code: str) -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-02-02", code, event="odd")])
    [refused] = derived.refused
    assert (refused.rule, refused.step, refused.event_id) == ("wrong-forum", code, "odd")
    assert derived.status == "pending"


def test_a_refused_filing_is_not_called_missing_from_the_record() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    steps = [
        step("2024-01-02", "gao.filed", "B-1"),
        step("2024-04-10", "gao.decided", "B-1", disposition="denied"),
        step("2024-05-02", "gao.filed", "B-1.2"),
        step("2024-06-03", "gao.decided", "B-1.2", disposition="denied"),
    ]
    derived = derive(facts, steps)
    assert [refusal.rule for refusal in derived.refused] == ["gao-supplement-to-closed"]
    assert ("B-1.2", "gao.filed") not in {(gap.case, gap.missing) for gap in derived.gaps}


def test_a_supplement_is_possible_while_one_of_the_first_protests_is_open() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2"), CaseFacts("B-1.3", "supplemental"))
    steps = [
        step("2024-01-02", "gao.filed", "B-1"),
        step("2024-01-04", "gao.filed", "B-1.2"),
        step("2024-01-20", "gao.dismissed", "B-1", reason="untimely"),
        step("2024-02-05", "gao.filed", "B-1.3"),
    ]
    assert derive(facts, steps).refused == ()


def test_a_number_that_only_a_step_names_is_a_supplement() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed", "B-1"), step("2024-01-20", "gao.filed", "B-1.7")])
    assert {case.docket: case.kind for case in derived.cases} == {"B-1": "initial", "B-1.7": "supplemental"}
