"""The procedure engine against the least code that could do the same: states of protests, and single due dates.

The two bars time the walk of the state machines to the last state, and rules that need their trigger alone. The whole
derivation, as publishing does it, and due dates with inputs are told beside them without a bar.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from contracts.procedure import Derivation, ProtestFacts, Step, When, derive, due_date
from contracts.procedure.calendars import calendar_of
from contracts.procedure.machines import BY_FORUM, Machine, walk
from timeline.bench import due_dates
from timeline.bench.figures import TIMES, Figure, at_most, bars, told
from timeline.bench.running import Run

BARS = bars(
    at_most(
        "derive_100k_vs_walk",
        3,
        "last states of 100,000 protests with 20 steps each (5,000 courses, each walked twenty times) by the"
        " machines' own `walk`, against a bare dictionary walk; verdicts, results and due dates are not in it",
    ),
    at_most(
        "deadline_vs_inline",
        5,
        "one due date of three rules that need their trigger alone, in years without a closed forum, against the same"
        " arithmetic with `datetime` and a set of days; the way for dates without inputs",
    ),
    told(
        "deadline_with_inputs_vs_inline",
        "one due date with inputs (award, debriefing and answers; the hour of filing; a lapse that tolls) against the"
        " same arithmetic; the inputs are made before",
        TIMES,
    ),
    told(
        "derive_whole_vs_walk",
        "protests of 20 steps derived as they are published, against the bare dictionary walk",
        TIMES,
    ),
    told(
        "derive_whole_per_second",
        "protests of 20 steps derived as they are published: order, verdicts, gaps, results and due dates",
        "protests a second",
    ),
)
PROTESTS, STEPS, DISTINCT, WHOLE = 100_000, 20, 5_000, 1_000
DUE_DATES = 100_000
# Rules that count days and roll over, with whether a filing counts for the next open day, in years without a closed
# forum: there the engine and the inline arithmetic must agree on every date.
RULES = (
    ("GAO_DECISION_100", timedelta(days=100), True),
    ("GAO_POSTAWARD_10", timedelta(days=10), False),
    ("CAFC_NOTICE_OF_APPEAL_60", timedelta(days=60), False),
)
FIRST, LAST = date(2009, 2, 1), date(2012, 6, 30)
ONE_DAY = timedelta(days=1)

FORUM_OF = {machine.code: forum for forum, machine in BY_FORUM.items()}

Course = tuple[Machine, tuple[Step, ...]]


def measure(run: Run) -> Iterator[Figure]:
    """Yield the figures; engine and least code take turns, and must give the same answers."""
    courses = make_courses(run.sized(PROTESTS))
    run.say(f"walking {len(courses):,} protests of {STEPS} steps")
    tables = {machine.code: flat(machine) for machine, _ in courses[:DISTINCT]}
    yield BARS["derive_100k_vs_walk"].figure(
        ratio(lambda: engine_states(courses), lambda: walked_states(courses, tables), run.rounds)
    )
    days = make_days(run.sized(DUE_DATES) // len(RULES) + 1)
    run.say(f"computing {len(days) * len(RULES):,} due dates")
    closed = closed_days()
    yield BARS["deadline_vs_inline"].figure(
        ratio(lambda: engine_dates(days), lambda: inline_dates(days, closed), run.rounds)
    )
    asked = due_dates.make_asked(run.sized(DUE_DATES))
    plain, lapsed = due_dates.closed_days(lapse=False), due_dates.closed_days(lapse=True)
    yield BARS["deadline_with_inputs_vs_inline"].figure(
        ratio(
            lambda: due_dates.engine_answers(asked),
            lambda: due_dates.inline_answers(asked, plain, lapsed),
            run.rounds,
        )
    )
    some = courses[: run.sized(WHOLE)]
    spent, walked = _seconds(lambda: whole(some)), _seconds(lambda: walked_states(some, tables))
    yield BARS["derive_whole_vs_walk"].figure(spent / walked)
    yield BARS["derive_whole_per_second"].figure(len(some) / spent)


def whole(courses: Sequence[Course]) -> list[Derivation]:
    """Derive protests as publishing does."""
    return [derive(ProtestFacts("p", FORUM_OF[machine.code]), steps) for machine, steps in courses]


def make_courses(count: int, *, seed: int = 20) -> list[Course]:
    """Make protests of all forums that walk their machine at random; one course stands for several protests."""
    chance = random.Random(seed)
    machines = [machine for forum, machine in sorted(BY_FORUM.items()) if forum != "other"]
    distinct = [_course(chance, machines[number % len(machines)]) for number in range(min(count, DISTINCT))]
    return [distinct[number % len(distinct)] for number in range(count)]


def _course(chance: random.Random, machine: Machine) -> Course:
    steps, state, day = [], machine.start, FIRST
    codes = sorted(machine.alphabet)
    for number in range(STEPS):
        possible = sorted(machine.moves[state])
        code = chance.choice(possible if possible and chance.random() < 0.9 else codes)
        day += timedelta(days=chance.randint(1, 9))
        steps.append(Step(f"e{number}", "GAO", None, code, When.on(day)))
        state = walk(machine, steps)
    return machine, tuple(steps)


def flat(machine: Machine) -> dict[str, dict[str, str]]:
    """Return a machine's table with plain states, as it is without dispositions."""
    return {
        state: {code: to if isinstance(to, str) else str(to[None]) for code, to in table.items()}
        for state, table in machine.moves.items()
    }


def engine_states(courses: Sequence[Course]) -> list[str]:
    """Return the states of protests by the engine."""
    return [walk(machine, steps) for machine, steps in courses]


def walked_states(courses: Sequence[Course], tables: dict[str, dict[str, dict[str, str]]]) -> list[str]:
    """Return the states of protests by a bare walk through dictionaries."""
    found = []
    for machine, steps in courses:
        table, state = tables[machine.code], machine.start
        for step in steps:
            state = table[state].get(step.code, state)
        found.append(state)
    return found


def make_days(count: int, *, seed: int = 100) -> list[date]:
    """Make trigger dates within the years that are measured."""
    chance = random.Random(seed)
    span = (LAST - FIRST).days
    return [FIRST + timedelta(days=chance.randint(0, span)) for _ in range(count)]


def closed_days() -> frozenset[date]:
    """Return the closed days that a due date of the measured years can meet, the same in all forums."""
    calendar = calendar_of("GAO")
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 365))
    return frozenset(day for day in days if calendar.is_closed(day))


def engine_dates(days: Sequence[date]) -> list[date | None]:
    """Return the due dates of all measured rules by the engine."""
    return [due_date(code, day).due for code, _, _ in RULES for day in days]


def inline_dates(days: Sequence[date], closed: frozenset[date]) -> list[date | None]:
    """Return due dates by the same arithmetic, written out."""
    found: list[date | None] = []
    for _, length, is_filing in RULES:
        for day in days:
            start = day
            if is_filing:
                while start in closed:
                    start += ONE_DAY
            due = start + length
            while due in closed:
                due += ONE_DAY
            found.append(due)
    return found


class AnswersDiffer(AssertionError):
    """Engine and least code do not agree, so their times say nothing."""


def ratio(engine: Callable[[], object], least: Callable[[], object], rounds: int) -> float:
    """Return the median ratio of times; each round lets both run, in turns, without collection of garbage."""
    if engine() != least():
        raise AnswersDiffer("engine and least code give different answers")
    ratios = []
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds):
            pair = (engine, least) if number % 2 else (least, engine)
            times = {run: _seconds(run) for run in pair}
            ratios.append(times[engine] / times[least])
    finally:
        gc.enable()
    return statistics.median(ratios)


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin
