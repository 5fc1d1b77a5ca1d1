"""Answers for downloads: the events of a dispute under the page's own filters, streamed from one moment of the log."""

from collections.abc import Iterator
from dataclasses import replace

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language

from timeline import selectors
from timeline.addresses import page_path
from timeline.documents.shapes import parsed
from timeline.exports.tables import LICENCE, LICENCE_ADDRESS, table
from timeline.filters import EventQuery, QueryRefused
from timeline.pages.dispute import read_query
from timeline.pages.reading import Elsewhere, as_of, found_or_elsewhere, public_page

BATCH = 500
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@public_page
def dispute_events(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Stream the events that the page's filters find, all windows together; `as_of` and `known_by` hold here too."""
    if form not in TYPES:
        raise Http404
    seq = as_of(request)
    try:
        found_or_elsewhere(request, "dispute", slug, seq)
        query = read_query(request, slug, seq)
    except Elsewhere as elsewhere:
        return elsewhere.response
    except QueryRefused as refused:
        reasons = "\n".join(f"{refusal.name} {refusal.message}" for refusal in refused.refusals)
        return HttpResponse(reasons, status=400, content_type="text/plain; charset=utf-8")
    # Windows are read one after the other: all of the same moment, whatever is published meanwhile.
    moment = selectors.latest_seq() if seq is None else seq
    query = replace(query, as_of_seq=moment)
    lang = (get_language() or "en")[:2]
    lines = (
        table(map(parsed, walk(query)), lang=lang, site=settings.SITE_URL)
        if form == "csv"
        else documents(walk(query), slug, moment)
    )
    response = StreamingHttpResponse(lines, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{slug}-events-{moment}.{form}"'
    response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    response["Access-Control-Allow-Origin"] = "*"
    return response  # type: ignore[return-value]  # a page's answer in all but its length


def walk(query: EventQuery) -> Iterator[str]:
    """Yield the documents that a query finds as texts, however many, a window at a time."""
    after = ""
    while True:
        page = selectors.list_events(query, after=after, limit=BATCH)
        yield from page.texts
        if not page.next:
            return
        after = page.next


def documents(texts: Iterator[str], slug: str, moment: int) -> Iterator[str]:
    """Yield one JSON object: where it comes from, of which moment, under which licence, and the events as published."""
    head = {
        "dispute": slug,
        "page": f"{settings.SITE_URL}{page_path('dispute', slug)}",
        "as_of_seq": moment,
        "licence": LICENCE,
        "licence_url": LICENCE_ADDRESS,
    }
    yield f'{orjson.dumps(head).decode()[:-1]},"events":['
    for number, text in enumerate(texts):
        yield f",\n{text}" if number else text
    yield "]}"
