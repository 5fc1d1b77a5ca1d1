"""What follows from the steps of one protest, and what does not."""

import json
from typing import Any

import pytest

from contracts.procedure import (
    DISPOSITIONS,
    REASONS,
    STEP_CODES,
    CaseFacts,
    Link,
    ProtestFacts,
    Relation,
    as_document,
    derive,
    flag_on,
    headline,
    states_on,
    status_on,
)
from contracts.procedure.steps import MUST_SAY, REASONS_OF, RESULTS_OF
from tests.contracts.procedure.steps import JEDI, cofc, day, gao, named, step


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


def test_a_ruling_may_differ_by_party() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-04-10", "gao.decided", disposition="sustained", parties=("ibm",), event="decision"),
            step("2024-04-10", "gao.decided", disposition="denied", parties=("oracle",), event="decision"),
        ],
    )
    assert derived.disposition == "denied"
    assert {(o.disposition, o.parties) for o in derived.outcomes} == {("denied", ("oracle",)), ("sustained", ("ibm",))}
    assert derived.refused == derived.ambiguities == ()


def test_reconsideration_is_a_case_of_its_own_and_the_decision_stands_meanwhile() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "reconsideration"))
    steps = [
        step("2024-01-02", "gao.filed", "B-1"),
        step("2024-04-10", "gao.decided", "B-1", disposition="denied"),
        step("2024-04-18", "gao.recon_requested", "B-1"),
        step("2024-07-01", "gao.recon_decided", "B-1.2", disposition="denied"),
    ]
    asked = derive(facts, steps[:3])
    assert named(asked) == {"B-1": "CLOSED(DENIED)", "B-1.2": "REQUESTED"}
    assert asked.status == "reconsideration"
    decided = derive(facts, steps)
    assert named(decided) == {"B-1": "CLOSED(DENIED)", "B-1.2": "CLOSED(DENIED)"}
    assert decided.decided == day("2024-04-10")


def test_reconsideration_without_a_number_is_still_followed() -> None:
    derived = derive(
        gao(),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-04-10", "gao.decided", disposition="denied"),
            step("2024-04-18", "gao.recon_requested"),
        ],
    )
    assert named(derived) == {"B-1": "CLOSED(DENIED)", "reconsideration": "REQUESTED"}


def test_a_withdrawn_protest_has_nothing_to_reconsider_and_a_denied_one_no_costs() -> None:
    filed = step("2024-01-02", "gao.filed")
    withdrawn = derive(gao(), [filed, step("2024-01-10", "gao.withdrawn"), step("2024-01-15", "gao.recon_requested")])
    denied = derive(
        gao(),
        [
            filed,
            step("2024-04-10", "gao.decided", disposition="denied"),
            step("2024-04-15", "gao.costs_requested"),
        ],
    )
    assert [refusal.rule for refusal in withdrawn.refused] == ["gao-reconsideration-of-withdrawal"]
    assert [refusal.rule for refusal in denied.refused] == ["gao-costs-without-relief"]


def test_only_participants_can_ask_for_reconsideration() -> None:
    derived = derive(
        gao(participants=("oracle", "ibm")),
        [
            step("2024-01-02", "gao.filed"),
            step("2024-04-10", "gao.decided", disposition="denied"),
            step("2024-04-15", "gao.recon_requested", parties=("somebody-else",)),
        ],
    )
    assert [refusal.rule for refusal in derived.refused] == ["gao-request-by-outsider"]


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


def test_the_stay_is_overridden_restored_and_ends_with_the_protest() -> None:
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-04", "stay.imposed"),
        step("2024-01-20", "stay.override"),
        step("2024-03-01", "stay.override_set_aside"),
        step("2024-04-10", "gao.decided", disposition="denied"),
    ]
    derived = derive(gao(), steps)
    assert [change.state for change in derived.stay_states] == ["in-effect", "overridden", "reinstated", "lifted"]
    assert derived.stay_states[-1].step is None
    assert flag_on(derived.stay_states, day("2024-02-01")) == "overridden"
    assert flag_on(derived.stay_states, day("2024-01-01")) is None


