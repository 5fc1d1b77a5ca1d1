"""Writes events as lines of CSV that a spreadsheet reads as text, never as a formula. Pure."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from contracts import texts
from contracts.codelists import Forum
from timeline.codelists import PRIMARY_SOURCE_KINDS, Confidence, EventType, Significance
from timeline.documents.shapes import Document

# A cell that begins with one of these is computed by spreadsheets; a leading apostrophe makes it text again.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the local code page
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = "CC BY 4.0, Contract Disputes (facts and our sentences; quotations and sources stay their owners')"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

COLUMNS = (
    "Id",
    "Date",
    "First possible day",
    "Last possible day",
    "Public since",
    "Type",
    "Significance",
    "Title",
    "Summary",
    "Dispute",
    "Contracts",
    "Forum",
    "Docket",
    "Parties",
    "Sourcing",
    "Primary sources",
    "Secondary sources",
    "Address",
    "Licence",
)


def safe(text: str) -> str:
    """Return a cell's text so that no spreadsheet computes it."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def table(documents: Iterable[Document], *, lang: str, site: str) -> Iterator[str]:
    """Yield the lines of a table: a head, then one line an event; `site` is put before each path."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for document in documents:
        yield _line(cells(document, lang, site))


def _line(cells: Iterable[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow([safe(cell) for cell in cells])
    return written.getvalue()


def cells(document: Document, lang: str, site: str) -> tuple[str, ...]:
    """Return an event's cells, in the order of the columns."""
    last = document["until"] or document["date"]
    protest = document["protest"] or {}
    forum = protest.get("forum", "")
    cited = [citation["source"] for citation in document["citations"] if "url" in citation.get("source", {})]
    return (
        document["id"],
        document["date"]["text"],
        document["date"]["earliest"],
        last["latest"],
        document["public"]["date"]["text"],
        str(EventType(document["type"]).label),
        str(Significance(document["significance"]).label),
        texts.pick(document["title"], lang)[0],
        texts.pick(document["summary"], lang)[0],
        str(document["dispute"].get("name", document["dispute"]["id"])),
        "; ".join(str(contract.get("acronym") or contract["id"]) for contract in document["contracts"]),
        str(Forum(forum).label) if forum else "",
        str(protest.get("docket", "")),
        "; ".join(f"{row['party'].get('name', row['party']['id'])} ({row['role']})" for row in document["parties"]),
        str(Confidence(document["confidence"]).label),
        " ".join(source["url"] for source in cited if source["kind"] in PRIMARY_SOURCE_KINDS),
        " ".join(source["url"] for source in cited if source["kind"] not in PRIMARY_SOURCE_KINDS),
        f"{site}/events/{document['id']}/",
        LICENCE,
    )
