"""Every feed the site has, held to the text of its standard: RFC 4287, RSS 2.0, JSON Feed 1.1."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import feedparser
import orjson
import pytest
from lxml import etree, html

from tests.factories import make_claim, make_contract, make_event, make_statement
from tests.made_once import made_once
from tests.timeline.due_record import due_record
from timeline.codelists import RevisionKind
from timeline.feeds.urls import urlpatterns
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FORMS = ("atom", "rss", "json")


@pytest.fixture(scope="module")
def one_record(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, make_record)


@pytest.fixture
def record(db, one_record):
    return one_record()


def make_record():
    dispute, protest, events = due_record()
    contract = make_contract(dispute=dispute)
    party = protest.parties.first().party
    claim = make_claim(dispute=dispute)
    last = make_event(dispute=dispute, contracts=[contract], parties={party: "protester"}, title={"en": "It ended"})
    said = make_statement(event=last, speaker=party, claim=claim, quote="It ended badly")
    publish([contract, last, said])
    gone = make_event(dispute=dispute, title={"en": "It never was"})
    publish([gone])
    retract([gone], note="It never was.")
    return {
        "dispute-feed": dispute.slug,
        "dispute-deadlines-feed": dispute.slug,
        "contract-feed": contract.slug,
        "party-feed": party.slug,
        "claim-feed": claim.slug,
        "protest-feed": protest.public_id,
        "protest": protest,
        "events": events,
    }


def address(pattern, record, form, lang=""):
    """Return a feed's address; a feed that the table does not know how to ask for is an error."""
    route = pattern.pattern._route
    for piece in ("<slug:key>", "<str:key>"):
        if piece in route:
            route = route.replace(piece, record[pattern.name])
    asked = "?q=ended" if pattern.name == "search-feed" else ""
    return f"{lang}/{route.replace('<str:form>', form)}{asked}"


def all_feeds():
    return pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)


@all_feeds()
@pytest.mark.parametrize("lang", ["", "/de"])
def test_every_feed_is_valid_and_says_the_same_in_every_form(client, record, pattern, lang):
    bodies = {}
    for form in FORMS:
        response = client.get(address(pattern, record, form, lang))
        assert response.status_code == 200, response.content[:300]
        bodies[form] = response.content
    atom = [*is_atom(bodies["atom"])]
    assert atom, "a feed without an entry shows nothing"
    assert [*is_rss(bodies["rss"])] == [*is_json_feed(bodies["json"])] == atom
    for form in ("atom", "rss"):
        read = feedparser.parse(bodies[form])
        assert not read.bozo
        assert [entry.id for entry in read.entries] == [key for key, _ in atom]


def is_atom(body: bytes):
    """Hold a text to RFC 4287 and yield id and day of its entries."""
    root = etree.fromstring(body)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    selves = []
    for element in [root, *root.findall("a:entry", ATOM)]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1, name
        assert urlsplit(element.findtext("a:id", namespaces=ATOM)).scheme == "tag"
        datetime.fromisoformat(element.findtext("a:updated", namespaces=ATOM))
        links = [(one.get("rel"), one.get("type")) for one in element.findall("a:link", ATOM)]
        assert len(links) == len(set(links))
        selves += [one for one in links if one[0] == "self"]
    assert len(selves) == 1
    assert root.find("a:author/a:name", ATOM).text
    for entry in root.findall("a:entry", ATOM):
        assert entry.find("a:link[@rel='alternate']", ATOM).get("href").startswith("http")
        content = entry.find("a:content", ATOM)
        assert content.get("type") == "html"
        html.fragment_fromstring(content.text, create_parent="div")
        assert all(one.get("term") for one in entry.findall("a:category", ATOM))
        yield entry.findtext("a:id", namespaces=ATOM), entry.findtext("a:updated", namespaces=ATOM)[:19]
    ids = [one.text for one in root.findall("a:entry/a:id", ATOM)]
    assert len(ids) == len(set(ids))


def is_rss(body: bytes):
    """Hold a text to RSS 2.0 and yield id and day of its items."""
    root = etree.fromstring(body)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root.findall("channel")
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    assert channel.find("a:link[@rel='self']", ATOM).get("href").startswith("http")
    for item in channel.findall("item"):
        assert item.findtext("title") or item.findtext("description")
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("link").startswith("http")
        day = parsedate_to_datetime(item.findtext("pubDate"))
        yield item.findtext("guid"), day.isoformat()[:19]


def is_json_feed(body: bytes):
    """Hold a text to JSON Feed 1.1 and yield id and day of its items."""
    feed = orjson.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"].startswith("http")
    assert feed["home_page_url"].startswith("http")
    assert all(author.get("name") for author in feed["authors"])
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"] or item["content_text"]
        assert all(isinstance(one, str) and one for one in item["tags"])
        yield item["id"], item["date_modified"][:19]


@all_feeds()
def test_a_feed_that_did_not_change_is_not_sent_again(client, record, pattern):
    path = address(pattern, record, "atom")
    response = client.get(path)
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.head(path).status_code == 200


@all_feeds()
def test_a_feed_of_what_does_not_exist_is_none(client, record, pattern):
    assert client.get(address(pattern, record, "doc")).status_code == 404
    path = address(pattern, record, "atom")
    assert client.get(f"{path}{'&' if '?' in path else '?'}colour=red").status_code == 400


def test_a_due_date_is_told_again_when_its_day_moves_and_not_when_a_name_does(client, record):
    path = f"/disputes/{record['dispute-feed']}/deadlines/feed.json"
    before = {item["id"]: item for item in orjson.loads(client.get(path).content)["items"]}
    party = record["protest"].parties.first().party
    party.name = "Another name, Inc."
    party.save()
    publish([party])
    renamed = {item["id"]: item for item in orjson.loads(client.get(path).content)["items"]}
    assert {key: one["date_modified"] for key, one in renamed.items()} == {
        key: one["date_modified"] for key, one in before.items()
    }
    first = record["events"][0]
    first.date = "2018-08-07"
    first.save()
    publish([first], kind=RevisionKind.CORRECTED, note="A day later.")
    moved = orjson.loads(client.get(path).content)["items"]
    assert {one["id"] for one in moved} == set(before)
    assert any(one["date_modified"] > before[one["id"]]["date_modified"] for one in moved)


def test_every_page_leads_a_reader_program_to_a_feed_that_is_there(client, record):
    pages = ["/", "/about/", "/search/", "/search/?q=ended", "/statements/", "/deadlines/", "/corrections/", "/de/"]
    for name, room in (("dispute", "disputes"), ("contract", "contracts"), ("party", "parties"), ("claim", "claims")):
        pages.append(f"/{room}/{record[f'{name}-feed']}/")
    pages.append(f"/protests/{record['protest-feed']}/")
    for page in pages:
        found = html.fromstring(client.get(page).content).xpath("//link[@rel='alternate']/@href")
        feeds = [one for one in found if "/feed." in one]
        assert len(feeds) >= 3, page
        for feed in feeds:
            parts = urlsplit(feed)
            assert client.get(f"{parts.path}?{parts.query}").status_code == 200, feed
