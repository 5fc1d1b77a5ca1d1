"""Foreign feeds, each kept by its collector for one peculiarity; what is expected is what that peculiarity is."""

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.errors import Malformed
from timeline.ingest.feed import parse

FACTS = {
    "feedparser_bozo_double-encoded-html.xml": {"text": "…"},
    "feedparser_demoronize-1.xml": {"text": "don’t"},
    "feedparser_entry_content_escaped_markup.xml": {"text": "Example Atom", "html": "Example <b>Atom</b>"},
    "feedparser_example.json": {"key": "2", "title": "post 2", "url": "https://example.org/second-item"},
    "feedparser_item_dc_date.xml": {"published": "2003-12-31T10:14:55+00:00"},
    "feedparser_rss090_item_title.xml": {"title": "Item title"},
    "feedparser_rss_item_link_corrupted_ampersands.xml": {"url": "http://link/get?a=1&b=2"},
    "feedrs_atom_example_2.xml": {
        "key": "tag:theregister.co.uk,2005:story204156",
        "published": "2019-07-31T11:54:28+00:00",
        "authors": ("Richard Speed",),
        "lang": "en",
    },
    "feedrs_jsonfeed_elastic_1.1.json": {"published": "2019-05-31T12:17:58-07:00", "lang": "en-US"},
    "feedrs_rss_1.0_debian.xml": {"key": "https://www.debian.org/News/2022/20221217", "published": "2022-12-17"},
    "feedrs_rss_2.0_bbc.xml": {"title": "Marcus Aurelius", "published": "2021-02-25T10:15:00+00:00"},
    "feedrs_rss_2.0_example_6.xml": {"published": "2020-02-06T00:00:00-08:00"},
    "feedrs_rss_2.0_ilmessaggero.xml": {"published": "2022-11-16T00:38:15+01:00", "lang": "it-IT"},
    "feedrs_rss_2.0_relurl_1.xml": {"authors": ("Jonas Große Sundrup",), "published": "2021-03-02T23:39:15+01:00"},
    "feedrs_rss_2.0_spiegel.xml": {"lang": "de", "published": "2021-02-06T23:01:00+00:00"},
}
COUNTS = {
    "feedparser_bozo_http_i18n.xml": 0,
    "feedparser_http_high_bit_date.xml": 0,
    "feedparser_utf-8-bom.xml": 0,
    "feedparser_example.json": 2,
    "feedparser_windows1255.xml": 1,
    "feedrs_atom_example_2.xml": 2,
    "feedrs_jsonfeed_elastic_1.1.json": 3,
    "feedrs_rss_2.0_relurl_1.xml": 2,
}


@pytest.mark.parametrize(("name", "facts"), FACTS.items(), ids=FACTS.keys())
def test_a_foreign_feed_gives_its_known_facts(request, name, facts):
    item = parse(sample(request, f"feeds/{name}")).items[0]
    found = {fact: getattr(item, fact) for fact in facts}
    if "published" in facts:
        found["published"] = item.published.edtf
    assert found == facts


@pytest.mark.parametrize(("name", "count"), COUNTS.items(), ids=COUNTS.keys())
def test_a_foreign_feed_gives_all_its_entries(request, name, count):
    assert len(parse(sample(request, f"feeds/{name}")).items) == count


def test_the_hebrew_of_a_feed_without_encoding_is_read(request):
    assert "האם תדפיס נייר" in parse(sample(request, "feeds/feedparser_windows1255.xml")).items[0].text


@pytest.mark.parametrize(
    "name",
    ["feedparser_rss_empty_document.xml", "feedparser_rss_incomplete_cdata.xml", "feedparser_undeclared_namespace.xml"],
)
def test_a_foreign_feed_without_a_single_whole_entry_is_an_error(request, name):
    body = sample(request, f"feeds/{name}")
    with pytest.raises(Malformed):
        parse(body)
