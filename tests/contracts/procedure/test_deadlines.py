"""What becomes of a clock, and what it is on the day somebody reads it."""

import pytest

from contracts.procedure import (
    CaseFacts,
    DeadlineKind,
    DeadlineState,
    Link,
    ProtestFacts,
    Relation,
    deadline_state,
    derive,
)
from contracts.procedure.deadlines import NOTHING_CAME, UNSEEN
from contracts.procedure.derivation import Certainty
from tests.contracts.procedure.clocks import FILED, MET, MISSED, MOOT, NOTIFIED, OPEN, OVERDUE, REPORT, state
from tests.contracts.procedure.steps import cofc, day, deadline, gao, step

COMMENTS = step("2024-02-12", "gao.comments_filed")
DENIED = step("2024-04-10", "gao.decided", disposition="denied")


def test_filing_alone_projects_report_and_comments_from_the_latest_notice() -> None:
    derived = derive(gao(), [FILED])
    report, comments = deadline(derived, "GAO_REPORT_30"), deadline(derived, "GAO_COMMENTS_10")
    assert report.kind is comments.kind is DeadlineKind.PROJECTED
    assert report.certainty is Certainty.PROJECTED
    assert (report.trigger_date, report.due_date) == (day("2024-01-03"), day("2024-02-02"))
    assert (comments.trigger_date, comments.due_date) == (day("2024-02-02"), day("2024-02-12"))


def test_a_clock_is_open_until_it_is_met_and_met_from_then_on() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT])
    assert state(derived, "GAO_REPORT_30", "2024-02-01") is OPEN
    assert state(derived, "GAO_REPORT_30", "2024-02-02") is MET
    assert deadline(derived, "GAO_REPORT_30").met_by == REPORT.event_id


def test_what_no_public_docket_shows_is_not_called_missed_while_the_record_is_silent() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT])
    assert state(derived, "GAO_COMMENTS_10", "2024-02-12") is OPEN
    assert state(derived, "GAO_COMMENTS_10", "2024-02-13") is MOOT
    assert deadline(derived, "GAO_COMMENTS_10").moot_why == UNSEEN
    quiet = derive(gao(), [FILED, NOTIFIED])
    for rule in ("GAO_REPORT_30", "GAO_DOC_LIST_5_BEFORE", "GAO_COMMENTS_10"):
        assert state(quiet, rule, "2024-03-01") is MOOT


def test_filing_alone_leaves_nothing_overdue_but_the_decision() -> None:
    derived = derive(gao(), [FILED])
    late = {one.rule for one in derived.deadlines if deadline_state(one, day("2024-06-01")) in {OVERDUE, MISSED}}
    assert late == {"GAO_DECISION_100"}


def test_a_party_that_let_its_legal_clock_pass_missed_it_once_the_record_shows_it() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-14", "gao.comments_missed")])
    assert state(derived, "GAO_COMMENTS_10", "2024-02-13") is MOOT
    assert state(derived, "GAO_COMMENTS_10", "2024-02-14") is MISSED
    assert deadline(derived, "GAO_COMMENTS_10").moot_why == NOTHING_CAME


def test_a_report_that_came_late_was_missed_from_the_day_on_that_shows_it() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, step("2024-02-09", "gao.report_filed")])
    report = [state(derived, "GAO_REPORT_30", f"2024-02-{number:02}") for number in (2, 3, 8, 9)]
    assert report == [OPEN, MOOT, MOOT, MISSED]


def test_a_day_that_gao_set_is_not_overdue_while_the_record_is_silent() -> None:
    extended = step("2024-01-25", "gao.extension_granted", until="2024-02-16")
    derived = derive(gao(), [FILED, NOTIFIED, extended])
    assert state(derived, "GAO_ORDERED_DATE", "2024-02-16") is OPEN
    assert state(derived, "GAO_ORDERED_DATE", "2024-02-17") is MOOT
    late = derive(gao(), [FILED, NOTIFIED, extended, step("2024-02-20", "gao.report_filed")])
    assert deadline(late, "GAO_ORDERED_DATE").met_on == day("2024-02-20")


def test_comments_that_gao_gave_more_time_for_are_missed_where_the_record_shows_it() -> None:
    extended = step("2024-02-08", "gao.extension_granted", until="2024-02-20")
    missed = derive(gao(), [FILED, NOTIFIED, REPORT, extended, step("2024-02-22", "gao.comments_missed")])
    assert deadline(missed, "GAO_ORDERED_DATE").moot_why == NOTHING_CAME


