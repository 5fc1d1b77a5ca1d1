"""Due dates with inputs beside the same arithmetic written out: debriefings, late filings, a lapse of funds."""

import random
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from contracts.procedure import Closure, ClosureKind, Inputs, due_date
from contracts.procedure.calendars import calendar_of

# Years in which the forum was not closed but for the lapse that is given, and answers to questions count.
FIRST, LAST = date(2022, 2, 1), date(2023, 12, 31)
LAPSE = Closure("GAO", date(2022, 10, 1), date(2022, 10, 21), ClosureKind.LAPSE, "measured")
LATE, OPEN_UNTIL = time(18, 0), time(17, 31)
ARMY = "department-of-the-army"
ONE_DAY, FIVE, TEN, HUNDRED = (timedelta(days=days) for days in (1, 5, 10, 100))


class Asked(NamedTuple):
    """One due date that is asked for, with its inputs."""

    rule: str
    trigger: date
    inputs: Inputs


def make_asked(count: int, *, seed: int = 5) -> list[Asked]:
    """Make stays after debriefings with and without answers, filings at all hours, and filings around a lapse."""
    chance, span = random.Random(seed), (LAST - FIRST).days
    asked = []
    for number in range(count):
        day = FIRST + timedelta(days=chance.randint(0, span))
        held = day + timedelta(days=chance.randint(1, 12))
        answers = held + timedelta(days=chance.randint(1, 12)) if chance.random() < 0.5 else None
        kinds = (
            ("CICA_STAY", Inputs(agency=ARMY, award_date=day, debriefing_date=held, answers_delivered=answers)),
            ("GAO_DECISION_100", Inputs(time=LATE if answers else time(9, 0))),
            ("GAO_DECISION_100", Inputs(closures=(LAPSE,))),
        )
        rule, inputs = kinds[number % len(kinds)]
        asked.append(Asked(rule, day, inputs))
    return asked


def engine_answers(asked: Sequence[Asked]) -> list[date | None]:
    """Return the due dates by the engine."""
    return [due_date(one.rule, one.trigger, one.inputs).due for one in asked]


def closed_days(*, lapse: bool) -> frozenset[date]:
    """Return the closed days that a due date of the measured years can meet, those of the lapse included or not."""
    calendar = calendar_of("GAO", (LAPSE,) if lapse else ())
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 365))
    return frozenset(day for day in days if calendar.is_closed(day))


def inline_answers(asked: Sequence[Asked], closed: frozenset[date], with_lapse: frozenset[date]) -> list[date | None]:
    """Return the due dates by the same arithmetic, written out."""
    found: list[date | None] = []
    for rule, trigger, inputs in asked:
        shut = with_lapse if inputs.closures else closed
        if rule == "CICA_STAY":
            due = trigger + TEN
            held = inputs.answers_delivered or inputs.debriefing_date
            if held is not None and held + FIVE > due:
                due = held + FIVE
        else:
            start = trigger + ONE_DAY if inputs.time is not None and inputs.time >= OPEN_UNTIL else trigger
            while start in shut:
                start += ONE_DAY
            due = start + HUNDRED
            for lapse in inputs.closures:
                if lapse.last > start and lapse.first <= due:
                    due += lapse.last - max(lapse.first, start + ONE_DAY) + ONE_DAY
        while due in shut:
            due += ONE_DAY
        found.append(due)
    return found
