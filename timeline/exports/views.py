"""Answers for downloads: the events of a dispute under the page's own filters, streamed from one moment of the log."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language

from timeline import selectors
from timeline.addresses import page_path
from timeline.api.problems import Problem, problem_beside
from timeline.api.problems import refused as problem_of
from timeline.documents.shapes import Document, parsed
from timeline.exports import references
from timeline.exports.pack.about import About
from timeline.exports.pack.packing import pack
from timeline.exports.past import marked
from timeline.exports.references import Reference
from timeline.exports.tables import LICENCE, LICENCE_ADDRESS, table
from timeline.exports.timelinejs import timelinejs
from timeline.exports.workbook import workbook
from timeline.filters import EventQuery, QueryRefused, Refusal
from timeline.pages.dispute import read_query
from timeline.pages.paths import local
from timeline.pages.reading import Elsewhere, as_of, found_or_elsewhere, public_page, question

MOST_ENTRIES = 10_000  # what a chronology pack holds at most

Lines = Iterator[str] | Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a download is asked for: the dispute, the events that its page's filters find, and at which moment."""

    dispute: Document
    query: EventQuery
    moment: int
    lang: str
    past: bool = False

    @property
    def rows(self) -> Iterator[tuple[str, int]]:
        """Read the events' texts, a window at a time; what was removed since a past moment is marked."""
        rows = selectors.walk_events(self.query)
        return marked(rows) if self.past else rows

    @property
    def events(self) -> Iterator[Document]:
        """Read the events' documents."""
        return (parsed(text) for text, _seq in self.rows)


def _sources(write: Callable[[Iterable[Reference]], Iterator[str]]) -> Callable[[Asked], Lines]:
    return lambda asked: write(references.sources_of(asked.events, settings.SITE_URL))


def _entries(write: Callable[[Iterable[Reference]], Iterator[str]]) -> Callable[[Asked], Lines]:
    return lambda asked: write(references.events_of(asked.events, settings.SITE_URL, asked.lang))


def documents(asked: Asked) -> Iterator[str]:
    """Yield one JSON object: where it comes from, of which moment, under which licence, and the events as published."""
    slug = asked.dispute["id"]
    head = {
        "dispute": slug,
        "page": f"{settings.SITE_URL}{page_path('dispute', slug)}",
        "as_of_seq": asked.moment,
        "licence": LICENCE,
        "licence_url": LICENCE_ADDRESS,
    }
    yield f'{orjson.dumps(head).decode()[:-1]},"events":['
    for number, (text, _seq) in enumerate(asked.rows):
        yield f",\n{text}" if number else text
    yield "]}"


def lines(asked: Asked) -> Lines:
    """Return one JSON object a line: the events as published, handed on as they lie in the log."""
    return (f"{text}\n" for text, _seq in asked.rows) if asked.past else selectors.walk_lines(asked.query)


# Of each form: its media type and what writes it.
FORMS: dict[str, tuple[str, Callable[[Asked], Lines]]] = {
    "csv": (
        "text/csv; charset=utf-8",
        lambda asked: table(asked.events, lang=asked.lang, site=settings.SITE_URL, past=asked.past),
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda asked: workbook(asked.events, lang=asked.lang, site=settings.SITE_URL, past=asked.past),
    ),
    "json": ("application/json", documents),
    "jsonl": ("application/jsonl", lines),
    "timelinejs.json": (
        "application/json",
        lambda asked: timelinejs(asked.dispute, asked.events, lang=asked.lang, site=settings.SITE_URL),
    ),
    **{form: (media_type, _sources(write)) for form, (media_type, write) in references.FORMS.items()},
}
# The same for the events themselves, as pages of this record.
ENTRIES = {form: (media_type, _entries(write)) for form, (media_type, write) in references.FORMS.items()}


@public_page
def dispute_events(request: HttpRequest, slug: str, form: str, name: str = "events") -> HttpResponse:
    """Stream the events that the page's filters find, all windows together; `as_of` and `known_by` hold here too.

    `form` is one of FORMS; those for reference managers hold the sources that these events cite. Under the name
    `entries` they hold the events themselves.
    """
    forms = FORMS if name == "events" else ENTRIES
    if form not in forms:
        raise Http404
    asked = _read(request, slug)
    if isinstance(asked, HttpResponse):
        return asked
    media_type, write = forms[form]
    return _download(write(asked), media_type, f"{slug}-{name}-{asked.moment}.{form}")


@public_page
def dispute_chronology(request: HttpRequest, slug: str) -> HttpResponse:
    """Stream the chronology pack of what the page's filters find; 400 where that is more than a person would read."""
    asked = _read(request, slug)
    if isinstance(asked, HttpResponse):
        return asked
    events, statements = selectors.count_events(asked.query)
    if events + (statements if asked.query.statements else 0) > MOST_ENTRIES:
        reason = (
            f"There are more than {MOST_ENTRIES} entries: narrow the filters, or take the whole record from /data/."
        )
        return problem_beside(Problem(400, reason), request)
    published_at = selectors.published_at(asked.moment)
    if published_at is None:
        raise Http404
    about = About(asked.dispute, asked.moment, published_at, _page(request, slug), settings.SITE_URL, asked.lang)
    response = _download(pack(about, asked.query), "application/zip", f"{about.folder}.zip")
    response["Content-Encoding"] = "identity"  # it is compressed already
    return response


def _read(request: HttpRequest, slug: str) -> Asked | HttpResponse:
    """Read what a download is asked for, or answer why it cannot be given."""
    try:
        seq = as_of(request)
        dispute, _found = found_or_elsewhere(request, "dispute", slug, seq)
        query = read_query(request, slug, seq)
    except Elsewhere as elsewhere:
        return elsewhere.response
    except selectors.MomentRefused as refused:
        return problem_beside(problem_of([Refusal("as_of", str(refused))]), request)
    except QueryRefused as refused:
        return problem_beside(problem_of(refused.refusals), request)
    # Windows are read one after the other: all of the same moment, whatever is published meanwhile.
    moment = selectors.latest_seq() if seq is None else seq
    return Asked(dispute, replace(query, as_of_seq=moment), moment, (get_language() or "en")[:2], seq is not None)


def _page(request: HttpRequest, slug: str) -> str:
    """Return the address of the dispute's page under the filters of a request."""
    asked = question(request)
    return f"{settings.SITE_URL}{local(page_path('dispute', slug))}{'?' if asked else ''}{asked}"


def _download(lines: Lines, media_type: str, name: str) -> HttpResponse:
    response = StreamingHttpResponse(lines, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    response["Access-Control-Allow-Origin"] = "*"
    return response  # type: ignore[return-value]  # a page's answer in all but its length
