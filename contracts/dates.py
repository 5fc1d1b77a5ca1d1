"""Dates as sources give them: a time, a day, a month, a year, or about one; EDTF texts read as intervals. Pure."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, get_args

Precision = Literal["time", "day", "month", "year"]
PRECISIONS: tuple[str, ...] = get_args(Precision)

FIRST_YEAR, LAST_YEAR = 1700, 2200
_EDTF = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d:\d\d))?)?)?(?P<circa>~)?"
)


class DateError(ValueError):
    """A text that is no date of this calendar, with the reason."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of stated precision; the interval of days it may lie in is [earliest, latest].

    `text` is the EDTF form (ISO 8601-2 level 1: `2019`, `2019-11`, `2019-11-22`, `2019-11-22T14:30-05:00`, `2017~`) and
    sorts with others of its year. A time keeps its own zone; its day is the day in that zone.
    """

    text: str
    earliest: date
    latest: date
    precision: Precision
    circa: bool = False
    time: datetime | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read an EDTF text; raise DateError that says what is wrong with it."""
        match = _EDTF.fullmatch(text.strip())
        if match is None:
            raise DateError(
                f"“{text[:40]}” is not a date like 2019, 2019-11, 2019-11-22, 2019-11-22T14:30-05:00 or 2017~"
            )
        year = int(match["year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise DateError(f"the year of “{text}” is not between {FIRST_YEAR} and {LAST_YEAR}")
        try:
            return cls(text.strip(), *_interval(match, year), circa=bool(match["circa"]), time=_instant(match))
        except ValueError as error:
            raise DateError(f"“{text}” is no day of the calendar: {error}") from error

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Make the date of exactly one day."""
        return cls(day.isoformat(), day, day, "day")

    @property
    def sort_text(self) -> str:
        """Text that puts dates in order: by earliest day, then by time of day, the less precise first."""
        clock = self.time.strftime("%H:%M:%S") if self.time else "00:00:00"
        return f"{self.earliest.isoformat()}T{clock}"

    def __str__(self) -> str:
        """Return the EDTF text."""
        return self.text


def _interval(match: re.Match[str], year: int) -> tuple[date, date, Precision]:
    if not match["month"]:
        return date(year, 1, 1), date(year, 12, 31), "year"
    month = int(match["month"])
    if not match["day"]:
        first = date(year, month, 1)
        return first, date(year, month, calendar.monthrange(year, month)[1]), "month"
    day = date(year, month, int(match["day"]))
    return day, day, "time" if match["time"] else "day"


def _instant(match: re.Match[str]) -> datetime | None:
    if not match["time"]:
        return None
    return datetime.fromisoformat(f"{match['year']}-{match['month']}-{match['day']}T{match['time']}{match['zone']}")


def certainly_before(first: PartialDate, second: PartialDate) -> bool:
    """Say whether `first` lies wholly before `second`: its latest day before the other's earliest day."""
    if first.time and second.time:
        return first.time.astimezone(UTC) < second.time.astimezone(UTC)
    return first.latest < second.earliest


def days_between(first: PartialDate, second: PartialDate) -> int | None:
    """Count calendar days from one day to another; None where either is no exact day."""
    if first.earliest != first.latest or second.earliest != second.latest:
        return None
    return (second.earliest - first.earliest) // timedelta(days=1)