def test_the_stay_goes_on_while_another_protest_of_the_group_is_open() -> None:
    other = (step("2024-01-08", "gao.filed", event="other"), step("2024-05-02", "gao.dismissed", event="other-end"))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-04", "stay.imposed"),
        step("2024-04-10", "gao.decided", disposition="denied"),
    ]
    open_ = derive(gao(links=(Link(Relation.GROUP, "other", "GAO", other[:1]),)), steps)
    ended = derive(gao(links=(Link(Relation.GROUP, "other", "GAO", other),)), steps)
    assert open_.stay == "in-effect"
    assert (ended.stay_states[-1].state, ended.stay_states[-1].since) == ("lifted", day("2024-05-02"))


def test_an_override_without_a_stay_is_refused() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-01-20", "stay.override")])
    assert [refusal.rule for refusal in derived.refused] == ["stay-override-without-stay"]
    assert derived.stay is None


def test_there_is_no_automatic_stay_in_court() -> None:
    derived = derive(cofc(), [step("2024-01-02", "cofc.filed"), step("2024-01-04", "stay.imposed")])
    assert [refusal.rule for refusal in derived.refused] == ["no-stay-in-court"]


def test_a_protest_elsewhere_supersedes_the_agency_protest_of_the_same_protester() -> None:
    later = Link(Relation.LATER, "gao", "GAO", (step("2024-01-20", "gao.filed"),))
    facts = ProtestFacts("agency", "agency", (CaseFacts("A-1"),), links=(later,))
    assert derive(facts, [step("2024-01-02", "agency.filed")]).status == "superseded"
    other = Link(Relation.LATER, "gao", "GAO", later.steps, same_protester=False)
    facts = ProtestFacts("agency", "agency", (CaseFacts("A-1"),), links=(other,))
    assert derive(facts, [step("2024-01-02", "agency.filed")]).status == "pending"


def test_an_internal_appeal_reopens_a_denied_agency_protest() -> None:
    facts = ProtestFacts("agency", "agency", (CaseFacts("A-1"),))
    derived = derive(
        facts,
        [
            step("2024-01-02", "agency.filed"),
            step("2024-02-01", "agency.denied"),
            step("2024-02-08", "agency.independent_review_requested"),
            step("2024-02-20", "agency.redacted_ssd_provided"),
            step("2024-03-10", "agency.sustained"),
        ],
    )
    assert derived.disposition == "sustained"
    assert derived.practical_result == "relief"
    assert [o.disposition for o in derived.outcomes] == ["denied", "sustained"]


def test_an_appeal_of_an_injunction_leaves_the_case_open() -> None:
    appeal = Link(
        Relation.APPEAL,
        "cafc",
        "CAFC",
        (step("2024-03-01", "cafc.notice_of_appeal"), step("2024-09-01", "cafc.decided", disposition="affirmed")),
    )
    derived = derive(cofc(links=(appeal,)), [step("2024-01-02", "cofc.filed"), step("2024-02-20", "cofc.pi_granted")])
    assert derived.status == "pending"
    assert [note.code for note in derived.notes] == ["interlocutory-appeal"]
    assert derived.refused == ()


def test_a_case_sent_back_by_the_higher_court_is_open_again() -> None:
    appeal = Link(
        Relation.APPEAL,
        "cafc",
        "CAFC",
        (
            step("2024-06-03", "cafc.notice_of_appeal"),
            step("2025-03-03", "cafc.decided", disposition="vacated-remanded"),
            step("2025-04-24", "cafc.mandate"),
        ),
    )
    steps = [
        step("2024-01-02", "cofc.filed"),
        step("2024-02-01", "cofc.ar_filed"),
        step("2024-05-01", "cofc.mjar_decided", disposition="denied"),
        step("2024-05-02", "cofc.judgment_entered"),
    ]
    derived = derive(cofc(links=(appeal,)), steps)
    assert named(derived) == {"24-1C": "RECORD"}
    assert derived.status == "pending"
    assert derived.review_disposition == "vacated-remanded"
    again = derive(cofc(links=(appeal,)), [*steps, step("2025-09-01", "cofc.mjar_decided", disposition="granted")])
    assert again.disposition == "granted"
    assert again.practical_result == "judgment"


def test_a_judgment_nobody_appeals_becomes_final_by_time_alone() -> None:
    derived = derive(
        cofc(),
        [
            step("2024-01-02", "cofc.filed"),
            step("2024-05-01", "cofc.mjar_decided", disposition="denied"),
            step("2024-05-02", "cofc.judgment_entered"),
        ],
    )
    assert derived.status == "judgment"
    assert status_on(derived, day("2024-07-01")) == "judgment"
    assert status_on(derived, day("2024-07-02")) == "closed"


