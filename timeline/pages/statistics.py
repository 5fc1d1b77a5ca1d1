"""The page of GAO's yearly figures: each drawn and explained, with sources and caveats, and all in one table."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from timeline.documents.shapes import Document
from timeline.exports.tables import LICENCE_ADDRESS
from timeline.pages.columns import Drawing, Series, columns, curves, rows
from timeline.pages.paths import MAIN_LANGUAGE
from timeline.pages.reading import public_page
from timeline.pages.wording import grouped
from timeline.statistics.gao import SOURCES, Reprint, Year, download, years

CSV_PATH = "/statistics.csv"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: drawn twice, for wide and narrow pages; `text` holds all its numbers in words."""

    id: str
    title: str
    explained: str
    caveats: list[str]
    legend: list[tuple[str, str]]
    wide: Drawing
    narrow: Drawing
    text: str


@public_page
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Show the figures of all fiscal years."""
    found = years()
    context = {
        "figures": figures(found),
        "years": [(year, cells(year)) for year in reversed(found)],
        "heads": [label for label, _value in table()],
        "sources": sources(found),
        "first": found[0].fiscal_year,
        "last": found[-1].fiscal_year,
        "csv": CSV_PATH,
        "structured": structured(found),
        "canonical_path": "/statistics/",
        "section": "statistics",
    }
    return render(request, "timeline/statistics.html", context)


@public_page
def statistics_csv(_request: HttpRequest) -> HttpResponse:
    """Return the figures as CSV, in English wherever it is asked for."""
    file = io.StringIO()
    with override(MAIN_LANGUAGE):
        csv.writer(file, lineterminator="\r\n").writerows(download())
    headers = {
        "Content-Disposition": 'attachment; filename="gao-bid-protests.csv"',
        "Link": f'<{LICENCE_ADDRESS}>; rel="license"',
        "Access-Control-Allow-Origin": "*",
    }
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def figures(found: Sequence[Year]) -> list[Figure]:
    """Draw all figures in the page's language."""
    return [_filed(found), _merits(found), _rates(found), _others(found), _orders(found)]


def _series(name: str, kind: str, found: Sequence[Year], value: Callable[[Year], float | None]) -> Series:
    values = [value(year) for year in found]
    return Series(name, kind, values, ["?" if number is None else grouped(number) for number in values])


def _figure(
    key: str,
    words: tuple[str, str],
    found: Sequence[Year],
    series: list[Series],
    *,
    caveats: Sequence[int] = (),
    more: Sequence[str] = (),
    top: float = 0,
) -> Figure:
    """Put a figure together; with `top` it is drawn as lines on a scale that ends there, else as stacked columns."""
    numbers = [year.fiscal_year for year in found]
    notes = {year.fiscal_year: year.note for year in found}
    return Figure(
        id=key,
        title=words[0],
        explained=words[1],
        caveats=[*more, *(f"{year}: {notes[year]}" for year in caveats)],
        legend=[(one.kind, one.name) for one in series],
        wide=curves(numbers, series, top) if top else columns(numbers, series),
        narrow=rows(numbers, series, stacked=not top),
        text="; ".join(
            f"{year}: " + ", ".join(f"{one.name} {one.written[place]}" for one in series)
            for place, year in enumerate(numbers)
        ),
    )


def _filed(found: Sequence[Year]) -> Figure:
    words = (_("Cases filed"), _("Protests, supplements, claims for costs and requests for reconsideration."))
    more = [_("Every docket number counts as a case: a protest with two supplements is three.")]
    series = [_series(_("filed"), "filed", found, lambda year: year.cases_filed)]
    return _figure("filed", words, found, series, caveats=[2016], more=more)


def _merits(found: Sequence[Year]) -> Figure:
    words = (_("Merit decisions"), _("How the cases ended that were decided on their merits; most end before that."))
    series = [
        _series(_("sustained"), "for", found, lambda year: year.sustained),
        _series(_("denied"), "against", found, lambda year: year.denied),
    ]
    return _figure("merits", words, found, series, caveats=[2014, 2023])


def _rates(found: Sequence[Year]) -> Figure:
    words = (
        _("Two rates"),
        _("Per cent. The sustain rate is counted on merit decisions, the effectiveness rate on all closed cases."),
    )
    series = [
        _series(_("effectiveness rate"), "effective", found, lambda year: year.effectiveness_rate),
        _series(_("sustain rate"), "sustain", found, lambda year: year.sustain_rate),
    ]
    more = [_("Corrective action is counted as a success for the protester, whatever it brought in the end.")]
    return _figure("rates", words, found, series, caveats=[2023], more=more, top=65)


def _others(found: Sequence[Year]) -> Figure:
    words = (
        _("Hearings and ADR"),
        _("Cases with a hearing, and cases in which alternative dispute resolution was used."),
    )
    series = [
        _series(_("ADR"), "adr", found, lambda year: year.adr_cases),
        _series(_("hearings"), "hearing", found, lambda year: year.hearing_cases),
    ]
    return _figure("hearings", words, found, series, top=140)


def _orders(found: Sequence[Year]) -> Figure:
    words = (_("Task and delivery orders"), _("Closed cases about orders under umbrella contracts."))
    series = [_series(_("closed"), "filed", found, lambda year: year.task_order_cases_closed)]
    more = [_("A question mark: not in the reprints that were read.")]
    return _figure("orders", words, found, series, caveats=[2020], more=more)


def table() -> list[tuple[str, Callable[[Year], str]]]:
    """Return the columns of the table: head, and a year's cell."""

    def count(number: float | None) -> str:
        return "—" if number is None else grouped(number)

    def rate(number: float | None) -> str:
        if number is None:
            return "—"
        return pgettext("per cent", "%(number)s%%") % {"number": grouped(number, 0 if number == int(number) else 2)}

    return [
        (_("Filed"), lambda year: count(year.cases_filed)),
        (_("Closed"), lambda year: count(year.cases_closed)),
        (_("Merit decisions"), lambda year: count(year.merit_decisions)),
        (_("Sustained"), lambda year: count(year.sustained)),
        (_("Sustain rate"), lambda year: rate(round(year.sustain_rate, 2))),
        (_("as reported"), lambda year: rate(year.sustain_rate_reported)),
        (_("Effectiveness rate"), lambda year: rate(year.effectiveness_rate)),
        (_("ADR cases"), lambda year: count(year.adr_cases)),
        (_("ADR success"), lambda year: rate(year.adr_success_rate)),
        (_("Hearings"), lambda year: count(year.hearing_cases)),
        (_("Orders closed"), lambda year: count(year.task_order_cases_closed)),
    ]


def cells(year: Year) -> list[tuple[str, str]]:
    """Return a year's cells with their heads."""
    return [(head, cell(year)) for head, cell in table()]


def sources(found: Sequence[Year]) -> list[tuple[Reprint, str]]:
    """Return where the figures were read, each with the years for which."""
    named = []
    for code, reprint in SOURCES.items():
        numbers = [year.fiscal_year for year in found if code in year.sources]
        span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        named.append((reprint, span))
    return named


def structured(found: Sequence[Year]) -> Document:
    """Return the figures as a data set of schema.org."""
    return {
        "@type": "Dataset",
        "name": _("Bid protests at the Government Accountability Office in figures"),
        "description": _(
            "Cases filed, closed, decided and sustained by fiscal year, with rates, hearings and sources."
        ),
        "temporalCoverage": f"{found[0].fiscal_year - 1}-10-01/{found[-1].fiscal_year}-09-30",
        "license": LICENCE_ADDRESS,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": settings.SITE_URL + CSV_PATH}
        ],
    }
