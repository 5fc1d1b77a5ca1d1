"""Writes events and statements as lines of CSV that a spreadsheet reads as text, never as a formula. Pure."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils import translation
from django.utils.translation import gettext_noop

from contracts import texts
from contracts.codelists import Forum, Role
from timeline.codelists import PRIMARY_SOURCE_KINDS, Confidence, EventType, Significance, Stance
from timeline.documents.shapes import Document
from timeline.pages.paths import page_path

# A cell that begins with one of these is computed by spreadsheets; a leading apostrophe makes it text again.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the local code page
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = "CC BY 4.0, Contract Disputes (facts and our sentences; quotations and sources stay their owners')"

COLUMNS = (
    gettext_noop("Id"),
    gettext_noop("Date"),
    gettext_noop("First possible day"),
    gettext_noop("Last possible day"),
    gettext_noop("Public since"),
    gettext_noop("Type"),
    gettext_noop("Significance"),
    gettext_noop("Title"),
    gettext_noop("Summary"),
    gettext_noop("Dispute"),
    gettext_noop("Contracts"),
    gettext_noop("Forum"),
    gettext_noop("Docket"),
    gettext_noop("Parties"),
    gettext_noop("Speaker"),
    gettext_noop("Capacity"),
    gettext_noop("On behalf of"),
    gettext_noop("Stance"),
    gettext_noop("Claim"),
    gettext_noop("Quote"),
    gettext_noop("Sourcing"),
    gettext_noop("Primary sources"),
    gettext_noop("Secondary sources"),
    gettext_noop("Address"),
    gettext_noop("Licence"),
)


# Of a past moment there is one more, behind the others.
REMOVED = gettext_noop("Removed later")


def safe(text: str) -> str:
    """Return a cell's text so that no spreadsheet computes it."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def table(documents: Iterable[Document], *, lang: str, site: str, past: bool = False) -> Iterator[str]:
    """Yield the lines of a table: a head, then one line an event; `site` is put before each path."""
    return lines_of(heads(lang, past=past), (cells(document, lang, site, past=past) for document in documents))


def lines_of(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table with a head."""
    yield BYTE_ORDER_MARK + line(head)
    for row in rows:
        yield line(row)


def line(cells: Iterable[str]) -> str:
    """Write cells as a line of CSV that no spreadsheet computes."""
    written = StringIO()
    csv.writer(written).writerow([safe(cell) for cell in cells])
    return written.getvalue()


def heads(lang: str, *, past: bool = False) -> tuple[str, ...]:
    """Return the columns' heads in a language; those of a past moment say what was removed since."""
    with translation.override(lang):
        return tuple(map(translation.gettext, (*COLUMNS, REMOVED) if past else COLUMNS))


def cells(document: Document, lang: str, site: str, *, past: bool = False) -> tuple[str, ...]:
    """Return an event's cells, in the order of the columns.

    A download is written while it is read, when the language of its request may be over; so it is set here anew.
    """
    with translation.override(lang):
        found = _cells(document, lang, site)
        return (*found, translation.gettext("yes") if document.get("removed_later") else "") if past else found


def _cells(document: Document, lang: str, site: str) -> tuple[str, ...]:
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
        texts.pick(document.get("title", {}), lang)[0],
        texts.pick(document.get("summary", {}), lang)[0],
        str(document["dispute"].get("name", document["dispute"]["id"])),
        "; ".join(str(contract.get("acronym") or contract["id"]) for contract in document["contracts"]),
        str(Forum(forum).label) if forum else "",
        str(protest.get("docket", "")),
        "; ".join(
            f"{row['party'].get('name', row['party']['id'])} ({_role(row['role'], lang)})"
            for row in document.get("parties", ())
        ),
        *_said(document, lang),
        _sourcing(document),
        " ".join(source["url"] for source in cited if source["kind"] in PRIMARY_SOURCE_KINDS),
        " ".join(source["url"] for source in cited if source["kind"] not in PRIMARY_SOURCE_KINDS),
        f"{site}{page_path('event', document['id'])}",
        LICENCE,
    )


def _said(document: Document, lang: str) -> tuple[str, str, str, str, str, str]:
    """Return who said what in which capacity, on whose behalf, and how it stands to a claim; nothing for an event."""
    if "speaker" not in document:
        return "", "", "", "", "", ""
    speaker, behalf, claim = document["speaker"], document["on_behalf_of"], document["claim"]
    stance = document["stance"]
    return (
        str(speaker.get("name", speaker["id"])),
        texts.pick(document["capacity"], lang)[0] if isinstance(document["capacity"], dict) else document["capacity"],
        str(behalf.get("name", behalf["id"])) if behalf else "",
        str(Stance(stance).label) if stance else "",
        texts.pick(claim["name"], lang)[0] if claim and "name" in claim else "",
        str(document["quote"]["text"]),
    )


def _role(code: str, lang: str) -> str:
    return code if lang == texts.MAIN_LANGUAGE else str(Role(code).label)


def _sourcing(document: Document) -> str:
    """Say how well an event is sourced, and whether a trusted source published it without review."""
    if "confidence" not in document:
        return ""
    label = str(Confidence(document["confidence"]).label)
    source = document.get("automatic_from", "")
    marked = translation.gettext("published automatically from %(source)s") % {"source": source} if source else ""
    return f"{label}; {marked}" if marked else label
