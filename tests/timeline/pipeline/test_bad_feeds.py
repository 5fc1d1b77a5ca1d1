"""Feeds with everything wrong inside, read twice by a real worker: the same items, none twice, the damage said."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser
from django.utils import timezone

from tests.factories import make_feed
from tests.feed_server import content, entry, rss
from tests.timeline.pipeline.conftest import env_of_workers
from tests.timeline.pipeline.stages import eventually
from timeline.models import Candidate, Feed, Fetch, Item

ITEMS = (
    {"guid": "a", "title": "Amazon protests JEDI: 19-1796C", "text": "Prüfung der „Rüge“ für 10 Mrd. €."},
    {"guid": "b", "title": "Judge halts work on JEDI", "text": "The Pentagon must wait."},
    {"guid": "c", "title": "Weather", "text": "It rains."},
)
WELL = rss(*(entry(**one) for one in ITEMS))
TEXT = WELL.decode()


def declared(encoding: str, text: str = TEXT) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


def without_guids(*, tracked: str = "") -> bytes:
    entries = []
    for one in ITEMS:
        whole = entry(**one, link=f"https://news.example/{one['guid']}{tracked}")
        entries.append(whole.replace(f"<guid isPermaLink='false'>{one['guid']}</guid>", ""))
    return rss(*entries)


def one_guid(*chosen: int) -> bytes:
    links = [f"https://news.example/{one['guid']}" for one in ITEMS]
    return rss(*(entry(**{**ITEMS[n], "guid": "same"}, link=links[n]) for n in chosen))


@dataclass(frozen=True)
class Bad:
    """A bad feed and what it sends later; what an editor must be told, and where."""

    first: bytes
    then: bytes
    said: str  # in the reader's notes of the first answer, or else of an item
    content_type: str = "application/rss+xml"
    is_damaged: bool = False  # so that entries may be missing: shown with the feed


HUGE = "<item><guid>huge</guid><title>Everything</title><description>" + "word " * 500_000 + "</description></item>"
CUT = TEXT.encode()[: TEXT.encode().index(b"Weather") + 3]

BAD = {
    "UTF-16": Bad(declared("utf-16").encode("utf-16"), WELL, ""),
    "a byte order mark": Bad(b"\xef\xbb\xbf" + WELL, WELL, ""),
    "Windows-1252 that calls itself UTF-8": Bad(
        declared("utf-8").encode("cp1252"), WELL, "declared as utf-8, but is not"
    ),
    "Windows-1252 that calls itself Latin-1": Bad(declared("iso-8859-1").encode("cp1252"), WELL, ""),
    "Windows-1252 that calls itself nothing": Bad(TEXT.encode("cp1252"), WELL, "declares no encoding"),
    "UTF-8 that calls itself ASCII": Bad(WELL, WELL, "but is UTF-8", "text/xml; charset=us-ascii"),
    "a namespace that nobody declared": Bad(
        TEXT.replace("<title>Weather", "<media:rating>5</media:rating><title>Weather").encode(),
        WELL,
        "is damaged",
        is_damaged=True,
    ),
    "a tag that is never closed": Bad(
        TEXT.replace("Judge halts", "Judge <b>halts").encode(), WELL, "is damaged", is_damaged=True
    ),
    "an end that is missing": Bad(CUT, WELL, "ends inside an entry", is_damaged=True),
    "an ampersand that nobody escaped": Bad(
        TEXT.replace("It rains.", "It rains.<a href='?a=1&b=2'></a>").encode(), WELL, "is damaged", is_damaged=True
    ),
    "an entry of two million characters": Bad(rss(*(entry(**one) for one in ITEMS), HUGE), WELL, ""),
    "a weekday that is another": Bad(TEXT.replace("Mon, ", "Fri, ").encode(), WELL, "does not fit the date"),
    "a date without zone": Bad(TEXT.replace(" GMT", "").encode(), WELL, "assumed-utc"),
    "no guid": Bad(without_guids(), without_guids(tracked="?utm_source=rss"), ""),
    "a guid that all entries share": Bad(one_guid(0, 1, 2), one_guid(2), "1 ids stand over entries"),
    "an entry that stands there twice": Bad(
        rss(*(entry(**one) for one in (*ITEMS, ITEMS[0]))), WELL, "1 entries repeat another one"
    ),
}


def facts(feed: Feed) -> list[tuple]:
    """What a reader would know an item by; the huge entry is looked at separately."""
    items = Item.objects.filter(feed=feed).exclude(key="huge").select_related("candidate").order_by("title")
    candidates = dict(Candidate.objects.filter(item__feed=feed).values_list("item", "strength"))
    return [
        (one.title, one.parsed["text"], one.url, str(one.published), one.state, one.revision, candidates.get(one.pk))
        for one in items
    ]


def expected() -> list[tuple]:
    found = {"a": ("matched", "identifier"), "b": ("matched", "suggestion"), "c": ("unmatched", None)}
    rows = []
    for one in ITEMS:
        state, strength = found[one["guid"]]
        url = f"https://news.example/{one['guid']}"
        rows.append((one["title"], one["text"], url, "2019-11-25T10:00:00+00:00", state, 1, strength))
    return rows


def all_read(times: int) -> bool:
    waits = Fetch.objects.filter(state="waiting").exists() or Item.objects.filter(state="waiting").exists()
    return not waits and all(feed.fetches.count() == times for feed in Feed.objects.all())


@pytest.mark.django_db(transaction=True)
def test_feeds_with_everything_wrong_give_what_a_good_one_gives(jedi, server, start_worker, subtests):
    for number, (what, bad) in enumerate(BAD.items()):
        server[f"/{number}"] = content(bad.first, bad.content_type)
        url = server(f"/{number}")
        make_feed(slug=f"f{number}", name=what, url=url, enabled=True, due_at=timezone.now())
    start_worker(concurrency=2, env=env_of_workers(server, CLAIM_SECONDS="30"))
    eventually(lambda: all_read(1), nudged=True)
    desk = list_of_feeds()
    for what, bad in BAD.items():
        with subtests.test(what):
            feed = Feed.objects.get(name=what)
            whole = expected()[:2] if bad.first == CUT else expected()
            assert facts(feed) == whole
            assert_told(feed, bad, desk)

    for number, bad in enumerate(BAD.values()):
        server[f"/{number}"] = content(bad.then)
    Feed.objects.update(due_at=timezone.now())
    eventually(lambda: all_read(2), nudged=True)

    for what in BAD:
        with subtests.test(what, when="read once more"):
            feed = Feed.objects.get(name=what)
            assert facts(feed) == expected()
            assert (feed.state, feed.state_detail) == ("ok", "")


def assert_told(feed: Feed, bad: Bad, desk: str) -> None:
    fetch = feed.fetches.get()
    dates = [str(item.parsed["published"]) for item in feed.items.all()]
    assert bad.said in " ".join((*fetch.warnings, *dates))
    assert feed.state == "ok"
    assert bool(feed.state_detail) == bad.is_damaged
    assert not bad.is_damaged or "is damaged" in desk
    assert fetch.items_new == feed.items.count()
    if "two million" in feed.name:
        assert len(feed.items.get(key="huge").parsed["text"]) == 200_000


def list_of_feeds() -> str:
    browser = Browser()
    browser.force_login(User.objects.create_superuser("editor"))
    return browser.get("/admin/timeline/feed/").content.decode()
