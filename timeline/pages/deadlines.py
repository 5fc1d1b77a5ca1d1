"""The page of due dates across all disputes: what is open, overdue or projected, then what is past, by year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contracts.codelists import Forum
from contracts.procedure import DeadlineKind, DeadlineState
from timeline import selectors
from timeline.codelists import DueKind, DueState
from timeline.documents.shapes import Document, parsed
from timeline.filters import OWNERS, ObjectQuery, QueryRefused, Refusal
from timeline.pages import days
from timeline.pages.clocks import Clock, clock
from timeline.pages.paths import local, page_path
from timeline.pages.reading import as_of, day_of, public_page
from timeline.selectors import DeadlineQuery, DueDate

MOST_CURRENT = 500
MOST_PAST = 200
CURRENT = (DeadlineState.OPEN.value, DeadlineState.OVERDUE.value)
PAST = tuple(state.value for state in DeadlineState if state.value not in CURRENT)
FIRM = tuple(kind.value for kind in DeadlineKind if kind is not DeadlineKind.PROJECTED)
MOST_NEXT = 8
OTHERS = ("as_of", "year")


@dataclass(frozen=True, slots=True)
class Row:
    """One due date in the list, with the place of its full working."""

    clock: Clock
    day: days.DayParts
    forum: str
    href: str

    @property
    def document(self) -> Document:
        """Return the due date's document."""
        return self.clock.document


@dataclass(frozen=True, slots=True)
class Section:
    """Due dates under one head."""

    name: str
    title: str
    explained: str
    rows: list[Row]


@public_page
def deadlines_page(request: HttpRequest) -> HttpResponse:
    """List the due dates of all live protests as they stand on the reading day."""
    seq = as_of(request)
    day = day_of(seq)
    query, year = read_query(request, day, seq)
    past = _states(query, PAST)
    in_year = _within(past, date(year, 1, 1), date(year, 12, 31)) if year else past
    current = selectors.due_dates(_states(query, CURRENT), limit=MOST_CURRENT)
    earlier = selectors.due_dates(in_year, limit=MOST_PAST + 1, latest_first=True)
    names = selectors.agency_names(due.document for due in (*current, *earlier))
    context = {
        "day": day,
        "sections": [section for section in sections(current, day, names) if section.rows],
        "years": by_year(rows_of(earlier[:MOST_PAST], day, names)),
        "more": len(earlier) > MOST_PAST,
        "year_links": [
            {"name": name, "count": count, "href": _address(request, year=name), "here": name == str(year or "")}
            for name, count in selectors.years_of_deadlines(past).items()
        ],
        "year": year,
        "all_years": _address(request, year=""),
        "chosen": query.chosen,
        "choices": choices(query),
        "calendar": f"{local('/deadlines.ics')}{_query(request, year='', as_of='')}",
        "as_of_seq": seq,
        "canonical_path": "/deadlines/",
        "section": "deadlines",
    }
    return render(request, "timeline/deadlines.html", context)


def read_query(request: HttpRequest, day: date, seq: int | None) -> tuple[DeadlineQuery, int | None]:
    """Read the filters of the address and the year of the past part; raise QueryRefused."""
    parameters = {name: values for name, values in request.GET.lists() if any(values)}
    read = ObjectQuery.read("deadline", parameters, known=selectors.known_keys, others=OTHERS)
    text = request.GET.get("year", "").strip()
    if text and not (len(text) == 4 and text.isascii() and text.isdigit() and text != "0000"):
        raise QueryRefused([Refusal("year", f"“{text[:40]}” is no year like 2019")])
    return DeadlineQuery.asked(read, day, seq), int(text) if text else None


def _states(query: DeadlineQuery, states: tuple[str, ...]) -> DeadlineQuery:
    """Narrow a query to some states; those that the reader chose besides stay out."""
    wanted = query.chosen.get("state")
    kept = tuple(state for state in states if wanted is None or state in wanted)
    return replace(query, chosen={**query.chosen, "state": kept})


