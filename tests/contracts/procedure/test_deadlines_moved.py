"""What moves, extends or replaces a date, and from which day a filing counts."""

import pytest

from contracts.procedure import (
    CaseFacts,
    DeadlineKind,
    DeadlineState,
    deadline_state,
    derive,
)
from tests.contracts.procedure.clocks import FILED, MET, MISSED, NOTIFIED, OPEN, REPORT, SUPERSEDED, state
from tests.contracts.procedure.steps import day, deadline, gao, step


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


def test_a_group_that_was_first_filed_after_hours_has_one_decision_date() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    first = step("2024-01-04", "gao.filed", case="B-1", at="18:00")
    supplement = step("2024-01-20", "gao.filed", case="B-1.2")
    derived = derive(facts, [first, supplement, step("2024-01-22", "gao.express_granted", case="B-1")])
    dates = {d.rule: (d.raw_date, d.due_date) for d in derived.deadlines}
    assert dates["GAO_DECISION_100"] == dates["GAO_SUPPLEMENT_SAME_DUE"] == (day("2024-04-14"), day("2024-04-15"))
    assert dates["GAO_EXPRESS_65"][0] == day("2024-03-10")


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


def test_no_report_of_thirty_days_is_due_under_the_express_option() -> None:
    steps = [FILED, step("2024-01-02", "gao.express_granted", order=2), NOTIFIED]
    assert "GAO_REPORT_30" not in {
        d.rule for d in derive(gao(), steps).deadlines if d.kind is not DeadlineKind.PROJECTED
    }


def test_a_supplement_starts_no_notice_of_its_own() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    steps = [step("2024-01-02", "gao.filed", "B-1"), step("2024-01-16", "gao.filed", "B-1.2")]
    assert [d.case for d in derive(facts, steps).deadlines if d.rule == "GAO_AGENCY_NOTICE_1"] == ["B-1"]


def test_days_that_extend_a_date_are_added_before_it_is_moved_past_closed_days() -> None:
    notified = step("2024-01-04", "gao.agency_notified")
    derived = derive(gao(), [FILED, notified, step("2024-01-30", "gao.extension_granted", days=5)])
    assert deadline(derived, "GAO_ORDERED_DATE").due_date == day("2024-02-08")