def test_timely_reconsideration_restarts_the_time_to_appeal_and_late_does_not() -> None:
    def ends(filed: str) -> str:
        derived = derive(
            cofc(),
            [
                step("2024-01-02", "cofc.filed"),
                step("2024-05-01", "cofc.mjar_decided", disposition="denied"),
                step("2024-05-02", "cofc.judgment_entered"),
                step(filed, "cofc.reconsideration_filed"),
                step("2024-07-10", "cofc.reconsideration_denied"),
            ],
        )
        return (derived.states[-1].lapses_after or day("1900-01-01")).isoformat()

    assert ends("2024-05-30") == "2024-09-09"
    assert ends("2024-05-31") == "2024-07-01"


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


def test_vacated_and_remanded_in_one_step_opens_the_appeal_and_the_case_below_again() -> None:
    appeal = (
        step("2020-06-01", "cafc.notice_of_appeal"),
        step("2021-06-01", "cafc.decided", disposition="affirmed"),
        step("2021-08-02", "cafc.mandate"),
    )
    petition = (
        step("2021-08-30", "scotus.petition_filed"),
        step("2022-01-10", "scotus.granted", disposition="vacated-remanded"),
    )
    again = (step("2022-09-01", "cafc.decided", disposition="reversed"), step("2022-10-24", "cafc.mandate"))
    links = (Link(Relation.APPEAL, "cafc", "CAFC", appeal), Link(Relation.APPEAL, "scotus", "SCOTUS", petition))
    steps = [
        step("2020-01-02", "cofc.filed"),
        step("2020-02-03", "cofc.ar_filed"),
        step("2020-05-01", "cofc.mjar_decided", disposition="denied"),
        step("2020-05-04", "cofc.judgment_entered"),
    ]
    below = derive(cofc(links=links), steps)
    assert status_on(below, day("2022-02-01")) == "on-appeal"
    assert below.review_disposition == "vacated-remanded"
    above = ProtestFacts("cafc", "CAFC", (CaseFacts("24-2"),), links=(links[1],))
    assert status_on(derive(above, appeal), day("2022-02-01")) == "pending"
    decided = derive(above, [*appeal, *again])
    assert decided.refused == ()
    assert (decided.disposition, status_on(decided, day("2022-11-01"))) == ("reversed", "closed")
    links = (Link(Relation.APPEAL, "cafc", "CAFC", (*appeal, *again)), links[1])
    reversed_ = derive(cofc(links=links), steps)
    assert reversed_.refused == ()
    assert reversed_.review_disposition == "reversed"
    assert states_on(reversed_, day("2022-11-01"))[0].detail == "reversed"


def test_what_the_court_rules_during_a_remand_does_not_end_it() -> None:
    steps = [
        step("2020-01-02", "cofc.filed"),
        step("2020-02-03", "cofc.remanded", days=60),
        step("2020-03-02", "cofc.pi_denied"),
        step("2020-03-20", "cofc.mjar_filed"),
        step("2020-04-01", "cofc.remand_completed"),
    ]
    derived = derive(cofc(), steps)
    assert derived.refused == derived.gaps == ()
    assert status_on(derived, day("2020-03-21")) == "remanded"
    assert states_on(derived, day("2020-04-01"))[0].state == "post-remand"


@pytest.mark.parametrize("code", ["cofc.filed", "cafc.decided", "agency.denied", "scotus.denied"])
def test_a_step_of_another_forum_is_refused_and_told(code: str) -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-02-02", code, event="odd")])
    [refused] = derived.refused
    assert (refused.rule, refused.step, refused.event_id) == ("wrong-forum", code, "odd")
    assert derived.status == "pending"


def test_a_protest_of_which_one_case_was_sustained_is_sustained_in_part() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    steps = [
        step("2024-01-02", "gao.filed", "B-1"),
        step("2024-02-12", "gao.filed", "B-1.2"),
        step("2024-04-10", "gao.decided", "B-1", disposition="denied", event="decision"),
        step("2024-04-10", "gao.decided", "B-1.2", disposition="sustained", event="decision"),
    ]
    derived = derive(facts, steps)
    assert (derived.disposition, derived.practical_result) == ("sustained-in-part", "recommendation")
    results = {case.docket: (case.disposition, case.practical_result) for case in derived.cases}
    assert results == {"B-1": ("denied", "none"), "B-1.2": ("sustained", "recommendation")}


