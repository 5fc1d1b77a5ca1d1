"""The day something happened, where an item says it: a date in its words, or a weekday before its publication. Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from contracts.dates import FIRST_YEAR, LAST_YEAR
from timeline.classification.told import Told, joined, sentences

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "januar", "jänner"),
            ("february", "feb", "februar"),
            ("march", "mar", "märz"),
            ("april", "apr"),
            ("may", "mai"),
            ("june", "jun", "juni"),
            ("july", "jul", "juli"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct", "oktober", "okt"),
            ("november", "nov"),
            ("december", "dec", "dezember", "dez"),
        ),
        start=1,
    )
    for name in names
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENGLISH: Final = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE
)
_GERMAN: Final = re.compile(rf"\b(?P<day>\d{{1,2}})\. (?P<month>{_MONTH})\b(?: (?P<year>\d{{4}}))?", re.IGNORECASE)
_AMERICAN: Final = re.compile(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})\b")
_ISO: Final = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b")
_SHAPES: Final = (_ENGLISH, _GERMAN, _AMERICAN, _ISO)

_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "montag"),
            ("tuesday", "dienstag"),
            ("wednesday", "mittwoch"),
            ("thursday", "donnerstag"),
            ("friday", "freitag"),
            ("saturday", "samstag", "sonnabend"),
            ("sunday", "sonntag"),
        )
    )
    for name in names
}
_WEEKDAY: Final = re.compile(
    rf"\b(?P<before>by|until|due|next|deadline|from|bis|nächsten|kommenden|every|each|jeden)?\s?(?:on |am |late "
    rf"|early )?"
    rf"(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
    re.IGNORECASE,
)
_TODAY: Final = re.compile(r"\b(?:today|heute)\b", re.IGNORECASE)
_YESTERDAY: Final = re.compile(r"\b(?:yesterday|gestern)\b", re.IGNORECASE)
_TO_COME: Final = re.compile(
    r"\b(?:will|would|by|until|due|deadline|next|scheduled|expected|planned|wird|soll|bis)\b[^.;]{0,30}$", re.IGNORECASE
)
OLDEST_NEWS: Final = timedelta(days=60)

# What the papers of courts and GAO call the day, by what happened on it.
_ORIGINAL: Final = re.compile(r"originally (?:filed|issued|entered)(?: under seal)?(?: on)?:? ", re.IGNORECASE)
_HELD: Final = re.compile(r"\bheld\b[^\n]{0,60}?\bon ", re.IGNORECASE)
_ENTERED: Final = re.compile(r"\(?entered:? ", re.IGNORECASE)
_RECEIVED: Final = re.compile(r"\b(?:received|filed|docketed):? (?:on )?", re.IGNORECASE)
_DECIDED: Final = re.compile(r"\b(?:decision date|decided|date):?\s+", re.IGNORECASE)
_FILED: Final = re.compile(r"\b(?:filed date|filed)(?: a (?:\w+ )?protest)?:?\s+(?:on )?", re.IGNORECASE)
_BEHIND_NUMBER: Final = re.compile(r"\bB-?\s?\d{6}(?:\.\d+)?(?:\s(?:et al\.))?,? ", re.IGNORECASE)
_ANNOUNCED: Final = re.compile(r"\bcontracts? for ", re.IGNORECASE)


def happened_on(told: Told, event_type: str, register: str) -> tuple[date | None, str]:
    """Return the day and the sentence that says why; None where the item does not say it."""
    if told.happened is not None and told.happened.earliest == told.happened.latest:
        return told.happened.earliest, "The source dates it."
    reader = {"court": _of_court, "gao": _of_gao, "contracts": _of_contracts}.get(register)
    return reader(told, event_type) if reader else _of_press(told)


def dates_in(text: str, near: date | None = None) -> Iterator[tuple[int, date]]:
    """Yield the days a text names and their places; a day without a year is of the year that ends at `near`."""
    for shape in _SHAPES:
        for found in shape.finditer(text):
            day = _day(found, near)
            if day is not None:
                yield found.start(), day


def _day(found: re.Match[str], near: date | None) -> date | None:
    """Return the day of a date in a text; None for what is none, and for years that the record cannot hold."""
    month = found["month"].lower()
    number = _MONTHS.get(month) or (int(month) if month.isdigit() else 0)
    said = found["year"]
    try:
        if said:
            day = date(int(said) + (2000 if len(said) == 2 else 0), number, int(found["day"]))
            return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
        if near is None:
            return None
        this = date(near.year, number, int(found["day"]))
        return this if this <= near else date(near.year - 1, number, min(int(found["day"]), 28))
    except ValueError:
        return None


def _behind(pattern: re.Pattern[str], text: str, near: date | None) -> date | None:
    """Return the date that directly follows some words."""
    for found in pattern.finditer(text):
        for at, day in dates_in(text[found.end() : found.end() + 24], near):
            if at == 0:
                return day
    return None


def _of_court(told: Told, event_type: str) -> tuple[date | None, str]:
    original = _behind(_ORIGINAL, told.text, told.published)
    if original:
        return original, "It was originally filed that day and published later."
    for words, pattern in (
        ("held", _HELD if event_type == "hearing" else None),
        ("entered", _ENTERED),
        ("received", _RECEIVED if event_type == "appeal-filed" else None),
    ):
        day = _behind(pattern, told.text, told.published) if pattern else None
        if day:
            return day, f"The entry says that it was {words} that day."
    return told.published, "The docket dates the entry." if told.published else ""


def _of_gao(told: Told, event_type: str) -> tuple[date | None, str]:
    both = joined((told.title, told.text))
    patterns = (
        (_FILED, _BEHIND_NUMBER)
        if event_type in {"protest-filed", "supplemental-filing"}
        else (_DECIDED, _BEHIND_NUMBER)
    )
    for pattern in patterns:
        day = _behind(pattern, both, told.published)
        if day:
            return day, "The paper dates it."
    if event_type not in {"protest-filed", "supplemental-filing", "decision"}:
        return None, ""
    days = sorted(dates_in(both, None))
    named = {day for _, day in days if told.published is None or day <= told.published}
    return (named.pop(), "It is the only day that the paper names.") if len(named) == 1 else (None, "")


def _of_contracts(told: Told, event_type: str) -> tuple[date | None, str]:
    announced = _behind(_ANNOUNCED, told.title, told.published)
    if announced:
        return announced, "It is the day of the announcement."
    if event_type in {"award", "modification", "termination", "solicitation", "amendment"} and told.published:
        return told.published, "It is the day of the announcement."
    return None, ""


def _of_press(told: Told) -> tuple[date | None, str]:
    """Read the day out of the first sentences: a weekday, “today”, or a date of the last weeks."""
    # Nothing can be counted back from the first days of the calendar, which some programs write for “unknown”.
    if told.published is None or told.published.year < FIRST_YEAR:
        return None, ""
    text = joined((told.title, sentences(told.text, 2)))
    named = [
        (at, day, "It names the day.")
        for at, day in dates_in(text, told.published)
        if told.published - OLDEST_NEWS <= day <= told.published and not _TO_COME.search(text[max(0, at - 40) : at])
    ]
    for found in _WEEKDAY.finditer(text):
        if not found["before"] and not _TO_COME.search(text[max(0, found.start() - 40) : found.start()]):
            back = (told.published.weekday() - _WEEKDAYS[found["weekday"].lower()]) % 7
            said = f"“{found['weekday']}” was {back} days before it was published."
            named.append((found.start(), told.published - timedelta(days=back), said))
    named += [(found.start(), told.published, "It says “today”.") for found in _TODAY.finditer(text)]
    named += [
        (found.start(), told.published - timedelta(days=1), "It says “yesterday”.")
        for found in _YESTERDAY.finditer(text)
    ]
    if not named:
        return None, ""
    _, day, reason = min(named)
    return day, reason
