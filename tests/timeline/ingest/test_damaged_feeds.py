"""Feeds as servers send them: odd encodings, cut off, not well formed, endless, or no feed at all."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.ingest.feed_texts import WHOLE, atom, only, rss, shared
from timeline.ingest.errors import BlockPage, EmptyBody, MaintenancePage, Malformed, NotThisFormat, ParseError, TooLarge
from timeline.ingest.feed import parse
from timeline.ingest.feed.entry import to_items
from timeline.ingest.feed.loose import read_loose
from timeline.ingest.feed.strict import read_xml
from timeline.ingest.outcome import Outcome


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_every_declared_encoding_gives_the_same_text(encoding):
    assert only(rss("<guid>1</guid><title>Société à Zürich</title>", encoding=encoding)).title == "Société à Zürich"


def test_a_byte_order_mark_and_blank_lines_before_the_declaration_do_no_harm():
    assert parse(codecs.BOM_UTF8 + b"\n\n  " + rss(WHOLE)).warnings == ()


def test_words_of_a_broken_server_before_the_feed_are_left_out():
    feed = parse(b"Warning: cannot modify header in /x.php <br />\n" + rss(WHOLE))
    assert feed.items[0].key == "g-1"
    assert "before a feed" in feed.warnings[0]


def test_control_characters_are_taken_out():
    feed = parse(rss("<guid>g\x00</guid><title>a\x0bb</title>"))
    assert (feed.items[0].key, feed.items[0].title) == ("g", "ab")


def test_entities_are_never_expanded_and_nothing_outside_is_read():
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    feed = parse(
        bomb.encode() + rss("<guid>g</guid><title>&b;</title><description>&c; y</description>").split(b"?>", 1)[1]
    )
    (item,) = feed.items
    assert "aaa" not in item.title
    assert (item.key, item.text) == ("g", "&c; y")
    assert "DOCTYPE" in feed.warnings[0]


def test_a_doctype_of_old_rss_is_no_damage():
    doctype = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'
    assert len(parse(doctype + rss(WHOLE).split(b"?>", 1)[1]).warnings) == 1


def test_a_truncated_feed_gives_its_whole_entries_and_leaves_out_the_last():
    body = rss(WHOLE, WHOLE.replace("g-1", "g-2"), WHOLE.replace("g-1", "g-3"))
    cut = body[: body.index(b"g-3") + 150]
    feed = parse(cut)
    assert [item.key for item in feed.items] == ["g-1", "g-2"]
    assert any("ends inside an entry" in warning for warning in feed.warnings)


def test_a_feed_cut_between_entries_keeps_them_all():
    body = rss(WHOLE, WHOLE.replace("g-1", "g-2"))
    assert len(parse(body[: -len("</channel></rss>")]).items) == 2


@pytest.mark.parametrize(
    ("body", "error", "outcome"),
    [
        (b"", EmptyBody, Outcome.EMPTY),
        (b" \n\x00 ", EmptyBody, Outcome.EMPTY),
        (b"<!DOCTYPE html><html><head><title>News</title></head></html>", NotThisFormat, Outcome.NOT_A_FEED),
        (b"<html><title>Access Denied</title>Reference #1.2</html>", BlockPage, Outcome.BLOCKED),
        (b"<html><title>Just a moment...</title></html>", BlockPage, Outcome.BLOCKED),
        (b"<html><title>Down for maintenance</title></html>", MaintenancePage, Outcome.SERVER_ERROR),
        (b'{"error": "no"}', NotThisFormat, Outcome.NOT_A_FEED),
        (b"{broken", Malformed, Outcome.MALFORMED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotThisFormat, Outcome.NOT_A_FEED),
        (b"just words", NotThisFormat, Outcome.NOT_A_FEED),
        (b"\x1f\x8b\x08\x00", NotThisFormat, Outcome.NOT_A_FEED),
        (b"<rss><channel><title><![CD", Malformed, Outcome.MALFORMED),
        (b"<!-- nothing -->", ParseError, Outcome.MALFORMED),
        (b"<!-- never ends", ParseError, Outcome.MALFORMED),
    ],
)
def test_what_is_no_feed_is_an_error_that_says_what_it_is(body, error, outcome):
    with pytest.raises(error) as raised:
        parse(body, base_url="https://records.example/feed")
    assert raised.value.outcome is outcome
    assert "https://records.example/feed" in str(raised.value)


def test_a_web_page_that_names_its_feeds_says_so():
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"></html>'
    with pytest.raises(NotThisFormat, match=r"https://records\.example/feed\.xml"):
        parse(page, base_url="https://records.example/")


def test_more_than_the_limit_is_refused_before_it_is_read():
    with pytest.raises(TooLarge):
        parse(b"<rss>" + b" " * 10_000_001)


def test_an_entry_without_anything_is_rejected_and_the_others_stay():
    feed = parse(rss("", WHOLE))
    assert [item.key for item in feed.items] == ["g-1"]
    assert feed.rejected[0].entry == 1


def test_a_feed_without_entries_is_no_error_but_says_so():
    assert "no entries" in parse(rss()).warnings[0]


def test_a_huge_entry_is_kept_within_bounds():
    item = only(rss(f"<guid>g</guid><title>{'t' * 20_000}</title><description>{'word ' * 100_000}</description>"))
    assert (len(item.title), len(item.text)) == (1000, 200_000)


UNPRINTABLE = ("Cc", "Cs", "Co", "Cn", "Cf")
# Without Latin-1's upper half, of which feedparser takes some pairs for misread UTF-8 on its own.
letters = st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.characters(
    min_codepoint=0x100, exclude_categories=UNPRINTABLE
)
words = st.text(alphabet=letters, max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=4))
def test_both_ways_of_reading_give_the_same_items(entries):
    def escaped(text):
        return text.replace("&", "&amp;amp;").replace("<", "&amp;lt;").replace(">", "&amp;gt;")

    body = rss(
        *(
            f"<guid isPermaLink='false'>{escaped(guid)}</guid><title>{escaped(title)}</title>"
            f"<description>{escaped(text)}</description>"
            "<pubDate>Wed, 01 May 2024 10:00:00 EST</pubDate><link>https://x.example/1</link>"
            for guid, title, text in entries
        )
    ).split(b"?>", 1)[1]
    strict, loose = read_xml(body), read_loose(body)
    assert strict is not None
    fast, slow = to_items(strict.entries).items, to_items(loose.entries).items
    assert [(i.key, i.title, i.text, i.url, i.published.edtf) for i in fast] == [
        (i.key, i.title, i.text, i.url, i.published.edtf) for i in slow
    ]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2000), st.binary(max_size=30))
def test_no_damage_at_any_place_makes_the_reader_fail_otherwise_than_it_says(place, damage):
    body = rss(WHOLE, shared(1), shared(2))
    with suppress(ParseError):
        assert parse(body[:place] + damage + body[place:]).format


@pytest.mark.parametrize("base", ["https://exa\u00a0\u25a0mple.org/", "https://[x/", "http://[", "::"])
def test_a_broken_base_loses_the_relative_address_and_not_the_text(base):
    entry = '<id>urn:1</id><title>x</title><link href="b/1"/><content type="html">&lt;a href="c">read&lt;/a></content>'
    item = only(atom(entry, attributes=f'xml:base="{base}"'))
    assert (item.key, item.text, item.url) == ("urn:1", "read", None)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("<author>a@b.example (Ann Writer)</author>", ("Ann Writer",)),
        ("<author>a@b.example</author>", ()),
        ("<author></author>", ()),
        ("<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>", ("Ann", "Bob")),
    ],
)
@pytest.mark.parametrize("title", ["<title>x</title>", "<title>x<b></title>"])
def test_authors_are_named_without_their_addresses_also_in_a_damaged_feed(author, names, title):
    assert only(rss(f"<guid>g</guid>{title}{author}")).authors == names
