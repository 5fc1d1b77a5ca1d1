"""What a feed says becomes items, whatever its format."""

import json

import pytest

from tests.timeline.ingest.feed_texts import WHOLE, atom, only, rss, shared
from timeline.ingest.feed import parse
from timeline.ingest.item import KeyBasis


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
