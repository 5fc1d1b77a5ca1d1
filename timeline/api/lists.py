"""Lists: a window of stored documents, spliced as text, with the addresses of its neighbours."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse

from timeline import selectors
from timeline.api.base import CONTENT_TYPE, LogView
from timeline.api.cursors import Cursor, encode
from timeline.api.items import item, items, part_item
from timeline.api.reading import Window, guess_events, read_events, read_objects, shape_of
from timeline.api.resources import BY_NAME, Resource, absolute
from timeline.filters import EventQuery
from timeline.selectors import Head, Page

Parameters = Mapping[str, Sequence[str]]


class ListView(LogView):
    """A list of one resource; its own statements tell the log's newest line."""

    head_first = False

    role = "list"
    resource: Resource = BY_NAME["events"]

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return one window of the list."""
        shape = shape_of(parameters, self.resource)
        page, window, count = self.read(parameters)
        make = self.maker(parameters)
        self._log = read_at(page, window)
        as_of = self.log.seq if window.as_of_seq is None else window.as_of_seq
        removed = selectors.removed_since(page.seqs) if window.as_of_seq is not None else ()
        made = items(page, make, removed=removed)
        results = ",".join(shape.of(made, as_of=window.as_of_seq) if shape else made)
        neighbours = {
            "next": self.neighbour(parameters, Cursor(after=page.next)) if page.next else None,
            "previous": self.neighbour(parameters, Cursor(before=page.previous)) if page.previous else None,
        }
        counted = f'"count":{count},' if count is not None else ""
        links = ",".join(f'"{name}":{orjson.dumps(url).decode()}' for name, url in neighbours.items())
        body = f'{{"as_of_seq":{as_of},{counted}{links},"results":[{results}]}}'
        response = HttpResponse(body.encode(), content_type=CONTENT_TYPE)
        relations = [f'<{url}>; rel="{name[:4]}"' for name, url in neighbours.items() if url]
        if relations:
            response["Link"] = ", ".join(relations)
        return response

    def read(self, parameters: Parameters) -> tuple[Page, Window, int | None]:
        """Read the window, and the number of all if it is asked for."""
        query, window = read_objects(parameters, self.resource.object)
        page = selectors.page_of(query, after=window.cursor.after, before=window.cursor.before, limit=window.limit)
        return page, window, selectors.count_list(query) if window.count else None

    def maker(self, parameters: Parameters) -> Callable[[str, int], str]:  # noqa: ARG002 - some items depend on them
        """Return the function that makes items of stored texts."""
        return part_item(self.resource) if self.resource.object in selectors.PARTS else item

    def neighbour(self, parameters: Parameters, cursor: Cursor) -> str:
        """Return the absolute address of a neighbouring window of the same query."""
        kept = sorted((name, value) for name, values in parameters.items() if name != "cursor" for value in values)
        return absolute(f"{self.resource.path}?{urlencode([*kept, ('cursor', encode(cursor))])}")


def read_at(page: Page, window: Window) -> Head:
    """Return the log's newest line as the list saw it: its own statement tells, else the one that was read before."""
    if page.head in {0, window.head.seq}:
        return window.head
    return Head(page.head, page.head_at or selectors.published_at(page.head))


class EventListView(ListView):
    """The list of events, or of statements, by the filters that pages share."""

    def read(self, parameters: Parameters) -> tuple[Page, Window, int | None]:
        """Read the window, and the number of all if it is asked for."""
        statements_only = self.resource.object == "statement"
        guessed = guess_events(parameters, statements_only=statements_only)
        if guessed is None or not (page := _window_of(*guessed)).seqs:
            guessed = read_events(parameters, statements_only=statements_only)
            page = _window_of(*guessed)
        query, window = guessed
        return page, window, _count(query) if window.count else None


def _window_of(query: EventQuery, window: Window) -> Page:
    return selectors.list_events(query, after=window.cursor.after, before=window.cursor.before, limit=window.limit)


def _count(query: EventQuery) -> int:
    events, statements = selectors.count_events(query)
    return events * query.events + statements * query.statements
