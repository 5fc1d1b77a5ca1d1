"""The Defense Department's daily contract announcements: a feed of days, and a day's article split by contract."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from lxml import html as lxml_html

from contracts.identifiers import normal_number
from timeline.ingest import dod_paragraph as paragraph
from timeline.ingest import feed
from timeline.ingest.dates import DateReading, read
from timeline.ingest.item import (
    Identifier,
    KeyBasis,
    NamedParty,
    ParsedFeed,
    ParsedItem,
    Scheme,
    bounded_key,
    digest,
)
from timeline.ingest.links import web_address
from timeline.ingest.page_tree import open_page
from timeline.ingest.pages import page_error
from timeline.ingest.source import Source
from timeline.ingest.text import cut, one_line, title_from_html

DAY: Final = "contract-day"
AWARD: Final = "contract-award"
MODIFICATION: Final = "contract-modification"
CORRECTION: Final = "contract-correction"

_TITLE: Final = re.compile(r"Contracts? for ([A-Z][a-z]+\.? [0-9]{1,2}, [0-9]{4})", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"/Article/([0-9]{5,9})\b", re.IGNORECASE)
_CORRECTION: Final = re.compile(r"^\**\s*(?:correction|update|clarification)s?\b", re.IGNORECASE)
_FOOTNOTE: Final = re.compile(
    r"^\*+\s*[A-Za-z-]*\s*(?:small|disadvantaged|woman|women|veteran|service|HUBZone|8\(a\)|mandatory)", re.IGNORECASE
)
_TELLS: Final = re.compile(r"\$\s?[0-9]|\bawarded\b|\bmodification\b", re.IGNORECASE)


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read the feed (one item a day, whose article is to be fetched) or the article of a day (one item a paragraph).

    The key of a paragraph is the article's number, which survives a change of host and title, with its contract and
    modification numbers; a paragraph without numbers is known by a hash of its text. Raises a ParseError for any other
    page.
    """
    if b"<rss" in body[:2_000].lower():
        return _read_days(body, content_type, base_url)
    page = open_page(body, content_type, expected="the day's contracts", source=base_url)
    titles = (_TITLE.search(one_line(one.text_content())) for one in (*page.iter("h1"), *page.iter("title")))
    title = next((found for found in titles if found), None)
    if title is None:
        raise page_error(body, "the day's contracts", source=base_url)
    return _read_article(page, title, base_url)


def _read_days(body: bytes, content_type: str, base_url: str) -> ParsedFeed:
    raw = feed.read(body, content_type, base_url)
    items = {}
    for entry in raw.entries:
        title, url = title_from_html(entry.title), web_address(entry.link)
        found, article = _TITLE.search(title), _ARTICLE.search(entry.link)
        if found is None or url is None:
            continue
        key = f"dod:{article[1]}" if article else f"dod:{found[1]}"
        items[key] = ParsedItem(
            key=key,
            key_basis=KeyBasis.NATURAL,
            kind=DAY,
            title=title,
            text=title,
            url=url,
            published=read(entry.published, field=entry.published_field),
            happened=read(found[1], field="title"),
            lang="en",
            extra={"article": article[1] if article else ""},
        )
    left_out = len(raw.entries) - len(items)
    warnings = [*raw.warnings, *([f"{left_out} entries are no day of contracts"] if left_out else [])]
    return ParsedFeed(
        items=tuple(items.values()),
        format="dod-feed",
        title=title_from_html(raw.title),
        lang="en",
        url=web_address(base_url),
        warnings=tuple(warnings),
    )


def _read_article(page: lxml_html.HtmlElement, title: re.Match[str], base_url: str) -> ParsedFeed:
    url = _own_address(page, base_url)
    article = _ARTICLE.search(url or "")
    day = read(title[1], field="title")
    place = article[1] if article else str(day.edtf)
    items = []
    skipped = 0
    for head, text in _paragraphs(page):
        if _TELLS.search(text):
            items.append(_item(text, head=head, place=place, url=url, day=day))
        else:
            skipped += 1
    counts = Counter(item.key for item in items)
    return ParsedFeed(
        items=tuple(
            item if counts[item.key] == 1 else replace(item, key=f"{item.key}:{digest(item.text)[:16]}")
            for item in items
        ),
        format="dod-article",
        title=title[0],
        lang="en",
        url=url,
        warnings=(f"{skipped} paragraphs announce no contract",) if skipped else (),
    )


