"""CourtListener's Atom feeds: the last entries of a docket, a court's or a search's opinions."""

import re
from typing import Final

from timeline.ingest import feed
from timeline.ingest.courtlistener.records import ENTRY, HOME, OPINION
from timeline.ingest.dates import read
from timeline.ingest.feed.entry import RawEntry
from timeline.ingest.item import Identifier, KeyBasis, Link, ParsedFeed, ParsedItem, Scheme, bounded_key
from timeline.ingest.links import canonical, web_address
from timeline.ingest.text import from_html, title_from_html

_ENTRY: Final = re.compile(r"/docket/([0-9]+)/[^#]*#(minute-)?entry-([0-9]+)")
_CLUSTER: Final = re.compile(r"/opinion/([0-9]+)/")
_CAPTION: Final = re.compile(r"^(?:Entry #[0-9]+|Minute entry from .+?) in (.+)$")


def parse_atom(body: bytes, content_type: str, base_url: str) -> ParsedFeed:
    """Read an Atom feed; a docket's entries are dated by the day, written as midnight in California."""
    raw = feed.read(body, content_type, base_url)
    items = {item.key: item for item in (_item(entry) for entry in raw.entries) if item is not None}
    left_out = len(raw.entries) - len(items)
    return ParsedFeed(
        items=tuple(items.values()),
        format="courtlistener-atom",
        title=title_from_html(raw.title),
        lang="en",
        url=web_address(base_url),
        warnings=(*raw.warnings, *([f"{left_out} entries were left out"] if left_out else [])),
        damage=raw.damage,
    )


def _item(entry: RawEntry) -> ParsedItem | None:
    url = web_address(entry.link or entry.guid, HOME)
    if url is None:
        return None
    title, prose = title_from_html(entry.title), from_html(entry.content or entry.summary, HOME)
    found, cluster = _ENTRY.search(url), _CLUSTER.search(url)
    published = read(entry.published or entry.updated, field=entry.published_field or entry.updated_field)
    caption = _CAPTION.match(title)
    if found is not None:
        docket, minute, number = found.groups()
        # A minute entry is named by CourtListener's id of the entry, a numbered one by its number in the docket.
        key = f"cl:entry:{number}" if minute else f"cl:docket:{docket}:entry:{number}"
        identifiers = [Identifier(Scheme.COURTLISTENER_DOCKET, docket)]
    else:
        key = f"cl:cluster:{cluster[1]}" if cluster else bounded_key(canonical(url))
        identifiers = []
    enclosures = ((rel, web_address(address, HOME)) for rel, address, _ in entry.links if rel == "enclosure")
    return ParsedItem(
        key=key,
        key_basis=KeyBasis.NATURAL if found or cluster else KeyBasis.LINK,
        kind=ENTRY if found else OPINION,
        title=title,
        text=prose.text,
        html=prose.html,
        url=url,
        published=published,
        happened=published.as_day("written as midnight"),
        lang="en",
        links=tuple(Link(address, "document") for _, address in enclosures if address),
        identifiers=tuple(identifiers),
        extra={
            "entry_number": found[3] if found and not found[2] else "",
            "docket": found[1] if found else "",
            "caption": caption[1] if caption else "",
            "text_missing": not prose.text,
        },
    )
