"""Dates as an editor writes them, in English or German, read into EDTF; what can be read in two ways is refused."""

import re
from datetime import date, datetime, timedelta

from contracts.dates import DateError, PartialDate
from timeline.ingest.dates import Basis, DateReading, Precision, read

_ABOUT = re.compile(r"(?:circa|ca\.?|c\.|about|around|approx(?:imately|\.)?|etwa|ungefähr|~)\s*(?=\S)", re.IGNORECASE)
_DAYS = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1}
_SURE = {Basis.STATED, Basis.ZONE_NAME, Basis.NO_ZONE_NEEDED}


def read_written(said: str, *, today: date) -> str:
    """Return the EDTF text of “2018-10-12”, “Oct 2018”, “October 12, 2018 2:30 pm ET”, “circa 2017” or “yesterday”.

    Raises DateError for what is no date, has a weekday that does not fit or a time without its zone, and for numbers of
    which either could be the month.
    """
    text = " ".join(said.split())
    if text.lower() in _DAYS:
        return (today - timedelta(days=_DAYS[text.lower()])).isoformat()
    try:
        return PartialDate.parse(text).text
    except DateError as error:
        plain = error
    about = _ABOUT.match(text)
    reading = read(text[about.end() :] if about else text)
    if reading.value is None or reading.basis not in _SURE or reading.note:
        raise DateError(_words(reading, plain))
    if about and reading.precision is Precision.TIME:
        raise DateError("a time of day is no approximate date: leave out “circa” or the time")
    return PartialDate.parse(f"{_edtf(reading)}{'~' if about else ''}").text


def _edtf(reading: DateReading) -> str:
    if isinstance(reading.value, datetime):
        return reading.value.replace(microsecond=0).isoformat()
    return reading.edtf or ""


def _words(reading: DateReading, plain: DateError) -> str:
    """Say what is wrong: of a date that was understood in part, which part."""
    if reading.basis is Basis.ASSUMED_UTC:
        return "say the zone of the time, as in 2:30 pm ET"
    if reading.note and reading.note != "no known form":
        return reading.note
    return str(plain)
