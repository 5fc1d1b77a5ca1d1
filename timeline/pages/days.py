"""Dates in words, as precise as the record is: "25 October 2019", "about 2017", "November 2017, day unknown". Pure."""

from datetime import date
from typing import NamedTuple

from django.utils import dateformat
from django.utils.translation import gettext as _

from contracts.dates import PartialDate
from timeline.documents.shapes import Document

NO_BREAK = "\u00a0"


class DayParts(NamedTuple):
    """A date in the margin: what stands bold, and the small line under it."""

    bold: str
    small: str


def long(day: Document | None) -> str:
    """Return a date for prose, with blanks that do not break."""
    return _written(day, "j F Y", "F Y")


def short(day: Document | None) -> str:
    """Return a date for tables and notes."""
    return _written(day, "j M Y", "M Y")


def of_day(day: date) -> str:
    """Return a calendar day for prose."""
    return long({"earliest": day.isoformat(), "precision": "day", "circa": False})


def short_text(text: str | None) -> str:
    """Return a date given as EDTF text for tables and notes."""
    if not text:
        return ""
    day = PartialDate.parse(text)
    return short({"earliest": day.earliest.isoformat(), "precision": day.precision, "circa": day.circa})


def _written(day: Document | None, whole: str, month: str) -> str:
    if not day:
        return ""
    earliest = date.fromisoformat(day["earliest"])
    patterns = {"day": whole, "time": whole, "month": month, "year": "Y"}
    text = dateformat.format(earliest, patterns[day["precision"]])
    return (_("about %s") % text if day["circa"] else text).replace(" ", NO_BREAK)


def span(day: Document, until: Document | None) -> str:
    """Return a range in prose: "4 to 5 May 2020"."""
    return _("%(first)s to %(last)s") % {"first": long(day), "last": long(until)} if until else long(day)


def margin(day: Document, until: Document | None = None) -> DayParts:
    """Return a date for the margin of a list that is grouped by year and month."""
    earliest = date.fromisoformat(day["earliest"])
    if day["precision"] == "year":
        return DayParts(str(earliest.year), _("day unknown"))
    if day["precision"] == "month":
        return DayParts(dateformat.format(earliest, "M"), _("day unknown"))
    text = dateformat.format(earliest, "j M").replace(" ", NO_BREAK)
    if until:
        last = date.fromisoformat(until["latest"])
        pattern = "j" if last.month == earliest.month else "j M"
        first = dateformat.format(earliest, pattern)
        return DayParts(_("%(first)s to %(last)s") % {"first": first, "last": dateformat.format(last, "j M")}, "")
    if day["circa"]:
        return DayParts(_("about %s") % text, "")
    return DayParts(text, dateformat.format(earliest, "D"))
