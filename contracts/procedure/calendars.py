"""Open and closed days of a forum: weekends, federal holidays as observed, and dated closures."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from holidays import country_holidays

from contracts.procedure.closures import CLOSURES, Closure

# Raised by hand whenever a holiday rule or a closure changes, so that stored workings say what they used.
CALENDAR_VERSION = "2026-11-22.2"
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=512)
def federal_holidays(year: int) -> dict[date, str]:
    """Return the days off of one calendar year with their names, observed days included (5 U.S.C. § 6103).

    A Saturday holiday is observed on the Friday before, so 31 December can be a holiday of its own year;
    a Sunday holiday on the Monday after (E.O. 11582).
    """
    return {day: name for day, name in sorted(country_holidays("US", years=year).items()) if day.year == year}


class Ahead(NamedTuple):
    """What lies ahead of a day: the first open day from it on, and the first day of the closure next met."""

    open: date
    closure: date


class Calendar:
    """The closed days of one forum; years are filled in when a count first reaches them."""

    __slots__ = ("_closed", "_spans", "_years", "ahead", "closures", "forum")

    def __init__(self, forum: str, closures: tuple[Closure, ...]) -> None:
        self.forum = forum
        self.closures = closures
        self._closed: set[date] = set()
        self._years: set[int] = set()
        self._spans = _merged(closures)
        self.ahead: dict[date, Ahead] = {}

    def is_closed(self, day: date) -> bool:
        """Say whether `day` is a Saturday, a Sunday, a federal holiday or within a closure."""
        if day.year not in self._years:
            self._fill(day.year)
        return day in self._closed

    def next_open(self, day: date) -> date:
        """Return `day` if it is open, else the first open day after it."""
        closed, years = self._closed, self._years
        while True:
            if day.year not in years:
                self._fill(day.year)
            if day not in closed:
                return day
            day += ONE_DAY

    def look_ahead(self, day: date) -> Ahead:
        """Return what lies ahead of `day`, and keep it for its whole year in `ahead`, so that a count only looks up."""
        if day.year < date.max.year:
            at = date(day.year, 1, 1)
            while at.year == day.year:
                self.ahead[at] = Ahead(self.next_open(at), self._next_closure(at))
                at += ONE_DAY
        return Ahead(self.next_open(day), self._next_closure(day))

    def _next_closure(self, day: date) -> date:
        return next((first for first, last in reversed(self._spans) if last >= day), date.max)

    def previous_open(self, day: date) -> date:
        """Return `day` if it is open, else the last open day before it."""
        while self.is_closed(day):
            day -= ONE_DAY
        return day

    def open_day_after(self, start: date, count: int) -> date:
        """Return the `count`-th open day after `start` (business days)."""
        day = start
        for _ in range(count):
            day = self.next_open(day + ONE_DAY)
        return day

    def why_closed(self, day: date) -> str:
        """Return the reason why the closed `day` is closed: the holiday, the closure's source or the weekday."""
        holiday = federal_holidays(day.year).get(day)
        if holiday:
            return holiday
        for closure in self.closures:
            if closure.first <= day <= closure.last:
                return closed_words(closure)
        return day.strftime("%A")

    def _fill(self, year: int) -> None:
        """Put the closed days of `year` into the set."""
        day, closed = date(year, 1, 1), self._closed
        while day.year == year:
            if day.weekday() >= SATURDAY:
                closed.add(day)
            if day == date.max:
                break
            day += ONE_DAY
        closed.update(federal_holidays(year))
        for closure in self.closures:
            day = max(closure.first, date(year, 1, 1))
            while day <= closure.last and day.year == year:
                closed.add(day)
                day += ONE_DAY
        self._years.add(year)


def closed_words(closure: Closure) -> str:
    """Return why a day of `closure` is closed, as workings say it."""
    return f"closed: {closure.source}"


def _merged(closures: tuple[Closure, ...]) -> tuple[tuple[date, date], ...]:
    """Return the spans of `closures`, the latest first, overlapping ones as one."""
    spans: list[tuple[date, date]] = []
    for closure in sorted(closures, key=lambda closure: closure.first):
        if spans and closure.first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], closure.last)
        else:
            spans.append((closure.first, closure.last))
    return tuple(reversed(spans))


@lru_cache(maxsize=256)
def calendar_of(forum: str, stated: tuple[Closure, ...] = (), *, unverified: bool = True) -> Calendar:
    """Return the calendar of `forum`.

    `stated` closures replace the shipped table for the forums that they name; `unverified` False leaves out
    shipped closures whose dates were not confirmed.
    """
    closures = tuple(closure for closure in stated if closure.forum == forum)
    if not closures:
        closures = tuple(c for c in CLOSURES if c.forum == forum and (c.verified or unverified))
    return Calendar(forum, closures)
