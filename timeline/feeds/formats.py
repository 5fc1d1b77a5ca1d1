"""Writes a feed as Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1; markup in a title stays text. Pure."""

from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime
from typing import NamedTuple

import orjson
from lxml import etree

from timeline.feeds.entries import Channel, Entry

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = "Contract Disputes"


class Format(NamedTuple):
    """A format: its content type and its writer."""

    content_type: str
    write: Callable[[Channel, str], bytes]


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    space = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{space}}}{name}" if space and name[0] != "{" else name, attributes)
    if text:
        element.text = text
    return element


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def atom(channel: Channel, lang: str) -> bytes:
    """Write a feed as Atom."""
    root = etree.Element(f"{{{ATOM}}}feed", {LANG: lang}, nsmap={None: ATOM})  # type: ignore[dict-item]  # lxml takes None for the default
    _add(root, "id", channel.id)
    _add(root, "title", channel.title)
    _add(root, "subtitle", channel.subtitle)
    _add(root, "updated", channel.updated.astimezone(UTC).isoformat(timespec="microseconds"))
    _add(root, "link", rel="self", type=FORMATS["atom"].content_type.split(";")[0], href=channel.path)
    _add(root, "link", rel="alternate", type="text/html", href=channel.page)
    _add(root, "link", rel="license", href=LICENCE)
    _add(_add(root, "author"), "name", PUBLISHER)
    for entry in channel.entries:
        _atom_entry(root, entry)
    return _bytes(root)


def _atom_entry(root: etree._Element, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title, type="text")
    _add(element, "updated", entry.updated.astimezone(UTC).isoformat(timespec="microseconds"))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "summary", entry.summary, type="text")
    _add(element, "content", entry.html, type="html")
    for name in entry.tags:
        _add(element, "category", term=name)


def rss(channel: Channel, lang: str) -> bytes:
    """Write a feed as RSS 2.0."""
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM})
    head = _add(root, "channel")
    _add(head, "title", channel.title)
    _add(head, "link", channel.page)
    _add(head, "description", channel.subtitle or channel.title)
    _add(head, "language", lang)
    _add(head, "lastBuildDate", format_datetime(channel.updated.astimezone(UTC), usegmt=True))
    _add(head, "copyright", f"CC BY 4.0, {PUBLISHER}")
    _add(head, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=channel.path)
    for entry in channel.entries:
        item = _add(head, "item")
        _add(item, "title", entry.title)
        _add(item, "link", entry.url)
        _add(item, "guid", entry.id, isPermaLink="false")
        _add(item, "pubDate", format_datetime(entry.updated.astimezone(UTC), usegmt=True))
        _add(item, "description", entry.html)
        for name in entry.tags:
            _add(item, "category", name)
    return _bytes(root)


def json_feed(channel: Channel, lang: str) -> bytes:
    """Write a feed as JSON Feed 1.1."""
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.html,
            "date_modified": entry.updated.astimezone(UTC).isoformat(),
            "tags": list(entry.tags),
        }
        for entry in channel.entries
    ]
    return orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "description": channel.subtitle,
            "home_page_url": channel.page,
            "feed_url": channel.path,
            "language": lang,
            "authors": [{"name": PUBLISHER}],
            "items": items,
        }
    )


FORMATS = {
    "atom": Format("application/atom+xml; charset=utf-8", atom),
    "rss": Format("application/rss+xml; charset=utf-8", rss),
    "json": Format("application/feed+json; charset=utf-8", json_feed),
}
