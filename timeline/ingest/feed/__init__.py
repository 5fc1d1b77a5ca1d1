"""Any RSS, Atom or JSON Feed: bytes in, items out, whatever the publisher did to the format."""

from datetime import timedelta
from typing import Final

from timeline.ingest.errors import Malformed, NotThisFormat
from timeline.ingest.feed.document import MAX_BODY, Document, Kind, open_document
from timeline.ingest.feed.entry import language, repeated, to_items
from timeline.ingest.feed.jsonfeed import read_json
from timeline.ingest.feed.loose import read_loose
from timeline.ingest.feed.marks import Known, knows_none, pass_over
from timeline.ingest.feed.mend import mend_references
from timeline.ingest.feed.strict import NotStrict, RawFeed, read_xml
from timeline.ingest.item import ParsedFeed
from timeline.ingest.links import web_address
from timeline.ingest.source import Source
from timeline.ingest.text import one_line, title_from_html


def parse(
    body: bytes,
    content_type: str = "",
    base_url: str = "",
    *,
    shared_guids: frozenset[str] = frozenset(),
    edition: str = "",
    known: Known = knows_none,
    max_bytes: int = MAX_BODY,
) -> ParsedFeed:
    """Read one fetched feed.

    `content_type` is the header of the answer; only its charset is used, and less than what the bytes themselves show.
    `base_url` is the address that answered, for relative links and for error messages. `shared_guids` are those that
    the last reading of this feed returned. A document that a strict XML parser accepts, as it is or with its references
    mended, takes the fast way; any other is read by feedparser. Damage is a warning. Given the `edition` of this
    program, entries get marks, and those that `known` knows by theirs are passed over.

    Raises a ParseError (with its `outcome`) for an empty body, a web page, a block page, another format, more than
    `max_bytes`, and for damage that leaves no entry. A feed without entries is no error here; whether that is news is
    for the caller to judge, who knows what the feed held before.
    """
    feed = read(body, content_type, base_url, max_bytes=max_bytes)
    lang = language(feed.lang)
    entries, unchanged = feed.entries, dict[str, str]()
    if edition:
        context = f"{edition}\x1f{feed.base}\x1f{lang}"
        entries, unchanged = pass_over(entries, context=context, shared=shared_guids, known=known)
        if again := len(feed.entries) - len(entries) - len(unchanged):
            feed.warnings.append(repeated(again))
    result = to_items(entries, base=feed.base, lang=lang, shared=shared_guids, source=base_url)
    return ParsedFeed(
        items=result.items,
        format=feed.format,
        title=title_from_html(feed.title),
        lang=lang,
        url=web_address(base_url),
        rejected=result.rejected,
        warnings=(*feed.warnings, *result.warnings),
        damage=feed.damage,
        shared_guids=result.shared_guids,
        unchanged=unchanged,
    )


def read(body: bytes, content_type: str = "", base_url: str = "", *, max_bytes: int = MAX_BODY) -> RawFeed:
    """Read a feed's entries as they stand, for sources that publish feeds of a kind of their own; raises as `parse`."""
    document = open_document(body, content_type, source=base_url, limit=max_bytes)
    feed = _read(document, base_url)
    feed.warnings[:0] = document.warnings
    if not feed.entries:
        feed.warnings.append("the feed has no entries")
    return feed


def _read(document: Document, base: str) -> RawFeed:
    if document.kind is Kind.JSON:
        return read_json(document.data, base, source=base)
    try:
        feed = read_xml(document.data, base)
    except NotStrict as error:
        damage = one_line(str(error), 200)
        feed = _saved(document.data, base)
        if not feed.entries:
            raise Malformed(f"the document is damaged and no entry could be saved: {damage}", source=base) from error
        feed.damage = f"the document is damaged ({damage}); {len(feed.entries)} entries were saved"
        feed.warnings.insert(0, feed.damage)
    if feed is None:
        raise NotThisFormat(f"the answer is XML, but no feed: its root is {document.root!r}", source=base)
    return feed


def _saved(data: bytes, base: str) -> RawFeed:
    """Read a damaged document: with its references mended if that is all, else by feedparser."""
    mended = mend_references(data)
    try:
        feed = read_xml(mended, base)
    except NotStrict:
        feed = None
    return read_loose(mended, base) if feed is None else feed


SOURCE: Final = Source(
    code="feed",
    name="RSS, Atom or JSON Feed",
    yields="feed-entry: one entry of a news or agency feed",
    natural_key="the guid or id; without one the address without tracking; without that a hash of title and text",
    parse=parse,
    accept="application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    poll_every=timedelta(minutes=30),
    rhythm=timedelta(days=3),
    politeness="conditional requests, at most one in 30 minutes unless the publisher allows more; keeps Retry-After",
    failure="web pages and block pages instead of the feed, damaged XML, wrong encodings, ids that change or repeat",
    blind="only the newest entries are listed; a withdrawn article simply disappears",
)
