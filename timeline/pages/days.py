"""Dates in words, as precise as the record is: "25 October 2019", "about 2017", "25. Oktober 2019". Pure.

Which order, point and abbreviation a language has is in its catalogue: the patterns are translated like any words.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import NamedTuple

from django.utils import dateformat
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from contracts.dates import PartialDate
from timeline.documents.shapes import Document

MOST_REMEMBERED = 8_192  # days in a language
NO_BREAK = "\u00a0"
MONTHS = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)


class DayParts(NamedTuple):
    """A date in the margin: what stands bold, and the small line under it."""

    bold: str
    small: str


def long(day: Document | None) -> str:
    """Return a date for prose, with blanks that do not break."""
    return _written(day, long_day, lambda first: dateformat.format(first, "F Y"))


def short(day: Document | None) -> str:
    """Return a date for tables and notes."""
    return _written(day, short_day, lambda first: f"{month_name(first)} {first.year}")


def within(first: date, last: date) -> Document:
    """Return a day that is known to lie in a span as documents write dates: to the month or the year where unknown."""
    exact, month = first == last, (first.year, first.month) == (last.year, last.month)
    precision = "day" if exact else "month" if month else "year"
    return {"earliest": first.isoformat(), "latest": last.isoformat(), "precision": precision, "circa": False}


def when(day: Document) -> str:
    """Return when something happened, with the word that leads to it: "on 25 October 2019", "in October 2019"."""
    patterns = {"month": _("in %s"), "year": pgettext("in a year", "in %s")}
    return long(day) if day["circa"] else patterns.get(day["precision"], _("on %s")) % long(day)


def _remembered(write: Callable[[date], str]) -> Callable[[date], str]:
    """Remember what was written for a day in a language: a page names hundreds, most of them more than once."""

    @lru_cache(maxsize=MOST_REMEMBERED)
    def written(day: date, _language: str | None) -> str:
        return write(day)

    @wraps(write)
    def remembered(day: date) -> str:
        return written(day, get_language())

    return remembered


@_remembered
def long_day(day: date) -> str:
    """Return a calendar day for prose."""
    return _unbroken(dateformat.format(day, pgettext("day in prose, PHP pattern", "j F Y")))


@_remembered
def short_day(day: date) -> str:
    """Return a calendar day for tables and notes."""
    return _unbroken(f"{day_and_month(day)} {day.year}")


@_remembered
def day_and_month(day: date) -> str:
    """Return a day of a known year."""
    words = pgettext("day and short month", "%(day)s %(month)s") % {"day": day.day, "month": month_name(day)}
    return _unbroken(words)


@_remembered
def month_name(day: date) -> str:
    """Return a month's short name."""
    return str(MONTHS[day.month - 1])


@_remembered
def weekday(day: date) -> str:
    """Return the name of a day of the week."""
    return dateformat.format(day, "l")


@_remembered
def _short_weekday(day: date) -> str:
    return dateformat.format(day, "D")


def minute(moment: datetime) -> str:
    """Return a moment of our own clock, which is UTC."""
    return f"{short_day(moment.date())}, {moment:%H:%M} UTC"


def short_text(text: str | None) -> str:
    """Return a date given as EDTF text for tables and notes."""
    if not text:
        return ""
    day = PartialDate.parse(text)
    return short({"earliest": day.earliest.isoformat(), "precision": day.precision, "circa": day.circa})


def _unbroken(text: str) -> str:
    return text.replace(" ", NO_BREAK)


def _written(day: Document | None, whole: Callable[[date], str], month: Callable[[date], str]) -> str:
    if not day:
        return ""
    earliest = date.fromisoformat(day["earliest"])
    if day["precision"] == "year":
        text = str(earliest.year)
    else:
        text = month(earliest) if day["precision"] == "month" else whole(earliest)
    return _unbroken(_("about %s") % text if day["circa"] else text)


def span(day: Document, until: Document | None) -> str:
    """Return a range in prose: "4 to 5 May 2020"."""
    return _("%(first)s to %(last)s") % {"first": long(day), "last": long(until)} if until else long(day)


def margin(day: Document, until: Document | None = None) -> DayParts:
    """Return a date for the margin of a list that is grouped by year and month."""
    earliest = date.fromisoformat(day["earliest"])
    if day["precision"] == "year":
        return DayParts(str(earliest.year), _("day unknown"))
    if day["precision"] == "month":
        return DayParts(month_name(earliest), _("day unknown"))
    if until:
        last = date.fromisoformat(until["latest"])
        within = last.month == earliest.month
        first = pgettext("day alone", "%s") % earliest.day if within else day_and_month(earliest)
        return DayParts(_("%(first)s to %(last)s") % {"first": first, "last": day_and_month(last)}, "")
    if day["circa"]:
        return DayParts(_("about %s") % day_and_month(earliest), "")
    return DayParts(day_and_month(earliest), _short_weekday(earliest))
