"""Puts disputes on one axis: days from award or first protest to each milestone, medians over what has ended. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.utils.translation import gettext_lazy, pgettext

from contracts.codelists import Forum
from timeline.codelists import EventType
from timeline.documents.shapes import Document
from timeline.pages.proceedings import Proceeding

STARTS = {"award": gettext_lazy("First award"), "protest": gettext_lazy("First protest")}
COURTS = (Forum.COFC, Forum.CAFC, Forum.SCOTUS)
MILESTONES = {
    "award": gettext_lazy("First award"),
    "protest": gettext_lazy("First protest"),
    "gao": gettext_lazy("First GAO decision"),
    "suit": gettext_lazy("First suit in court"),
    "ruling": gettext_lazy("First outcome in court"),
    "corrective": gettext_lazy("First corrective action"),
    "termination": gettext_lazy("First termination"),
    "end": gettext_lazy("Last proceeding over"),
}
WIDTH, PITCH = 860, 14


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of the picture, in its units; `title` says in words what it is."""

    x: float
    y: float
    width: float
    kind: str
    title: str


@dataclass(slots=True)
class Compared:
    """One dispute: the day that counts as 0, and days to each milestone; None where it was not reached.

    `open_for` is how many days the longest pending proceeding has lasted since day 0, None where nothing is pending.
    """

    dispute: Document
    start: date | None
    days: dict[str, int | None]
    open_for: int | None
    cases: list[Proceeding]
    bars: list[Span] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)
    height: int = 0

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Return the milestones' labels and days in the order of the table."""
        return [(str(label), written(self.days[name])) for name, label in MILESTONES.items()]


def written(days: float | None) -> str:
    """Return days for a table: a true minus, a dash for what is not known."""
    return "—" if days is None else f"{days:g}".replace("-", "−").replace(".", pgettext("decimal point", "."))


def compared(
    dispute: Document,
    contracts: list[Document],
    cases: list[Proceeding],
    events: list[Document],
    *,
    start: str,
    day: date,
) -> Compared:
    """Measure one dispute as a day knows it; `start` is `award` or `protest`."""
    reached = milestones(contracts, cases, events, day)
    zero = reached[start]
    counted = {name: (found - zero).days if zero and found else None for name, found in reached.items()}
    pending = any(case.pending for case in cases)
    return Compared(dispute, zero, counted, (day - zero).days if zero and pending else None, cases)


def milestones(
    contracts: list[Document], cases: list[Proceeding], events: list[Document], day: date
) -> dict[str, date | None]:
    """Return the first day of each milestone by a day; only days that the record knows exactly count."""
    awards = (_exact(award["date"]) for contract in contracts for award in contract["awards"])
    in_court = [case for case in cases if case.document["forum"] in COURTS]
    pending = any(case.pending for case in cases)
    ends = [case.ended for case in cases if case.ended]
    exact = all(case.ended_on for case in cases if case.ended)
    return {
        "award": _first(awards, day),
        "protest": _first_protest(cases, day),
        "gao": _first((case.ended_on for case in cases if case.document["forum"] == Forum.GAO), day),
        "suit": _first((case.filed for case in in_court), day),
        "ruling": _first((case.ended_on for case in in_court), day),
        "corrective": _first(_of(events, EventType.CORRECTIVE_ACTION), day),
        "termination": _first(_of(events, EventType.TERMINATION), day),
        "end": max(ends) if ends and not pending and exact else None,
    }


def _first_protest(cases: list[Proceeding], day: date) -> date | None:
    """Return when the first protest was filed; None where one without a known filing was decided before that."""
    first = _first((case.filed for case in cases), day)
    undated = _first((case.ended for case in cases if case.filed is None), day)
    return None if first and undated and undated < first else first


def _of(events: list[Document], kind: str) -> list[date | None]:
    return [_exact(event["date"]) for event in events if event["type"] == kind]


def _exact(shape: Document) -> date | None:
    return date.fromisoformat(shape["earliest"]) if shape["precision"] in {"day", "time"} else None


def _first(days: Iterable[date | None], until: date) -> date | None:
    return min((found for found in days if found and found <= until), default=None)


def medians(rows: list[Compared]) -> list[tuple[str, str, int]]:
    """Return each milestone's label, the median of its days and over how many disputes; a dash for fewer than two."""
    found = []
    for name, label in MILESTONES.items():
        known = [value for row in rows if (value := row.days[name]) is not None]
        found.append((str(label), written(median(known) if len(known) > 1 else None), len(known)))
    return found


def lay_out(rows: list[Compared], day: date) -> list[tuple[str, float]]:
    """Place bars and marks of all disputes on the common axis; return its ticks as (days, place)."""
    spans = [
        offset
        for row in rows
        if row.start
        for case in row.cases
        if case.filed
        for offset in (
            (case.filed - row.start).days,
            ((case.ended or day if case.pending else case.ended or case.filed) - row.start).days,
        )
    ]
    values = [*spans, *(value for row in rows for value in row.days.values() if value is not None), 0]
    first, last = min(values), max(*values, 1)
    scale = WIDTH / max(1, last - first)
    for row in rows:
        _place(row, first, scale, day)
    step = next((size for size in (30, 90, 180, 365, 730, 1825) if (last - first) / size <= 8), 3650)
    return [
        (f"{days:+d}".replace("-", "−") if days else "0", (days - first) * scale)
        for days in range(-(-first // step) * step, last + 1, step)
    ]


def _place(row: Compared, first: int, scale: float, day: date) -> None:
    if row.start is None:
        return
    ends: list[date] = []  # of the last bar in each line
    for case in row.cases:
        if case.filed is None:
            continue
        ended = case.ended or (day if case.pending else case.filed + timedelta(days=14))
        line = next((number for number, end in enumerate(ends) if end <= case.filed), len(ends))
        ends[line : line + 1] = [ended]
        words = f"{case.docket}, {case.forum}: {case.outcome}"
        x = ((case.filed - row.start).days - first) * scale
        bar = Span(
            round(x, 1), 18 + PITCH * line, round(max(3.0, (ended - case.filed).days * scale), 1), case.bar, words
        )
        row.bars.append(bar)
    row.marks = [
        (round((value - first) * scale, 1), f"{MILESTONES[name]}: {value}")
        for name, value in row.days.items()
        if value is not None
    ]
    row.height = 24 + PITCH * max(1, len(ends))
