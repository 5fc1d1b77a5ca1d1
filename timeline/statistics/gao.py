"""The yearly figures of the Government Accountability Office on its cases, fiscal years 2014 to 2025. Pure.

They were read in reprints of its annual reports to Congress, not in the reports themselves; each year names which. GAO
counts every docket number as a case: a protest with two supplements is three.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

FILE = Path(__file__).with_name("gao.csv")


@dataclass(frozen=True, slots=True)
class Reprint:
    """Where figures were read: what it is, and its address where that is known."""

    title: str | Promise
    href: str = ""


SOURCES = {
    "wifcon": Reprint(
        gettext_lazy("GAO's annual reports for 2010 to 2022, reprinted by Wifcon"),
        "https://www.wifcon.com/protestsgaostat.htm",
    ),
    "mondaq": Reprint(gettext_lazy("GAO's table for 2021 to 2025, reprinted by law firms on Mondaq")),
    "contracting-institute": Reprint(gettext_lazy("the Public Contracting Institute, for comparison")),
    "law-firms": Reprint(gettext_lazy("reprints by law firms, for hearings and protests counted alone")),
}
NOTES = {
    2014: gettext_lazy("Another reprint has 73 sustained cases; 72 is kept."),
    2015: gettext_lazy("The share of hearings and the number of protests alone come from reprints by law firms."),
    2016: gettext_lazy("80 claims for costs and 88 requests for reconsideration are among the 2,789 cases."),
    2020: gettext_lazy(
        "The number of cases on task orders is left blank: the reprint says 147, which looks like a typing error."
    ),
    2023: gettext_lazy(
        "More than 100 of the sustained cases belong to a single procurement of the Department of Health and Human"
        " Services, CIO-SP4."
    ),
    2025: gettext_lazy("From the report of 12 December 2025."),
}


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year, which ends on 30 September; rates are per cent, None is not in the reprints."""

    fiscal_year: int
    cases_filed: int
    cases_closed: int
    merit_decisions: int
    sustained: int
    sustain_rate_reported: float
    effectiveness_rate: int
    adr_cases: int
    adr_success_rate: int
    hearing_cases: int
    hearing_rate: float | None
    protests_alone_filed: int | None
    task_order_cases_closed: int | None
    sources: tuple[str, ...]

    @property
    def denied(self) -> int:
        """Return the merit decisions that did not sustain the protest."""
        return self.merit_decisions - self.sustained

    @property
    def sustain_rate(self) -> float:
        """Return sustained cases per hundred merit decisions, computed."""
        return 100 * self.sustained / self.merit_decisions

    @property
    def note(self) -> str:
        """Return what a reader must know about this year, in the language of the page."""
        return str(NOTES.get(self.fiscal_year, ""))


COLUMNS = tuple(column.name for column in fields(Year))


@cache
def years() -> tuple[Year, ...]:
    """Return all years, the earliest first."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_years(csv.DictReader(file)))


def _years(rows: Iterator[dict[str, str]]) -> Iterator[Year]:
    for row in rows:
        sources = tuple(row.pop("sources").split())
        yield Year(**{name: _number(text) for name, text in row.items()}, sources=sources)  # type: ignore[arg-type]  # a column may be empty only where None is allowed, which a test holds


def _number(text: str) -> float | None:
    if not text:
        return None
    return int(text) if text.isdigit() else float(text)


def download() -> Iterator[list[str]]:
    """Yield the rows of the CSV download, the first of them its head; sources and notes in English words."""
    yield [*COLUMNS[:-1], "sustain_rate_computed", "sources", "note"]
    for year in years():
        values = [getattr(year, name) for name in COLUMNS[:-1]]
        named = "; ".join(str(SOURCES[code].title) for code in year.sources)
        yield [*("" if v is None else str(v) for v in values), f"{year.sustain_rate:.2f}", named, year.note]
