"""Days on which a forum was closed by order or for lack of funds: dated data with its source, never a holiday rule."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClosureKind(StrEnum):
    """Why a forum was closed."""

    EXECUTIVE_ORDER = "executive-order"
    LAPSE = "lapse-in-appropriations"
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


# Executive orders close executive agencies only; GAO and the courts need entries of their own.
# Inauguration Day is left out: no source read says how each forum counts it.
CLOSURES: tuple[Closure, ...] = (
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
        "agency",
        date(2020, 12, 24),
        date(2020, 12, 24),
        ClosureKind.EXECUTIVE_ORDER,
        "executive order of December 2020",
    ),
    Closure(
        "GAO",
        date(2025, 10, 1),
        date(2025, 11, 12),
        ClosureKind.LAPSE,
        "GAO notice of 1 October 2025; the day of reopening, 13 November, is not confirmed",
        verified=False,
    ),
    Closure(
        "agency",
        date(2025, 12, 24),
        date(2025, 12, 24),
        ClosureKind.EXECUTIVE_ORDER,
        "executive order of 18 December 2025",
    ),
    Closure(
        "agency",
        date(2025, 12, 26),
        date(2025, 12, 26),
        ClosureKind.EXECUTIVE_ORDER,
        "executive order of 18 December 2025",
    ),
)
