import codecs
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.ingest.errors import BlockPage, EmptyBody, MaintenancePage, Malformed, NotThisFormat, ParseError, TooLarge
from timeline.ingest.feed import parse
from timeline.ingest.feed.entry import to_items
from timeline.ingest.feed.loose import read_loose
from timeline.ingest.feed.strict import read_xml
from timeline.ingest.item import KeyBasis
from timeline.ingest.outcome import Outcome

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items, channel="<title>Docket</title><language>en-us</language>", encoding="utf-8"):
    entries = "".join(f"<item>{item}</item>" for item in items)
    feed = f'<rss version="2.0" {DC}><channel>{channel}{entries}</channel></rss>'
    return f'<?xml version="1.0" encoding="{encoding}"?>{feed}'.encode(encoding)


def atom(*entries, attributes='xml:base="https://records.example/a/"'):
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Rulings</title>{inner}</feed>'.encode()


def only(body, **options):
    (item,) = parse(body, **options).items
    return item


WHOLE = (
    "<guid isPermaLink='false'>g-1</guid><link>https://records.example/1?utm_source=rss</link>"
    "<title>Oracle v. US</title><description>The court denied the motion.</description>"
    "<pubDate>Wed, 01 May 2024 10:00:00 +0000</pubDate><dc:creator>A. Reporter</dc:creator>"
    "<category>protest</category><enclosure url='https://records.example/1.pdf' type='application/pdf'/>"
)


def test_a_plain_item_has_every_field():
    feed = parse(rss(WHOLE), base_url="https://records.example/feed")
    (item,) = feed.items
    assert (feed.format, feed.title, feed.lang, feed.warnings) == ("rss-2.0", "Docket", "en-US", ())
    assert (item.key, item.key_basis, item.kind) == ("g-1", KeyBasis.GUID, "feed-entry")
    assert (item.title, item.text, item.url) == (
        "Oracle v. US",
        "The court denied the motion.",
        "https://records.example/1",
    )
    assert item.published.edtf == "2024-05-01T10:00:00+00:00"
    assert item.published.raw == "Wed, 01 May 2024 10:00:00 +0000"
    assert (item.lang, item.authors, item.extra) == ("en-US", ("A. Reporter",), {"tags": ["protest"]})
    assert [(link.rel, link.url) for link in item.links] == [("enclosure", "https://records.example/1.pdf")]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<title>AT&amp;amp;T v. US &amp;lt;b&amp;gt;</title>", {"title": "AT&T v. US <b>"}),
        ("<title><![CDATA[A & B]]></title>", {"title": "A & B"}),
        ("<title>\n A\n B </title>", {"title": "A B"}),
        ("<title>A&nbsp;B</title>", {"title": "A B", "text": "y"}),
        ("<title>A <b>B</title>", {"title": "A B", "text": "y"}),
        ("<title>AT&T</title>", {"title": "AT&T", "text": "y"}),
        ("<link>javascript:alert(1)</link>", {"url": None, "key": "g"}),
        ("<undeclared:x>1</undeclared:x><title>x</title>", {"title": "x", "text": "y"}),
        ("<pubDate>sometime in May</pubDate>", {"key": "g"}),
    ],
)
def test_no_text_is_lost_whatever_is_wrong_with_an_item(inside, expected):
    item = only(rss(f"<guid isPermaLink='false'>g</guid>{inside}<description>y</description>"))
    assert {name: getattr(item, name) for name in expected} == expected
    assert item.key == "g"


def test_scripts_and_handlers_go_and_the_words_stay():
    item = only(
        rss("<guid>g</guid><description><![CDATA[<p onclick='a()'>hi</p><script>alert(1)</script>]]></description>")
    )
    assert (item.text, item.html) == ("hi", "<p>hi</p>")


def test_html_that_nobody_escaped_is_kept():
    item = only(rss("<guid>g</guid><description>What <em>is</em> R&amp;D?</description>"))
    assert (item.text, item.html) == ("What is R&D?", "What <em>is</em> R&amp;D?")


def test_the_long_text_is_the_text_and_the_short_one_the_summary():
    item = only(
        rss("<guid>g</guid><description>In short.</description><content:encoded>In full length.</content:encoded>")
    )
    assert (item.text, item.summary) == ("In full length.", "In short.")
    caption = only(
        rss("<guid>g</guid><description>A long description.</description><content:encoded>…</content:encoded>")
    )
    assert caption.text == "A long description."


@pytest.mark.parametrize(
    ("item", "key", "basis"),
    [
        ("<guid isPermaLink='false'> g-1\n</guid><link>https://x.example/1</link>", "g-1", KeyBasis.GUID),
        ("<guid>https://x.example/9</guid>", "https://x.example/9", KeyBasis.GUID),
        (
            "<guid></guid><link>https://x.example/1?b=2&amp;a=1&amp;utm_medium=feed</link>",
            "https://x.example/1?a=1&b=2",
            KeyBasis.LINK,
        ),
    ],
)
def test_the_key_is_the_guid_else_the_canonical_link(item, key, basis):
    found = only(rss(item + "<title>x</title>"))
    assert (found.key, found.key_basis) == (key, basis)


def test_without_guid_and_link_the_key_is_a_hash_of_the_content_and_stays_the_same():
    first = only(rss("<title>x</title><description>y</description>"))
    again = only(rss("<description>y</description><title> x </title><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>"))
    assert first.key_basis is KeyBasis.CONTENT
    assert only(rss("<title>x</title><description>z</description>")).key != first.key
    assert again.key == first.key


