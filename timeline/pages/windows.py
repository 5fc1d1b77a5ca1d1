"""One window of a list of events or statements on a page that may hold several, and the way to its neighbours."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from timeline import selectors
from timeline.documents.shapes import Document
from timeline.filters import EventQuery
from timeline.pages.dispute import complete
from timeline.pages.shown import Quoted, Shown, Year, by_year, show_event, show_statement

EVENTS, STATEMENTS = 60, 60


@dataclass(frozen=True, slots=True)
class Windowed:
    """A window of a list: how many it finds in all, and where the next and the previous window are; empty if none."""

    documents: list[Document]
    total: int
    next_url: str
    previous_url: str

    @property
    def is_part(self) -> bool:
        """Say whether there is more than this window shows."""
        return bool(self.next_url or self.previous_url)


def events_window(request: HttpRequest, query: EventQuery) -> dict[str, Any]:
    """Return what the record's part of a page shows: events with quotes and links, by year, and the window."""
    window = _window(request, query, ("after", "before"), "record", limit=EVENTS)
    events: list[Shown] = [show_event(document) for document in window.documents]
    complete(events, query.as_of_seq)
    years: list[Year] = by_year(events)
    return {"events": events, "years": years, "events_window": window}


def statements_window(request: HttpRequest, query: EventQuery) -> dict[str, Any]:
    """Return one window of statements, the oldest first, and the window; its parameters are not those of events."""
    query = replace(query, type=("statement",), statements=True, events=False, oldest_first=True)
    window = _window(request, query, ("said_after", "said_before"), "quotes", limit=STATEMENTS)
    quotes: list[Quoted] = [show_statement(document) for document in window.documents]
    return {"quotes": quotes, "quotes_window": window}


def _window(request: HttpRequest, query: EventQuery, names: tuple[str, str], anchor: str, *, limit: int) -> Windowed:
    after, before = (request.GET.get(name, "") for name in names)
    page = selectors.list_events(query, after=after, before=before, limit=limit)
    found, statements = selectors.count_events(query) if page.next or page.previous else (0, 0)
    shown = len(page.documents)
    total = (statements if query.type == ("statement",) else found) or shown
    return Windowed(
        page.documents,
        total,
        _address(request, names, names[0], page.next, anchor) if page.next else "",
        _address(request, names, names[1], page.previous, anchor) if page.previous else "",
    )


def _address(request: HttpRequest, names: tuple[str, str], name: str, position: str, anchor: str) -> str:
    kept = [(key, value) for key, values in request.GET.lists() for value in values if value and key not in names]
    return f"?{urlencode([*kept, (name, position)])}#{anchor}"
