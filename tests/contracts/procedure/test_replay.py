"""Whatever the steps: their order of entry does not matter, and a day's status needs only the steps up to that day."""

import random
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.procedure import (
    DISPOSITIONS,
    STEP_CODES,
    CaseFacts,
    CaseState,
    DeadlineKind,
    Derivation,
    Link,
    ProtestFacts,
    Relation,
    Step,
    When,
    as_document,
    deadline_state,
    derive,
    flag_on,
    states_on,
    status_on,
)
from contracts.procedure.fold import TRIED_IN_FULL

FIRST = date(2024, 1, 1)
SPAN = 30
CASES = {
    "agency": (CaseFacts("A-1"),),
    "GAO": (CaseFacts("B-1"), CaseFacts("B-1.2", "supplemental"), CaseFacts("B-1.3", "reconsideration")),
    "COFC": (CaseFacts("24-1C"), CaseFacts("24-4C")),
    "CAFC": (CaseFacts("24-2"),),
    "SCOTUS": (CaseFacts("24-3"),),
}
ABOVE = {"COFC": ("cafc", "CAFC"), "CAFC": ("scotus", "SCOTUS"), "agency": ("gao", "GAO"), "GAO": ("cofc", "COFC")}


@st.composite
def steps_of(draw: st.DrawFn, forum: str, *, exact: bool, most: int) -> list[Step]:
    codes = sorted(code for code, step in STEP_CODES.items() if step.forum == forum or code.startswith("stay."))
    dockets = [None, *(case.docket for case in CASES.get(forum, ()))]
    steps = []
    for number in range(draw(st.integers(0, most))):
        begin = FIRST + timedelta(days=draw(st.integers(0, SPAN)))
        end = begin if exact else begin + timedelta(days=draw(st.sampled_from([0, 0, 3, 12])))
        at = draw(st.sampled_from([None, None, time(9), time(18)])) if begin == end else None
        steps.append(
            Step(
                event_id=f"e{draw(st.integers(0, 40)):02}-{number}",
                forum=forum,
                case=draw(st.sampled_from(dockets)),
                code=draw(st.sampled_from(codes)),
                on=When(begin, end, at),
                disposition=draw(st.sampled_from([None, *DISPOSITIONS])),
                days=draw(st.sampled_from([None, None, 5])),
                order=draw(st.integers(0, 2)),
            )
        )
    return steps


@st.composite
def protests(draw: st.DrawFn, *, exact: bool = True) -> tuple[ProtestFacts, list[Step]]:
    forum = draw(st.sampled_from(sorted(CASES)))
    links: tuple[Link, ...] = ()
    if forum in ABOVE and draw(st.booleans()):
        name, above = ABOVE[forum]
        relation = Relation.APPEAL if forum in {"COFC", "CAFC"} else Relation.LATER
        links = (Link(relation, name, above, tuple(draw(steps_of(above, exact=exact, most=5)))),)
    facts = ProtestFacts("p", forum, CASES[forum], links=links, award_date=draw(st.sampled_from([None, FIRST])))
    return facts, draw(steps_of(forum, exact=exact, most=12))


def until(facts: ProtestFacts, steps: list[Step], day: date) -> tuple[ProtestFacts, list[Step]]:
    """The protest as it could be known at the end of `day`."""
    links = tuple(
        Link(link.relation, link.protest, link.forum, tuple(s for s in link.steps if s.on.earliest <= day))
        for link in facts.links
    )
    known = ProtestFacts(facts.id, facts.forum, facts.cases, links=links, award_date=facts.award_date)
    return known, [step for step in steps if step.on.earliest <= day]


def begun(derived: Derivation, day: date) -> list[CaseState]:
    """The cases that have a state on a day; a request that comes later has none yet."""
    return [state for state in states_on(derived, day) if state.state != "unfiled"]


@settings(deadline=None)
@given(protests(exact=False), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(protest: tuple[ProtestFacts, list[Step]], chance: random.Random) -> None:
    facts, steps = protest
    mixed = list(steps)
    chance.shuffle(mixed)
    assert derive(facts, mixed) == derive(facts, steps)


@settings(deadline=None)
@given(protests())
def test_replaying_the_steps_up_to_a_day_gives_the_status_of_that_day(protest: tuple[ProtestFacts, list[Step]]) -> None:
    facts, steps = protest
    whole = derive(facts, steps)
    for offset in range(0, SPAN + 2, 3):
        day = FIRST + timedelta(days=offset)
        prefix = derive(*until(facts, steps, day))
        assert status_on(prefix, day) == status_on(whole, day)
        assert begun(prefix, day) == begun(whole, day)
        assert flag_on(prefix.stay_states, day) == flag_on(whole.stay_states, day)
        assert flag_on(prefix.injunction_states, day) == flag_on(whole.injunction_states, day)


@settings(deadline=None)
@given(protests())
def test_replaying_the_steps_up_to_a_day_gives_the_dates_of_that_day(protest: tuple[ProtestFacts, list[Step]]) -> None:
    facts, steps = protest
    whole = {deadline.key: deadline for deadline in derive(facts, steps).deadlines}
    for offset in range(0, SPAN + 2, 5):
        day = FIRST + timedelta(days=offset)
        for known in derive(*until(facts, steps, day)).deadlines:
            # What was projected is left out once the real event is there.
            if known.kind is not DeadlineKind.PROJECTED:
                assert deadline_state(whole[known.key], day) is deadline_state(known, day)


@settings(deadline=None)
@given(protests(exact=False))
def test_every_step_is_taken_refused_or_told(protest: tuple[ProtestFacts, list[Step]]) -> None:
    facts, steps = protest
    derived = derive(facts, steps)
    as_document(derived)
    known = {step.event_id for step in steps} | {step.event_id for link in facts.links for step in link.steps}
    told = {refusal.event_id for refusal in derived.refused} | {change.event_id for change in derived.states}
    assert told <= known
    assert all(deadline.trigger_event in known for deadline in derived.deadlines)
    keys = {deadline.key for deadline in derived.deadlines}
    assert len(keys) == len(derived.deadlines)
    assert all(deadline.superseded_by in keys for deadline in derived.deadlines if deadline.superseded_by)


def test_a_day_with_more_steps_than_orders_can_be_tried_is_still_ordered_the_same_way() -> None:
    codes = ["gao.filed", "gao.agency_notified", "gao.protective_order", "gao.report_filed", "gao.comments_filed"]
    codes += ["gao.hearing_held", "gao.intervenor_admitted", "gao.adr_held", "gao.dismissed_part", "gao.decided"]
    assert len(codes) > TRIED_IN_FULL
    steps = [
        Step(f"e{20 - i}", "GAO", None, code, When.on(FIRST), disposition="denied") for i, code in enumerate(codes)
    ]
    facts = ProtestFacts("p", "GAO", (CaseFacts("B-1"),))
    derived = derive(facts, steps)
    assert derived == derive(facts, steps[::-1])
    assert derived.refused == derived.gaps == ()
    assert derived.disposition == "denied"
