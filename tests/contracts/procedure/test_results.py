"""What steps may bring as results and reasons, and what that makes of cases and parties."""

import pytest

from contracts.procedure import (
    DISPOSITIONS,
    REASONS,
    STEP_CODES,
    CaseFacts,
    derive,
)
from contracts.procedure.steps import MUST_SAY, REASONS_OF, RESULTS_OF
from tests.contracts.procedure.steps import gao, step


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
