"""From an entry as a feed writes it to an item: one rule for ids, dates, text and links, whatever read the feed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from timeline.ingest.dates import ABSENT, DateReading, read
from timeline.ingest.errors import BadEntry
from timeline.ingest.item import KeyBasis, Link, ParsedItem, bounded_key, digest
from timeline.ingest.links import canonical, web_address
from timeline.ingest.text import Prose, clean, from_html, one_line, paragraphs, title_from_html

Markup = Literal["text", "html"]
KIND: Final = "feed-entry"
LONGEST_GUID: Final = 10_000


@dataclass(slots=True)
class RawEntry:
    """One entry with its strings as the feed has them (XML decoded, nothing else)."""

    index: int
    guid: str = ""
    guid_is_link: bool = True
    link: str = ""
    links: list[tuple[str, str, str]] = field(default_factory=list)
    title: str = ""
    title_type: Markup = "html"
    summary: str = ""
    summary_type: Markup = "html"
    content: str = ""
    content_type: Markup = "html"
    published: str = ""
    published_field: str = ""
    updated: str = ""
    updated_field: str = ""
    lang: str = ""
    base: str = ""
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    mark: str = ""
    key: str = ""  # its guid as a key, once somebody asked for it


@dataclass(slots=True)
class _Draft:
    """An entry on its way: all but the key, which depends on its neighbours."""

    raw: RawEntry
    claim: str
    basis: KeyBasis
    url: str | None
    title: str
    prose: Prose
    summary: str
    published: DateReading
    updated: DateReading

    @property
    def content(self) -> tuple[str, str, str]:
        return self.url or "", self.title, self.prose.text

    @property
    def tell_apart(self) -> str:
        """Tell apart entries under one id by what an edit of the text leaves alone: address, date, title."""
        return digest(self.url or "", self.raw.published or self.raw.updated, self.title)[:32]


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of the entries of one document."""

    items: tuple[ParsedItem, ...]
    rejected: tuple[BadEntry, ...]
    shared_guids: frozenset[str]
    warnings: tuple[str, ...]


def to_items(
    entries: Iterable[RawEntry],
    *,
    base: str = "",
    lang: str = "",
    shared: frozenset[str] = frozenset(),
    source: str = "",
) -> Sorted:
    """Turn entries into items.

    The key is the guid; without one the address in canonical form; without one a hash of title and text. An id that
    stands over entries with different content is no id. Then every entry under it gets id + a hash of its address,
    date and title (and of its text only where these are equal too), and the bare id becomes its `former_key`. The order
    of the entries does not matter. Entries that repeat each other wholly are one item.
    """
    drafts, rejected = [], []
    for entry in entries:
        draft = _draft(entry, base)
        if draft.claim:
            drafts.append(draft)
        else:
            nothing = "has neither id nor address, title, text or date"
            rejected.append(BadEntry(nothing, source=source, entry=entry.index))
    by_claim: dict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        by_claim[draft.claim].append(draft)
    new = {claim for claim, group in by_claim.items() if len(group) > 1 and len({one.content for one in group}) > 1}
    items: dict[str, ParsedItem] = {}
    for claim, group in by_claim.items():
        keys = _keys(group) if claim in new or claim in shared else [claim] * len(group)
        for draft, key in zip(group, keys, strict=True):
            if key not in items:
                items[key] = _item(draft, key, former=claim if key != claim else "", lang=lang)
    warnings = []
    if len(items) < len(drafts):
        warnings.append(repeated(len(drafts) - len(items)))
    if new - shared:
        warnings.append(
            f"{len(new - shared)} ids stand over entries with different content, which were told apart by it"
        )
    return Sorted(tuple(items.values()), tuple(rejected), shared | new, tuple(warnings))


def repeated(count: int) -> str:
    """Warn of entries that say nothing but what others say."""
    return f"{count} entries repeat another one of the same document and were left out"


def _keys(group: list[_Draft]) -> list[str]:
    texts: dict[str, set[str]] = defaultdict(set)
    for draft in group:
        texts[draft.tell_apart].add(draft.prose.text)
    return [
        bounded_key(f"{draft.claim}#{draft.tell_apart}")
        if len(texts[draft.tell_apart]) == 1
        else bounded_key(f"{draft.claim}#{digest(draft.tell_apart, draft.prose.text)[:32]}")
        for draft in group
    ]