def test_parties_that_fare_differently_have_their_own_practical_result() -> None:
    facts = gao(CaseFacts("B-1", protester=("x", "y")))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-04-10", "gao.decided", disposition="denied", parties=("x",), event="decision"),
        step("2024-04-10", "gao.decided", disposition="sustained", parties=("y",), event="decision"),
    ]
    derived = derive(facts, steps)
    assert (derived.disposition, derived.practical_result) == ("sustained-in-part", "recommendation")
    assert {o.parties: o.practical_result for o in derived.outcomes} == {("x",): "none", ("y",): "recommendation"}


def test_a_result_for_the_protester_of_one_case_is_not_told_of_the_other() -> None:
    facts = gao(CaseFacts("B-1", protester=("x",)), CaseFacts("B-1.2", protester=("y",)))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-04-10", "gao.decided", disposition="denied", parties=("x",), event="decision"),
        step("2024-04-10", "gao.decided", disposition="sustained", parties=("y",), event="decision"),
    ]
    found = [(o.case, o.disposition, o.parties) for o in derive(facts, steps).outcomes]
    assert sorted(found) == [("B-1", "denied", ("x",)), ("B-1.2", "sustained", ("y",))]


WON = (
    step("2020-01-02", "cofc.filed"),
    step("2020-02-03", "cofc.ar_filed"),
    step("2020-05-01", "cofc.mjar_decided", disposition="granted"),
    step("2020-05-01", "cofc.pi_granted"),
    step("2020-05-04", "cofc.judgment_entered"),
)


def appealed(disposition: str, *more: Any) -> Link:
    steps = (
        step("2020-06-01", "cafc.notice_of_appeal"),
        step("2021-07-01", "cafc.decided", disposition=disposition),
        *more,
    )
    return Link(Relation.APPEAL, "cafc", "CAFC", steps)


def test_a_judgment_that_is_reversed_leaves_nothing_and_ends_its_injunction() -> None:
    pi_first = [WON[0], WON[1], step("2020-03-02", "cofc.pi_granted"), WON[2], WON[4]]
    before = derive(cofc(), pi_first)
    assert (before.practical_result, before.injunction) == ("injunction", "in-effect")
    reversed_ = derive(cofc(links=(appealed("reversed", step("2021-08-23", "cafc.mandate")),)), pi_first)
    assert (reversed_.disposition, reversed_.practical_result) == ("granted", "none")
    assert reversed_.review_disposition == "reversed"
    assert flag_on(reversed_.injunction_states, day("2021-08-22")) == "in-effect"
    assert flag_on(reversed_.injunction_states, day("2021-08-23")) == "ended"
    affirmed = derive(cofc(links=(appealed("affirmed", step("2021-08-23", "cafc.mandate")),)), pi_first)
    assert (affirmed.practical_result, affirmed.injunction) == ("injunction", "in-effect")


def test_a_judgment_against_the_protester_that_is_reversed_is_a_reversal() -> None:
    lost = [WON[0], WON[1], step("2020-05-01", "cofc.mjar_decided", disposition="denied"), WON[4]]
    assert derive(cofc(), lost).practical_result == "none"
    assert derive(cofc(links=(appealed("reversed"),)), lost).practical_result == "reversal"
    again = [
        *lost,
        step("2021-12-01", "cofc.mjar_decided", disposition="denied"),
        step("2021-12-02", "cofc.judgment_entered"),
    ]
    sent_back = appealed("vacated-remanded", step("2021-08-23", "cafc.mandate"))
    assert derive(cofc(links=(sent_back,)), again).practical_result == "none"


def test_a_decision_that_gao_takes_back_on_request_is_turned_round() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "reconsideration"))
    steps = [
        step("2024-01-02", "gao.filed", "B-1"),
        step("2024-04-10", "gao.decided", "B-1", disposition="denied"),
        step("2024-04-18", "gao.recon_requested", "B-1"),
        step("2024-07-01", "gao.recon_decided", "B-1.2", disposition="reversed"),
    ]
    derived = derive(facts, steps)
    assert (derived.disposition, derived.review_disposition) == ("denied", "reversed")
    assert derived.practical_result == "reversal"


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


