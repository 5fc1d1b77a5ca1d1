"""Nineteen hard entries that feeds really have: nothing active, no text lost, the same id whenever they are read."""

import importlib.util
import os
import re
from pathlib import Path

import pytest

from timeline.ingest.feed import parse
from timeline.ingest.feed.document import open_document
from timeline.ingest.feed.entry import to_items
from timeline.ingest.feed.loose import read_loose

HERE = "https://court.example/feeds/all.xml"
# The harness of these cases stands beside the checkout, where it stands at all (SHARED=DIR names another place).
HARNESS = Path(os.environ.get("SHARED") or Path(__file__).parents[4] / "shared") / "peers" / "ingest" / "awkward.py"
ACTIVE = re.compile(
    r"<\s*(?:script|style|iframe|object|embed)|\bon[a-z]+\s*=|(?:javascript|vbscript|data):", re.IGNORECASE
)


def rss(inside, encoding="utf-8"):
    namespaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    channel = f"<channel><title>Orders</title><item>{inside}</item></channel>"
    return f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" {namespaces}>{channel}</rss>'.encode(
        encoding
    )


def atom(inside):
    base = 'xml:base="https://court.example/rulings/"'
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {base}><entry>{inside}</entry></feed>'.encode()


ID = "<guid isPermaLink='false'>order-7</guid><link>https://court.example/7</link>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY ten "protest protest protest">'
    '<!ENTITY all "&ten;&ten;&ten;&ten;"><!ENTITY out SYSTEM "file:///etc/hostname">]>'
)
# What a case is, its bytes, and what must come of it.
CASES = {
    "an entry without any difficulty": (
        rss(f"{ID}<title>Stay lifted</title><description>Work may go on.</description>"),
        {"key": "order-7", "title": "Stay lifted", "text": "Work may go on.", "url": "https://court.example/7"},
    ),
    "text that was escaped twice": (
        rss(f"{ID}<title>B&amp;amp;W &amp;lt;II&amp;gt; v. US</title><description>Q&amp;A</description>"),
        {"title": "B&W <II> v. US", "text": "Q&A"},
    ),
    "HTML in a CDATA section": (
        rss(f"{ID}<title><![CDATA[Cost & price]]></title><description><![CDATA[<p>It is <i>so</i>.]]></description>"),
        {"title": "Cost & price", "text": "It is so.", "html": "<p>It is <i>so</i>.</p>"},
    ),
    "a script and event handlers in the text": (
        rss(
            f"{ID}<description><![CDATA[<img src=x onerror=steal()><p onmouseover='steal()'>Order</p>"
            "<script>steal()</script><a href='javascript:steal()'>read</a>]]></description>"
        ),
        {"text": "Order\nread"},
    ),
    "a link that is a script": (
        rss("<guid>order-7</guid><link>JavaScript:steal()</link><title>Order</title>"),
        {"key": "order-7", "url": None, "title": "Order"},
    ),
    "no guid": (
        rss("<link>https://court.example/7?utm_source=feed</link><title>Order</title>"),
        {"key": "https://court.example/7", "url": "https://court.example/7"},
    ),
    "a guid that is the address": (
        rss("<guid isPermaLink='true'>https://court.example/7</guid><title>Order</title>"),
        {"key": "https://court.example/7", "url": "https://court.example/7"},
    ),
    "a date in a zone with letters": (
        rss(f"{ID}<title>Order</title><pubDate>Fri, 22 Nov 2019 23:30:00 EST</pubDate>"),
        {"published": "2019-11-22T23:30:00-05:00"},
    ),
    "a date without a zone": (
        rss(f"{ID}<title>Order</title><pubDate>22 Nov 2019 23:30:00</pubDate>"),
        {"published": "2019-11-22T23:30:00+00:00"},
    ),
    "a date of Dublin Core": (
        rss(f"{ID}<title>Order</title><dc:date>2019-11-22T23:30:00-05:00</dc:date>"),
        {"published": "2019-11-22T23:30:00-05:00"},
    ),
    "a date in words that nobody can read": (
        rss(f"{ID}<title>Order</title><pubDate>the week before Thanksgiving</pubDate>"),
        {"title": "Order", "published": None, "published as it stood": "the week before Thanksgiving"},
    ),
    "another encoding than UTF-8": (
        rss(f"{ID}<title>Rüge zurückgewiesen</title><description>Für München</description>", "iso-8859-1"),
        {"title": "Rüge zurückgewiesen", "text": "Für München"},
    ),
    "an entity that XML does not know": (
        rss(f"{ID}<title>Part&nbsp;I &mdash; facts</title><description>&sect; 21.2</description>"),
        {"title": "Part I — facts", "text": "§ 21.2"},
    ),
    "a tag that is never closed": (
        rss(f"{ID}<title>Order <b>granting</title><description>In part.</description>"),
        {"key": "order-7", "title": "Order granting", "text": "In part."},
    ),
    "line breaks and indents": (
        rss(f"{ID}<title>\n\t Order \n\t granting\n</title><description>\n\tIn  part.\n</description>"),
        {"title": "Order granting", "text": "In part."},
    ),
    "a short text and the whole one": (
        rss(
            f"{ID}<description>In short.</description><content:encoded>&lt;p&gt;At length.&lt;/p&gt;</content:encoded>"
        ),
        {"text": "At length.", "summary": "In short."},
    ),
    "a relative link in Atom": (
        atom('<id>urn:order:7</id><title>Order</title><link href="7.html"/>'),
        {"key": "urn:order:7", "url": "https://court.example/rulings/7.html"},
    ),
    "XHTML and escaped HTML in Atom": (
        atom(
            '<id>urn:order:7</id><title type="html">Part &amp;lt;I&amp;gt;</title><summary type="xhtml">'
            '<div xmlns="http://www.w3.org/1999/xhtml"><p>It is <b>so</b> ordered.</p></div></summary>'
        ),
        {"title": "Part <I>", "text": "It is so ordered."},
    ),
    "entities that grow, and one that reads a file": (
        BOMB.encode() + rss(f"{ID}<title>&all;</title><description>&out; is unread</description>").split(b"?>", 1)[1],
        {"key": "order-7", "title": "&all;", "text": "&out; is unread"},
    ),
}


