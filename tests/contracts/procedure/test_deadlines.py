"""What becomes of a clock, and what it is on the day somebody reads it."""

from typing import Any

import pytest

from contracts.procedure import (
    CaseFacts,
    DeadlineKind,
    DeadlineState,
    Derivation,
    Link,
    ProtestFacts,
    Relation,
    deadline_state,
    derive,
    status_on,
)
from contracts.procedure.deadlines import NOTHING_CAME, UNSEEN
from contracts.procedure.derivation import Certainty
from tests.contracts.procedure.steps import cofc, day, deadline, gao, step

OPEN, MET, MISSED = DeadlineState.OPEN, DeadlineState.MET, DeadlineState.MISSED
OVERDUE, MOOT, SUPERSEDED = DeadlineState.OVERDUE, DeadlineState.MOOT, DeadlineState.SUPERSEDED


def state(derived: Derivation, rule: str, on: str) -> DeadlineState:
    return deadline_state(deadline(derived, rule), day(on))


FILED = step("2024-01-02", "gao.filed")
NOTIFIED = step("2024-01-03", "gao.agency_notified")
REPORT = step("2024-02-02", "gao.report_filed")
COMMENTS = step("2024-02-12", "gao.comments_filed")
DENIED = step("2024-04-10", "gao.decided", disposition="denied")


def test_filing_alone_projects_report_and_comments_from_the_latest_notice() -> None:
    derived = derive(gao(), [FILED])
    report, comments = deadline(derived, "GAO_REPORT_30"), deadline(derived, "GAO_COMMENTS_10")
    assert report.kind is comments.kind is DeadlineKind.PROJECTED
    assert report.certainty is Certainty.PROJECTED
    assert (report.trigger_date, report.due_date) == (day("2024-01-03"), day("2024-02-02"))
    assert (comments.trigger_date, comments.due_date) == (day("2024-02-02"), day("2024-02-12"))


def test_a_projection_starts_from_a_last_day_that_was_not_rolled_over() -> None:
    derived = derive(gao(), [step("2024-01-05", "gao.filed")])
    notice, report = deadline(derived, "GAO_AGENCY_NOTICE_1"), deadline(derived, "GAO_REPORT_30")
    assert (notice.raw_date, notice.due_date) == (day("2024-01-06"), day("2024-01-08"))
    assert (report.raw_date, report.due_date) == (day("2024-02-05"), day("2024-02-05"))


def test_the_real_notice_replaces_the_projection() -> None:
    derived = derive(gao(), [FILED, NOTIFIED])
    report = deadline(derived, "GAO_REPORT_30")
    assert report.kind is DeadlineKind.LEGAL
    assert report.trigger_event == NOTIFIED.event_id
    assert deadline(derived, "GAO_DOC_LIST_5_BEFORE").due_date == day("2024-01-26")


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


def test_a_clock_missed_before_the_case_closed_stays_missed() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-20", "gao.dismissed", reason="no-comments")])
    assert state(derived, "GAO_COMMENTS_10", "2024-02-15") is MOOT
    assert state(derived, "GAO_COMMENTS_10", "2024-03-15") is MISSED


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


def test_an_extension_makes_a_new_deadline_that_supersedes_the_old_one() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, step("2024-01-25", "gao.extension_granted", until="2024-02-16")])
    old, new = deadline(derived, "GAO_REPORT_30"), deadline(derived, "GAO_ORDERED_DATE")
    assert old.superseded_by == new.key
    assert (new.due_date, new.kind) == (day("2024-02-16"), DeadlineKind.COURT_ORDER)
    assert deadline_state(old, day("2024-01-24")) is OPEN
    assert deadline_state(old, day("2024-01-25")) is SUPERSEDED


def test_more_days_are_added_to_the_day_they_extend_and_rolled_once() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-08", "gao.extension_granted", days=5)])
    new = deadline(derived, "GAO_ORDERED_DATE")
    assert (new.raw_date, new.due_date) == (day("2024-02-17"), day("2024-02-20"))
    commented = derive(
        gao(),
        [
            FILED,
            NOTIFIED,
            REPORT,
            step("2024-02-08", "gao.extension_granted", days=5),
            step("2024-02-20", "gao.comments_filed"),
        ],
    )
    assert state(commented, "GAO_ORDERED_DATE", "2024-03-01") is MET