def test_comments_after_a_hearing_have_five_days_that_no_silence_breaks() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, COMMENTS, step("2024-03-05", "gao.hearing_held")])
    hearing = deadline(derived, "GAO_HEARING_COMMENTS_5")
    assert (hearing.due_date, hearing.trigger_date) == (day("2024-03-11"), day("2024-03-05"))
    assert state(derived, "GAO_HEARING_COMMENTS_5", "2024-03-12") is MOOT


def test_comments_that_came_late_were_missed_even_by_the_hour() -> None:
    late = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-12", "gao.comments_filed", at="17:31")])
    timely = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-12", "gao.comments_filed", at="17:30")])
    assert deadline(late, "GAO_COMMENTS_10").met_on == day("2024-02-13")
    assert state(late, "GAO_COMMENTS_10", "2024-03-01") is MISSED
    assert state(timely, "GAO_COMMENTS_10", "2024-03-01") is MET


def test_gao_is_overdue_after_its_hundred_days_and_never_late_for_good() -> None:
    derived = derive(gao(), [FILED])
    assert state(derived, "GAO_DECISION_100", "2024-04-11") is OPEN
    assert state(derived, "GAO_DECISION_100", "2024-04-12") is OVERDUE
    decided = derive(gao(), [FILED, step("2024-04-20", "gao.decided", disposition="denied")])
    assert state(decided, "GAO_DECISION_100", "2024-04-20") is MET


def test_the_agencys_thirty_five_days_are_a_target_and_never_missed() -> None:
    facts = ProtestFacts("a", "agency", (CaseFacts("A-1"),))
    derived = derive(facts, [step("2025-12-15", "agency.filed")])
    target = deadline(derived, "AGENCY_DECISION_TARGET_35")
    assert target.kind is DeadlineKind.TARGET
    assert target.due_date == day("2026-01-20")
    assert deadline_state(target, day("2026-01-21")) is OVERDUE


def test_a_clock_is_moot_when_the_case_closes_first() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, step("2024-01-20", "gao.withdrawn")])
    assert state(derived, "GAO_REPORT_30", "2024-01-19") is OPEN
    assert state(derived, "GAO_REPORT_30", "2024-01-20") is MOOT
    assert state(derived, "GAO_DECISION_100", "2024-02-01") is MOOT


def test_a_clock_whose_step_is_only_missing_from_the_record_is_not_missed() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, DENIED])
    assert state(derived, "GAO_REPORT_30", "2024-05-01") is MOOT
    assert deadline(derived, "GAO_REPORT_30").moot_why == "not in the record"


def test_a_right_that_nobody_used_is_moot_after_its_day_not_missed() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, COMMENTS, DENIED])
    assert deadline(derived, "GAO_RECON_10").right
    assert state(derived, "GAO_RECON_10", "2024-04-22") is OPEN
    assert state(derived, "GAO_RECON_10", "2024-04-23") is MOOT


@pytest.mark.parametrize(("asked", "expected"), [("2024-04-22", MET), ("2024-04-23", MISSED)])
def test_a_right_used_too_late_was_missed(asked: str, expected: DeadlineState) -> None:
    derived = derive(gao(), [FILED, DENIED, step(asked, "gao.recon_requested")])
    assert state(derived, "GAO_RECON_10", "2024-06-01") is expected


def test_a_date_that_two_cases_share_lives_as_long_as_one_of_them() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2"))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-03", "gao.agency_notified"),
        step("2024-02-01", "gao.report_filed"),
        step("2024-02-05", "gao.dismissed", case="B-1", reason="not-interested-party"),
    ]
    derived = derive(facts, steps)
    assert state(derived, "GAO_COMMENTS_10", "2024-02-08") is OPEN
    assert state(derived, "GAO_DECISION_100", "2024-02-20") is OPEN
    done = derive(facts, [*steps, step("2024-04-10", "gao.decided", case="B-1.2", disposition="denied")])
    assert deadline(done, "GAO_DECISION_100").met_on == day("2024-04-10")
    assert deadline(done, "GAO_DECISION_100").case == "B-1.2"


def test_a_right_that_had_lapsed_is_not_called_replaced_years_later() -> None:
    steps = [
        step("2020-01-02", "cofc.filed"),
        step("2020-02-03", "cofc.ar_filed"),
        step("2020-05-01", "cofc.mjar_decided", disposition="denied"),
        step("2020-05-04", "cofc.judgment_entered"),
        step("2021-12-02", "cofc.judgment_entered"),
    ]
    appeal = Link(
        Relation.APPEAL,
        "cafc",
        "CAFC",
        (
            step("2020-06-01", "cafc.notice_of_appeal"),
            step("2021-06-01", "cafc.decided", disposition="vacated-remanded"),
            step("2021-08-02", "cafc.mandate"),
        ),
    )
    facts = cofc(links=(appeal,))
    derived = derive(facts, [*steps[:-1], step("2021-12-01", "cofc.mjar_decided", disposition="denied"), steps[-1]])
    first = next(d for d in derived.deadlines if d.rule == "COFC_RECON_28")
    assert first.superseded_on == day("2021-12-02")
    assert deadline_state(first, day("2021-11-01")) is deadline_state(first, day("2022-01-01")) is MOOT


