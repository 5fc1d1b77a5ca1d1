"""The Federal Register's API: rules, notices and corrections that touch contracts and protests."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from timeline.ingest.dates import read
from timeline.ingest.errors import NotThisFormat
from timeline.ingest.item import Identifier, KeyBasis, Link, NamedParty, ParsedFeed, ParsedItem, Scheme
from timeline.ingest.json_answer import build_items, open_json
from timeline.ingest.json_fields import Json, parts, prose, required, words
from timeline.ingest.links import web_address
from timeline.ingest.source import Rate, Source
from timeline.ingest.text import one_line

KIND: Final = "register-document"
_HOME: Final = "https://www.federalregister.gov/"
_CAP: Final = 10_000


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read a search's page of documents or one document.

    The key is number and day of publication, since numbers repeat before 2016. Raises a ParseError for anything else.
    """
    answer = open_json(body, content_type, expected="documents of the Federal Register", source=base_url)
    is_list = "results" in answer or "count" in answer
    if not is_list and "document_number" not in answer:
        raise NotThisFormat("the answer is JSON, but no document of the Federal Register", source=base_url)
    items, rejected = build_items(parts(answer, "results") if is_list else [answer], _item, base_url)
    count = answer.get("count")
    capped = isinstance(count, int) and count >= _CAP
    return ParsedFeed(
        items=items,
        format="federal-register",
        title=words(answer, "description") or "Federal Register",
        lang="en",
        url=web_address(base_url),
        next_url=web_address(answer.get("next_page_url")),
        rejected=rejected,
        warnings=(f"the count is cut at {_CAP:,}: ask for shorter periods",) if capped else (),
    )


def _item(document: Json, place: int, source: str) -> ParsedItem:
    number = required(document, "document_number", place=place, source=source)
    published = read(document.get("publication_date"), field="publication_date")
    correction = words(document, "correction_of")
    return ParsedItem(
        key=f"fr:{number}:{published.edtf or 'undated'}",
        key_basis=KeyBasis.NATURAL,
        kind=KIND,
        title=one_line(words(document, "title")),
        text=prose(document, "abstract", "dates", "action", "title"),
        url=web_address(document.get("html_url"), _HOME),
        published=published,
        happened=published,
        lang="en",
        links=tuple(_links(document)),
        identifiers=tuple(_identifiers(number, words(document, "citation"))),
        parties=tuple(_agencies(document)),
        extra={
            "type": words(document, "type"),
            "action": words(document, "action"),
            "effective": read(document.get("effective_on")).edtf,
            "comments_close": read(document.get("comments_close_on")).edtf,
            "docket_ids": _strings(document, "docket_ids"),
            "correction_of": correction.rstrip("/").rpartition("/")[2].partition("?")[0],
            "corrections": [one.rpartition("/")[2] for one in _strings(document, "corrections")],
        },
    )


def _strings(document: Json, name: str) -> list[str]:
    value = document.get(name)
    return [one_line(one, 500) for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _links(document: Json) -> Iterable[Link]:
    for name, rel in (("pdf_url", "document"), ("body_html_url", "text"), ("correction_of", "corrects")):
        address = web_address(document.get(name), _HOME)
        if address is not None:
            yield Link(address, rel)


def _identifiers(number: str, citation: str) -> Iterable[Identifier]:
    yield Identifier(Scheme.FR_DOCUMENT, number)
    if citation:
        yield Identifier(Scheme.FR_CITATION, citation)


def _agencies(document: Json) -> Iterable[NamedParty]:
    """Name the agencies; one that is only quoted from the print has no `name` of its own."""
    for agency in parts(document, "agencies"):
        name = words(agency, "name", "raw_name")
        if name:
            yield NamedParty(name, "author")


SOURCE: Final = Source(
    code="federal-register",
    name="Federal Register",
    yields=f"{KIND}: a rule, proposed rule, notice or presidential document",
    natural_key="document number and day of publication",
    parse=parse,
    addresses=("https://www.federalregister.gov/api/v1/documents.json",),
    accept="application/json",
    budget=(Rate(5, timedelta(seconds=1)),),
    pause=timedelta(seconds=1),
    poll_every=timedelta(hours=6),
    rhythm=timedelta(days=4),
    politeness="asks for named fields only; at most five requests a second, by far fewer in use",
    failure="the count of hits is cut at 10,000 without a word; brackets in the address must stay encoded",
    blind="what agencies do not print there; pages before 1994",
    may_be_empty=True,
)