def test_a_result_known_to_the_year_says_until_when_it_can_have_been() -> None:
    derived = derive(gao(), [step("2018-01-01/2018-12-31", "gao.dismissed", reason="untimely")])
    assert (derived.decided, derived.decided_latest) == (day("2018-01-01"), day("2018-12-31"))
    assert derived.outcomes[0].latest == day("2018-12-31")


def test_a_case_decided_long_ago_without_judgment_is_over() -> None:
    derived = derive(cofc(), WON[:3])
    assert headline([derived], day("2020-06-01")).code == "appeal-time"
    assert headline([derived], day("2026-06-01")).code == "closed"


@pytest.mark.parametrize(
    ("code", "disposition", "note"),
    [
        ("gao.decided", "affirmed", "odd-disposition"),
        ("gao.withdrawn", "sustained", "odd-disposition"),
        ("gao.decided", None, "no-disposition"),
        ("gao.decided", "denied", None),
        ("gao.withdrawn", None, None),
    ],
)
def test_a_result_that_a_step_cannot_bring_is_told(code: str, disposition: str | None, note: str | None) -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-04-10", code, disposition=disposition)])
    assert [found.code for found in derived.notes] == ([note] if note else [])


def test_a_filing_with_a_result_is_told_and_the_case_stays_open() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed", disposition="sustained")])
    assert [note.code for note in derived.notes] == ["odd-disposition"]
    assert derived.notes[0].text == "gao.filed cannot end as sustained; possible are: none."
    assert (derived.status, derived.disposition) == ("pending", None)


@pytest.mark.parametrize(
    ("code", "reason", "told"),
    [
        ("gao.dismissed", "no-standing", True),
        ("gao.dismissed", "untimely", False),
        ("gao.withdrawn", "no-comments", True),
        ("gao.withdrawn", "academic-corrective-action", False),
        ("gao.withdrawn", None, False),
    ],
)
def test_a_reason_that_a_step_cannot_rest_on_is_told(code: str, reason: str | None, told: bool) -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-02-10", code, reason=reason)])
    assert [found.code for found in derived.notes] == (["odd-reason"] if told else [])
    assert derived.outcomes[-1].reason == reason


def test_every_result_and_reason_that_a_step_can_bring_is_one_of_the_vocabulary() -> None:
    assert set(RESULTS_OF) == set(REASONS_OF) <= set(STEP_CODES)
    assert frozenset().union(*REASONS_OF.values()) == set(REASONS)
    assert frozenset().union(*RESULTS_OF.values()) <= set(DISPOSITIONS)
    assert set(RESULTS_OF) >= MUST_SAY


def test_a_protest_of_the_group_filed_after_the_end_does_not_hold_the_old_stay() -> None:
    later = Link(Relation.GROUP, "other", "GAO", (step("2024-05-02", "gao.filed"),))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-03", "stay.imposed"),
        step("2024-04-10", "gao.decided", disposition="denied"),
    ]
    derived = derive(gao(links=(later,)), steps)
    assert flag_on(derived.stay_states, day("2024-04-10")) == "lifted"


def test_the_mandate_counts_from_the_last_day_for_rehearing_as_counted() -> None:
    decided = step("2024-01-05", "cafc.decided", disposition="affirmed")
    steps = [step("2023-01-05", "cafc.notice_of_appeal"), decided]
    derived = derive(ProtestFacts("cafc", "CAFC", (CaseFacts("24-2"),)), steps)
    # The 45th day is Washington's Birthday, which moves that day and not the mandate's.
    assert status_on(derived, day("2024-02-26")) == "decided"
    assert status_on(derived, day("2024-02-27")) == "closed"


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


@pytest.mark.parametrize(("disposition", "practical"), [("reversed", "reversal"), ("affirmed", "none")])
def test_an_appeal_that_turns_the_decision_round_is_a_reversal(disposition: str, practical: str) -> None:
    steps = [step("2023-01-05", "cafc.notice_of_appeal"), step("2024-01-05", "cafc.decided", disposition=disposition)]
    derived = derive(ProtestFacts("cafc", "CAFC", (CaseFacts("24-2"),)), steps)
    assert derived.practical_result == practical


def test_a_case_says_until_when_its_result_can_have_come() -> None:
    derived = derive(
        gao(), [step("2018-03-05", "gao.filed"), step("2018-01-01/2018-12-31", "gao.decided", disposition="denied")]
    )
    [case] = derived.cases
    assert (case.decided_latest, derived.decided_latest) == (day("2018-12-31"), day("2018-12-31"))