def test_the_express_option_replaces_report_comments_and_decision_dates() -> None:
    derived = derive(
        gao(), [FILED, NOTIFIED, step("2024-01-08", "gao.express_granted"), step("2024-01-26", "gao.report_filed")]
    )
    assert deadline(derived, "GAO_EXPRESS_65").due_date == day("2024-03-07")
    assert deadline(derived, "GAO_EXPRESS_REPORT_20").due_date == day("2024-01-29")
    assert deadline(derived, "GAO_EXPRESS_COMMENTS_5").due_date == day("2024-01-31")
    assert state(derived, "GAO_DECISION_100", "2024-01-08") is SUPERSEDED
    assert state(derived, "GAO_REPORT_30", "2024-01-08") is SUPERSEDED


def test_the_stay_hangs_on_the_notice_and_not_on_the_filing() -> None:
    facts = gao(stage="post-award", award_date=day("2024-01-02"), debriefing_date=day("2024-01-08"), agency="GSA")
    filed = step("2024-01-16", "gao.filed")
    late = derive(facts, [filed, step("2024-01-17", "gao.agency_notified")])
    assert deadline(late, "CICA_STAY").due_date == day("2024-01-16")
    assert state(late, "CICA_STAY", "2024-02-01") is MISSED
    assert [note.code for note in late.notes] == ["filed-on-stay-deadline"]
    timely = derive(facts, [filed, step("2024-01-16", "gao.agency_notified")])
    assert state(timely, "CICA_STAY", "2024-02-01") is MET


def test_answers_start_the_stay_clock_of_a_defence_agency() -> None:
    facts = gao(
        award_date=day("2025-06-13"),
        debriefing_date=day("2025-06-20"),
        answers_delivered=day("2025-07-01"),
        agency="department-of-the-army",
    )
    derived = derive(facts, [step("2025-07-03", "gao.filed")])
    assert deadline(derived, "CICA_STAY").due_date == day("2025-07-07")


def test_answers_from_before_enhanced_debriefings_leave_the_stay_and_mark_it_unverified() -> None:
    facts = gao(
        award_date=day("2017-01-05"),
        debriefing_date=day("2017-01-12"),
        answers_delivered=day("2017-01-25"),
        agency="department-of-the-army",
    )
    stay = deadline(derive(facts, [step("2017-01-13", "gao.filed")]), "CICA_STAY")
    assert stay.due_date == day("2017-01-17")
    assert (stay.rule_verified, stay.certainty) == (False, Certainty.UNVERIFIED_RULE)


def test_a_group_that_was_first_filed_after_hours_has_one_decision_date() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    first = step("2024-01-04", "gao.filed", case="B-1", at="18:00")
    supplement = step("2024-01-20", "gao.filed", case="B-1.2")
    derived = derive(facts, [first, supplement, step("2024-01-22", "gao.express_granted", case="B-1")])
    dates = {d.rule: (d.raw_date, d.due_date) for d in derived.deadlines}
    assert dates["GAO_DECISION_100"] == dates["GAO_SUPPLEMENT_SAME_DUE"] == (day("2024-04-14"), day("2024-04-15"))
    assert dates["GAO_EXPRESS_65"][0] == day("2024-03-10")


def test_the_edition_that_binds_the_agency_says_how_far_its_rule_was_read() -> None:
    facts = ProtestFacts("a", "agency", (CaseFacts("A-1"),), agency="DoD")
    codified = deadline(derive(facts, [step("2026-01-30", "agency.filed")]), "AGENCY_DECISION_TARGET_35")
    deviation = deadline(derive(facts, [step("2026-02-02", "agency.filed")]), "AGENCY_DECISION_TARGET_35")
    assert (codified.rule_verified, codified.certainty) == (True, Certainty.FIXED)
    assert (deviation.rule_verified, deviation.certainty) == (False, Certainty.UNVERIFIED_RULE)
    assert deviation.working.verification == "partly verified"


def test_a_stay_clock_without_a_known_debriefing_is_not_certain() -> None:
    filed = step("2024-01-16", "gao.filed")
    unknown = derive(gao(award_date=day("2024-01-08")), [filed])
    none = derive(gao(award_date=day("2024-01-08"), debriefing_required=False), [filed])
    assert deadline(unknown, "CICA_STAY").certainty is Certainty.PROJECTED
    assert deadline(none, "CICA_STAY").certainty is Certainty.FIXED


