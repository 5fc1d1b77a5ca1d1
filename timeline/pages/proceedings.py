"""Protests as rows of a table with bars on a common axis: filed, outcome, length; the words of the bench. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from contracts.codelists import Forum, Role
from timeline.addresses import page_path
from timeline.documents.shapes import Document

OUTCOMES = {
    "denied": ("Denied", "against"),
    "dismissed": ("Dismissed", "none"),
    "sustained": ("Sustained", "for"),
    "sustained-in-part": ("Sustained in part", "for"),
    "withdrawn": ("Withdrawn", "none"),
    "granted": ("Granted", "for"),
    "granted-in-part": ("Granted in part", "for"),
    "affirmed": ("Affirmed", "against"),
    "affirmed-in-part": ("Affirmed in part", "for"),
    "reversed": ("Reversed", "for"),
    "vacated-remanded": ("Vacated and remanded", "for"),
    "cert-denied": ("Review denied", "against"),
}
SILENCE = timedelta(days=2 * 365)
AGENCY_PROTEST = "Agency protest"
CHALLENGERS = (Role.PROTESTER, Role.PLAINTIFF, Role.APPELLANT, Role.PETITIONER)


@dataclass(frozen=True, slots=True)
class Proceeding:
    """One row; `bar` says how its end is drawn: solid (for), outlined (against), hatched (none) or open."""

    document: Document
    docket: str
    forum: str
    parties: str
    stage: str
    filed: date | None
    ended: date | None
    outcome: str
    bar: str
    days: int | None
    href: str
    challenger: str
    challengers: tuple[str, ...]
    pending: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The common axis: its years, and the bars' places."""

    first: date
    last: date
    years: list[tuple[str, float]]

    def x(self, day: date) -> float:
        """Return a day's place in per cent of the axis."""
        return round(100 * (day - self.first).days / max(1, (self.last - self.first).days), 2)


def proceedings(protests: list[Document], day: date) -> list[Proceeding]:
    """Prepare protests for the table, as far as a day knows them: nothing decided later shows its outcome."""
    rows = [proceeding(protest, day) for protest in protests]
    return sorted((row for row in rows if row.filed is None or row.filed <= day), key=lambda row: row.filed or date.max)


def proceeding(protest: Document, day: date) -> Proceeding:
    """Prepare one protest as far as a day knows it."""
    status = protest["status"] or {}
    filed, decided = _day(status.get("filed")), _day(status.get("decided"))
    known = decided is not None and decided <= day
    pending = not known and (decided is not None or (_is_open(status) and _is_alive(status, day)))
    outcome, bar = outcome_words(status) if known else ("Pending" if pending else "No outcome found", "open")
    names = [
        row["party"].get("short_name", row["party"]["id"]) for row in protest["parties"] if row["role"] in CHALLENGERS
    ]
    in_court = protest["forum"] in {Forum.COFC, Forum.CAFC, Forum.SCOTUS}
    against = "United States" if in_court else _agency(protest)
    return Proceeding(
        document=protest,
        docket=protest["cases"][0]["docket"] if protest["cases"] else AGENCY_PROTEST,
        forum=str(Forum(protest["forum"]).label),
        parties=f"{' and '.join(names)} {'v.' if in_court else 'against'} {against}",
        stage=protest["stage"],
        filed=filed,
        ended=decided if known else None,
        outcome=outcome,
        bar=bar,
        days=(decided - filed).days if known and filed and decided else None,
        href=page_path("protest", protest["id"]),
        challenger=" and ".join(names) or "An unnamed party",
        challengers=tuple(row["party"]["id"] for row in protest["parties"] if row["role"] in CHALLENGERS),
        pending=pending,
    )


def outcome_words(status: Document) -> tuple[str, str]:
    """Return an outcome in the bench's words and the kind of its bar."""
    disposition, reason = status.get("disposition") or "", status.get("reason") or ""
    if disposition == "dismissed" and reason == "moot":
        return "Dismissed as moot", "none"
    return OUTCOMES.get(disposition, ("Closed", "none"))


def _is_open(status: Document) -> bool:
    return status.get("status") in {"pending", "noticed", "remanded", "corrective-action"}


def _is_alive(status: Document, day: date) -> bool:
    """Say whether anything is recorded of it in the last years: no protest sleeps that long without an end."""
    changes = [date.fromisoformat(change["latest"]) for change in status.get("states", []) if change["latest"]]
    return bool(changes) and day - max(changes) < SILENCE


def _agency(protest: Document) -> str:
    rows = [row["party"] for row in protest["parties"] if row["role"] in {Role.RESPONDENT, Role.BUYER}]
    return str(rows[0].get("short_name", rows[0]["id"])) if rows else "the agency"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def axis_of(rows: list[Proceeding]) -> Axis | None:
    """Lay the common axis over all proceedings, from 1 January to 31 December; None where nothing is dated."""
    dates = [day for row in rows for day in (row.filed, row.ended) if day]
    if not dates:
        return None
    first, last = date(min(dates).year, 1, 1), date(max(dates).year, 12, 31)
    axis = Axis(first, last, [])
    years = [(str(year), axis.x(date(year, 1, 1))) for year in range(first.year, last.year + 1)]
    return Axis(first, last, years)
