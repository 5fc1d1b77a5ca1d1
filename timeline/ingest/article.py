"""Any article of the web: its text, who wrote it, and the dates that it proposes."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import trafilatura
from lxml import html

from timeline.ingest import article_dates
from timeline.ingest.errors import Malformed, NotThisFormat, TooLarge
from timeline.ingest.feed.entry import language
from timeline.ingest.feed.jsonfeed import load_json
from timeline.ingest.item import KeyBasis, ParsedFeed, ParsedItem, bounded_key, digest
from timeline.ingest.json_fields import Json, part, words
from timeline.ingest.links import canonical, web_address
from timeline.ingest.page_tree import open_page
from timeline.ingest.source import Source
from timeline.ingest.text import one_line, paragraphs

KIND: Final = "article"
_MAX_PAGE: Final = 5_000_000
_ARTICLES: Final = ("Article", "BlogPosting", "Report")
_LEAST_TEXT: Final = 80


def parse(body: bytes, content_type: str = "", base_url: str = "", *, today: date | None = None) -> ParsedFeed:
    """Read a page as one article.

    The key is the page's own canonical address if it lies on the host that answered, else the address that answered.
    Every date is a proposal: `published` is the best one with the place it stands in, `extra["dates"]` lists all.
    `today` bounds them; without it a date in the future is not seen to be one. Raises a ParseError for a block page, a
    page without text and anything that is no page.
    """
    if len(body) > _MAX_PAGE:
        raise TooLarge(f"{len(body):,} bytes, more than the {_MAX_PAGE:,} allowed for a page", source=base_url)
    if body.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b")):
        raise NotThisFormat("the answer is a file, not a page", source=base_url)
    page = open_page(body, content_type, expected="an article", source=base_url)
    described = list(_described(page))
    # The extraction prunes the tree that it is given; the dates are looked for below, with their places.
    extracted = trafilatura.bare_extraction(
        deepcopy(page),
        url=base_url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},
    )
    text = paragraphs(getattr(extracted, "text", None) or "")
    if len(text) < _LEAST_TEXT:
        raise NotThisFormat("the page holds no article, or shows it only to browsers", source=base_url)
    url = _own_address(page, base_url)
    dates = article_dates.proposals(page, described, url or base_url)
    if not dates:
        dates = [article_dates.from_text(page, url or base_url, today)]
    item = ParsedItem(
        key=bounded_key(canonical(url)) if url else f"sha256:{digest(text)}",
        key_basis=KeyBasis.LINK if url else KeyBasis.CONTENT,
        kind=KIND,
        title=_title(page, described, extracted),
        text=text,
        summary=one_line(_meta(page, "og:description", "description"), 1_000),
        url=url,
        published=article_dates.best(dates, today),
        updated=article_dates.modified(page, described),
        lang=language(page.get("lang") or _meta(page, "og:locale")),
        authors=tuple(_authors(described, extracted)),
        extra={
            "publisher": _publisher(page, described, extracted),
            "dates": article_dates.listed(dates),
        },
    )
    return ParsedFeed(items=(item,), format="html", title=item.extra["publisher"], lang=item.lang, url=url)


def _described(page: html.HtmlElement) -> Iterator[Json]:
    """Yield what the page's JSON-LD says of articles; broken JSON-LD is no reason to lose the article."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = load_json((script.text or "").strip().encode("utf-8", "replace"))
        except Malformed:
            continue
        yield from _articles(value)


def _articles(value: Any, depth: int = 0) -> Iterator[Json]:
    if isinstance(value, list):
        for one in value[:50]:
            yield from _articles(one, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        kind = value.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(one, str) and one.endswith(_ARTICLES) for one in kinds):
            yield value
        yield from _articles(value.get("@graph"), depth + 1)


def _own_address(page: html.HtmlElement, base_url: str) -> str | None:
    """Give the canonical address; a page may not pass itself off as one of another host."""
    answered = web_address(base_url)
    for link in page.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            named = web_address(link.get("href"), base_url)
            if named and (answered is None or urlsplit(named).hostname == urlsplit(answered).hostname):
                return named
    return answered


def _meta(page: html.HtmlElement, *names: str) -> str:
    for name in names:
        for meta in page.iter("meta"):
            if (meta.get("property") or meta.get("name") or "").lower() == name and meta.get("content"):
                return str(meta.get("content"))
    return ""


def _title(page: html.HtmlElement, described: list[Json], extracted: Any) -> str:
    found = [words(one, "headline") for one in described]
    found += [_meta(page, "og:title"), getattr(extracted, "title", None) or ""]
    found += [one.text_content() for one in page.iter("h1")]
    return next((said for said in map(one_line, found) if said), "")


def _authors(described: list[Json], extracted: Any) -> Iterator[str]:
    names = [name for one in described for name in _named(one.get("author"))]
    if not names:
        names = (getattr(extracted, "author", None) or "").split(";")
    yield from dict.fromkeys(name for name in (one_line(name, 200) for name in names) if name and "@" not in name)


def _named(author: Any) -> Iterator[str]:
    """Yield the names in a JSON-LD author: a name, an object with one, or a list of either."""
    for person in author if isinstance(author, list) else [author]:
        name = words(person, "name") if isinstance(person, dict) else person
        if isinstance(name, str) and name:
            yield name


def _publisher(page: html.HtmlElement, described: list[Json], extracted: Any) -> str:
    named = (words(part(one, "publisher"), "name") for one in described)
    return next(filter(None, named), "") or one_line(
        _meta(page, "og:site_name") or getattr(extracted, "sitename", None) or ""
    )


SOURCE: Final = Source(
    code="article",
    name="Web article",
    yields=f"{KIND}: the text of one page, with proposed dates",
    natural_key="the page's canonical address on its own host, without tracking",
    parse=parse,
    accept="text/html, application/xhtml+xml",
    pause=timedelta(seconds=10),
    poll_every=timedelta(days=1),
    rhythm=timedelta(days=3650),
    politeness="fetched once when an editor or a feed names it; ten seconds between pages of one host",
    failure="pages that need a browser or subscription; navigation taken for text; dates of laws taken for the page's",
    blind="what stands behind a subscription; when exactly it was published: every date is a proposal",
)