def test_a_stay_that_was_imposed_meets_its_clock_although_the_case_closed_later() -> None:
    facts = gao(stage="post-award", award_date=day("2024-01-02"))
    steps = [
        step("2024-01-12", "gao.filed"),
        step("2024-01-16", "stay.imposed"),
        step("2024-04-19", "gao.decided", disposition="denied"),
    ]
    derived = derive(facts, steps)
    stay = deadline(derived, "CICA_STAY")
    assert (stay.met_on, stay.moot_why) == (None, "not in the record")
    assert stay.due_date == day("2024-01-12")
    assert state(derived, "CICA_STAY", "2024-05-01") is MOOT
    assert derived.notes == ()


def test_a_stay_that_was_imposed_shows_that_the_notice_came_in_time() -> None:
    facts = gao(stage="post-award", award_date=day("2023-12-20"), debriefing_date=day("2023-12-28"))
    filed = step("2024-01-02", "gao.filed")
    late = derive(facts, [filed, step("2024-01-03", "stay.imposed")])
    assert state(late, "CICA_STAY", "2024-02-01") is MOOT
    assert late.notes == ()
    on_the_day = derive(facts, [filed, step("2024-01-02", "stay.imposed")])
    assert state(on_the_day, "CICA_STAY", "2024-02-01") is MET
    told = derive(facts, [filed, step("2024-01-03", "stay.imposed"), step("2024-01-04", "gao.agency_notified")])
    assert state(told, "CICA_STAY", "2024-02-01") is MISSED


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


def test_every_case_of_a_consolidated_complaint_becomes_final_by_time() -> None:
    facts = ProtestFacts("cofc", "COFC", (CaseFacts("20-1C"), CaseFacts("20-2C")))
    steps = [
        step("2020-01-02", "cofc.filed"),
        step("2020-02-03", "cofc.ar_filed"),
        step("2020-06-01", "cofc.mjar_decided", disposition="denied"),
        step("2020-06-02", "cofc.judgment_entered"),
    ]
    derived = derive(facts, steps)
    assert status_on(derived, day("2020-08-03")) == "judgment"
    assert status_on(derived, day("2020-08-04")) == "closed"


def test_one_ruling_on_several_parties_starts_its_clocks_once() -> None:
    facts = gao(CaseFacts("B-1", protester=("x", "y")))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-04-10", "gao.decided", event="d", disposition="denied", parties=("x",)),
        step("2024-04-10", "gao.decided", event="d", disposition="sustained", parties=("y",)),
    ]
    derived = derive(facts, steps)
    assert state(derived, "GAO_RECON_10", "2024-04-15") is OPEN
    assert state(derived, "GAO_REC_IMPLEMENT_60", "2024-04-15") is OPEN


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


def test_a_stay_clock_without_a_known_debriefing_says_that_it_is_the_earliest_day_and_is_never_missed() -> None:
    facts = gao(stage="post-award", award_date=day("2024-01-02"))
    derived = derive(facts, [step("2024-01-19", "gao.filed"), step("2024-01-22", "gao.agency_notified")])
    stay = deadline(derived, "CICA_STAY")
    assert any("is not in the record" in line for line in stay.working.assumptions)
    assert state(derived, "CICA_STAY", "2024-02-01") is MET


def test_a_protest_before_award_has_no_stay_clock() -> None:
    derived = derive(gao(stage="pre-award", award_date=day("2023-12-01")), [FILED])
    assert "CICA_STAY" not in {d.rule for d in derived.deadlines}


def test_only_entry_of_judgment_starts_the_time_to_appeal() -> None:
    steps = [
        step("2024-01-02", "cofc.filed"),
        step("2024-05-01", "cofc.mjar_decided", disposition="denied"),
        step("2024-05-20", "cofc.opinion_published"),
    ]
    assert derive(cofc(), steps).deadlines == ()
    derived = derive(cofc(), [*steps, step("2024-05-03", "cofc.judgment_entered")])
    assert deadline(derived, "CAFC_NOTICE_OF_APPEAL_60").due_date == day("2024-07-02")


def test_the_notice_in_the_linked_appeal_meets_the_clock() -> None:
    appeal = Link(Relation.APPEAL, "cafc", "CAFC", (step("2024-06-14", "cafc.notice_of_appeal"),))
    derived = derive(
        cofc(links=(appeal,)),
        [
            step("2024-01-02", "cofc.filed"),
            step("2024-05-01", "cofc.dismissed", reason="moot"),
            step("2024-05-03", "cofc.judgment_entered"),
        ],
    )
    assert deadline(derived, "CAFC_NOTICE_OF_APPEAL_60").met_on == day("2024-06-14")


