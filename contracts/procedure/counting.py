"""Day counting: the trigger day is not counted, every day between is, and only the last one is moved, once."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from contracts.procedure.calendars import Calendar
from contracts.procedure.closures import Closure
from contracts.procedure.forums import Forum

MONTHS_A_YEAR = 12


def months_after(start: date, months: int) -> date:
    """Return the same day `months` later, clamped to the end of a shorter month."""
    years, month = divmod(start.month - 1 + months, MONTHS_A_YEAR)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def local_day_and_time(day: date, at: time, zone: tzinfo | None, forum: Forum) -> tuple[date, time]:
    """Return `at` on `day` as day and time of the forum; a time without zone or offset is the forum's own."""
    if at.tzinfo is None and zone is None:
        return day, at
    moment = datetime.combine(day, at) if at.tzinfo else datetime.combine(day, at, tzinfo=zone)
    local = moment.astimezone(forum.zone)
    return local.date(), local.time()


def effective_day(day: date, at: time | None, late_from: time | None, calendar: Calendar) -> date:
    """Return the day for which a filing or a notice counts: the next open day if it came late or on a closed one.

    `late_from` is the first local time that is too late, None if the whole day counts (4 C.F.R. § 21.0(f)).
    """
    if at is not None and late_from is not None and at >= late_from:
        day += timedelta(days=1)
    return calendar.next_open(day)


def spans(closures: Iterable[Closure]) -> list[tuple[date, date]]:
    """Return first and last day of `closures` in order, those that overlap or follow each other as one."""
    found: list[tuple[date, date]] = []
    for closure in sorted(closures, key=lambda closure: closure.first):
        if found and closure.first <= found[-1][1] + timedelta(days=1):
            found[-1] = found[-1][0], max(found[-1][1], closure.last)
        else:
            found.append((closure.first, closure.last))
    return found


def extended(_start: date, due: date, closures: tuple[Closure, ...]) -> tuple[date, int]:
    """Return `due` with one day more for each day of the closure it falls in, and how many.

    Other filings than new protests get day-for-day credit (GAO notice of 1 October 2025, item 5).
    """
    for first, last in spans(closures):
        if first <= due <= last:
            days = (last - first).days + 1
            return due + timedelta(days=days), days
    return due, 0


def tolled(start: date, due: date, closures: tuple[Closure, ...]) -> tuple[date, int]:
    """Return `due` moved by the closed days that fell between `start` and it, and how many.

    GAO's decision date is tolled for the length of a closure (notice of 1 October 2025, item 3); a closure that
    the moved date runs into counts as well.
    """
    total = 0
    for first, last in spans(closures):
        if last <= start or first > due:
            continue
        days = (last - max(first, start + timedelta(days=1))).days + 1
        due += timedelta(days=days)
        total += days
    return due, total