def _own_address(page: lxml_html.HtmlElement, base_url: str) -> str | None:
    """Give the article's own address, which a saved page still names."""
    canonical = (one.get("href") for one in page.iter("link") if one.get("rel") == "canonical")
    named = next((address for address in canonical if address and _ARTICLE.search(address)), None)
    return web_address(base_url if _ARTICLE.search(base_url) else named or base_url)


def _paragraphs(page: lxml_html.HtmlElement) -> Iterable[tuple[str, str]]:
    """Yield the service under whose head a paragraph stands, and the paragraph."""
    bodies = sorted(page.find_class("body"), key=lambda one: len(one.text_content()))
    head = ""
    for element in (bodies[-1] if bodies else page).iter("p"):
        text = one_line(element.text_content(), limit=20_000)
        if not text or _FOOTNOTE.match(text):
            continue
        if text == text.upper() and len(text) < 90 and "$" not in text:
            head = text
        else:
            yield head, text


def _item(text: str, *, head: str, place: str, url: str | None, day: DateReading) -> ParsedItem:
    numbers, changes = paragraph.contract_numbers(text), paragraph.modifications(text)
    companies = paragraph.awardees(text)
    activity, activity_place = paragraph.contracting_activity(text)
    kind = CORRECTION if _CORRECTION.match(text) else MODIFICATION if _is_modification(text, changes) else AWARD
    own_day = paragraph.awarded_on(text)
    extra: dict[str, Any] = {
        "service": head,
        "awardees": [{"name": one.name, "place": one.place, "contract": one.contract} for one in companies],
        "contracts": list(numbers),
        "modifications": list(changes),
        "activity_place": activity_place,
        "performed_in": paragraph.performed_in(text),
        "completes": paragraph.completion(text).edtf,
    }
    named = "+".join([*map(normal_number, numbers), *changes]) or f"sha256:{digest(text)[:32]}"
    return ParsedItem(
        key=bounded_key(f"dod:{place}:{named}"),
        key_basis=KeyBasis.NATURAL if numbers else KeyBasis.CONTENT,
        kind=kind,
        title=cut(", ".join(one.name for one in companies), 300) or cut(text, 120),
        text=text,
        url=url,
        published=day,
        happened=own_day if own_day.day is not None else replace(day, note="the day of the announcement"),
        lang="en",
        identifiers=tuple(_identifiers(numbers, changes)),
        parties=tuple(_parties(companies, activity)),
        amounts=tuple(paragraph.amounts(text)),
        notes=() if companies else ("no awardee could be read",),
        extra=extra,
    )


def _is_modification(text: str, changes: tuple[str, ...]) -> bool:
    return bool(changes) or re.search(r"\bmodification\b[^.]{0,80}\bto\b", text) is not None


def _identifiers(numbers: tuple[str, ...], changes: tuple[str, ...]) -> Iterable[Identifier]:
    yield from (Identifier(Scheme.PIID, number) for number in numbers)
    yield from (Identifier(Scheme.MODIFICATION, number) for number in changes)


def _parties(companies: tuple[paragraph.Awardee, ...], activity: str) -> Iterable[NamedParty]:
    yield from (NamedParty(one.name, "awardee", one.place) for one in companies)
    if activity:
        yield NamedParty(activity, "buyer", "contracting activity")


SOURCE: Final = Source(
    code="dod-contracts",
    name="Defense Department contract announcements",
    yields=(
        f"{DAY}: a day's announcements, whose article is to be fetched; {AWARD}: a contract; "
        f"{MODIFICATION}: a change to one; {CORRECTION}: a correction of an earlier day"
    ),
    natural_key="article number, contract number and modification; without numbers a hash of the paragraph",
    parse=parse,
    addresses=("https://www.war.gov/DesktopModules/ArticleCS/RSS.ashx?ContentType=400&Site=945&max=20",),
    accept="application/rss+xml, text/html;q=0.8",
    pause=timedelta(seconds=10),
    poll_every=timedelta(hours=2),
    rhythm=timedelta(days=5),
    window=timedelta(days=20),
    politeness="one request in two hours, articles one at a time with ten seconds between",
    failure="articles answer 403 to many programs: shown as blocked; upload the saved page instead",
    blind="contracts under $7.5 million, classified ones, days without announcements; orders under old contracts",
)
