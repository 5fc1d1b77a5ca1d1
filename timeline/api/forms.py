"""Lists as files: CSV, a workbook or JSON Lines of all that filters find, by suffix or by what a program accepts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.request import MediaType
from django.utils.cache import patch_vary_headers

from timeline import selectors
from timeline.api.items import item
from timeline.api.lists import EventListView
from timeline.api.problems import refused
from timeline.api.reading import WINDOW_NAMES, read_events
from timeline.documents.shapes import Document, parsed
from timeline.exports.tables import LICENCE_ADDRESS, table
from timeline.exports.workbook import workbook
from timeline.filters import Refusal

Parameters = Mapping[str, Sequence[str]]
Parts = Iterator[str] | Iterator[bytes]
LANGUAGE = "en"  # the API's codes, fields and addresses have no language; so its tables are English
# What belongs to a window means nothing for a whole list.
ONLY_WINDOWS = tuple(name for name in WINDOW_NAMES if name != "as_of")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a whole list: how files of it end, its media types (the first is sent), and what writes it."""

    suffix: str
    media_types: tuple[str, ...]
    write: Callable[[Iterable[tuple[str, int]]], Parts]


def _documents(rows: Iterable[tuple[str, int]]) -> Iterator[Document]:
    return (parsed(text) for text, _seq in rows)


FORMS = (
    Form(
        "csv",
        ("text/csv",),
        lambda rows: table(_documents(rows), lang=LANGUAGE, site=settings.SITE_URL),
    ),
    Form(
        "xlsx",
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        lambda rows: workbook(_documents(rows), lang=LANGUAGE, site=settings.SITE_URL),
    ),
    Form(
        "jsonl",
        ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
        lambda rows: (f"{item(text, seq)}\n" for text, seq in rows),
    ),
)
BY_SUFFIX = {form.suffix: form for form in FORMS}
MOST_WANTED = 50


def accepted(header: str) -> Form | None:
    """Return the form that an Accept header prefers to JSON (RFC 9110, 12.5.1); None for JSON.

    A wildcard, a browser, and whoever asks for something that is not there get JSON, as from every other address.
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
    return None


class EventFormsView(EventListView):
    """The list of events or statements, in windows of JSON or, as a file, whole."""

    suffix = ""
    _form: Form | None = None

    def validated(self, request: HttpRequest) -> str:
        """Return what an answer depends on: its form as well."""
        self._form = BY_SUFFIX[self.suffix] if self.suffix else accepted(request.headers.get("Accept", ""))
        depends = super().validated(request)
        return f"{depends}&form={self._form.suffix}" if self._form else depends

    def get(self, request: HttpRequest, **captured: str) -> HttpResponse:
        """Answer with a window of JSON, or with the whole list as a file."""
        if self._form is None:
            response = super().get(request, **captured)
        else:
            response = self._file(self._form, dict(request.GET.lists()))
        if not self.suffix:
            patch_vary_headers(response, ["Accept"])
        return response

    def _file(self, form: Form, parameters: Parameters) -> HttpResponse:
        """Stream all that the filters find, of one moment."""
        if cut := [name for name in parameters if name in ONLY_WINDOWS]:
            message = "is no parameter of a file, which holds all that the filters find"
            raise refused([Refusal(name, message) for name in cut])
        query, window = read_events(parameters, statements_only=self.resource.object == "statement")
        self._log = window.head
        moment = window.head.seq if window.as_of_seq is None else window.as_of_seq
        response = StreamingHttpResponse(
            form.write(selectors.walk_events(replace(query, as_of_seq=moment))),
            content_type=f"{form.media_types[0]}; charset=utf-8" if form.suffix == "csv" else form.media_types[0],
        )
        response["Content-Disposition"] = f'attachment; filename="{self.resource.name}-{moment}.{form.suffix}"'
        response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
        return response  # type: ignore[return-value]  # an answer in all but its length