def test_a_guid_that_is_an_address_is_the_link_unless_the_feed_says_that_it_is_none():
    assert only(rss("<guid>https://x.example/9</guid>")).url == "https://x.example/9"
    assert only(rss("<guid isPermaLink='false'>https://x.example/9</guid>")).url is None


def test_an_endless_guid_becomes_a_key_that_an_index_can_hold():
    keys = {only(rss(f"<guid>{'g' * 9000}{end}</guid>")).key for end in "ab"}
    assert len(keys) == 2
    assert all(len(key) <= 500 for key in keys)


def shared(number, text="text"):
    return (
        f"<guid>case-7</guid><link>https://x.example/{number}</link><title>Entry {number}</title>"
        f"<description>{text}</description><pubDate>Wed, 0{number} May 2024 10:00:00 GMT</pubDate>"
    )


def test_a_guid_over_several_entries_is_told_apart_in_any_order():
    forward, backward = parse(rss(shared(1), shared(2))), parse(rss(shared(2), shared(1)))
    assert {item.key for item in forward.items} == {item.key for item in backward.items}
    assert len(forward.items) == 2
    assert all(item.former_key == "case-7" and item.key_basis is KeyBasis.SHARED for item in forward.items)
    assert forward.shared_guids == {"case-7"}
    assert "different content" in forward.warnings[0]


def test_an_entry_keeps_its_key_when_it_is_the_last_one_left_of_a_shared_guid():
    both = parse(rss(shared(1), shared(2)))
    alone = parse(rss(shared(2)), shared_guids=both.shared_guids)
    assert alone.items[0].key == both.items[1].key
    edited = parse(rss(shared(2, text="the text came later")), shared_guids=both.shared_guids)
    assert edited.items[0].key == both.items[1].key
    assert edited.items[0].content_hash() != both.items[1].content_hash()


def test_several_events_of_one_filing_under_one_guid_and_moment_stay_apart():
    same = "<guid>case-7</guid><title>1:19-cv-1796</title><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>"
    items = parse(
        rss(f"{same}<description>[Order]</description>", f"{same}<description>[Judgment]</description>")
    ).items
    assert len({item.key for item in items}) == 2


def test_an_entry_that_repeats_another_is_one_item():
    feed = parse(rss(WHOLE, WHOLE))
    assert len(feed.items) == 1
    assert "repeat" in feed.warnings[0]


def test_a_known_entry_with_new_text_keeps_its_key_and_changes_its_hash():
    before, after = only(rss(WHOLE)), only(rss(WHOLE.replace("denied", "granted")))
    assert before.key == after.key
    assert before.content_hash() != after.content_hash()


def test_a_new_date_of_publication_alone_is_no_change_of_content():
    assert only(rss(WHOLE)).content_hash() == only(rss(WHOLE.replace("01 May", "02 May"))).content_hash()


def test_atom_is_read_with_its_own_rules():
    item = only(
        atom(
            '<id>urn:1</id><title type="html">A &amp;lt;b&amp;gt;</title><link href="b/1"/>'
            "<updated>2024-05-01T10:00:00Z</updated>"
            '<author><name>J. Doe</name><email>j@x.example</email></author><link rel="enclosure" href="b/1.pdf"/>'
            '<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>He <i>said</i></p></div></summary>'
        )
    )
    assert (item.key, item.title, item.url) == ("urn:1", "A <b>", "https://records.example/a/b/1")
    assert (item.text, item.html) == ("He said", "<div><p>He <i>said</i></p></div>")
    assert (item.authors, item.links[0].url) == (("J. Doe",), "https://records.example/a/b/1.pdf")
    assert item.published.edtf == item.updated.edtf == "2024-05-01T10:00:00+00:00"


def test_plain_atom_text_is_not_taken_for_html():
    item = only(atom("<id>urn:1</id><title>if a &lt;b&gt; c</title><content>1 &lt;p&gt; 2</content>"))
    assert (item.title, item.text) == ("if a <b> c", "1 <p> 2")


def test_rss_1_0_and_0_90_are_read():
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:lang="de" xmlns="{}">'
        "<channel><title>N</title></channel>{}</rdf:RDF>"
    )
    item = '<item rdf:about="https://x.example/1"><title>Urteil</title></item>'
    feed = parse(rdf.format("http://purl.org/rss/1.0/", item).encode())
    assert (feed.format, feed.items[0].url, feed.items[0].lang) == ("rss-1.0", "https://x.example/1", "de")
    assert parse(rdf.format("http://my.netscape.com/rdf/simple/0.9/", item).encode()).format == "rss-0.90"


def test_a_json_feed_is_read():
    entries = [
        {
            "id": 2,
            "url": "https://x.example/2",
            "title": "T & <b>U</b>",
            "content_text": "1 < 2",
            "date_published": "2024-05-01T10:00:00Z",
        },
        {
            "id": "1",
            "content_html": "<p>Hi</p><script>1</script>",
            "author": {"name": "N"},
            "external_url": "https://y.example/",
        },
        "no object",
    ]
    feed = parse(
        json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "de", "items": entries}
        ).encode()
    )
    assert (feed.format, feed.title, feed.lang) == ("json-1.1", "J", "de")
    assert [(i.key, i.title, i.text, i.url) for i in feed.items] == [
        ("2", "T & U", "1 < 2", "https://x.example/2"),
        ("1", "", "Hi", "https://y.example/"),
    ]
    assert "entry 3" in feed.warnings[0]


def test_a_json_feed_with_a_lone_surrogate_can_still_be_stored():
    body = b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "a\\ud800b"}]}'
    assert only(body).title.encode() == "a\ufffdb".encode()


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