def test_rehearing_moves_the_time_for_certiorari_to_its_denial() -> None:
    facts = ProtestFacts("c", "CAFC", (CaseFacts("24-1"),))
    steps = [
        step("2024-01-02", "cafc.notice_of_appeal"),
        step("2024-11-04", "cafc.decided", disposition="affirmed"),
        step("2024-12-19", "cafc.rehearing_filed"),
        step("2025-02-03", "cafc.rehearing_denied"),
    ]
    derived = derive(facts, steps)
    first, second = sorted((d for d in derived.deadlines if d.rule == "SCOTUS_CERT_90"), key=lambda d: d.due_date)
    assert deadline_state(first, day("2024-12-19")) is MOOT
    assert second.due_date == day("2025-05-05")
    mandates = [d.due_date for d in derived.deadlines if d.rule == "CAFC_MANDATE_7"]
    assert mandates == [day("2025-02-10")]


def test_a_late_petition_for_rehearing_moves_nothing() -> None:
    facts = ProtestFacts("c", "CAFC", (CaseFacts("24-1"),))
    derived = derive(
        facts,
        [
            step("2024-01-02", "cafc.notice_of_appeal"),
            step("2024-11-04", "cafc.decided", disposition="affirmed"),
            step("2024-12-20", "cafc.rehearing_filed"),
            step("2025-02-03", "cafc.rehearing_denied"),
        ],
    )
    assert deadline(derived, "SCOTUS_CERT_90").due_date == day("2025-02-03")
    assert state(derived, "CAFC_REHEARING_45", "2025-01-01") is MISSED


def test_a_remand_is_extended_from_its_last_day_and_met_by_the_new_decision() -> None:
    steps = [
        step("2024-01-02", "cofc.filed"),
        step("2024-02-01", "cofc.remanded", days=60),
        step("2024-03-25", "cofc.remand_extended", days=30),
    ]
    derived = derive(cofc(), steps)
    old, new = sorted((d for d in derived.deadlines), key=lambda d: d.due_date)
    assert (old.due_date, new.due_date) == (day("2024-04-01"), day("2024-05-01"))
    assert old.superseded_by == new.key
    assert deadline_state(new, day("2024-05-02")) is OVERDUE
    done = derive(cofc(), [*steps, step("2024-04-20", "cofc.remand_completed")])
    assert deadline_state(done.deadlines[-1], day("2024-05-02")) is MET


def test_an_order_whose_day_and_length_differ_is_followed_by_its_day_and_noted() -> None:
    derived = derive(
        cofc(), [step("2024-01-02", "cofc.filed"), step("2024-02-01", "cofc.remanded", days=60, until="2024-04-15")]
    )
    assert derived.deadlines[0].due_date == day("2024-04-15")
    assert [note.code for note in derived.notes] == ["order-differs"]


@pytest.mark.parametrize("order", [{"until": "2024-01-15"}, {"days": 0}])
def test_an_order_with_a_day_before_itself_starts_no_clock_and_is_noted(order: dict[str, Any]) -> None:
    derived = derive(cofc(), [step("2024-01-02", "cofc.filed"), step("2024-02-01", "cofc.remanded", **order)])
    assert derived.deadlines == ()
    assert [note.code for note in derived.notes] == ["order-before-itself"]


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


def test_a_step_whose_day_is_not_known_is_not_late_while_it_may_have_been_in_time() -> None:
    steps = [step("2024-01-02", "gao.filed"), step("2024-01-03", "gao.agency_notified")]
    report = deadline(derive(gao(), [*steps, step("2024-01-05/2024-12-31", "gao.report_filed")]), "GAO_REPORT_30")
    assert report.met_on == report.due_date == day("2024-02-02")
    late = deadline(derive(gao(), [*steps, step("2024-03-01/2024-03-31", "gao.report_filed")]), "GAO_REPORT_30")
    assert late.met_on == day("2024-03-01")
    assert deadline_state(late, day("2024-04-01")) is MISSED


def test_a_filing_day_that_only_the_case_knows_starts_the_clocks() -> None:
    facts = gao(CaseFacts("B-1", filed=day("2024-01-05")))
    derived = derive(facts, [step("2024-02-05", "gao.report_filed"), step("2024-04-09", "gao.decided")])
    decision = deadline(derived, "GAO_DECISION_100")
    filed = derive(gao(), [step("2024-01-05", "gao.filed"), step("2024-02-05", "gao.report_filed")])
    assert decision.due_date == deadline(filed, "GAO_DECISION_100").due_date
    assert (decision.trigger_date, decision.trigger_event) == (day("2024-01-05"), "2024-02-05-gao.report_filed-")
    assert deadline_state(decision, day("2024-04-08")) is DeadlineState.OPEN
    assert decision.met_on == day("2024-04-09")
    assert next(gap.missing for gap in derived.gaps) == "gao.filed"