def _draft(entry: RawEntry, feed_base: str) -> _Draft:
    base = entry.base = entry.base or feed_base
    url = web_address(entry.link, base)
    if url is None and entry.guid_is_link:
        url = web_address(one_line(entry.guid, limit=LONGEST_GUID))
    title = title_from_html(entry.title) if entry.title_type == "html" else one_line(entry.title)
    content = _prose(entry.content, entry.content_type, base)
    summary = _prose(entry.summary, entry.summary_type, base)
    # A content much shorter than the summary is a caption, not the text.
    prose = content if content.text and 2 * len(content.text) >= len(summary.text) else summary
    other = summary if prose is content else content
    # The date is no part of it, as some publishers set it anew at every fetch, unless there is nothing else.
    content_or_date = f"{title}\x1f{prose.text}" if title or prose.text else entry.published or entry.updated
    claim, basis = _claim(guid_key(entry), url, content_or_date)
    published = read(entry.published, field=entry.published_field)
    updated = read(entry.updated, field=entry.updated_field) if entry.updated else ABSENT
    short = "" if not other.text or prose.text.startswith(other.text.rstrip(" .…[]")) else other.text
    return _Draft(entry, claim, basis, url, title, prose, short, published, updated)


def guid_key(entry: RawEntry) -> str:
    """Return the key that an entry's id makes: on one line and bounded; empty if it has none."""
    if entry.guid and not entry.key:
        entry.key = bounded_key(one_line(entry.guid, limit=LONGEST_GUID))
    return entry.key


def _prose(value: str, kind: Markup, base: str) -> Prose:
    if not value:
        return Prose("", "")
    return from_html(value, base) if kind == "html" else Prose(paragraphs(value), "")


def _claim(key: str, url: str | None, said: str) -> tuple[str, KeyBasis]:
    if key:
        return key, KeyBasis.GUID
    if url is not None:
        return bounded_key(canonical(url)), KeyBasis.LINK
    return f"sha256:{digest(said)}" if said else "", KeyBasis.CONTENT


def _item(draft: _Draft, key: str, *, former: str, lang: str) -> ParsedItem:
    entry = draft.raw
    published = draft.published
    if published is ABSENT:
        published = draft.updated
    notes = [f"{reading.field}: {reading.note}" for reading in (draft.published, draft.updated) if reading.note]
    if draft.url is None and entry.link.strip():
        notes.append("the link is no web address and was left out")
    return ParsedItem(
        key=key,
        key_basis=KeyBasis.SHARED if former else draft.basis,
        former_key=former,
        mark="" if former else entry.mark,
        kind=KIND,
        title=draft.title,
        text=draft.prose.text,
        html=draft.prose.html,
        summary=draft.summary,
        url=draft.url,
        published=published,
        updated=draft.updated,
        lang=language(entry.lang) or lang,
        authors=tuple(dict.fromkeys(filter(None, map(_person, entry.authors)))) if entry.authors else (),
        links=_links(entry, draft.url) if entry.links else (),
        notes=tuple(notes),
        extra={"tags": list(dict.fromkeys(one_line(tag, 200) for tag in entry.tags))} if entry.tags else {},
    )


def _links(entry: RawEntry, url: str | None) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for rel, raw, title in entry.links[:50]:
        address = web_address(raw, entry.base)
        if address is not None and address != url:
            found.setdefault(address, Link(address, rel, one_line(title, 200)))
    return tuple(found.values())


@lru_cache(maxsize=512)
def language(said: str) -> str:
    """Write a language tag as BCP 47 wants it (`en-US`, `de`); empty for what is no tag."""
    parts = clean(said).strip().replace("_", "-").split("-")
    if not 2 <= len(parts[0]) <= 3 or not parts[0].isascii() or not parts[0].isalpha():
        return ""
    region = parts[1] if len(parts) > 1 and len(parts[1]) == 2 and parts[1].isalpha() else ""
    return f"{parts[0].lower()}-{region.upper()}" if region else parts[0].lower()


def _person(said: str) -> str:
    """Take the name out of `mail@host (Name)` or `Name <mail@host>`; an address alone is nobody's name."""
    name = one_line(said, 200)
    if "@" not in name:
        return name
    inside = name.partition("(")[2].rpartition(")")[0].strip()
    before = name.partition("<")[0].strip()
    found = inside or (before if before != name else "")
    return "" if "@" in found else found
