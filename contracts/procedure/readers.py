"""How a further input may be written: days, times with their zone, yes or no, spans of closed days."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

from contracts.procedure.closures import Closure, ClosureKind
from contracts.procedure.forums import FORUMS, forum_of_code

YES = frozenset({"true", "yes", "y", "1", "on"})
NO = frozenset({"false", "no", "n", "0", "off", "none", "never", "deferred"})
ALL_FORUMS = frozenset({"", "all", "any", "*"})
ZONE_WORDS = {
    "America/New_York": ("et", "est", "edt", "eastern", "eastern time"),
    "America/Chicago": ("ct", "cst", "cdt", "central", "central time"),
    "America/Denver": ("mt", "mst", "mdt", "mountain", "mountain time"),
    "America/Los_Angeles": ("pt", "pst", "pdt", "pacific", "pacific time"),
    "UTC": ("utc", "gmt"),
}
ZONE_OF_WORD = {word: zone for zone, words in ZONE_WORDS.items() for word in words}
# "17:45", "17:45:00", "5:45 pm", "17:45 Eastern", with an offset or a Z: hours, half of the day, zone.
_TIME = re.compile(r"(?:T)?([\d:.]+)((?:[+-]\d\d:?\d\d|Z)?)\s*(am|pm|a\.m\.|p\.m\.)?\s*([a-z][a-z ]*)?", re.IGNORECASE)
NOON = 12


def as_flag(value: object) -> bool:
    """Read yes or no; ValueError for anything else."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError("neither true nor false")


def as_flag_or_day(value: object) -> bool | date:
    """Read yes, no, or the day on which it was."""
    try:
        return as_flag(value)
    except ValueError:
        return as_day(value)


def as_day(value: object) -> date:
    """Read an ISO day; of a moment its day as written."""
    text = str(value).strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text).date()


def as_trigger(value: str) -> tuple[date, time_of_day | None]:
    """Read a trigger: an ISO day, or a day with its time of day."""
    text = value.strip()
    try:
        return date.fromisoformat(text), None
    except ValueError:
        moment = datetime.fromisoformat(text)
    return moment.date(), moment.timetz()


def as_time(value: object) -> time_of_day:
    """Read a time of day, with its offset or zone if one is named."""
    found = _TIME.fullmatch(str(value).strip())
    if found is None:
        raise ValueError("no time of day")
    digits, offset, half, zone = found.groups()
    if half and ":" not in digits:
        digits = f"{digits}:00"
    hour, colon, rest = digits.partition(":")
    if not hour.isdigit():
        raise ValueError("no time of day")
    if half:
        if not 1 <= int(hour) <= NOON:
            raise ValueError("no hour of half a day")
        hour = str(int(hour) % NOON + (NOON if half[0].casefold() == "p" else 0))
    at = time_of_day.fromisoformat(f"{hour.zfill(2)}{colon}{rest}{offset}")
    return at.replace(tzinfo=as_zone(zone)) if zone else at


def as_zone(value: object) -> ZoneInfo:
    """Read the name of a time zone, or a word for one of Washington's zones."""
    text = str(value).strip()
    return ZoneInfo(ZONE_OF_WORD.get(text.casefold(), text))


def as_closures(value: object) -> tuple[Closure, ...]:
    """Read spans of closed days: a list of maps, of single days, or of spans like 2025-10-01/2025-10-05."""
    entries = value if isinstance(value, list | tuple) else [value]
    found = (closure for entry in entries for closure in _closures_of(entry))
    return tuple(sorted(found, key=lambda closure: (closure.forum, closure.first)))


def _closures_of(entry: object) -> Iterable[Closure]:
    """Yield the closures of one entry, one a forum where it names none."""
    if not isinstance(entry, Mapping):
        first, _, last = str(entry).partition("/")
        entry = {"from": first, "to": last or first}
    first_day = as_day(_either(entry, "from", "first", "start", "date", "day"))
    last_day = as_day(_either(entry, "to", "last", "end", "until", default=first_day))
    if last_day < first_day:
        raise ValueError("a closure ends before it begins")
    named = str(entry.get("forum") or "").strip()
    forums = list(FORUMS) if named.casefold() in ALL_FORUMS else [forum_of_code(named).code]
    kind, source = _kind(entry.get("kind")), str(entry.get("source") or "stated")
    return (Closure(forum, first_day, last_day, kind, source) for forum in forums)


def _either(entry: Mapping[str, Any], *names: str, default: object = None) -> object:
    for name in names:
        if entry.get(name):
            return entry[name]
    if default is None:
        raise KeyError(names[0])
    return default


# What a lapse in appropriations is called by notices, agencies and codes of rules.
LAPSE_WORDS = (
    "lapse",
    "shutdown",
    "appropriation",
    "funding",
    "furlough",
    "filing-closure",
    "protest-closure",
    "tolled",
)


def _kind(value: object) -> ClosureKind:
    """Return why a forum was closed; a cause that is not known counts as stated only."""
    word = re.sub(r"[^a-z]+", "-", str(value or "").casefold()).strip("-")
    if any(part in word for part in LAPSE_WORDS):
        return ClosureKind.LAPSE
    return ClosureKind.EXECUTIVE_ORDER if "executive" in word else ClosureKind.STATED