def test_a_sustained_protest_starts_sixty_days_for_the_agency_that_bind_it_to_nothing() -> None:
    sustained = step("2024-04-10", "gao.decided", disposition="sustained")
    silent = derive(gao(), [FILED, sustained])
    assert deadline(silent, "GAO_REC_IMPLEMENT_60").due_date == day("2024-06-10")
    assert state(silent, "GAO_REC_IMPLEMENT_60", "2024-06-10") is OPEN
    assert state(silent, "GAO_REC_IMPLEMENT_60", "2024-06-11") is MOOT
    late = derive(gao(), [FILED, sustained, step("2024-09-10", "gao.rec_implemented")])
    assert state(late, "GAO_REC_IMPLEMENT_60", "2024-09-10") is MET


def test_corrective_action_starts_fifteen_days_to_ask_for_costs() -> None:
    derived = derive(
        gao(),
        [FILED, step("2024-01-22", "gao.corrective_action_notice"), step("2024-01-30", "gao.dismissed")],
    )
    assert deadline(derived, "GAO_COSTS_REQUEST_15").due_date == day("2024-02-14")


def test_a_denied_agency_protest_starts_ten_days_for_gao_met_there() -> None:
    later = Link(Relation.LATER, "gao", "GAO", (step("2024-02-12", "gao.filed"),))
    facts = ProtestFacts("a", "agency", (CaseFacts("A-1"),), links=(later,))
    derived = derive(facts, [step("2024-01-02", "agency.filed"), step("2024-02-02", "agency.denied")])
    assert deadline(derived, "GAO_AFTER_AGENCY_10").due_date == day("2024-02-12")
    assert state(derived, "GAO_AFTER_AGENCY_10", "2024-03-01") is MET


def test_a_date_that_rests_on_an_unconfirmed_closure_says_so() -> None:
    derived = derive(gao(), [step("2025-07-21", "gao.filed")])
    decision = deadline(derived, "GAO_DECISION_100")
    assert decision.tolled_days == 43
    assert decision.certainty is Certainty.UNVERIFIED_RULE
    assert decision.rule_verified


def test_a_rule_whose_text_was_not_read_is_marked() -> None:
    derived = derive(
        cofc(),
        [
            step("2024-01-02", "cofc.filed"),
            step("2024-05-01", "cofc.dismissed", reason="moot"),
            step("2024-05-03", "cofc.judgment_entered"),
        ],
    )
    reconsideration = deadline(derived, "COFC_RECON_28")
    assert not reconsideration.rule_verified
    assert reconsideration.certainty is Certainty.UNVERIFIED_RULE


def test_the_regime_of_the_agency_is_in_the_citation() -> None:
    facts = ProtestFacts("a", "agency", (CaseFacts("A-1"),), agency="DoD")
    derived = derive(facts, [step("2026-03-02", "agency.filed")])
    assert deadline(derived, "AGENCY_DECISION_TARGET_35").citation.startswith("RFO FAR 33.104-4")


def test_a_notice_that_no_docket_publishes_is_not_overdue() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed")])
    assert state(derived, "GAO_AGENCY_NOTICE_1", "2024-01-03") is OPEN
    assert state(derived, "GAO_AGENCY_NOTICE_1", "2024-01-04") is MOOT


def test_a_hearing_starts_five_days_for_comments() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-05", "gao.hearing_held")])
    assert deadline(derived, "GAO_HEARING_COMMENTS_5").due_date == day("2024-02-12")


def test_a_withdrawal_after_corrective_action_starts_the_time_to_ask_for_costs() -> None:
    notice = step("2024-01-20", "gao.corrective_action_notice")
    derived = derive(gao(), [FILED, notice, step("2024-01-26", "gao.withdrawn")])
    assert deadline(derived, "GAO_COSTS_REQUEST_15").due_date == day("2024-02-12")
    plain = derive(gao(), [FILED, step("2024-01-26", "gao.withdrawn")])
    assert "GAO_COSTS_REQUEST_15" not in {d.rule for d in plain.deadlines}
