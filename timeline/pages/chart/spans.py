"""What lasts, as bars of the picture: proceedings, stays, clocks, phases, stretches in which work was barred. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from contracts import texts
from contracts.codelists import StayKind
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.chart.placing import Bar
from timeline.pages.chart.scale import RIGHT, Scale
from timeline.pages.paths import page_path
from timeline.pages.proceedings import Proceeding
from timeline.pages.wording import lower_first

OPEN_WIDTH = 26
PHASE_LETTER = 6.2  # px of a letter of a phase's name
STATUTORY = "GAO_DECISION_100"
STAY_WORDS = {
    StayKind.CICA_STAY: gettext_lazy("automatic stay"),
    StayKind.VOLUNTARY_STAY: gettext_lazy("voluntary stay"),
    StayKind.INJUNCTION: gettext_lazy("injunction"),
    StayKind.REMAND: gettext_lazy("remand"),
}
BARRING = frozenset({StayKind.CICA_STAY, StayKind.INJUNCTION})


def span_of(row: Proceeding, scale: Scale, known_by: date | None) -> Bar:
    """Return a proceeding from filing to decision; an open one is short and ends at the replay's day."""
    filed = row.filed or scale.first
    end = scale.x(row.ended) if row.ended else min(RIGHT, scale.x(known_by or scale.last), scale.x(filed) + OPEN_WIDTH)
    name = f"{row.challenger}, {row.number}" if row.number else row.challenger
    told = f"{name}: {lower_first(row.outcome)}"
    title = told if row.docket == row.number else f"{row.docket}, {told}"
    return Bar(scale.x(filed), end, row.bar, told, title, row.href)


def bands(rows: list[Proceeding], scale: Scale, known_by: date | None) -> list[Bar]:
    """Return stays, injunctions and remands with their words."""
    found = []
    for row in rows:
        for stay in row.document["stays"]:
            start = date.fromisoformat(stay["start"]["earliest"])
            if known_by and start > known_by:
                continue
            end = _end(stay["end"], scale, known_by)
            told = str(STAY_WORDS[StayKind(stay["kind"])])
            title = f"{row.docket}: {told}, {_period(start, stay['end'] and end)}"
            found.append(Bar(scale.x(start), scale.x(end), "band", told, title, row.href))
    return found


def clock_of(row: Proceeding, scale: Scale) -> Bar | None:
    """Return the GAO's hundred days of a protest: from the filing to the day on which a decision was due."""
    deadlines = (row.document["status"] or {}).get("deadlines", [])
    due = [one for one in deadlines if one["rule"] == STATUTORY and one["due_date"] and one["superseded_by"] is None]
    if not due or row.filed is None:
        return None
    day = date.fromisoformat(max(one["due_date"] for one in due))
    title = _("%(docket)s: the GAO’s 100 days, due %(day)s") % {"docket": row.docket, "day": days.short_day(day)}
    return Bar(scale.x(row.filed), scale.x(day), "clock", "", title, row.href)


def phases(contracts: Iterable[Document], scale: Scale, lang: str, known_by: date | None) -> list[Bar]:
    """Return the phases of the contracts, a contract in the first row where nothing stands in its time."""
    taken: list[list[tuple[float, float]]] = []
    placed: list[Bar] = []
    for number, contract in enumerate(contracts):
        own = [bar for bar in (_phase(contract, one, scale, lang, known_by) for one in contract["phases"]) if bar]
        if not own:
            continue
        first, last = min(bar.x for bar in own), max(bar.x2 for bar in own)
        free = (n for n, row in enumerate(taken) if all(last <= begin or end <= first for begin, end in row))
        row = next(free, len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((first, last))
        named = contract["acronym"] if number else ""
        placed += [replace(bar, row=row) for bar in _named(own, named)]
    return placed


def _phase(contract: Document, phase: Document, scale: Scale, lang: str, known_by: date | None) -> Bar | None:
    start = date.fromisoformat(phase["start"]["earliest"])
    if start >= scale.last or (known_by and start > known_by):
        return None
    end = _end(phase["end"], scale, known_by)
    name = texts.pick(phase["name"], lang)[0]
    title = f"{contract['acronym'] or contract['id']}: {name}, {_period(start, phase['end'] and end)}"
    return Bar(scale.x(start), scale.x(end), "phase", name, title, page_path("contract", contract["id"]))


def _named(bars: list[Bar], contract: str) -> list[Bar]:
    """Keep the names that fit inside; the first of another contract than the main one bears that one's name too."""
    found = []
    for number, bar in enumerate(sorted(bars, key=lambda one: (one.x, one.x2))):
        names = (f"{contract}: {bar.label}", contract) if contract and number == 0 else ()
        fitting = (name for name in (*names, bar.label) if len(name) * PHASE_LETTER + 10 <= bar.width)
        found.append(replace(bar, label=next(fitting, "")))
    return found


def barred(rows: list[Proceeding], scale: Scale, known_by: date | None) -> list[Bar]:
    """Return the stretches in which an injunction or an automatic stay barred work under the contract."""
    found = []
    for row in rows:
        for stay in row.document["stays"]:
            start = date.fromisoformat(stay["start"]["earliest"])
            if StayKind(stay["kind"]) not in BARRING or (known_by and start > known_by):
                continue
            end = _end(stay["end"], scale, known_by)
            title = _("Work barred: %(why)s, %(period)s") % {
                "why": STAY_WORDS[StayKind(stay["kind"])],
                "period": _period(start, stay["end"] and end),
            }
            found.append(Bar(scale.x(start), scale.x(end), "barred", "", title, row.href))
    return found


def _end(day: Document | None, scale: Scale, known_by: date | None) -> date:
    end = date.fromisoformat(day["latest"]) if day else scale.last
    return min(end, scale.last, known_by or scale.last)


def _period(start: date, end: date | None) -> str:
    if not end:
        return pgettext("open period", "from %s") % days.short_day(start)
    return _("%(first)s to %(last)s") % {"first": days.short_day(start), "last": days.short_day(end)}
