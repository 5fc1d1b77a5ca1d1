"""Lists as files: CSV, a workbook or JSON Lines of all that filters find, by suffix or by what a program accepts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.request import MediaType

from timeline import selectors
from timeline.api.citations import CitationListView
from timeline.api.cursors import Cursor, encode
from timeline.api.deadlines import DeadlineListView
from timeline.api.items import item, items
from timeline.api.lists import EventListView, ListView, read_at
from timeline.api.otherwise import OTHERWISE, lead
from timeline.api.problems import refused
from timeline.api.reading import MOST, WINDOW_NAMES, read_events
from timeline.documents.shapes import Document, parsed
from timeline.exports import columns, tables
from timeline.exports.past import marked
from timeline.exports.tables import LICENCE_ADDRESS, lines_of
from timeline.exports.workbook import sheet_of
from timeline.filters import Refusal
from timeline.selectors import Page

Parameters = Mapping[str, Sequence[str]]
Parts = Iterator[str] | Iterator[bytes]
LANGUAGE = "en"  # the API's codes, fields and addresses have no language; so its tables are English
# What belongs to a window means nothing for a whole list.
ONLY_WINDOWS = tuple(name for name in WINDOW_NAMES if name != "as_of")


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole list: what its table is called and has as columns, and its items as JSON texts."""

    title: str
    heads: tuple[str, ...]
    cells: Callable[[Document], tuple[str, ...]]
    items: Iterable[str]

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        """Return the lines of the table."""
        return (self.cells(parsed(text)) for text in self.items)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a whole list: how files of it end, its media types (the first is sent), and what writes it."""

    suffix: str
    media_types: tuple[str, ...]
    write: Callable[[Listed], Parts]


FORMS = (
    Form("csv", ("text/csv",), lambda listed: lines_of(listed.heads, listed.rows)),
    Form(
        "xlsx",
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        lambda listed: sheet_of(listed.title, listed.heads, listed.rows),
    ),
    Form(
        "jsonl",
        ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
        lambda listed: (f"{text}\n" for text in listed.items),
    ),
)
NOWHERE: Mapping[str, str] = {}
# By resource and media type: where the list is a feed or a calendar.
FEED_TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "feed.json": "application/feed+json",
    "ics": "text/calendar",
}
PLACES = {
    name: {FEED_TYPES[form]: path for form, path in places.items() if form in FEED_TYPES}
    for name, places in OTHERWISE.items()
}
BY_SUFFIX = {form.suffix: form for form in FORMS}
MOST_WANTED = 50


def accepted(header: str, others: Mapping[str, str] = NOWHERE) -> Form | str | None:
    """Return the form that an Accept header prefers to JSON (RFC 9110, 12.5.1); None for JSON.

    `others` says by media type where else the list is; one of these places is returned where it is preferred. A
    wildcard, a browser, and whoever asks for something that is not there get JSON, as from every other address.
    """
    if "/" not in header:
        return None
    wanted = sorted((MediaType(one) for one in header.split(",")[:MOST_WANTED]), key=lambda one: -one.quality)
    for one in wanted:
        if one.quality <= 0:
            continue
        if one.match("application/json") or one.match("text/html"):
            return None
        for form in FORMS:
            if any(one.match(media_type) for media_type in form.media_types):
                return form
        for media_type, place in others.items():
            if one.match(media_type):
                return place
    return None


class FormsView(ListView):
    """A list in windows of JSON or, as a file, whole; where it is a feed or a calendar as well, it leads there."""

    suffix = ""
    _form: Form | None = None
    _place = ""

    def validated(self, request: HttpRequest) -> str:
        """Return what an answer depends on: its form as well."""
        chosen: Form | str | None = BY_SUFFIX.get(self.suffix)
        if not self.suffix:
            self.varies = ("Accept",)
            chosen = accepted(request.headers.get("Accept", ""), PLACES.get(self.resource.name, NOWHERE))
        depends = super().validated(request)
        if isinstance(chosen, str):
            self._place = chosen
            return f"{depends}&place={chosen}"
        self._form = chosen
        return f"{depends}&form={chosen.suffix}" if chosen else depends

    def get(self, request: HttpRequest, **captured: str) -> HttpResponse:
        """Answer with a window of JSON, or with the whole list as a file."""
        if self._place:
            return lead(self._place, request.GET.lists())
        if self._form is None:
            return super().get(request, **captured)
        return self._file(self._form, dict(request.GET.lists()))

    def whole(self, parameters: Parameters) -> tuple[int, Iterator[str]]:
        """Return the moment of which the whole list is read, and its items, read a window at a time."""
        page, window, _count = self.read({**parameters, "limit": (str(MOST),)})
        self._log = read_at(page, window)
        moment = self.log.seq if window.as_of_seq is None else window.as_of_seq
        return moment, self._items(parameters, page, moment)

    def table(self, *, past: bool) -> tuple[tuple[str, ...], Callable[[Document], tuple[str, ...]]]:
        """Return heads and cells of the list's table; of a past moment it says what was removed since."""
        name = self.resource.name
        return columns.heads(name, past=past), partial(columns.cells, name, past=past)

    def _items(self, parameters: Parameters, page: Page, moment: int) -> Iterator[str]:
        make = self.maker(parameters)
        held = {**parameters, "limit": (str(MOST),), "as_of": (str(moment),)}
        while True:
            yield from items(page, make, removed=selectors.removed_since(page.seqs))
            if not page.next:
                return
            page, _window, _count = self.read({**held, "cursor": (encode(Cursor(after=page.next)),)})

    def _file(self, form: Form, parameters: Parameters) -> HttpResponse:
        """Stream all that the filters find, of one moment; what was removed since then is marked."""
        if cut := [name for name in parameters if name in ONLY_WINDOWS]:
            message = "is no parameter of a file, which holds all that the filters find"
            raise refused([Refusal(name, message) for name in cut])
        moment, found = self.whole(parameters)
        heads, cells = self.table(past="as_of" in parameters)
        response = StreamingHttpResponse(
            form.write(Listed(self.resource.name.capitalize(), heads, cells, found)),
            content_type=f"{form.media_types[0]}; charset=utf-8" if form.suffix == "csv" else form.media_types[0],
        )
        response["Content-Disposition"] = f'attachment; filename="{self.resource.name}-{moment}.{form.suffix}"'
        response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
        return response  # type: ignore[return-value]  # an answer in all but its length


class EventFormsView(FormsView, EventListView):
    """The same of events or statements, which have a table of their own."""

    def whole(self, parameters: Parameters) -> tuple[int, Iterator[str]]:
        """Return the moment and the items, walked along the index of events."""
        query, window = read_events(parameters, statements_only=self.resource.object == "statement")
        self._log = window.head
        moment = window.head.seq if window.as_of_seq is None else window.as_of_seq
        made = ((item(text, seq), seq) for text, seq in selectors.walk_events(replace(query, as_of_seq=moment)))
        return moment, (text for text, _seq in (made if window.as_of_seq is None else marked(made)))

    def table(self, *, past: bool) -> tuple[tuple[str, ...], Callable[[Document], tuple[str, ...]]]:
        """Return heads and cells of the table of events."""
        cells = partial(tables.cells, lang=LANGUAGE, site=settings.SITE_URL, past=past)
        return tables.heads(LANGUAGE, past=past), cells


class DeadlineFormsView(FormsView, DeadlineListView):
    """The same of due dates, as they stand on a day."""


class CitationFormsView(FormsView, CitationListView):
    """The same of citations."""
