"""GAO's decisions: the feed of legal products, the list of recent ones, and the page of one decision."""

import re
from typing import Final

from lxml import html as lxml_html

from timeline.ingest import feed
from timeline.ingest.dates import ABSENT, DateReading, read
from timeline.ingest.gao.numbers import b_numbers, decision_key, is_protest
from timeline.ingest.gao.words import decided, protester_of
from timeline.ingest.item import Identifier, KeyBasis, NamedParty, ParsedFeed, ParsedItem, Scheme, bounded_key
from timeline.ingest.links import web_address
from timeline.ingest.text import from_html, one_line, paragraphs, title_from_html

KIND: Final = "gao-decision"
HOME: Final = "https://www.gao.gov/"

_MATTER: Final = re.compile(r"Matter of:\s*(.+)")
_FILE: Final = re.compile(r"\bFile:\s*(.+(?:\n\s*B-.+)*)")
_DATE: Final = re.compile(r"\bDate:\s*([A-Z][a-z]+\.? [0-9]{1,2}, [0-9]{4})")


def parse_feed(body: bytes, content_type: str, base_url: str) -> ParsedFeed:
    """Read the feed of legal products and keep the protest decisions; it dates the publication only."""
    raw = feed.read(body, content_type, base_url)
    items: dict[str, ParsedItem] = {}
    others = 0
    for entry in raw.entries:
        title, text = title_from_html(entry.title), from_html(entry.summary, HOME).text
        numbers = b_numbers(f"{entry.link} {entry.guid}") or b_numbers(f"{title} {text}")
        if not numbers or not is_protest(numbers, f"{title} {text}"):
            others += 1
            continue
        item = decision(
            title=title,
            text=text,
            url=entry.link or entry.guid,
            numbers=numbers,
            published=read(entry.published, field=entry.published_field),
        )
        items.setdefault(item.key, item)
    left_out = (f"{others} entries are no protest decisions and were left out",) if others else ()
    return ParsedFeed(
        items=tuple(items.values()),
        format="gao-feed",
        title=title_from_html(raw.title),
        lang="en",
        url=web_address(base_url),
        warnings=(*raw.warnings, *left_out),
        damage=raw.damage,
    )


def parse_list(page: lxml_html.HtmlElement) -> list[ParsedItem]:
    """Read the list of recent decisions: it dates them without a year, so the date stays unread."""
    items = []
    for article in page.iter("article"):
        links = [one for one in article.iter("a") if "/products/b-" in (one.get("href") or "").lower()]
        if not links:
            continue
        said = paragraphs("\n".join(one.text_content() for one in article.iter("p")))
        dates = [one_line(one.text_content()) for one in article.iter("time")]
        items.append(
            decision(
                title=one_line(links[0].text_content()),
                text=said,
                url=links[0].get("href", ""),
                numbers=b_numbers(links[0].get("href", "")),
                happened=read(dates[0], field="time") if dates else ABSENT,
            )
        )
    return items


def parse_page(page: lxml_html.HtmlElement, base_url: str) -> ParsedItem | None:
    """Read the page of one decision; None if it names no file number."""
    text = paragraphs(_lines(page))
    file, matter, date = _FILE.search(text), _MATTER.search(text), _DATE.search(text)
    numbers = b_numbers(file[1]) if file else b_numbers(base_url)
    if not numbers or not is_protest(numbers, text):
        return None
    heading = next((one_line(one.text_content()) for one in page.iter("h1")), "")
    return decision(
        title=one_line(matter[1]) if matter else heading,
        text=text,
        url=base_url,
        numbers=numbers,
        happened=read(date[1], field="Date") if date else ABSENT,
    )


def _lines(page: lxml_html.HtmlElement) -> str:
    body = page.find_class("js-endpoint-view-decision") or page.find_class("field--name-field-html-block")
    return from_html(lxml_html.tostring(body[0] if body else page, encoding="unicode")).text


def decision(
    *,
    title: str,
    text: str,
    url: str,
    numbers: tuple[str, ...],
    published: DateReading = ABSENT,
    happened: DateReading = ABSENT,
) -> ParsedItem:
    """Build the item of one decision over all files that it names."""
    protester, kind = protester_of(title)
    return ParsedItem(
        key=bounded_key(decision_key(numbers)),
        key_basis=KeyBasis.NATURAL,
        kind=KIND,
        title=one_line(title),
        text=text,
        url=web_address(url, HOME),
        published=published,
        happened=happened,
        lang="en",
        identifiers=tuple(Identifier(Scheme.B_NUMBER, number) for number in numbers),
        parties=(NamedParty(protester, "protester"),) if protester else (),
        extra={"case_kind": kind, "disposition": decided(text), "file_numbers": list(numbers)},
    )
