"""Answers a dispute's contracting processes in OCDS 1.1, as one package of releases or of records."""

from collections.abc import Callable

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from timeline import selectors
from timeline.documents.shapes import Document
from timeline.exports.ocds.packages import Publisher, Standing, package, record, release
from timeline.exports.tables import LICENCE_ADDRESS
from timeline.filters import EventQuery, ObjectQuery
from timeline.pages.reading import as_of, found_or_elsewhere, public_page

WINDOW = 500
NAME = "Contract Disputes"


def publisher() -> Publisher:
    """Return who publishes, from the settings."""
    return Publisher(settings.SITE_URL, settings.OCDS_PREFIX, NAME, LICENCE_ADDRESS)


def standings(dispute: str, seq: int) -> list[Standing]:
    """Return the contracting processes of a dispute as they were public when the log ended at `seq`."""
    published_at = selectors.published_at(seq)
    if published_at is None:
        return []
    protests, said = _objects("protest", dispute, seq), _statements(dispute, seq)
    return [
        Standing(
            contract,
            [one for one in protests if _concerns(one, contract)],
            [one for one in said if _concerns(one, contract)],
            seq,
            published_at,
        )
        for contract in _objects("contract", dispute, seq)
    ]


@public_page
def dispute_ocds(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with a package: `form` is `records` (a record a process) or `releases`; `as_of` holds here too."""
    seq = as_of(request)
    found_or_elsewhere(request, "dispute", slug, seq)
    moment = selectors.latest_seq() if seq is None else seq
    by, found = publisher(), standings(slug, moment)
    if not found:
        raise Http404
    releases = [release(one, by) for one in found]
    content = {"records": list(map(record, releases))} if form == "records" else {"releases": releases}
    answer = package(f"{by.site}{request.path}", found[0].published_at, by, **content)
    response = HttpResponse(orjson.dumps(answer), content_type="application/json")
    response["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _concerns(document: Document, contract: Document) -> bool:
    return any(one["id"] == contract["id"] for one in document["contracts"])


def _objects(object_type: str, dispute: str, seq: int) -> list[Document]:
    query = ObjectQuery(object_type, {"dispute": (dispute,)}, as_of_seq=seq)
    return _all(lambda after: selectors.page_of(query, after=after, limit=WINDOW))


def _statements(dispute: str, seq: int) -> list[Document]:
    query = EventQuery(dispute=(dispute,), type=("statement",), statements=True, oldest_first=True, as_of_seq=seq)
    return _all(lambda after: selectors.list_events(query, after=after, limit=WINDOW))


def _all(window: Callable[[str], selectors.Page]) -> list[Document]:
    found: list[Document] = []
    after = ""
    while True:
        page = window(after)
        found.extend(page.documents)
        if not page.next:
            return found
        after = page.next
