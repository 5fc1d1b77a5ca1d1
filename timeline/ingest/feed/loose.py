"""The patient way: entries out of broken XML by feedparser, kept from the network and from cleaning on its own."""

import io
import re
import warnings
from typing import Any, Final

import feedparser  # type: ignore[import-untyped]  # there are no stubs

from timeline.ingest.errors import Malformed
from timeline.ingest.feed.entry import Markup, RawEntry
from timeline.ingest.feed.strict import RawFeed

_DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>\n'
# feedparser takes seconds a megabyte for the worst damage; what lies beyond is not worth a worker's time.
_MAX_READ: Final = 3_000_000
_CLOSED: Final = re.compile(rb"</(?:[A-Za-z][\w.-]*:)?(?:item|entry)\s*>")
_OPENED: Final = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>]")


def read_loose(data: bytes, base: str = "") -> RawFeed:
    """Read a UTF-8 document that begins with its root element, whatever is wrong inside.

    The document goes to feedparser as a stream, never as a string that it might take for an address, and without the
    feed's address, against which it would resolve ids too. An entry that the document's end cuts off is left out: half
    of it would get another id than the whole that comes next time.
    """
    too_long = len(data) > _MAX_READ
    data = data[:_MAX_READ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            parsed = feedparser.parse(
                io.BytesIO(_DECLARATION + data),
                response_headers={"content-type": "application/xml; charset=utf-8"},
                resolve_relative_uris=False,
                sanitize_html=False,
            )
        except Exception as error:
            raise Malformed(f"the document is damaged beyond reading: {type(error).__name__}: {error}") from error
    feed = RawFeed(
        _format(parsed.get("version", "")),
        title=parsed.feed.get("title", ""),
        lang=parsed.feed.get("language", ""),
        base=parsed.feed.get("title_detail", {}).get("base") or base,
    )
    if too_long:
        feed.warnings.append(f"only the first {_MAX_READ:,} bytes of the damaged document were read")
    entries = parsed.entries
    closed, opened = len(_CLOSED.findall(data)), len(_OPENED.findall(data))
    if len(entries) > closed and opened > closed and not _closes_after_last_opening(data):
        feed.warnings.append("the document ends inside an entry, which was left out; the next fetch may bring it whole")
        entries = entries[:-1]
    is_rss = not parsed.get("version", "").startswith("atom")
    feed.entries = [_entry(number, entry, is_rss=is_rss) for number, entry in enumerate(entries, start=1)]
    return feed


def _closes_after_last_opening(data: bytes) -> bool:
    last = max((found.start() for found in _OPENED.finditer(data)), default=0)
    return _CLOSED.search(data, last) is not None


def _format(version: str) -> str:
    known = {"rss10": "rss-1.0", "rss20": "rss-2.0", "rss090": "rss-0.90", "rss": "rss-2.0", "": "unknown"}
    if version.startswith("atom"):
        return "atom"
    return known.get(version, f"rss-0.{version.removeprefix('rss0')}")


def _entry(index: int, entry: Any, *, is_rss: bool) -> RawEntry:
    content = (entry.get("content") or [{}])[0]
    title, summary = entry.get("title_detail") or {}, entry.get("summary_detail") or {}
    link, links = _addresses(entry)
    # Past feedparser's own look-up, which gives the date of publication for a missing update.
    published, updated = dict.get(entry, "published") or "", dict.get(entry, "updated") or ""
    return RawEntry(
        index=index,
        guid=entry.get("id") or "",
        guid_is_link=bool(entry.get("guidislink", False)),
        link=link,
        links=links,
        title=title.get("value") or "",
        title_type="html" if is_rss else _type(title),
        summary=summary.get("value") or "",
        summary_type="html" if is_rss else _type(summary),
        content=content.get("value") or "",
        content_type="html" if is_rss else _type(content),
        published=published,
        published_field="published" if published else "",
        updated=updated,
        updated_field="updated" if updated else "",
        lang=title.get("language") or "",
        base=title.get("base") or summary.get("base") or content.get("base") or "",
        authors=_authors(entry, is_rss=is_rss),
        tags=[tag.get("label") or tag.get("term") or "" for tag in entry.get("tags", [])],
    )


def _type(detail: Any) -> Markup:
    return "html" if "html" in (detail.get("type") or "") else "text"


def _authors(entry: Any, *, is_rss: bool) -> list[str]:
    """List the authors; feedparser splits RSS's `mail@host (Name)` in the wrong place but keeps it whole too."""
    people = entry.get("authors", [])
    if is_rss and any(person.get("email") for person in people):
        return [*(person.get("name") or "" for person in people if not person.get("email")), entry.get("author") or ""]
    return [person.get("name") or "" for person in people]


def _addresses(entry: Any) -> tuple[str, list[tuple[str, str, str]]]:
    link, others = entry.get("feedburner_origlink") or "", []
    for one in entry.get("links", []):
        rel, address = one.get("rel", "alternate"), one.get("href") or ""
        if rel == "alternate" and not link:
            link = address
        elif rel not in {"self", "edit", "replies", "license", "hub"}:
            others.append((rel, address, one.get("title") or ""))
    guessed = entry.get("link") or ""
    return link or ("" if guessed == entry.get("id") else guessed), others
