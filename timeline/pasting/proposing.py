"""Reads what a page says of itself: title, publisher, date, language, kind. All of it is proposed to a person. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from lxml import html

from timeline.codelists import SourceKind
from timeline.ingest import article
from timeline.ingest.dates import DateReading, Precision
from timeline.ingest.errors import ParseError
from timeline.ingest.feed.entry import language
from timeline.ingest.page_tree import open_page
from timeline.ingest.text import one_line
from timeline.passages import kinds

# By the end of a host's name; the first that fits. Whatever else a government serves is a release of an agency.
_KINDS: Final = (
    ("gao.gov", SourceKind.GAO_DECISION),
    ("uscourts.gov", SourceKind.COURT_RULING),
    ("supremecourt.gov", SourceKind.COURT_RULING),
    ("courtlistener.com", SourceKind.COURT_FILING),
    ("pacer.gov", SourceKind.COURT_FILING),
    ("sam.gov", SourceKind.SOLICITATION),
    ("dodig.mil", SourceKind.OVERSIGHT_REPORT),
    ("oversight.gov", SourceKind.OVERSIGHT_REPORT),
    ("wikipedia.org", SourceKind.REFERENCE),
    (".gov", SourceKind.AGENCY_RELEASE),
    (".mil", SourceKind.AGENCY_RELEASE),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says of itself; empty where it does not. `published` is EDTF, `date_from` where it stands."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    date_from: str = ""
    lang: str = ""
    kind: str = SourceKind.NEWS.value
    url: str = ""


def said_by(body: bytes, content_type: str, url: str, *, today: date) -> Said:
    """Read a document; one that says nothing, such as most PDFs, leaves everything but its kind empty."""
    kind = kind_by_host(url)
    if kinds.kind_of(body, content_type) != kinds.HTML:
        return Said(kind=kind)
    try:
        item = article.parse(body, content_type, url, today=today).items[0]
    except ParseError:
        return _of_no_article(body, content_type, kind)
    return Said(
        title=one_line(item.title, 500),
        publisher=one_line(str(item.extra.get("publisher") or ""), 300),
        published=_day(item.published),
        date_from=item.published.field if _day(item.published) else "",
        lang=item.lang.partition("-")[0],
        kind=kind,
        url=item.url or "",
    )


def kind_by_host(url: str) -> str:
    """Return what kind of document a host serves."""
    host = f".{urlsplit(url).hostname or ''}"
    return next((kind for end, kind in _KINDS if host.endswith(f".{end.lstrip('.')}")), SourceKind.NEWS).value


def _of_no_article(body: bytes, content_type: str, kind: str) -> Said:
    try:
        page = open_page(body, content_type, expected="a page")
    except ParseError:
        return Said(kind=kind)
    return Said(title=_title(page), lang=language(page.get("lang") or "").partition("-")[0], kind=kind)


def _title(page: html.HtmlElement) -> str:
    for element in (*page.iter("title"), *page.iter("h1")):
        found = one_line(element.text_content(), 500)
        if found:
            return found
    return ""


def _day(reading: DateReading) -> str:
    """Return a date of publication to the day, or as exact as it was said."""
    if reading.value is None:
        return ""
    if reading.precision in {Precision.DAY, Precision.TIME} and reading.day is not None:
        return reading.day.isoformat()
    return reading.edtf or ""
