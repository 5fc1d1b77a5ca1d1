"""The measurement of the procedure engine: engine and least code agree, and the figures come with their bars."""

from datetime import date

import pytest

from contracts.procedure import due_date
from contracts.procedure.machines import walk
from timeline.bench import due_dates
from timeline.bench.parts import procedure
from timeline.bench.running import Run


def test_both_ways_end_in_the_same_states():
    courses = procedure.make_courses(200)
    tables = {machine.code: procedure.flat(machine) for machine, _ in courses}
    states = procedure.engine_states(courses)
    assert states == procedure.walked_states(courses, tables)
    assert len(set(states)) > 10
    assert all(len(steps) == procedure.STEPS for _, steps in courses)
    assert states[0] == walk(*courses[0])


def test_both_ways_give_the_same_due_dates():
    days = procedure.make_days(2_000)
    found = procedure.engine_dates(days)
    assert found == procedure.inline_dates(days, procedure.closed_days())
    assert any((due - day).days > 100 for due, day in zip(found[:2_000], days, strict=True))
    assert procedure.engine_dates([date(2010, 8, 7)]) == [date(2010, 11, 17), date(2010, 8, 17), date(2010, 10, 6)]


def test_both_ways_give_the_same_due_dates_with_inputs():
    asked = due_dates.make_asked(3_000)
    found = due_dates.engine_answers(asked)
    plain, lapsed = due_dates.closed_days(lapse=False), due_dates.closed_days(lapse=True)
    assert found == due_dates.inline_answers(asked, plain, lapsed)
    # Each kind of input moves some date: answers, late hours, the lapse.
    bare = [due_date(one.rule, one.trigger).due for one in asked]
    assert all(any(one != other for one, other in list(zip(found, bare, strict=True))[kind::3]) for kind in range(3))


def test_the_states_measured_are_those_of_the_whole_derivation():
    courses = procedure.make_courses(100)
    for (machine, steps), derived in zip(courses, procedure.whole(courses), strict=True):
        state, detail = derived.cases[0].state, derived.cases[0].detail
        assert (f"{state}:{detail}" if detail else state) == walk(machine, steps)


def test_the_figures_have_their_names_and_bars():
    with Run(events=100, rounds=1, seconds=0.1, say=lambda line: None, scale=0.003) as run:
        figures = list(procedure.measure(run))
    assert [(one.name, one.bar) for one in figures] == [
        ("derive_100k_vs_walk", "≤ 3"),
        ("deadline_vs_inline", "≤ 5"),
        ("deadline_with_inputs_vs_inline", ""),
        ("derive_whole_vs_walk", ""),
        ("derive_whole_per_second", ""),
    ]
    assert all(one.value and one.value > 0 for one in figures)


def test_times_of_different_answers_are_not_compared():
    with pytest.raises(procedure.AnswersDiffer):
        procedure.ratio(lambda: 1, lambda: 2, 1)
