"""What higher courts, remands and requests to think again make of a case that was decided."""

from typing import Any

import pytest

from contracts.procedure import (
    CaseFacts,
    Link,
    ProtestFacts,
    Relation,
    derive,
    flag_on,
    headline,
    states_on,
    status_on,
)
from tests.contracts.procedure.steps import cofc, day, gao, named, step


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


def test_a_case_decided_long_ago_without_judgment_is_over() -> None:
    derived = derive(cofc(), WON[:3])
    assert headline([derived], day("2020-06-01")).code == "appeal-time"
    assert headline([derived], day("2026-06-01")).code == "closed"


def test_the_mandate_counts_from_the_last_day_for_rehearing_as_counted() -> None:
    decided = step("2024-01-05", "cafc.decided", disposition="affirmed")
    steps = [step("2023-01-05", "cafc.notice_of_appeal"), decided]
    derived = derive(ProtestFacts("cafc", "CAFC", (CaseFacts("24-2"),)), steps)
    # The 45th day is Washington's Birthday, which moves that day and not the mandate's.
    assert status_on(derived, day("2024-02-26")) == "decided"
    assert status_on(derived, day("2024-02-27")) == "closed"


@pytest.mark.parametrize(("disposition", "practical"), [("reversed", "reversal"), ("affirmed", "none")])
def test_an_appeal_that_turns_the_decision_round_is_a_reversal(disposition: str, practical: str) -> None:
    steps = [step("2023-01-05", "cafc.notice_of_appeal"), step("2024-01-05", "cafc.decided", disposition=disposition)]
    derived = derive(ProtestFacts("cafc", "CAFC", (CaseFacts("24-2"),)), steps)
    assert derived.practical_result == practical