@pytest.mark.parametrize(("stated", "clocks"), [("2024-01-05", 1), ("2023-12-29", 0), (None, 0)])
def test_a_filing_known_to_the_month_counts_from_the_day_that_the_case_states(stated: str | None, clocks: int) -> None:
    facts = gao(CaseFacts("B-1", filed=day(stated) if stated else None))
    derived = derive(facts, [step("2024-01-01/2024-01-31", "gao.filed")])
    found = [one for one in derived.deadlines if one.rule == "GAO_DECISION_100"]
    assert [one.trigger_date for one in found] == [day("2024-01-05")] * clocks
    assert any(note.code == "inexact-trigger" for note in derived.notes) != bool(clocks)


def test_a_filing_day_that_lies_behind_what_followed_it_starts_no_clock() -> None:
    derived = derive(gao(CaseFacts("B-1", filed=day("2024-03-01"))), [step("2024-02-05", "gao.agency_notified")])
    assert "GAO_DECISION_100" not in {one.rule for one in derived.deadlines}


def test_a_notice_that_no_docket_publishes_is_not_overdue() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed")])
    assert state(derived, "GAO_AGENCY_NOTICE_1", "2024-01-03") is OPEN
    assert state(derived, "GAO_AGENCY_NOTICE_1", "2024-01-04") is MOOT


def test_a_stay_whose_last_day_was_moved_says_that_the_move_is_not_settled() -> None:
    moved = gao(award_date=day("2025-02-03"), debriefing_date=day("2025-02-12"), agency="GSA")
    plain = gao(award_date=day("2025-03-03"), debriefing_date=day("2025-03-05"), agency="GSA")
    filed = step("2025-02-13", "gao.filed")
    stay = deadline(derive(moved, [filed]), "CICA_STAY")
    assert (stay.due_date, stay.certainty) == (day("2025-02-18"), Certainty.UNVERIFIED_RULE)
    assert any("is not settled" in line for line in stay.working.assumptions)
    firm = deadline(derive(plain, [step("2025-03-06", "gao.filed")]), "CICA_STAY")
    assert firm.certainty is Certainty.FIXED


def test_no_report_of_thirty_days_is_due_under_the_express_option() -> None:
    steps = [FILED, step("2024-01-02", "gao.express_granted", order=2), NOTIFIED]
    assert "GAO_REPORT_30" not in {
        d.rule for d in derive(gao(), steps).deadlines if d.kind is not DeadlineKind.PROJECTED
    }


def test_a_supplement_starts_no_notice_of_its_own() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    steps = [step("2024-01-02", "gao.filed", "B-1"), step("2024-01-16", "gao.filed", "B-1.2")]
    assert [d.case for d in derive(facts, steps).deadlines if d.rule == "GAO_AGENCY_NOTICE_1"] == ["B-1"]


def test_a_hearing_starts_five_days_for_comments() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-05", "gao.hearing_held")])
    assert deadline(derived, "GAO_HEARING_COMMENTS_5").due_date == day("2024-02-12")


def test_a_withdrawal_after_corrective_action_starts_the_time_to_ask_for_costs() -> None:
    notice = step("2024-01-20", "gao.corrective_action_notice")
    derived = derive(gao(), [FILED, notice, step("2024-01-26", "gao.withdrawn")])
    assert deadline(derived, "GAO_COSTS_REQUEST_15").due_date == day("2024-02-12")
    plain = derive(gao(), [FILED, step("2024-01-26", "gao.withdrawn")])
    assert "GAO_COSTS_REQUEST_15" not in {d.rule for d in plain.deadlines}


def test_days_that_extend_a_date_are_added_before_it_is_moved_past_closed_days() -> None:
    notified = step("2024-01-04", "gao.agency_notified")
    derived = derive(gao(), [FILED, notified, step("2024-01-30", "gao.extension_granted", days=5)])
    assert deadline(derived, "GAO_ORDERED_DATE").due_date == day("2024-02-08")


def test_answers_from_before_the_debriefing_do_not_shorten_the_time_for_the_stay() -> None:
    facts = gao(
        award_date=day("2025-06-05"),
        debriefing_date=day("2025-06-20"),
        answers_delivered=day("2025-06-17"),
        agency="department-of-the-army",
    )
    assert deadline(derive(facts, [step("2025-06-24", "gao.filed")]), "CICA_STAY").due_date == day("2025-06-25")
