"""Reads the text of a page or a PDF: all of it for looking up passages, and the main part for telling an edit. Pure.

It runs in a child process of its own (`timeline.passages.apart`), since hostile files cost time and memory.
"""

import io
from dataclasses import dataclass
from typing import Final

import trafilatura
from lxml import html
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from timeline.ingest.encodings import to_utf8
from timeline.ingest.errors import ParseError
from timeline.ingest.page_tree import open_page
from timeline.ingest.text import clean
from timeline.passages import kinds
from timeline.passages.finding import PAGE_BREAK, composed

MOST_TEXT: Final = 4_000_000
MOST_PAGES: Final = 2_000
LARGEST_PAGE: Final = 10_000_000
# A page with less text shows it only to browsers, or shows a door.
LEAST_TEXT: Final = 40
_UNSEEN: Final = ("script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select", "datalist")
_BLOCK_NAMES: Final = """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead title tr
    ul
"""
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())


class NoText(Exception):
    """The bytes hold no text that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Text:
    """All text, pages divided by form feeds, and its main part; `note` says what had to be left out."""

    whole: str
    main: str
    pages: int | None = None
    note: str = ""


def read(body: bytes, content_type: str = "", url: str = "") -> Text:
    """Read the text of a document; raise NoText."""
    kind = kinds.kind_of(body, content_type)
    if kind == kinds.PDF:
        return _pdf(body)
    if kind == kinds.HTML:
        return _page(body, content_type, url)
    if kind == kinds.PLAIN:
        text = _kept(to_utf8(body, content_type)[0].decode())
        return Text(text, text, note=_cut_note(text))
    raise NoText(f"no text can be read from {kind}")


def _page(body: bytes, content_type: str, url: str) -> Text:
    if len(body) > LARGEST_PAGE:
        raise NoText(f"a page of {len(body):,} bytes is larger than the {LARGEST_PAGE:,} that are read")
    try:
        page = open_page(body, content_type, expected="a page")
    except ParseError as error:
        raise NoText(error.message) from error
    main = trafilatura.extract(page, url=url or None, include_comments=False, include_tables=True) or ""
    # The extraction prunes the tree that it is given.
    text = _kept(_seen(open_page(body, content_type, expected="a page")))
    if len(text) < LEAST_TEXT:
        raise NoText("the page holds no text, or shows it only to browsers")
    return Text(text, _kept(main) or text, note=_cut_note(text))


def _seen(page: html.HtmlElement) -> str:
    """Return what a reader sees of a page: a line a block, blanks within it as one."""
    parts: list[str] = []
    skipped = 0
    # Walked by events: pages may be nested deeper than calls may.
    for event, element in _walk(page):
        hidden = element.tag in _UNSEEN
        if event == "start":
            skipped += hidden
            if not skipped:
                parts += ["\n" if element.tag in _BLOCKS else "", _inline(element.text)]
            continue
        skipped -= hidden
        if not skipped:
            parts += ["\n" if element.tag in _BLOCKS else "", _inline(element.tail)]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _walk(page: html.HtmlElement) -> "html.etree.iterwalk":
    return html.etree.iterwalk(page, events=("start", "end"))


def _inline(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def _pdf(body: bytes) -> Text:
    """Read a PDF page by page; what cannot be read of it is left out and said."""
    try:
        document = PdfReader(io.BytesIO(body))
        if document.is_encrypted and not document.decrypt(""):
            raise NoText("the PDF is locked with a password")
        count = len(document.pages)
    except NoText:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise NoText(f"the PDF cannot be read: {type(error).__name__}: {error}"[:300]) from error
    pages: list[str] = []
    length, unread = 0, 0
    for number in range(min(count, MOST_PAGES)):
        try:
            text = document.pages[number].extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
            text, unread = "", unread + 1
        text = clean(text).replace(PAGE_BREAK, "\n").strip()
        pages.append(text)
        length += len(text) + 1
        if length > MOST_TEXT:
            break
    whole = composed(PAGE_BREAK.join(pages))[:MOST_TEXT]
    if not whole.strip(f"\n {PAGE_BREAK}"):
        raise NoText("the PDF holds pictures of pages only, or no page at all")
    notes = [f"only the first {len(pages)} of {count} pages were read"] if len(pages) < count else []
    notes += [f"{unread} pages could not be read"] if unread else []
    return Text(whole, whole, count, "; ".join(notes))


def _kept(text: str) -> str:
    return composed(clean(text).replace(PAGE_BREAK, "\n").strip())[:MOST_TEXT]


def _cut_note(text: str) -> str:
    return f"only the first {MOST_TEXT:,} signs were kept" if len(text) >= MOST_TEXT else ""
