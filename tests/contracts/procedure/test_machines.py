"""The machines walk like a naive reading of the tables, and refuse what the tables call illegal."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.procedure import DISPOSITIONS, STATUSES, STEP_CODES, Step, When
from contracts.procedure.fold import Entry, Verdict, fold
from contracts.procedure.machines import BY_FORUM, INJUNCTION, STAY, Machine, walk
from contracts.procedure.machines.gao import GAO_COSTS, GAO_RECONSIDERATION
from contracts.procedure.machines.machine import Row, build
from contracts.procedure.reading import ALIVE
from tests.contracts.procedure import naive

FIRST = date(2024, 1, 1)
MACHINES = {machine.code: machine for machine in (*BY_FORUM.values(), STAY)}
COMPARED = ["agency", "gao", "cofc", "cafc", "scotus", "stay"]


@st.composite
def walks(draw: st.DrawFn) -> tuple[Machine, list[Step]]:
    machine = MACHINES[draw(st.sampled_from(COMPARED))]
    state, steps = machine.start, list[Step]()
    for i in range(draw(st.integers(0, 14))):
        # Mostly steps that move something: blind ones seldom get far.
        codes = machine.moves[state] if draw(st.integers(0, 3)) else machine.alphabet
        code = draw(st.sampled_from(sorted(codes or machine.alphabet)))
        disposition = draw(st.sampled_from([None, *DISPOSITIONS]))
        steps.append(Step(f"e{i:02}", "GAO", "1", code, When.on(FIRST + timedelta(days=i)), disposition))
        state = machine.target(state, steps[-1]) or state
    return machine, steps


@pytest.mark.parametrize("code", COMPARED)
def test_every_step_in_every_state_leads_where_the_naive_reading_leads(code: str) -> None:
    machine = MACHINES[code]
    for state in machine.statuses:
        for step in machine.alphabet:
            for disposition in (None, *DISPOSITIONS):
                taken = machine.target(state, Step("e", "GAO", "1", step, When.on(FIRST), disposition))
                expected = naive.step(code, state, step, disposition)
                assert taken == (expected[0] if expected else None), (state, step, disposition)
                bridge = machine.bridges.get((state, step))
                assert len(bridge.missing if bridge else ()) == (len(expected[1]) if expected else 0), (state, step)


@given(walks())
def test_a_random_walk_ends_where_the_naive_reading_ends(walked: tuple[Machine, list[Step]]) -> None:
    machine, steps = walked
    folded = fold(machine, [Entry(step) for step in steps], "1")
    state = machine.start
    for step, taken in zip(steps, folded.taken, strict=True):
        expected = naive.step(machine.code, state, step.code, step.disposition)
        assert taken.before == state
        if expected is None:
            repeated = taken.verdict is Verdict.FOLLOWS and taken.after == state
            assert taken.verdict is Verdict.REFUSED or repeated
            continue
        assert taken.after == expected[0], (state, step.code)
        assert len(taken.missing) == len(expected[1])
        state = expected[0]
    assert folded.state == walk(machine, steps) == state


@given(walks())
def test_a_complete_record_assumes_nothing(walked: tuple[Machine, list[Step]]) -> None:
    machine, steps = walked
    folded = fold(machine, [Entry(step) for step in steps], "1", complete=True)
    state = machine.start
    for step, taken in zip(steps, folded.taken, strict=True):
        expected = naive.LEGAL[machine.code](state, step.code, step.disposition)
        assert not taken.missing
        assert taken.after == (expected if expected is not None else state)
        state = taken.after


@pytest.mark.parametrize("machine", [*MACHINES.values(), INJUNCTION, GAO_RECONSIDERATION, GAO_COSTS])
def test_every_state_can_be_reached_and_has_a_known_status(machine: Machine) -> None:
    reached, queue = {machine.start}, [machine.start]
    while queue:
        for to in machine.direct[queue.pop()].values():
            for state in [to] if isinstance(to, str) else to.values():
                if state not in reached:
                    reached.add(state)
                    queue.append(state)
    assert reached == set(machine.statuses)
    assert set(machine.statuses.values()) <= set(STATUSES)
    assert machine.alphabet <= set(STEP_CODES)


def test_every_status_has_its_place_between_alive_and_over() -> None:
    assert set(ALIVE) == set(STATUSES)


def test_every_step_of_a_forum_is_known_to_one_of_its_machines() -> None:
    known = frozenset().union(*(m.alphabet for m in (*MACHINES.values(), INJUNCTION, GAO_RECONSIDERATION, GAO_COSTS)))
    assert known == set(STEP_CODES)


def test_rows_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="two states"):
        build("x", {"a": "unknown", "b": "closed"}, (Row(("a",), ("s",), "b"), Row(("a",), ("s",), "a")))


def test_rows_that_lead_nowhere_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown states"):
        build("x", {"a": "unknown"}, (Row(("a",), ("s",), "b"),))


ILLEGAL = [
    ("GAO", ["gao.filed", "gao.filed"], "gao-second-filing"),
    ("GAO", ["gao.filed", "gao.withdrawn", "gao.decided"], "gao-closed"),
    ("GAO", ["gao.filed", "gao.dismissed", "gao.report_filed"], "gao-closed"),
    ("GAO", ["gao.filed", "gao.dismissed", "gao.filed"], "gao-filing-to-closed"),
    ("GAO", ["gao.filed", "gao.dismissed", "gao.rec_implemented"], "gao-recommendation"),
    ("GAO", ["gao.filed", "gao.report_filed", "gao.comments_missed", "gao.decided"], "gao-comments-missed"),
    ("agency", ["agency.filed", "agency.withdrawn", "agency.independent_review_requested"], "agency-review-after-end"),
    ("agency", ["agency.filed", "agency.denied", "agency.sustained"], "agency-two-results"),
    ("agency", ["agency.denied", "agency.filed"], "agency-second-filing"),
    ("COFC", ["cofc.filed", "cofc.judgment_entered"], "cofc-judgment-before-decision"),
    ("COFC", ["cofc.filed", "cofc.remand_completed"], "cofc-remand-completed-without-remand"),
    ("COFC", ["cofc.filed", "cafc.notice_of_appeal"], "cofc-appeal-before-decision"),
    ("COFC", ["cofc.filed", "cofc.ar_filed", "cofc.filed"], "cofc-second-filing"),
    (
        "COFC",
        [
            "cofc.filed",
            "cofc.dismissed",
            "cofc.judgment_entered",
            "cafc.notice_of_appeal",
            "cafc.decided:affirmed",
            "cafc.mandate",
            "cofc.ar_filed",
        ],
        "cofc-final",
    ),
    ("CAFC", ["cafc.notice_of_appeal", "cafc.mandate"], "cafc-mandate-before-decision"),
    ("CAFC", ["cafc.notice_of_appeal", "cafc.rehearing_filed"], "cafc-rehearing-before-decision"),
    (
        "CAFC",
        ["cafc.notice_of_appeal", "cafc.decided:affirmed", "cafc.mandate", "cafc.rehearing_filed"],
        "cafc-rehearing-after-mandate",
    ),
    ("CAFC", ["cafc.notice_of_appeal", "cafc.decided:affirmed", "cafc.decided:reversed"], "cafc-second-decision"),
    ("SCOTUS", ["scotus.denied"], "scotus-decision-without-petition"),
]


@pytest.mark.parametrize(("forum", "codes", "rule"), ILLEGAL)
def test_an_impossible_step_moves_nothing_and_says_by_which_rule(forum: str, codes: list[str], rule: str) -> None:
    machine = BY_FORUM[forum]
    steps = []
    for i, text in enumerate(codes):
        code, _, disposition = text.partition(":")
        steps.append(Step(f"e{i}", forum, "1", code, When.on(FIRST + timedelta(days=i)), disposition or None))
    folded = fold(machine, [Entry(step) for step in steps], "1")
    last = folded.taken[-1]
    assert [taken.verdict is Verdict.REFUSED for taken in folded.taken] == [False] * (len(steps) - 1) + [True]
    assert last.after == last.before == folded.state
    assert machine.refusal(last.before, last.step.code)[0] == rule


def test_an_override_needs_a_stay() -> None:
    folded = fold(STAY, [Entry(Step("e", "GAO", None, "stay.override", When.on(FIRST)))], "1")
    assert folded.state == "none"
    assert STAY.refusal("none", "stay.override")[0] == "stay-override-without-stay"
