"""The fast way: entries out of RSS 0.9x, 1.0, 2.0 and Atom documents that a strict XML parser accepts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Final

from lxml import etree

from timeline.ingest.feed.entry import Markup, RawEntry
from timeline.ingest.links import joined

_ATOM: Final = frozenset({"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"})
_PREFIXES: Final = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    **dict.fromkeys(_ATOM, "atom:"),
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_RDF_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANG: Final = f"{_XML}lang"
_BASE: Final = f"{_XML}base"
_WRAPPERS: Final = frozenset({"rss", "rdf", "channel"})
_ENTRIES: Final = frozenset({"item", "atom:entry", "entry"})


@dataclass(slots=True)
class RawFeed:
    """A feed's own facts and its entries, strings as the feed has them; `damage` says that it is broken, and how."""

    format: str
    title: str = ""
    lang: str = ""
    base: str = ""
    entries: list[RawEntry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    damage: str = ""


class NotStrict(Exception):
    """The document is not well-formed XML; the message says where it breaks."""


def read_xml(data: bytes, base: str = "") -> RawFeed | None:
    """Read a UTF-8 document that begins with its root element; None if the root is of no feed format."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotStrict(error.msg or "not well-formed") from None
    name = etree.QName(root).localname.lower()
    if name == "feed":
        feed = RawFeed("atom", base=base)
        _read_feed(root, feed, _ATOM_FEED)
        return feed
    if name not in _WRAPPERS:
        return None
    feed = RawFeed(_rss_format(root, name), lang=root.get(_LANG, ""), base=_base_of(root, base))
    for channel in [root] if name == "channel" else [one for one in root if _local(one.tag).endswith("channel")][:1]:
        _read_feed(channel, feed, _RSS_FEED)
    if name != "channel":
        _read_entries(root, feed)
    return feed


def _rss_format(root: etree._Element, name: str) -> str:
    if name == "rdf":
        return "rss-0.90" if any("netscape.com" in uri for uri in root.nsmap.values() if uri) else "rss-1.0"
    return f"rss-{root.get('version', '2.0')[:8]}"


def _read_feed(element: etree._Element, feed: RawFeed, fields: dict[str, str]) -> None:
    feed.base = _base_of(element, feed.base)
    feed.lang = element.get(_LANG, "") or feed.lang
    for child in element:
        kind = fields.get(_local(child.tag))
        if kind == "title" and not feed.title:
            feed.title = _inner(child)
        elif kind == "lang" and not feed.lang:
            feed.lang = child.text or ""
    _read_entries(element, feed)


_RSS_FEED: Final = {"title": "title", "language": "lang", "dc:language": "lang"}
_ATOM_FEED: Final = {"atom:title": "title", "title": "title"}


def _read_entries(element: etree._Element, feed: RawFeed) -> None:
    atom: dict[object, Reader | None] = {}  # by tag as it is written: a look-up for each part
    rss: dict[object, Reader | None] = {}
    for child in element:
        local = _local(child.tag)
        if local in _ENTRIES:
            entry = RawEntry(len(feed.entries) + 1, lang=child.get(_LANG, ""), base=_base_of(child, feed.base))
            is_atom = local == "atom:entry" or feed.format == "atom"
            readers, all_readers = (atom, _ATOM_READERS) if is_atom else (rss, _RSS_READERS)
            for part in child:
                tag = part.tag
                if tag not in readers:
                    readers[tag] = all_readers.get(_local(tag))
                if reader := readers[tag]:
                    reader(entry, part)
            if not entry.link and not entry.guid and (about := child.get(_RDF_ABOUT)):
                entry.link = about
            feed.entries.append(entry)


def _base_of(element: etree._Element, above: str) -> str:
    own = element.get(_BASE)
    return above if own is None else joined(above, own)


@lru_cache(maxsize=512)
def _local(tag: object) -> str:
    """Give a tag's name with the usual prefix of its namespace; unknown namespaces give a name nobody asks for."""
    if not isinstance(tag, str):
        return "?"
    if tag[0] != "{":
        return tag
    uri, _, local = tag[1:].partition("}")
    prefix = _PREFIXES.get(uri)
    return f"?:{local}" if prefix is None else prefix + local


def _inner(element: etree._Element) -> str:
    """Give the content of an element: its text, or where somebody forgot to escape HTML, the markup."""
    if len(element) == 0:
        return element.text or ""
    return escape(element.text or "", quote=False) + "".join(map(_serialised, element))


def _serialised(child: etree._Element) -> str:
    """Write XHTML as HTML: without the namespace declarations that a serialiser adds."""
    for one in child.iter():
        if isinstance(one.tag, str):
            one.tag = etree.QName(one).localname
    etree.cleanup_namespaces(child)
    return etree.tostring(child, encoding="unicode", method="html", with_tail=True)


# RSS

Reader = Callable[[RawEntry, etree._Element], None]  # noqa: SLF001 - lxml's only name for the type of an element


def _rss_link(entry: RawEntry, part: etree._Element) -> None:
    if not entry.link:
        entry.link = (part.text or "").strip() or part.get("href", "")


def _rss_guid(entry: RawEntry, part: etree._Element) -> None:
    entry.guid = part.text or ""
    entry.guid_is_link = part.get("isPermaLink", "true").strip().lower() != "false"


def _rss_title(entry: RawEntry, part: etree._Element) -> None:
    entry.title = _inner(part)


def _other_title(entry: RawEntry, part: etree._Element) -> None:
    entry.title = entry.title or _inner(part)


def _rss_summary(entry: RawEntry, part: etree._Element) -> None:
    entry.summary = _inner(part)


def _other_summary(entry: RawEntry, part: etree._Element) -> None:
    entry.summary = entry.summary or _inner(part)


def _rss_content(entry: RawEntry, part: etree._Element) -> None:
    entry.content = _inner(part)


def _published(name: str) -> Reader:
    def read(entry: RawEntry, part: etree._Element) -> None:
        if not entry.published:
            entry.published, entry.published_field = part.text or "", name

    return read


def _updated(name: str) -> Reader:
    def read(entry: RawEntry, part: etree._Element) -> None:
        if not entry.updated:
            entry.updated, entry.updated_field = part.text or "", name

    return read


def _author(entry: RawEntry, part: etree._Element) -> None:
    entry.authors.append(part.text or "")


def _tag(entry: RawEntry, part: etree._Element) -> None:
    said = (part.text or "").strip() or part.get("label", "") or part.get("term", "")
    if said:
        entry.tags.append(said)


def _enclosure(entry: RawEntry, part: etree._Element) -> None:
    entry.links.append(("enclosure", part.get("url", ""), ""))


def _original_link(entry: RawEntry, part: etree._Element) -> None:
    """Prefer the publisher's own address to the one that FeedBurner put in its place."""
    entry.link = part.text or entry.link


def _source(entry: RawEntry, part: etree._Element) -> None:
    entry.links.append(("via", part.get("url", ""), part.text or ""))


def _lang(entry: RawEntry, part: etree._Element) -> None:
    entry.lang = entry.lang or part.text or ""


# Atom


def _atom_text(part: etree._Element) -> tuple[str, Markup]:
    kind = part.get("type", "text").lower()
    if kind in {"xhtml", "application/xhtml+xml"}:
        return _inner(part), "html"
    if kind in {"html", "text/html"} or part.get("mode") == "escaped" or len(part):
        return _inner(part), "html"
    return part.text or "", "text"


def _atom_title(entry: RawEntry, part: etree._Element) -> None:
    entry.title, entry.title_type = _atom_text(part)


def _atom_summary(entry: RawEntry, part: etree._Element) -> None:
    entry.summary, entry.summary_type = _atom_text(part)


def _atom_content(entry: RawEntry, part: etree._Element) -> None:
    if part.get("src"):
        entry.links.append(("alternate", part.get("src", ""), ""))
        return
    entry.content, entry.content_type = _atom_text(part)


def _atom_link(entry: RawEntry, part: etree._Element) -> None:
    rel = part.get("rel", "alternate").rsplit("/", 1)[-1].lower()
    address = joined(_base_of(part, entry.base), part.get("href", ""))
    if rel == "alternate" and not entry.link:
        entry.link = address
    elif rel not in {"self", "edit", "replies", "license", "hub"}:
        entry.links.append((rel, address, part.get("title", "")))


def _atom_id(entry: RawEntry, part: etree._Element) -> None:
    entry.guid = part.text or ""


def _atom_person(entry: RawEntry, part: etree._Element) -> None:
    names = [child.text or "" for child in part if _local(child.tag) in {"atom:name", "name"}]
    entry.authors.extend(names or [part.text or ""])


_RSS_READERS: Final[dict[str, Reader]] = {
    "link": _rss_link,
    "atom:link": _atom_link,
    "guid": _rss_guid,
    "title": _rss_title,
    "dc:title": _other_title,
    "media:title": _other_title,
    "description": _rss_summary,
    "dc:description": _other_summary,
    "itunes:summary": _other_summary,
    "media:description": _other_summary,
    "atom:summary": _other_summary,
    "content:encoded": _rss_content,
    "pubDate": _published("pubDate"),
    "dc:date": _published("dc:date"),
    "dcterms:issued": _published("dcterms:issued"),
    "dcterms:created": _published("dcterms:created"),
    "atom:published": _published("atom:published"),
    "dcterms:modified": _updated("dcterms:modified"),
    "atom:updated": _updated("atom:updated"),
    "author": _author,
    "dc:creator": _author,
    "category": _tag,
    "dc:subject": _tag,
    "enclosure": _enclosure,
    "feedburner:origLink": _original_link,
    "source": _source,
    "dc:language": _lang,
}
_ATOM_CORE: Final[dict[str, Reader]] = {
    "id": _atom_id,
    "title": _atom_title,
    "summary": _atom_summary,
    "content": _atom_content,
    "link": _atom_link,
    "published": _published("published"),
    "issued": _published("issued"),
    "created": _published("created"),
    "updated": _updated("updated"),
    "modified": _updated("modified"),
    "author": _atom_person,
    "contributor": _atom_person,
    "category": _tag,
}
_ATOM_READERS: Final[dict[str, Reader]] = {
    **_ATOM_CORE,
    **{f"atom:{name}": reader for name, reader in _ATOM_CORE.items()},
    "dc:date": _published("dc:date"),
    "dc:creator": _author,
    "feedburner:origLink": _original_link,
}
