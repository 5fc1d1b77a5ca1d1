"""The clocks of the automatic stay: from which notice and debriefing they count, and what meets them."""

from contracts.procedure import (
    CaseFacts,
    ProtestFacts,
    derive,
)
from contracts.procedure.derivation import Certainty
from tests.contracts.procedure.clocks import FILED, MET, MISSED, MOOT, NOTIFIED, REPORT, state
from tests.contracts.procedure.steps import day, deadline, gao, step


def test_a_clock_missed_before_the_case_closed_stays_missed() -> None:
    derived = derive(gao(), [FILED, NOTIFIED, REPORT, step("2024-02-20", "gao.dismissed", reason="no-comments")])
    assert state(derived, "GAO_COMMENTS_10", "2024-02-15") is MOOT
    assert state(derived, "GAO_COMMENTS_10", "2024-03-15") is MISSED


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


def test_a_stay_clock_without_a_known_debriefing_says_that_it_is_the_earliest_day_and_is_never_missed() -> None:
    facts = gao(stage="post-award", award_date=day("2024-01-02"))
    derived = derive(facts, [step("2024-01-19", "gao.filed"), step("2024-01-22", "gao.agency_notified")])
    stay = deadline(derived, "CICA_STAY")
    assert any("is not in the record" in line for line in stay.working.assumptions)
    assert state(derived, "CICA_STAY", "2024-02-01") is MET


def test_a_protest_before_award_has_no_stay_clock() -> None:
    derived = derive(gao(stage="pre-award", award_date=day("2023-12-01")), [FILED])
    assert "CICA_STAY" not in {d.rule for d in derived.deadlines}


def test_a_stay_whose_last_day_was_moved_says_that_the_move_is_not_settled() -> None:
    moved = gao(award_date=day("2025-02-03"), debriefing_date=day("2025-02-12"), agency="GSA")
    plain = gao(award_date=day("2025-03-03"), debriefing_date=day("2025-03-05"), agency="GSA")
    filed = step("2025-02-13", "gao.filed")
    stay = deadline(derive(moved, [filed]), "CICA_STAY")
    assert (stay.due_date, stay.certainty) == (day("2025-02-18"), Certainty.UNVERIFIED_RULE)
    assert any("is not settled" in line for line in stay.working.assumptions)
    firm = deadline(derive(plain, [step("2025-03-06", "gao.filed")]), "CICA_STAY")
    assert firm.certainty is Certainty.FIXED


def test_answers_from_before_the_debriefing_do_not_shorten_the_time_for_the_stay() -> None:
    facts = gao(
        award_date=day("2025-06-05"),
        debriefing_date=day("2025-06-20"),
        answers_delivered=day("2025-06-17"),
        agency="department-of-the-army",
    )
    assert deadline(derive(facts, [step("2025-06-24", "gao.filed")]), "CICA_STAY").due_date == day("2025-06-25")
