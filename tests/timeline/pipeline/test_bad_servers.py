"""Servers that do everything wrong, asked by a real worker: the editor is told, and once they answer nothing is lost.

One worker asks them all, each on a port of its own, since a host that fails is spared as a whole. Everybody answers
well first, then each is bad in its way, then everybody answers well again: the tables must be those of a run in which
nobody ever was bad.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser
from django.utils import timezone
from django.utils.html import escape

from tests.factories import make_feed
from tests.feed_server import FeedServer, Reply, content, endless, entry, rss, serve, status
from tests.timeline.pipeline.conftest import run_all
from tests.timeline.pipeline.stages import eventually
from tests.timeline.pipeline.tables import ANSWERS, MODELS, Rows, differences, tables
from timeline.models import Feed, Fetch, Host, Item
from timeline.pipeline import hosts

OLD = rss(entry("a", title="Amazon protests JEDI contract award", text="Docket No. 19-1796C."), entry("c"))
NEW = rss(
    entry("a", title="Amazon protests Pentagon's JEDI contract award", text="Docket No. 19-1796C."),
    entry("b", title="Judge halts work on JEDI after Amazon protest", text="The Pentagon must wait."),
    entry("c"),
)
BLOCK_PAGE = b"<html><title>Access Denied</title><body>Reference #18.2f1 errors.edgesuite.net</body></html>"
CLOSED = b"<html><title>Site maintenance</title><body>Back on Monday.</body></html>"
WAIT = 7200  # seconds


@dataclass(frozen=True)
class Bad:
    """A server that is bad for a while: what it answers then, and what an editor must be told."""

    reply: Reply
    outcome: str
    state: str
    words: str
    etag: str = ""  # of its good answers


BAD = {
    "sends a byte a second": Bad(endless(b"<", pause=1), "too_slow", "broken", "not done within 2 seconds"),
    "never ends": Bad(endless(), "too_large", "broken", "more than 10,000,000 bytes"),
    "says more than it sends": Bad(content(NEW, **{"Content-Length": "9000"}), "incomplete", "broken", "Incomplete"),
    "says less than it sends": Bad(content(NEW, **{"Content-Length": "500"}), "ok", "ok", "is damaged"),
    "says that it sends less than nothing": Bad(
        content(NEW, **{"Content-Length": "-5"}), "network_error", "broken", ""
    ),
    "sends to itself": Bad(status(302, Location="/feed"), "redirect_loop", "broken", "redirected 1 times"),
    "sends in a circle": Bad(status(302, Location="/round"), "redirect_loop", "broken", "redirected 2 times"),
    "sends to an address of the inside": Bad(
        status(302, Location="http://169.254.169.254/latest"), "forbidden_target", "broken", "not a public address"
    ),
    "answers 200 with a block page": Bad(content(BLOCK_PAGE, "text/html"), "blocked", "blocked", "a page of Akamai"),
    "answers 200 with a page of its own": Bad(
        content(b"<html><title>Our news</title></html>", "text/html"), "not_a_feed", "broken", "called “Our news”"
    ),
    "answers 200 and is closed": Bad(content(CLOSED, "text/html"), "server_error", "broken", "maintenance page"),
    "answers 200 with nothing": Bad(content(b""), "empty", "broken", "the answer is empty"),
    "answers 304": Bad(status(304), "unchanged", "ok", "", etag='"v1"'),
    "answers 304 though nobody asked what changed": Bad(status(304), "empty", "broken", "304"),
    "answers 403": Bad(status(403), "blocked", "blocked", "403"),
    "answers 404": Bad(status(404), "not_found", "broken", "404"),
    "answers 410": Bad(status(410), "gone", "broken", "410"),
    "answers 429 and says how long": Bad(status(429, Retry_After=str(WAIT)), "rate_limited", "broken", "429"),
    "answers 500": Bad(status(500), "server_error", "broken", "500"),
    "answers 503 and says how long": Bad(status(503, Retry_After=str(WAIT)), "server_error", "broken", "503"),
}


@pytest.fixture
def servers() -> Iterator[dict[str, FeedServer]]:
    with contextlib.ExitStack() as stack:
        found = {what: stack.enter_context(serve()) for what in BAD}
        for one in found.values():
            one["/round"] = status(302, Location="/feed")
        yield found


@pytest.fixture
def feeds(servers, jedi, settings) -> dict[str, Feed]:
    settings.FETCH_ALLOW_HOSTS = [one.url.removeprefix("http://") for one in servers.values()]
    now = timezone.now()
    return {
        what: make_feed(slug=f"s{number}", name=f"It {what}", url=server("/feed"), enabled=True, due_at=now)
        for number, (what, server) in enumerate(servers.items())
    }


def answer_well(servers: dict[str, FeedServer], body: bytes) -> None:
    for what, server in servers.items():
        etag = {"ETag": BAD[what].etag + str(len(body))} if BAD[what].etag else {}
        server["/feed"] = content(body, **etag)


def make_due() -> None:
    Host.objects.all().delete()
    Feed.objects.update(due_at=timezone.now())


@pytest.fixture
def undisturbed(feeds, servers):
    """The tables after two answers of each, both good; everything is as before when the test begins."""
    for body in (OLD, NEW):
        answer_well(servers, body)
        make_due()
        run_all(timezone.now())
    expected = what_is_known()
    for model in (*reversed(MODELS), Host):
        if model is not Feed:
            model._default_manager.all().delete()
    Feed.objects.bulk_update(feeds.values(), [one.name for one in Feed._meta.concrete_fields if not one.primary_key])
    return expected


def what_is_known() -> Rows:
    """Return all but the answers, and but from which an item was read and by which reader: damage needs another one."""
    rows = tables(without=ANSWERS)
    for item in rows["Item"]:
        del item["mark"], item["last_fetch"]
        item["parsed"]["published"].pop("field")
    return rows


def all_asked(times: int) -> bool:
    waiting = Fetch.objects.filter(state="waiting") | Fetch.objects.filter(state="dead")
    waits = waiting.exists() or Item.objects.filter(state="waiting").exists()
    return not waits and all(feed.fetches.count() == times for feed in Feed.objects.all())


@pytest.mark.django_db(transaction=True)
def test_servers_that_do_everything_wrong_are_shown_and_lose_nothing(
    undisturbed, feeds, servers, start_worker, subtests
):
    here = ",".join(server.url.removeprefix("http://") for server in servers.values())
    env = {"SWEEP_SECONDS": "5", "CLAIM_SECONDS": "30", "FETCH_SECONDS": "2", "FETCH_ALLOW_HOSTS": here}
    start_worker(concurrency=4, env=env)

    answer_well(servers, OLD)
    make_due()
    eventually(lambda: all_asked(1), nudged=True)
    known = Item.objects.count()
    for what, bad in BAD.items():
        servers[what]["/feed"] = bad.reply
    make_due()
    eventually(lambda: all_asked(2), nudged=True)

    desk = list_of_feeds()
    for what, bad in BAD.items():
        with subtests.test(what):
            assert_told(Feed.objects.get(pk=feeds[what].pk), bad, desk)
    assert Item.objects.count() >= known

    answer_well(servers, NEW)
    make_due()
    eventually(lambda: all_asked(3), nudged=True)

    assert differences(what_is_known(), undisturbed) == []


def list_of_feeds() -> str:
    """Return the desk's page of all feeds, as an editor sees it."""
    browser = Browser()
    browser.force_login(User.objects.create_superuser("editor"))
    return browser.get("/admin/timeline/feed/").content.decode()


def assert_told(feed: Feed, bad: Bad, desk: str) -> None:
    fetch = feed.fetches.latest("pk")
    assert (fetch.outcome, feed.state) == (bad.outcome, bad.state)
    assert bad.words in feed.state_detail
    assert escape(feed.state_detail) in desk
    assert bool(feed.state_detail) == (bad.outcome != "unchanged")
    assert feed.failures == (0 if bad.outcome in {"ok", "unchanged", "not_a_feed"} else 1)
    assert fetch.body is None or fetch.body.size <= 100_000
    if "how long" in feed.name:
        assert feed.due_at >= fetch.fetched_at + timedelta(seconds=WAIT)
        assert Host.objects.get(name=hosts.host_of(feed.url)).quiet_until >= fetch.fetched_at + timedelta(seconds=WAIT)
