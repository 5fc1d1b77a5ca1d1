"""The strict reading of date strings: a date with its precision and what it rests on, or none, never a silent guess."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from timeline.ingest.date_shapes import MONTH_SHAPES, SHAPES
from timeline.ingest.date_words import MONTH_NUMBERS, WEEKDAY_NUMBERS, ZONE_OFFSETS, ZONE_REGIONS
from timeline.ingest.text import clean

Order = Literal["dmy", "mdy"]


class Precision(StrEnum):
    """How much of a date its source said."""

    TIME = "time"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class Basis(StrEnum):
    """What the reading of a date string rests on."""

    STATED = "stated"
    ZONE_NAME = "zone-name"
    SOURCE_ZONE = "source-zone"
    ASSUMED_UTC = "assumed-utc"
    NO_ZONE_NEEDED = "no-zone-needed"
    UNKNOWN_ZONE = "unknown-zone"
    NOT_UNDERSTOOD = "not-understood"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date string and what was understood of it.

    `value` is an aware datetime for precision `time`, else the first day of the day, month or year said. It keeps the
    offset in which the source spoke, so that the day is the source's day. `field` names where the string stood, `note`
    says in words what a person should know before relying on it.
    """

    value: datetime | date | None
    precision: Precision
    basis: Basis
    raw: str = ""
    note: str = ""
    field: str = ""

    @property
    def day(self) -> date | None:
        """Give the calendar day as the source said it; None for less precise readings."""
        if self.precision is Precision.TIME and isinstance(self.value, datetime):
            return self.value.date()
        return self.value if self.precision is Precision.DAY else None

    @property
    def edtf(self) -> str | None:
        """Write the reading as an EDTF date (ISO 8601-2): 2019, 2019-11, 2019-11-22 or with time and offset."""
        if self.value is None:
            return None
        if self.precision is Precision.TIME:
            return self.value.isoformat()
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)
        return self.value.isoformat()[:length]

    def as_day(self, note: str = "") -> "DateReading":
        """Drop a time of day that the source only filled in; the day stays the one that the source said."""
        if self.precision is not Precision.TIME:
            return self
        return replace(
            self,
            value=self.day,
            precision=Precision.DAY,
            basis=Basis.NO_ZONE_NEEDED,
            note="; ".join(filter(None, (self.note, note))),
        )

    def as_json(self) -> dict[str, str | None]:
        """Give the reading as plain JSON values; codes are strings as they are."""
        return {
            "value": self.edtf,
            "precision": self.precision,
            "basis": self.basis,
            "raw": self.raw,
            "note": self.note,
            "field": self.field,
        }


ABSENT: Final = DateReading(None, Precision.NONE, Basis.ABSENT)

_NUMBERED_MONTHS: Final = {name: number for name, number in MONTH_NUMBERS.items() if name.isascii()}
_COMMON: Final = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{1,2}) ([A-Z][a-z]{2}) ([0-9]{4}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2}) (GMT|UTC|[+-][0-9]{4}|[A-Z]{3,4})"
)
_ISO: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)

_OFFSET: Final = re.compile(r"(?:GMT|UTC)?\s?([+-])([0-9]{1,2}):?([0-9]{2})?")
_ZONE_WORD: Final = re.compile(r"[A-Z]{1,5}")


def read(raw: object, *, zone: tzinfo | None = None, order: Order | None = None, field: str = "") -> DateReading:
    """Read one date string.

    `zone` is the source's own zone, for strings that name none; without it such a time counts as UTC and says so.
    `order` is the source's own order of numeric dates (`mdy` for American forms); without it `03/04/2024` stays unread.
    A string that is not understood whole gives a reading without value that keeps the string.
    """
    if raw is None or (text := clean(str(raw)).strip()) == "":
        return ABSENT
    common = _read_common(text)
    if common is not None:
        value, basis, note = common
        return DateReading(value, Precision.TIME, basis, text, note, field)
    failure = "no known form"
    text = " ".join(text.split())[:200]
    for said in _matches(text):
        try:
            return _assemble(text, said, zone=zone, order=order, field=field)
        except ValueError as error:
            failure = str(error)
    return DateReading(None, Precision.NONE, Basis.NOT_UNDERSTOOD, text, failure, field)


