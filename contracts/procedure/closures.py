"""Days on which a forum was closed by order or for lack of funds: dated data with its source, never a holiday rule."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClosureKind(StrEnum):
    """Why a forum was closed."""

    EXECUTIVE_ORDER = "executive-order"
    LAPSE = "lapse-in-appropriations"
    LOCAL_HOLIDAY = "local-holiday"  # a day off in and around Washington only
    STATED = "stated"  # given as an input, cause unknown


@dataclass(frozen=True, slots=True)
class Closure:
    """One span of closed days of one forum, both ends included; `verified` False if an end was not confirmed."""

    forum: str
    first: date
    last: date
    kind: ClosureKind
    source: str
    verified: bool = True

    @property
    def days(self) -> int:
        """Return the number of calendar days in the span."""
        return (self.last - self.first).days + 1


# Executive orders close executive agencies only; GAO and the courts need entries of their own. Orders that no source of
# ours names are known from general knowledge and not confirmed.
_ORDERS = (
    (date(2012, 12, 24), "E.O. 13635 of December 2012, not confirmed", False),
    (date(2014, 12, 26), "E.O. 13682 of December 2014, not confirmed", False),
    (date(2018, 12, 5), "executive order of December 2018 (mourning), not confirmed", False),
    (date(2018, 12, 24), "executive order of December 2018, not confirmed", False),
    (date(2019, 12, 24), "executive order of December 2019, not confirmed", False),
    (date(2020, 12, 24), "executive order of December 2020", True),
    (date(2024, 12, 24), "executive order of December 2024, not confirmed", False),
    (date(2025, 1, 9), "executive order of December 2024 (mourning), not confirmed", False),
    (date(2025, 12, 24), "executive order of 18 December 2025", True),
    (date(2025, 12, 26), "executive order of 18 December 2025", True),
)
# In 2013 and 2025 the inauguration fell together with a federal holiday.
_INAUGURATIONS = (date(2009, 1, 20), date(2017, 1, 20), date(2021, 1, 20))

CLOSURES: tuple[Closure, ...] = (
    *(Closure("agency", day, day, ClosureKind.EXECUTIVE_ORDER, source, sure) for day, source, sure in _ORDERS),
    *(
        Closure(
            "GAO",
            day,
            day,
            ClosureKind.LOCAL_HOLIDAY,
            "Inauguration Day, 5 U.S.C. § 6103(c); that GAO counts it as closed is not confirmed",
            verified=False,
        )
        for day in _INAUGURATIONS
    ),
    Closure(
        "GAO",
        date(2013, 10, 1),
        date(2013, 10, 16),
        ClosureKind.LAPSE,
        "Squire Patton Boggs, October 2013; last day from general knowledge",
        verified=False,
    ),
    Closure(
        "GAO",
        date(2018, 1, 20),
        date(2018, 1, 22),
        ClosureKind.LAPSE,
        "Brown Rudnick, January 2018",
    ),
    Closure(
        "GAO",
        date(2025, 10, 1),
        date(2025, 11, 12),
        ClosureKind.LAPSE,
        "GAO notice of 1 October 2025; the day of reopening, 13 November, is not confirmed",
        verified=False,
    ),
)
