"""CourtListener's records as items: dockets, docket entries with their documents, opinions."""

import re
from collections.abc import Iterable
from typing import Any, Final

from timeline.ingest.dates import read
from timeline.ingest.item import Identifier, KeyBasis, Link, NamedParty, ParsedItem, Scheme
from timeline.ingest.json_fields import Json, parts, prose, required, words
from timeline.ingest.links import web_address
from timeline.ingest.pacer_rss import caption_parties
from timeline.ingest.text import from_html, one_line

HOME: Final = "https://www.courtlistener.com"
STORAGE: Final = "https://storage.courtlistener.com/"
ENTRY: Final = "docket-entry"
DOCKET: Final = "docket"
OPINION: Final = "opinion"

# The lawyer who filed stands in brackets at the end; private names are not copied.
_FILER: Final = re.compile(r"\s*\([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*, [A-Z][\w .'’-]+\)(?=\s*(?:\(Entered:|$))")
_TRIAL_COURTS: Final = re.compile(r"uscfc|cit|[a-z]{2,4}d|[a-z]{2}[nsewm]d")


def entry_item(entry: Json, place: int, source: str) -> ParsedItem:
    """Build the item of one docket entry, as the API and the docket alerts give it.

    A text that has not come yet is marked (`text_missing`): CourtListener sends no second alert when it does.
    """
    number = required(entry, "id", place=place, source=source)
    documents = parts(entry, "recap_documents")
    text = _FILER.sub("", prose(entry, "description"))
    short = next((said for said in (words(one, "description", "short_description") for one in documents) if said), "")
    docket = words(entry, "docket", "docket_id").rstrip("/").rpartition("/")[2]
    entry_number = words(entry, "entry_number")
    url = next((found for found in (address(one) for one in documents) if found), None)
    label = f"Entry {entry_number}" if entry_number else "Minute entry"
    return ParsedItem(
        key=f"cl:entry:{number}",
        key_basis=KeyBasis.NATURAL,
        kind=ENTRY,
        title=one_line(f"{label}: {short or text}", 300),
        text=text or short,
        url=url or (f"{HOME}/docket/{docket}/" if docket else None),
        published=read(entry.get("date_created"), field="date_created"),
        updated=read(entry.get("date_modified"), field="date_modified"),
        happened=read(entry.get("date_filed"), field="date_filed"),
        lang="en",
        links=tuple(_documents(documents)),
        identifiers=tuple(_entry_identifiers(number, docket, documents)),
        notes=() if text else ("the text is missing and is to be fetched again",),
        extra={
            "entry_number": entry_number,
            "sequence": words(entry, "recap_sequence_number"),
            "docket": docket,
            "text_missing": not text,
            "documents": [_document(one) for one in documents],
        },
    )


def docket_item(docket: Json, place: int, source: str) -> ParsedItem:
    """Build the item of one docket, from the API's record or a result of the search, which spells names otherwise."""
    number = required({"id": words(docket, "docket_id", "id")}, "id", place=place, source=source)
    caption = words(docket, "case_name", "caseName", "case_name_full")
    court = words(docket, "court_id")
    raw = words(docket, "docket_number", "docketNumber")
    judge = words(docket, "assigned_to_str", "assignedTo")
    parties = caption_parties(caption) if _TRIAL_COURTS.fullmatch(court) else ()
    return ParsedItem(
        key=f"cl:docket:{number}",
        key_basis=KeyBasis.NATURAL,
        kind=DOCKET,
        title=one_line(f"{caption} ({raw})" if raw else caption),
        text=caption,
        url=address(docket) or f"{HOME}/docket/{number}/",
        published=read(docket.get("date_created") or _meta(docket), field="date_created"),
        updated=read(docket.get("date_modified"), field="date_modified"),
        happened=read(docket.get("date_filed") or docket.get("dateFiled"), field="date_filed").as_day(),
        lang="en",
        identifiers=tuple(_docket_identifiers(number, raw, court, words(docket, "pacer_case_id"))),
        parties=(*parties, NamedParty(judge, "judge")) if judge else parties,
        extra={
            "court": court,
            "docket_number": raw,
            "caption": caption,
            "cause": words(docket, "cause"),
            "nature_of_suit": words(docket, "nature_of_suit", "suitNature"),
            "terminated": read(docket.get("date_terminated") or docket.get("dateTerminated")).as_day().edtf,
        },
    )


def opinion_item(cluster: Json, place: int, source: str) -> ParsedItem:
    """Build the item of one opinion cluster of the search; a time of day in its date is filler."""
    number = required(cluster, "cluster_id", place=place, source=source)
    caption, raw, court = words(cluster, "caseName"), words(cluster, "docketNumber"), words(cluster, "court_id")
    snippets = (one.get("snippet") for one in (cluster, *parts(cluster, "opinions")))
    text = next((from_html(str(said)).text for said in snippets if said), "")
    citations = cluster.get("citation")
    return ParsedItem(
        key=f"cl:cluster:{number}",
        key_basis=KeyBasis.NATURAL,
        kind=OPINION,
        title=one_line(f"{caption} ({raw})" if raw else caption),
        text=text,
        url=address(cluster),
        published=read(_meta(cluster), field="meta.date_created"),
        happened=read(cluster.get("dateFiled"), field="dateFiled").as_day("the time of day is filler"),
        lang="en",
        identifiers=tuple(_docket_identifiers(words(cluster, "docket_id"), raw, court, "")),
        parties=tuple(NamedParty(judge, "judge") for judge in [words(cluster, "judge")] if judge),
        extra={
            "court": court,
            "docket_number": raw,
            "caption": caption,
            "citations": [one for one in citations if isinstance(one, str)] if isinstance(citations, list) else [],
            "status": words(cluster, "status"),
        },
    )


def address(record: Json) -> str | None:
    """Give a record's page; CourtListener writes the path only."""
    path = words(record, "absolute_url", "docket_absolute_url")
    return web_address(path, HOME) if path else None


def _meta(record: Json) -> object:
    meta = record.get("meta")
    return meta.get("date_created") if isinstance(meta, dict) else None


def _document(one: Json) -> dict[str, Any]:
    return {
        "id": words(one, "id"),
        "number": words(one, "document_number"),
        "attachment": words(one, "attachment_number"),
        "description": words(one, "description", "short_description"),
        "available": one.get("is_available") is True,
        "sealed": one.get("is_sealed") is True,
        "pages": words(one, "page_count"),
        "sha1": words(one, "sha1"),
    }


def _documents(documents: list[Json]) -> Iterable[Link]:
    for one in documents:
        path = words(one, "filepath_local")
        found = web_address(path, STORAGE) if path else web_address(words(one, "filepath_ia"))
        if found:
            yield Link(found, "document", words(one, "description", "short_description"))


def _entry_identifiers(number: str, docket: str, documents: list[Json]) -> Iterable[Identifier]:
    yield Identifier(Scheme.COURTLISTENER_ENTRY, number)
    if docket:
        yield Identifier(Scheme.COURTLISTENER_DOCKET, docket)
    for one in documents:
        if document := words(one, "pacer_doc_id"):
            yield Identifier(Scheme.PACER_DOCUMENT, document)


def _docket_identifiers(number: str, raw: str, court: str, case: str) -> Iterable[Identifier]:
    if raw:
        yield Identifier(Scheme.DOCKET, raw, court)
    if number:
        yield Identifier(Scheme.COURTLISTENER_DOCKET, number)
    if case:
        yield Identifier(Scheme.PACER_CASE, case, court)