def facts(item):
    known = {name: getattr(item, name) for name in ("key", "title", "text", "html", "summary", "url")}
    return {**known, "published": item.published.edtf, "published as it stood": item.published.raw}


def read_once(body):
    (item,) = parse(body, base_url=HERE).items
    return item


def shown(item):
    """All of an item that could ever be put into a page as markup or as an address."""
    return " ".join(filter(None, (item.html, item.url, *(link.url for link in item.links))))


def key_by_the_patient_reader(body):
    document = open_document(body)
    return to_items(read_loose(document.data).entries, base=HERE).items[0].key


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_a_hard_entry_loses_nothing_and_brings_nothing_active(body, expected):
    item = read_once(body)

    assert {name: value for name, value in facts(item).items() if name in expected} == expected
    assert not ACTIVE.search(shown(item))


@pytest.mark.parametrize("body", [body for body, _ in CASES.values()], ids=CASES.keys())
def test_a_hard_entry_has_the_same_id_whenever_and_by_whichever_reader_it_is_read(body):
    first, again = read_once(body), read_once(body)

    assert first.key == again.key == key_by_the_patient_reader(body)
    assert first.content_hash() == again.content_hash()


# What every case of the harness says, and nothing of it may be lost.
WORDS = {
    "plain": "Plain Text",
    "escaped ampersand": "AT&T v. US <b> R&D",
    "CDATA html": "A & B Held sustained",
    "script in description": "x hi",
    "javascript link": "x y",
    "no guid": "x y",
    "guid is the link": "x y",
    "date EST": "x y",
    "date without zone": "x y",
    "dc:date": "x y",
    "bad date": "x y",
    "latin-1 bytes": "Société é",
    "undefined entity": "A B y",
    "unclosed tag": "A B y",
    "spaces and newlines": "A B y",
    "content:encoded": "x long",
    "atom relative link": "x y",
    "atom xhtml title": "A <b> y",
    "entity bomb": "&b; y",
}


def test_the_hard_cases_of_the_shared_harness_hold():
    if not HARNESS.exists():
        pytest.skip(f"no harness beside this checkout: {HARNESS.name} is not there (SHARED=DIR names its place)")
    spec = importlib.util.spec_from_file_location("shared_awkward", HARNESS)
    harness = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(harness)
    bodies = {name: body if isinstance(body, bytes) else body.encode() for name, body in harness.CASES.items()}

    items = {name: read_once(body) for name, body in bodies.items()}

    assert {name: f"{item.title} {item.text}" for name, item in items.items()} == WORDS
    assert [name for name, item in items.items() if ACTIVE.search(shown(item))] == []
    assert {name: item.key for name, item in items.items()} == {
        name: key_by_the_patient_reader(body) for name, body in bodies.items()
    }