def _within(query: DeadlineQuery, first: date, last: date) -> DeadlineQuery:
    """Narrow a query to due dates between two days, both included."""
    return replace(query, first_due=max(query.first_due or first, first), last_due=min(query.last_due or last, last))


def row_of(due: DueDate, day: date, names: Mapping[str, str]) -> Row:
    """Prepare one due date for a list; `names` are those of agencies, by slug."""
    document = due.document
    shape = {"earliest": document["due_date"], "precision": "day", "circa": False}
    return Row(
        clock=clock(document["id"], document, day, names),
        day=days.margin(shape),
        forum=str(Forum(document["protest"]["forum"]).label),
        href=f"{page_path('protest', document['protest']['id'])}#due-{document['id']}",
    )


def due_next(dispute: str, day: date) -> list[Row]:
    """Return what is due next in a dispute: dates by law, by order or as a target that are open on a day."""
    chosen = {"dispute": (dispute,), "state": (DeadlineState.OPEN.value,), "kind": FIRM}
    dues = selectors.due_dates(DeadlineQuery(day, chosen, first_due=day), limit=MOST_NEXT)
    return rows_of(dues, day, selectors.agency_names(due.document for due in dues))


def sections(current: list[DueDate], day: date, names: Mapping[str, str]) -> list[Section]:
    """Sort what is not over into open, overdue and projected dates."""
    projected = [due for due in current if due.document["kind"] == DeadlineKind.PROJECTED.value]
    firm = [due for due in current if due.document["kind"] != DeadlineKind.PROJECTED.value]
    open_ones = [due for due in firm if due.state is DeadlineState.OPEN]
    overdue = [due for due in firm if due.state is DeadlineState.OVERDUE]
    return [
        Section(
            "open",
            _("Due next"),
            _("Running, with nothing in the record yet that meets them."),
            rows_of(open_ones, day, names),
        ),
        Section(
            "overdue",
            _("Overdue"),
            _("Passed, and the record has nothing that met them."),
            rows_of(overdue, day, names),
        ),
        Section(
            "projected",
            _("Projected"),
            _("They rest on another due date and move with it."),
            rows_of(projected, day, names),
        ),
    ]


def rows_of(dues: list[DueDate], day: date, names: Mapping[str, str]) -> list[Row]:
    """Prepare due dates for a list; `names` are those of agencies, by slug."""
    return [row_of(due, day, names) for due in dues]


def by_year(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Group past due dates by year, in the order given."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.document["due_date"][:4], []).append(row)
    return list(grouped.items())


def choices(query: DeadlineQuery) -> list[dict[str, Any]]:
    """Return the filter form's choices, each filter with what it takes and what is chosen."""
    disputes = [parsed(text) for _, text in selectors.list_objects("dispute", limit=500, as_of=query.as_of_seq)]
    offered = {
        "dispute": (_("Dispute"), [(one["id"], one["name"]) for one in disputes]),
        "forum": (pgettext("filter", "Forum"), list(Forum.choices)),
        "state": (_("State"), list(DueState.choices)),
        "kind": (_("Kind"), list(DueKind.choices)),
        "owner": (_("Who must act"), [(owner, _(owner)) for owner in OWNERS]),
    }
    return [
        {"name": name, "label": label, "options": options, "chosen": query.chosen.get(name, ())}
        for name, (label, options) in offered.items()
    ]


def _address(request: HttpRequest, **changed: str) -> str:
    return f"{request.path}{_query(request, **changed)}#past"


def _query(request: HttpRequest, **changed: str) -> str:
    """Return this page's query with some parameters changed; an empty one goes."""
    kept = [(name, value) for name, values in request.GET.lists() for value in values if value and name not in changed]
    pairs = kept + [(name, value) for name, value in changed.items() if value]
    return f"?{urlencode(pairs)}" if pairs else ""
