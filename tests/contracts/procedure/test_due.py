"""Properties that every time limit keeps, whatever the day."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.procedure import RULES, Closure, ClosureKind, Inputs, UnknownRule, due_date, rule_named, working_of
from contracts.procedure.inputs import BadInput, inputs_from
from contracts.procedure.rules import (
    ENHANCED_DEBRIEFINGS,
    Lapse,
    Regime,
    Unit,
    Verification,
    is_defense,
    regime_of,
    rules_like,
)

DAYS = st.dates(date(2005, 1, 1), date(2045, 12, 31))
# Rules that begin within these days have tests of their own.
COUNTED = sorted(
    rule.code
    for rule in RULES.values()
    if rule.length is not None and rule.unit is not Unit.EVENT and rule.begins is None
)
FORWARD = [code for code in COUNTED if (RULES[code].length or 0) >= 0 and code != "SCOTUS_CERT_150_COVID"]
BACKWARD = [code for code in COUNTED if (RULES[code].length or 0) < 0]
# A stated closure adds days day for day where the code is the effect of a closure itself.
WITHOUT_CREDIT = [code for code in FORWARD if code not in {"GAO_OTHER_FILING_CLOSURE", "GAO_DECISION_TOLLED"}]


KINDS = st.sampled_from([ClosureKind.STATED, ClosureKind.LAPSE])


def closed(code: str, *days: date, kind: ClosureKind = ClosureKind.STATED) -> tuple[Closure, ...]:
    forum = RULES[code].forum
    return tuple(Closure(forum, day, day, kind, "test") for day in sorted(set(days)))


@given(st.sampled_from(FORWARD), DAYS, st.integers(-3, 120), st.sets(st.integers(-3, 120), max_size=6), KINDS)
def test_a_further_closed_day_never_makes_a_forward_deadline_earlier(
    code: str, trigger: date, more: int, others: set[int], kind: ClosureKind
) -> None:
    days = [trigger + timedelta(days=offset) for offset in others or {200}]
    few = due_date(code, trigger, Inputs(closures=closed(code, *days, kind=kind))).due
    more_days = [*days, trigger + timedelta(days=more)]
    many = due_date(code, trigger, Inputs(closures=closed(code, *more_days, kind=kind))).due
    assert few is not None
    assert many is not None
    assert many >= few


@given(st.sampled_from(BACKWARD), DAYS, st.integers(-40, 0), st.sets(st.integers(-40, 0), max_size=6), KINDS)
def test_a_further_closed_day_never_makes_a_backward_deadline_later(
    code: str, trigger: date, more: int, others: set[int], kind: ClosureKind
) -> None:
    days = [trigger + timedelta(days=offset) for offset in others or {200}]
    few = due_date(code, trigger, Inputs(closures=closed(code, *days, kind=kind))).due
    more_days = [*days, trigger + timedelta(days=more)]
    many = due_date(code, trigger, Inputs(closures=closed(code, *more_days, kind=kind))).due
    assert few is not None
    assert many is not None
    assert many <= few


@given(st.sampled_from(WITHOUT_CREDIT + BACKWARD), DAYS, st.integers(0, 40))
def test_deadlines_do_not_fall_as_the_trigger_rises(code: str, trigger: date, later: int) -> None:
    first = due_date(code, trigger, strict=True).due
    second = due_date(code, trigger + timedelta(days=later), strict=True).due
    assert first is not None
    assert second is not None
    assert first <= second


@given(st.sampled_from(COUNTED), DAYS)
def test_the_short_way_gives_what_the_long_way_gives(code: str, trigger: date) -> None:
    if RULES[code].lapse is not Lapse.ROLLS:
        trigger = trigger.replace(year=2032)  # a leap year like any that can be drawn, without a closure
    assert due_date(code, trigger).due == due_date(code, trigger, Inputs(agency="GSA")).due


@given(st.sampled_from(FORWARD + BACKWARD), DAYS)
def test_a_deadline_falls_on_an_open_day_and_its_parts_add_up(code: str, trigger: date) -> None:
    due = due_date(code, trigger)
    assert due.due is not None
    assert due.raw is not None
    assert not due.calendar.is_closed(due.due)
    assert due.raw + timedelta(days=due.tolled + due.rolled) == due.due


@given(st.sampled_from(COUNTED), DAYS)
def test_the_working_shows_every_day_that_moved_the_date(code: str, trigger: date) -> None:
    due = due_date(code, trigger)
    working = working_of(due)
    assert working.due_date == due.due
    assert sum(((span.through or span.day) - span.day).days + 1 for span in working.rolled_over) == abs(due.rolled)
    assert all(due.calendar.is_closed(closed.day) for closed in working.rolled_over)
    lines = working.lines()
    assert lines[0].startswith(f"Rule {code}: ")
    assert lines[-1].startswith("Due: ") or due.due is None


def test_the_working_tells_trigger_arithmetic_roll_over_and_citation() -> None:
    text = "\n".join(working_of(due_date("GAO_COMMENTS_10", date(2024, 10, 2))).lines())
    assert "4 C.F.R. § 21.3(i)" in text
    assert "Not counted: Wednesday 2024-10-02." in text
    assert "2024-10-02 + 10 days = Saturday 2024-10-12" in text
    assert "2024-10-12 (Saturday), 2024-10-13 (Sunday), 2024-10-14 (Columbus Day)" in text
    assert text.endswith("Due: Tuesday 2024-10-15.")


def test_the_working_names_a_closure_as_one_span_and_says_that_its_end_is_not_confirmed() -> None:
    working = working_of(due_date("GAO_DECISION_100", date(2025, 7, 21)))
    spans = [closed for closed in working.closed_days if closed.through]
    assert [(span.day, span.through) for span in spans] == [(date(2025, 10, 1), date(2025, 10, 28))]
    assert working.tolled_days == 43
    assert any("not confirmed" in assumption for assumption in working.assumptions)


def test_no_clock_is_told_as_none_with_its_reason() -> None:
    due = due_date("CAFC_NOTICE_OF_APPEAL_60", date(2019, 7, 12), inputs_from({"judgment_entered": False}))
    assert due.due is None
    assert working_of(due).lines()[-1] == "Due: no clock starts."
    assert any("no judgment was entered" in line for line in working_of(due).lines())


def test_every_rule_has_citation_trigger_and_words() -> None:
    for rule in RULES.values():
        assert rule.citation
        assert rule.trigger
        assert rule.what


@pytest.mark.parametrize("code", ["NO_SUCH", "GAO_REPORT_30(5)", "COFC_REMAND_DAYS()", "COFC_AR(3)", "CICA_STAY(10)"])
def test_an_unknown_code_or_a_length_that_is_not_the_rules_to_take_is_refused(code: str) -> None:
    with pytest.raises(UnknownRule):
        rule_named(code)


def test_a_rule_that_lacks_its_length_says_so() -> None:
    with pytest.raises(BadInput, match="takes its length from an order"):
        due_date("COFC_REMAND_DAYS", date(2020, 4, 17))


@pytest.mark.parametrize(
    "given",
    [
        {"colour": "red"},
        {"award_date": "2025-02-30"},
        {"time": "25:00"},
        {"judgment_entered": "perhaps"},
        {"closures": [{"forum": "MOON", "from": "2025-01-01", "to": "2025-01-02"}]},
        {"closures": [{"forum": "GAO", "from": "2025-01-02", "to": "2025-01-01"}]},
        {"closures": "all"},
        {"zone": "Mars/Olympus"},
    ],
)
def test_inputs_that_cannot_be_read_are_refused_by_name(given: dict[str, object]) -> None:
    with pytest.raises(BadInput, match=next(iter(given))):
        inputs_from(given)


def test_an_input_that_is_null_counts_as_not_given() -> None:
    assert inputs_from({"answers_delivered": None}) == Inputs()


@pytest.mark.parametrize(
    "name",
    ["DoD", "Department of Defense", "department-of-the-army", "us-air-force", "National Security Agency", "DISA"],
)
def test_components_of_the_department_of_defense_are_known(name: str) -> None:
    assert is_defense(name)


@pytest.mark.parametrize("name", ["NASA", "GSA", "department-of-energy", "Navyo Corp", None, ""])
def test_other_agencies_are_not_taken_for_defence(name: str | None) -> None:
    assert not is_defense(name)


def test_the_regime_hangs_on_agency_and_day() -> None:
    assert regime_of("DoD", date(2026, 1, 31)) is Regime.FAR_CODIFIED
    assert regime_of("DoD", date(2026, 2, 1)) is Regime.RFO_DEVIATION
    assert regime_of("GSA", date(2026, 2, 1)) is Regime.FAR_CODIFIED


def test_under_the_deviation_the_number_stays_and_the_citation_changes() -> None:
    codified = working_of(due_date("AGENCY_POSTAWARD_10", date(2026, 3, 2), Inputs(agency="GSA")))
    deviation = working_of(due_date("AGENCY_POSTAWARD_10", date(2026, 3, 2), Inputs(agency="DoD")))
    assert codified.due_date == deviation.due_date
    assert codified.citation.startswith("FAR 33.103(e)")
    assert deviation.citation.startswith("RFO FAR 33.104-4")


def test_a_projected_trigger_is_not_moved_although_it_is_a_closed_day() -> None:
    sunday = date(2018, 10, 7)
    assert due_date("GAO_COMMENTS_10", sunday, projected=True).due == date(2018, 10, 17)
    assert due_date("GAO_COMMENTS_10", sunday).due == date(2018, 10, 19)


def test_a_rule_with_its_length_keeps_all_else() -> None:
    rule = rule_named("COFC_REMAND_DAYS(120)")
    assert rule == replace(RULES["COFC_REMAND_DAYS"], code="COFC_REMAND_DAYS(120)", length=120)


ARMY = {"agency": "Department of the Army"}


def test_answers_to_questions_move_no_stay_from_before_there_were_enhanced_debriefings() -> None:
    inputs = {**ARMY, "award_date": "2017-01-05", "debriefing_date": "2017-01-12", "answers_delivered": "2017-01-25"}
    due = due_date("CICA_STAY", date(2017, 1, 5), inputs_from(inputs))
    assert due.due == due_date("CICA_STAY", date(2017, 1, 5), inputs_from({**inputs, "answers_delivered": None})).due
    assert due.due == date(2017, 1, 17)
    assert due.verification is Verification.UNVERIFIED
    lines = working_of(due).lines()
    assert any("answers to questions move nothing" in line and "12 December 2017" in line for line in lines)
    assert "unverified" in lines[0]


@pytest.mark.parametrize(("debriefing", "stay"), [("2017-12-11", "2017-12-18"), ("2017-12-12", "2017-12-26")])
def test_the_day_of_the_debriefing_decides_whether_answers_count(debriefing: str, stay: str) -> None:
    inputs = {**ARMY, "award_date": "2017-12-07", "debriefing_date": debriefing, "answers_delivered": "2017-12-21"}
    assert due_date("CICA_STAY", date(2017, 12, 7), inputs_from(inputs)).due == date.fromisoformat(stay)
    protest = due_date("GAO_POSTAWARD_DEBRIEF_10", date.fromisoformat(debriefing), inputs_from(inputs))
    enhanced = date.fromisoformat(debriefing) >= ENHANCED_DEBRIEFINGS.day
    assert protest.start == date(2017, 12, 21 if enhanced else 11)
    assert protest.verification is (Verification.PARTLY if enhanced else Verification.UNVERIFIED)


@pytest.mark.parametrize("code", ["DOD_DEBRIEF_QUESTIONS_2BD", "DOD_DEBRIEF_ANSWERS_5BD"])
def test_no_clock_of_enhanced_debriefings_starts_before_there_were_any(code: str) -> None:
    before, first = due_date(code, date(2017, 12, 11)), due_date(code, date(2017, 12, 12))
    assert (before.due, first.start) == (None, date(2017, 12, 12))
    assert before.verification is Verification.UNVERIFIED
    assert any("12 December 2017" in line for line in working_of(before).lines())


@given(DAYS, st.times())
def test_a_group_has_one_hundredth_day_whichever_rule_names_it(filed: date, at: time) -> None:
    inputs = Inputs(time=at)
    decision = due_date("GAO_DECISION_100", filed, inputs).due
    assert due_date("GAO_SUPPLEMENT_SAME_DUE", filed, inputs).due == decision
    supplement = filed + timedelta(days=20)
    assert due_date("GAO_SUPPLEMENT_SAME_DUE", supplement, Inputs(time=at, first_filed=filed)).due == decision


def test_how_far_a_limit_was_read_depends_on_the_edition_that_binds_the_agency() -> None:
    army, gsa = Inputs(agency="Army"), Inputs(agency="GSA")
    day = date(2026, 3, 2)
    for code in ("AGENCY_DECISION_TARGET_35", "INTEGRITY_REPORT_14", "GAO_DOC_LIST_OBJECTION_2"):
        assert due_date(code, day, army).verification is Verification.PARTLY
        assert due_date(code, day, gsa).verification is Verification.PARTLY
        assert due_date(code, date(2025, 8, 20), gsa).verification is Verification.VERIFIED
        assert due_date(code, date(2026, 1, 30), army).verification is Verification.VERIFIED
    assert due_date("DEBRIEF_REQUEST_3", day, army).verification is Verification.UNVERIFIED
    # What stands in statute rests on that under every edition.
    assert due_date("GAO_REPORT_30", day, army).verification is Verification.VERIFIED
    assert working_of(due_date("AGENCY_DECISION_TARGET_35", day, army)).verification == "partly verified"


@pytest.mark.parametrize(
    ("unknown", "near"),
    [
        ("EAJA_30", "COFC_EAJA_30"),
        ("GAO_100_DAYS", "GAO_DECISION_100"),
        ("gao_decision_100_days", "GAO_DECISION_100"),
        ("REMAND_DAYS(120)", "COFC_REMAND_DAYS"),
        ("STAY_CICA", "CICA_STAY"),
    ],
)
def test_an_unknown_code_leads_to_the_rule_that_was_meant(unknown: str, near: str) -> None:
    assert near in rules_like(unknown)
    assert len(rules_like(unknown)) <= 3


@pytest.mark.parametrize("unknown", ["", "FOO", "100", "DAYS", "GAO"])
def test_a_code_that_resembles_nothing_leads_nowhere_but_to_at_most_three(unknown: str) -> None:
    assert len(rules_like(unknown)) <= 3


def test_days_of_one_closure_are_told_as_one_span() -> None:
    inputs = {"award_date": "2025-09-19", "debriefing_date": "2025-09-30"}
    due = due_date("CICA_STAY", date(2025, 9, 19), inputs_from(inputs))
    working = working_of(due)
    assert due.due == date(2025, 11, 13)
    assert sum(((day.through or day.day) - day.day).days + 1 for day in working.rolled_over) == due.rolled
    assert [(span.day, span.through) for span in working.rolled_over] == [(date(2025, 10, 5), date(2025, 11, 12))]
    assert len("".join(working.lines())) < 2_000


def test_a_backward_count_over_a_closure_tells_it_as_one_span_too() -> None:
    working = working_of(due_date("GAO_DOC_LIST_5_BEFORE", date(2025, 11, 14)))
    assert [(span.day, span.through) for span in working.rolled_over] == [(date(2025, 10, 1), date(2025, 11, 9))]
    assert working.due_date == date(2025, 9, 30)
    weekend = working_of(due_date("GAO_DOC_LIST_5_BEFORE", date(2024, 1, 26))).rolled_over
    assert [span.day for span in weekend] == [date(2024, 1, 21), date(2024, 1, 20)]


@pytest.mark.parametrize("given", [{"days": 0}, {"days": -5}, {"until": "2019-01-01"}])
def test_an_order_sets_no_day_before_itself(given: dict[str, object]) -> None:
    with pytest.raises(BadInput, match=next(iter(given))):
        due_date("COFC_REMAND_DAYS", date(2020, 1, 1), inputs_from(given))


def test_ninety_days_where_an_order_gave_more_say_which_rule_governs() -> None:
    covered, before = due_date("SCOTUS_CERT_90", date(2020, 9, 2)), due_date("SCOTUS_CERT_90", date(2019, 9, 2))
    assert covered.due == date(2020, 12, 1)
    assert any("SCOTUS_CERT_150_COVID governs" in line for line in working_of(covered).lines())
    assert before.why == ()


def test_of_a_civilian_agency_nobody_has_said_which_edition_it_applies() -> None:
    due = due_date("AGENCY_POSTAWARD_10", date(2026, 3, 2), Inputs(agency="GSA"))
    assert any("is not recorded" in line for line in working_of(due).assumptions)
    assert due.regime is Regime.FAR_CODIFIED
    army = due_date("AGENCY_POSTAWARD_10", date(2025, 12, 1), Inputs(agency="Department of the Army"))
    assert army.verification is Verification.VERIFIED
    assert not any("is not recorded" in line for line in working_of(army).assumptions)
    assert due_date("GAO_REPORT_30", date(2026, 3, 2), Inputs(agency="GSA")).verification is Verification.VERIFIED


@pytest.mark.parametrize(
    ("name", "defense"),
    [
        ("Department of War", True),
        ("U.S. Special Operations Command", True),
        ("USTRANSCOM", True),
        ("defense-intelligence-agency", True),
        ("DIA", True),
        ("National Reconnaissance Office", True),
        ("National Guard Bureau", True),
        ("DCMA", True),
        ("Space Development Agency", True),
        ("U.S. Army Corps of Engineers", True),
        ("D.O.D.", True),
        ("Defense Nuclear Facilities Safety Board", False),
        ("defense-nuclear-facilities-safety-board", False),
        ("NASA", False),
        ("Department of Veterans Affairs", False),
        ("U.S. Space Command", True),
        ("National Archives", False),
        ("", False),
    ],
)
def test_agencies_of_the_department_of_defense_are_known_by_their_names(name: str, defense: bool) -> None:
    assert is_defense(name) is defense