def _read_common(text: str) -> tuple[datetime, Basis, str] | None:
    """Read the two forms of nearly all feeds without the general machinery; None means: try that."""
    if _ISO.fullmatch(text):
        try:
            _year(text[:4])
            return datetime.fromisoformat(text), Basis.STATED, ""
        except ValueError:
            return None
    match = _COMMON.fullmatch(text)
    if match is None:
        return None
    weekday, day, name, year, hour, minute, second, zone_name = match.groups()
    month = _NUMBERED_MONTHS.get(name.lower())
    zone = _fixed_zone(zone_name)
    if month is None or zone is None:
        return None
    try:
        value = datetime(_year(year), month, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        return None
    basis = Basis.STATED if zone_name in {"GMT", "UTC"} or zone_name[0] in "+-" else Basis.ZONE_NAME
    return value, basis, _weekday_note(weekday, value.date())


@lru_cache(maxsize=256)
def _fixed_zone(said: str) -> timezone | None:
    known = ZONE_OFFSETS.get(said.upper())
    if known is not None:
        return known
    match = _OFFSET.fullmatch(said)
    if match is None:
        return None
    sign, hours, minutes = match.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if ahead > timedelta(hours=14) or int(minutes or 0) > 59:
        return None
    return timezone(-ahead if sign == "-" else ahead)


def _matches(text: str) -> Iterator[dict[str, str | None]]:
    for shape in (*SHAPES, *MONTH_SHAPES):
        match = shape.fullmatch(text)
        if match is not None:
            yield match.groupdict()


def _assemble(
    raw: str, said: dict[str, str | None], *, zone: tzinfo | None, order: Order | None, field: str
) -> DateReading:
    """Build the reading of one matched form; ValueError says why the form does not hold."""
    year = _year(said["y"] or "")
    if said.get("d") is None and said.get("p") is None:
        month = _month(said, order=order)[0] if said.get("m") or said.get("name") else 0
        precision = Precision.MONTH if month else Precision.YEAR
        return DateReading(date(year, month or 1, 1), precision, Basis.NO_ZONE_NEEDED, raw, "", field)
    month, day_number = _month(said, order=order)
    day = date(year, month, day_number)
    note = _weekday_note(said.get("weekday"), day)
    rest = (said.get("zone") or "").strip()
    if said.get("hour") is None:
        # An XML date may carry an offset; a day stays a day.
        if rest and _fixed_zone(rest) is None:
            raise ValueError(f"not understood after the date: {rest!r}")
        return DateReading(day, Precision.DAY, Basis.NO_ZONE_NEEDED, raw, note, field)
    clock, next_day = _clock(said)
    local = datetime.combine(day, clock) + timedelta(days=next_day)
    found = _zone(rest, local, zone)
    if found is None:
        unknown = f"the zone {rest!r} names several or none; only the day is taken"
        return DateReading(day, Precision.DAY, Basis.UNKNOWN_ZONE, raw, _join(note, unknown), field)
    offset, basis = found
    return DateReading(local.replace(tzinfo=offset), Precision.TIME, basis, raw, note, field)


def _year(said: str) -> int:
    year = int(said)
    if len(said) == 2:  # RFC 2822 section 4.3
        year += 2000 if year < 50 else 1900
    if not 1900 <= year <= 2100:
        raise ValueError(f"the year {year} is out of range")
    return year


def _month(said: dict[str, str | None], *, order: Order | None) -> tuple[int, int]:
    """Give month and day number (0 where none was said)."""
    if said.get("p") is not None:
        return _ordered(int(said["p"] or 0), int(said["q"] or 0), order)
    name = said.get("name")
    if name is None:
        return int(said["m"] or 0), int(said.get("d") or 0)
    month = MONTH_NUMBERS.get(name.lower())
    if month is None:
        raise ValueError(f"no month is called {name!r}")
    return month, int(said.get("d") or 0)


def _ordered(first: int, second: int, order: Order | None) -> tuple[int, int]:
    """Give month and day of a numeric date whose order only the source or a number above 12 decides."""
    if order == "mdy" or (order is None and second > 12):
        return first, second
    if order == "dmy" or first > 12 or first == second:
        return second, first
    raise ValueError("day and month cannot be told apart")


def _clock(said: dict[str, str | None]) -> tuple[time, int]:
    """Give the time of day and how many days to add: 24:00:00 is midnight of the next day."""
    hour, minute, second = int(said["hour"] or 0), int(said["minute"] or 0), int(said.get("second") or 0)
    half = (said.get("half") or "").replace(".", "").lower()
    if half:
        if hour > 12 and half == "am":
            raise ValueError(f"{hour} o'clock is not in the morning")
        hour = hour if hour > 12 else hour % 12 + (12 if half == "pm" else 0)
    if hour == 24 and minute == second == 0:
        return time(0), 1
    return time(hour, minute, min(second, 59) if second == 60 else second), 0


def _zone(said: str, local: datetime, source_zone: tzinfo | None) -> tuple[timezone, Basis] | None:
    """Find the offset at a local time; None for a zone that is not known; ValueError for what is no zone at all."""
    said = said[1:].removesuffix(")").strip() if said.startswith("(") else said.partition(" (")[0].strip()
    if not said:
        if source_zone is None:
            return UTC, Basis.ASSUMED_UTC
        return _offset_at(source_zone, local), Basis.SOURCE_ZONE
    fixed = _fixed_zone(said)
    if fixed is not None:
        numeric = not said.isalpha() or said.upper() in {"Z", "GMT", "UTC"}
        return fixed, Basis.STATED if numeric else Basis.ZONE_NAME
    region = ZONE_REGIONS.get(said.upper()) or (said if "/" in said else None)
    if region is not None:
        offset = _offset_at(_region(region), local)
        is_winter_in_london = said.upper() == "BST" and offset.utcoffset(None) == timedelta(0)
        return None if is_winter_in_london else (offset, Basis.ZONE_NAME)
    if _ZONE_WORD.fullmatch(said):
        return None
    raise ValueError(f"not understood after the time: {said!r}")


def _region(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"no zone is called {name!r}") from error


def _offset_at(zone: tzinfo, local: datetime) -> timezone:
    return timezone(local.replace(tzinfo=zone).utcoffset() or timedelta(0))


def _weekday_note(said: str | None, day: date) -> str:
    if not said:
        return ""
    number = WEEKDAY_NUMBERS.get(said.lower())
    if number is None:
        return f"the word {said!r} before the date is no known weekday"
    if number == day.weekday():
        return ""
    return f"the weekday {said!r} does not fit the date"


def _join(*notes: str) -> str:
    return "; ".join(filter(None, notes))
