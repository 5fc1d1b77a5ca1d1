"""Cases of one protest side by side, requests that follow them, and steps that belong to none of them."""

import pytest

from contracts.procedure import STEP_CODES, CaseFacts, DeadlineState, ProtestFacts, deadline_state, derive, states_on
from tests.contracts.procedure.steps import day, deadline, gao, step

TWO = (CaseFacts("B-1", protester=("oracle",)), CaseFacts("B-1.2", "supplemental", ("oracle",)))
FILED = (step("2024-01-02", "gao.filed", "B-1", event="e1"), step("2024-01-02", "gao.filed", "B-1.2", event="e1"))
REPORT = step("2024-02-01", "gao.report_filed")


@pytest.mark.parametrize(("over", "open_"), [("B-1", "B-1.2"), ("B-1.2", "B-1")])
def test_a_date_that_two_cases_share_lives_while_either_depends_on_it(over: str, open_: str) -> None:
    derived = derive(gao(*TWO), [*FILED, REPORT, step("2024-02-05", "gao.dismissed", over, reason="untimely")])
    shared = deadline(derived, "GAO_COMMENTS_10")
    assert shared.case == open_
    assert deadline_state(shared, day("2024-02-10")) is DeadlineState.OPEN


def test_a_judgment_of_unknown_day_does_not_become_final_by_the_day_of_another_case() -> None:
    facts = ProtestFacts("p", "COFC", (CaseFacts("20-1C"), CaseFacts("20-2C")))
    decided = step("2020-05-01", "cofc.mjar_decided", disposition="denied")
    known = step("2020-06-02", "cofc.judgment_entered", "20-1C")
    unknown = step("2020-06-10/2020-06-20", "cofc.judgment_entered", "20-2C")
    derived = derive(facts, [step("2020-01-02", "cofc.filed"), decided, known, unknown])
    states = {state.case: state.state for state in states_on(derived, day("2021-01-04"))}
    assert states == {"20-1C": "final", "20-2C": "judgment"}


@pytest.mark.parametrize(
    ("asked_again", "review", "practical"),
    [
        ("denied", None, "none"),
        ("dismissed", None, "none"),
        ("granted-in-part", "granted-in-part", "none"),
        ("granted", "granted", "reversal"),
        ("reversed", "reversed", "reversal"),
    ],
)
def test_what_gao_says_when_it_is_asked_again(asked_again: str, review: str | None, practical: str) -> None:
    denied = step("2024-04-10", "gao.decided", disposition="denied")
    request = step("2024-04-15", "gao.recon_requested")
    derived = derive(
        gao(), [FILED[0], denied, request, step("2024-07-01", "gao.recon_decided", disposition=asked_again)]
    )
    assert (derived.disposition, derived.review_disposition, derived.practical_result) == ("denied", review, practical)


# Which steps can move a protest of a forum, its own and those of forums that take the matter from it.
KNOWN = {
    "agency": ("agency.", "stay.", "gao.filed", "cofc.filed"),
    "GAO": ("gao.", "stay."),
    "COFC": ("cofc.", "cafc.", "scotus."),
    "CAFC": ("cafc.", "scotus."),
    "SCOTUS": ("scotus.",),
    "other": ("other.",),
}


@pytest.mark.parametrize("forum", sorted(KNOWN))
def test_no_step_of_a_foreign_forum_is_swallowed(forum: str) -> None:
    for code in STEP_CODES:
        refused = derive(ProtestFacts("p", forum, (CaseFacts("1"),)), [step("2024-01-02", code)]).refused
        if not code.startswith(KNOWN[forum]):
            assert [refusal.rule for refusal in refused] in (["wrong-forum"], ["no-stay-in-court"]), code
        elif code.startswith(forum.lower()):
            assert "wrong-forum" not in [refusal.rule for refusal in refused], code
