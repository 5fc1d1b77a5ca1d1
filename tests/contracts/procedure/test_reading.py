"""What derivations say on a day: headline of a procurement, stays, states."""

from contracts.procedure import (
    CaseFacts,
    Derivation,
    ProtestFacts,
    derive,
    headline,
    held_on,
    states_on,
    status_on,
)
from tests.contracts.procedure.steps import cofc, day, gao, step


def protest(name: str, forum: str, *steps: tuple[str, str, str | None]) -> Derivation:
    facts = ProtestFacts(name, forum, (CaseFacts(f"{name}-1"),))
    return derive(facts, [step(on, code, disposition=disposition) for on, code, disposition in steps])


OPEN = protest("open", "GAO", ("2024-03-01", "gao.filed", None))
CLOSED = protest("closed", "GAO", ("2023-01-03", "gao.filed", None), ("2023-04-10", "gao.decided", "denied"))
ENJOINED = protest("held", "COFC", ("2024-01-02", "cofc.filed", None), ("2024-01-20", "cofc.pi_granted", None))
JUDGED = protest(
    "judged",
    "COFC",
    ("2023-09-01", "cofc.filed", None),
    ("2024-02-01", "cofc.mjar_decided", "denied"),
    ("2024-02-02", "cofc.judgment_entered", None),
)


def test_a_case_with_an_injunction_comes_before_an_open_one() -> None:
    found = headline([OPEN, ENJOINED, CLOSED, JUDGED], day("2024-03-05"))
    assert (found.code, found.protest) == ("stayed", "held")


def test_an_open_case_comes_before_a_running_time_to_appeal() -> None:
    found = headline([JUDGED, OPEN, CLOSED], day("2024-03-05"))
    assert (found.code, found.protest, found.status) == ("open", "open", "pending")


def test_a_running_time_to_appeal_comes_before_closed_and_ends() -> None:
    assert headline([CLOSED, JUDGED], day("2024-03-05")).code == "appeal-time"
    assert headline([CLOSED, JUDGED], day("2024-04-03")).code == "closed"


def test_the_time_for_certiorari_keeps_a_decided_appeal_alive() -> None:
    appeal = protest(
        "appeal",
        "CAFC",
        ("2024-01-02", "cafc.notice_of_appeal", None),
        ("2024-11-04", "cafc.decided", "affirmed"),
        ("2024-12-26", "cafc.mandate", None),
    )
    assert headline([appeal], day("2025-02-03")).code == "appeal-time"
    assert headline([appeal], day("2025-02-04")).code == "closed"


def test_nothing_filed_yet_is_unknown() -> None:
    assert headline([OPEN], day("2024-02-29")).code == "unknown"
    assert headline([], day("2024-02-29")).protest is None


def test_a_case_that_fell_silent_a_year_after_its_decision_was_due_speaks_for_nothing() -> None:
    agency = protest("agency", "agency", ("2020-05-04", "agency.filed", None))
    assert headline([agency, CLOSED], day("2021-06-08")).code == "open"
    assert headline([agency, CLOSED], day("2023-06-01")).protest == "closed"
    assert status_on(agency, day("2023-06-01")) == "pending"


def test_a_judgment_that_came_late_says_nothing_of_the_time_when_none_was_known() -> None:
    steps = [("2020-01-03", "cofc.filed", None), ("2020-03-02", "cofc.mjar_decided", "denied")]
    known = protest("late", "COFC", *steps)
    whole = protest("late", "COFC", *steps, ("2022-05-02", "cofc.judgment_entered", None))
    for on in (day("2020-06-01"), day("2021-06-01")):
        assert headline([whole], on).code == headline([known], on).code
    assert headline([known], day("2021-03-02")).code == "appeal-time"
    assert headline([known], day("2021-03-03")).code == "closed"
    assert headline([whole], day("2022-05-03")).code == "appeal-time"


def test_a_stay_holds_from_its_day_until_it_is_overridden() -> None:
    derived = derive(
        gao(),
        [step("2024-01-02", "gao.filed"), step("2024-01-04", "stay.imposed"), step("2024-01-20", "stay.override")],
    )
    assert [held_on(derived, day(on)) for on in ("2024-01-03", "2024-01-04", "2024-01-20")] == [False, True, False]


def test_every_case_has_a_state_on_every_day() -> None:
    facts = gao(CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"))
    derived = derive(facts, [step("2024-01-02", "gao.filed", "B-1"), step("2024-02-12", "gao.filed", "B-1.2")])
    assert [state.state for state in states_on(derived, day("2024-01-05"))] == ["report-pending", "unfiled"]
    assert [state.state for state in states_on(derived, day("2024-02-12"))] == ["report-pending", "report-pending"]


def test_a_lapsed_state_keeps_its_detail() -> None:
    appeal = protest(
        "appeal", "CAFC", ("2024-01-02", "cafc.notice_of_appeal", None), ("2024-11-04", "cafc.decided", "reversed")
    )
    (before,) = states_on(appeal, day("2024-12-26"))
    (after,) = states_on(appeal, day("2024-12-27"))
    assert (before.state, before.detail) == ("decided", "reversed")
    assert (after.state, after.detail, after.status) == ("closed", "reversed", "closed")


def test_an_injunction_ends_with_a_dismissal_and_a_new_one_counts_after_reopening() -> None:
    derived = derive(
        cofc(),
        [
            step("2024-01-02", "cofc.filed"),
            step("2024-01-20", "cofc.pi_granted"),
            step("2024-03-01", "cofc.dismissed", reason="moot"),
            step("2024-03-02", "cofc.judgment_entered"),
            step("2024-03-20", "cofc.reconsideration_filed"),
            step("2024-04-20", "cofc.reconsideration_granted"),
            step("2024-05-01", "cofc.pi_granted"),
        ],
    )
    assert [change.state for change in derived.injunction_states] == ["in-effect", "ended", "in-effect"]
    assert held_on(derived, day("2024-02-01"))
    assert not held_on(derived, day("2024-04-25"))
    assert held_on(derived, day("2024-05-01"))
