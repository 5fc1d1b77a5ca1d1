"""The forms in which sources write dates, as patterns with named parts; whatever fits none of them is not a date."""

import re
from typing import Final

# y m d: year, month, day as numbers; name: the month in words; p q: day and month in an order the source decides.
_NUMERIC: Final = (
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    r"(?P<y>[0-9]{4})(?P<sep>[/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})",
    r"(?P<d>[0-9]{1,2})\.\s?(?P<m>[0-9]{1,2})\.\s?(?P<y>[0-9]{4})",
    r"(?P<p>[0-9]{1,2})(?P<sep>[/-])(?P<q>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})",
)
_DAY_FIRST: Final = (
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:of\s+|de\s+)?(?P<name>[^\W\d_]+)\.?,?[\s-]+(?:de\s+)?"
    r"(?P<y>[0-9]{4}|[0-9]{2})"
)
_MONTH_FIRST: Final = r"(?P<name>[^\W\d_]+)\.?[\s-]+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{4})"
_WEEKDAY: Final = r"(?:(?P<weekday>[^\W\d_]+)\.?(?:,\s*|\s+))?"
_TIME: Final = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?:\s*(?P<half>[AaPp]\.?[Mm])\b\.?)?(?:\s*Uhr\b)?"
)
_BETWEEN: Final = r"(?:[Tt]|\s*,\s*|\s+(?:(?:at|um|à|alle(?:\s+ore)?|ore|[-–])\s+)?)"
_AFTER_DATE: Final = rf"(?:{_BETWEEN}{_TIME})?\s*(?P<zone>.*)"
# What C's asctime and the Unix command `date` print.
_YEAR_LAST: Final = (
    r"(?P<name>[^\W\d_]+)\.?\s+(?P<d>[0-9]{1,2}),?\s+" + _TIME + r"(?:\s+(?P<zone>[A-Z]+))?\s+(?P<y>[0-9]{4})"
)
_BASIC: Final = (
    r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})T"
    r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})(?P<zone>.*)"
)

SHAPES: Final = (
    *(re.compile(_WEEKDAY + shape + _AFTER_DATE) for shape in (*_NUMERIC, _DAY_FIRST, _MONTH_FIRST)),
    re.compile(_WEEKDAY + _YEAR_LAST),
    re.compile(_BASIC),
)
"""Patterns of dates to the day, each with or without a time."""

MONTH_SHAPES: Final = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})"),
    re.compile(r"(?P<name>[^\W\d_]+)\.?,?\s+(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})"),
)
"""Patterns of dates to the month or the year."""
