"""How a date was computed, told step by step for pages, for `explain` and for whoever checks it."""

from collections.abc import Sequence
from datetime import date, timedelta

from contracts.procedure.calendars import CALENDAR_VERSION, ONE_DAY, Calendar, closed_words, federal_holidays
from contracts.procedure.derivation import ClosedDay, Working
from contracts.procedure.due import Due
from contracts.procedure.given import given_to
from contracts.procedure.rules import Basis, Rule, Unit

EDITION_UNKNOWN = (
    "whether the agency applied the deviation of the FAR of 21 August 2025 on this day is not recorded; the number of"
    " days is the same"
)


def working_of(due: Due, trigger: str | None = None) -> Working:
    """Return the working of `due`; `trigger` says in words what happened, the rule's own words if absent."""
    rule = due.rule
    counted = due.start is not None and due.raw is not None and due.start != due.raw
    return Working(
        rule=rule.code,
        what=rule.what,
        citation=rule.citation_under(due.regime),
        verification=due.verification.value,
        regime=due.regime.value,
        forum=rule.forum,
        trigger=trigger or rule.trigger,
        trigger_date=due.trigger,
        effective_date=due.start,
        not_counted=due.start if counted else None,
        arithmetic=_arithmetic(due),
        raw_date=due.raw,
        closed_days=_holidays_within(due),
        rolled_over=_rolled_over(due),
        tolled_days=due.tolled,
        due_date=due.due,
        reasons=due.why,
        assumptions=_assumptions(due),
        calendar_version=CALENDAR_VERSION,
        inputs=given_to(rule, due.inputs),
    )


def _arithmetic(due: Due) -> str:
    """Return the count as one line."""
    rule = due.rule
    if due.start is None or due.raw is None:
        return "no clock starts"
    if rule.unit is Unit.ORDER or due.inputs.until == due.raw:
        return f"the day is set: {_named(due.raw)}"
    if due.start == due.raw:
        return f"the day itself: {_named(due.raw)}"
    length, unit = _length(due)
    sign = "-" if due.raw < due.start else "+"
    return f"{due.start.isoformat()} {sign} {length} {unit} = {_named(due.raw)}"


def _length(due: Due) -> tuple[int, str]:
    """Return how many of which unit were counted."""
    rule: Rule = due.rule
    if rule.unit in {Unit.BUSINESS_DAYS, Unit.MONTHS, Unit.HOURS}:
        return rule.length or due.inputs.days or 0, rule.unit.value
    days = abs((due.raw - due.start).days) if due.raw and due.start else 0
    return days, "day" if days == 1 else "days"


def _named(day: date) -> str:
    return f"{day:%A} {day.isoformat()}"


def _holidays_within(due: Due) -> tuple[ClosedDay, ...]:
    """Return holidays and closures met on the way; they count in calendar days and are skipped in business days."""
    if due.start is None or due.raw is None:
        return ()
    first, last = sorted((due.start, due.raw))
    met = [
        ClosedDay(day, name)
        for year in range(first.year, last.year + 1)
        for day, name in federal_holidays(year).items()
        if first < day < last
    ]
    for closure in due.calendar.closures:
        begin, end = max(closure.first, first + ONE_DAY), min(closure.last, last - ONE_DAY)
        if begin <= end:
            met.append(ClosedDay(begin, closed_words(closure), end if end > begin else None))
    return tuple(sorted(met, key=lambda closed: closed.day))


def _rolled_over(due: Due) -> tuple[ClosedDay, ...]:
    """Return the closed days past which the last day was moved."""
    if not due.rolled or due.raw is None or due.due is None:
        return ()
    step = ONE_DAY if due.rolled > 0 else -ONE_DAY
    day, days = due.raw + timedelta(days=due.tolled), []
    while day != due.due:
        days.append(day)
        day += step
    spans = _spans(sorted(days), due.calendar)
    return spans if step == ONE_DAY else spans[::-1]


def _spans(days: Sequence[date], calendar: Calendar) -> tuple[ClosedDay, ...]:
    """Return closed days in order, those of one closure as one span, holidays and weekends within it included."""
    spans: list[ClosedDay] = []
    within = None
    for day in days:
        closure = next((one for one in calendar.closures if one.days > 1 and one.first <= day <= one.last), None)
        if closure is not None and closure is within:
            spans[-1] = ClosedDay(spans[-1].day, spans[-1].why, day)
        else:
            why = closed_words(closure) if closure is not None else calendar.why_closed(day)
            spans.append(ClosedDay(day, why))
        within = closure
    return tuple(spans)


def _assumptions(due: Due) -> tuple[str, ...]:
    """Return what the date rests on beside the rule: its own caveat, the hours of the day, unconfirmed closures."""
    out = []
    rule = due.rule
    if rule.assumption:
        out.append(rule.assumption)
    if not due.regime_recorded:
        out.append(EDITION_UNKNOWN)
    if rule.moved and due.rolled:
        out.append(rule.moved[0])
    if rule.basis is Basis.NOTICE and due.inputs.time is None:
        out.append("the notice came within the recipient's business hours")
    if rule.basis is Basis.FILING and due.inputs.time is None:
        out.append("the filing came before the close of its day")
    if due.raw and due.due:
        first, last = sorted((due.start or due.raw, max(due.raw, due.due)))
        out.extend(
            f"closure {closure.first.isoformat()} to {closure.last.isoformat()} not confirmed in full: {closure.source}"
            for closure in due.calendar.closures
            if not closure.verified and closure.first <= last and closure.last >= first
        )
    return tuple(out)
