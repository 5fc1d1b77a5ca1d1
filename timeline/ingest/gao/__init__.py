"""Bid protests at the Government Accountability Office: feed, docket pages and decisions, also as saved pages."""

from datetime import timedelta
from typing import Final

from lxml import html as lxml_html

from timeline.codelists import EventType
from timeline.ingest.gao.decisions import KIND, parse_feed, parse_list, parse_page
from timeline.ingest.gao.docket import DUE, FILED, LISTED, OUTCOME, parse_docket, parse_search, read_fields
from timeline.ingest.item import ParsedFeed, ParsedItem
from timeline.ingest.links import web_address
from timeline.ingest.page_tree import open_page
from timeline.ingest.pages import page_error
from timeline.ingest.source import Source

_PROBE: Final = 2_000


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read whatever of GAO's this is.

    That is the feed of legal products, a docket page, a list of the docket search, the list of recent decisions or the
    page of one. Raises a ParseError for a page of the bot filter (GAO refuses many programs: blocked is not gone) and
    for any other page. Saved pages read the same as fetched ones; `base_url` may then be empty.
    """
    head = body[:_PROBE].lower()
    if b"<rss" in head or b"<feed" in head:
        return parse_feed(body, content_type, base_url)
    page = open_page(body, content_type, expected="a page of GAO", source=base_url)
    form, items = _read_page(page, base_url)
    if not items:
        raise page_error(body, "a docket page, a decision or a list of GAO", source=base_url)
    return ParsedFeed(items=tuple(items), format=form, title="GAO", lang="en", url=web_address(base_url))


def _read_page(page: lxml_html.HtmlElement, base_url: str) -> tuple[str, list[ParsedItem]]:
    listed = parse_search(page)
    if listed:
        return "gao-docket-search", listed
    fields = read_fields(page)
    if "protester" in fields or "file number" in fields:
        return "gao-docket", parse_docket(fields, base_url)
    recent = parse_list(page)
    if recent:
        return "gao-decision-list", recent
    one = parse_page(page, base_url)
    return "gao-decision", [one] if one is not None else []


SOURCE: Final = Source(
    code="gao",
    name="GAO bid protests",
    yields=(
        f"{FILED}: a protest was filed; {DUE}: when its decision is due, which moves; {OUTCOME}: how a file ended; "
        f"{KIND}: a published decision over one or more files; {LISTED}: a file found in the docket search"
    ),
    natural_key="docket: file number (B-424516.3) and what of it; decision: the set of its file numbers",
    parse=parse,
    addresses=("https://www.gao.gov/rss/reportslegal.xml",),
    accept="application/rss+xml, text/html;q=0.8",
    pause=timedelta(seconds=10),
    poll_every=timedelta(hours=1),
    rhythm=timedelta(days=7),
    politeness="ten seconds between requests, as its robots.txt asks; conditional requests for the feed",
    failure="403 from a bot filter: shown as blocked; upload the saved page instead",
    blind="most dismissals have no published decision; protected texts; a supplement is not told from another protest",
    decides={
        FILED: frozenset({EventType.PROTEST_FILED, EventType.SUPPLEMENTAL_FILING}),
        OUTCOME: frozenset({EventType.DECISION}),
    },
)
