"""The clocks of judgments, rehearings, petitions, remands and orders of a court."""

from typing import Any

import pytest

from contracts.procedure import (
    CaseFacts,
    Link,
    ProtestFacts,
    Relation,
    deadline_state,
    derive,
    status_on,
)
from tests.contracts.procedure.clocks import MET, MISSED, MOOT, OPEN, OVERDUE, state
from tests.contracts.procedure.steps import cofc, day, deadline, gao, step


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
