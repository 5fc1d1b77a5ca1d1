"""Answers a dispute's contracting processes in OCDS 1.1, as one package of releases or of records, streamed."""

from collections.abc import Iterable, Iterator

import orjson
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from timeline import selectors
from timeline.exports.ocds.history import processes, record_text, release_texts
from timeline.exports.ocds.packages import package
from timeline.exports.ocds.publisher import publisher
from timeline.exports.ocds.values import Json
from timeline.exports.tables import LICENCE_ADDRESS
from timeline.pages.reading import as_of, found_or_elsewhere, public_page


@public_page
def dispute_ocds(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with a package: `form` is `records` (a record a process) or `releases`; `as_of` holds here too."""
    seq = as_of(request)
    found_or_elsewhere(request, "dispute", slug, seq)
    moment = selectors.latest_seq() if seq is None else seq
    by, found = publisher(), list(processes(moment, slug))
    published_at = selectors.published_at(moment)
    if not found or published_at is None:
        raise Http404
    if form == "records":
        items = (record_text(one, by) for one in found)
    else:
        items = (text for one in found for text in release_texts(one, by))
    head = package(f"{by.site}{request.path}", published_at, by)
    response = StreamingHttpResponse(packed(head, form, items), content_type="application/json")
    response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    response["Access-Control-Allow-Origin"] = "*"
    return response  # type: ignore[return-value]  # a page's answer in all but its length


def packed(head: Json, name: str, items: Iterable[Iterator[str]]) -> Iterator[str]:
    """Yield a package as pieces of JSON, one item after the other."""
    yield f'{orjson.dumps(head).decode()[:-1]},"{name}":['
    for number, item in enumerate(items):
        yield ",\n" if number else "\n"
        yield from item
    yield "]}"
