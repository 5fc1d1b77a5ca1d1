"""A publisher on this machine, a record that its news are about, and a pipeline that is run by hand, stage by stage."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contracts.models import Dispute
from tests.factories import make_contract, make_dispute, make_feed, make_party, make_protest
from tests.feed_server import FeedServer, entry, rss, serve
from tests.timeline.pipeline.tables import MODELS, Rows, tables
from timeline import pipeline
from timeline.models import Feed, Fetch, Host

__all__ = ["tables"]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NEWS = rss(
    entry("a", title="Amazon protests Pentagon's JEDI contract award", text="Docket No. 19-1796C."),
    entry("b", title="Judge halts work on JEDI after Amazon protest", text="The Pentagon must wait."),
    entry("c", title="Weather"),
)
# Tests with real workers wait no longer than that for what a killed one held.
CLAIM_SECONDS = 2


@pytest.fixture
def server(settings):
    with serve() as running:
        settings.FETCH_ALLOW_HOSTS = [running.url.removeprefix("http://")]
        settings.FETCH_SECONDS = 2
        yield running


@pytest.fixture
def jedi(db):
    """The dispute that the news are about."""
    return make_jedi()


def make_jedi() -> Dispute:
    dispute = make_dispute(slug="jedi", name="JEDI", title={"en": "Joint Enterprise Defense Infrastructure Cloud"})
    pentagon = make_party(name="U.S. Department of Defense", aliases=["Pentagon"], kind="agency")
    make_contract(dispute=dispute, acronym="JEDI", solicitation_number="HQ0034-18-R-0077", buyer=pentagon)
    amazon = make_party(name="Amazon Web Services, Inc.", aliases=["AWS", "Amazon"])
    make_protest(dispute=dispute, forum="COFC", docket="19-1796C", protester=amazon)
    return dispute


@pytest.fixture
def feed(server, jedi):
    return make_wire(server)


def make_wire(server: FeedServer, *, slug: str = "wire") -> Feed:
    return make_feed(slug=slug, name="The Wire", url=server("/feed"), enabled=True, due_at=NOW)


def run_all(now: datetime = NOW) -> None:
    """Do what is due as workers would, until nothing is; every round is ten seconds later."""
    while True:
        due = pipeline.sweep(now=now)
        if not (due.feeds or due.court_fetches or due.fetches or due.items):
            return
        for feed_id in due.feeds:
            pipeline.poll(feed_id, now=now)
        for fetch_id in (*due.court_fetches, *due.fetches):
            read_quietly(fetch_id, now)
        pipeline.match_some(now=now)
        now += timedelta(seconds=10)


def read_quietly(fetch_id: int, now: datetime) -> None:
    try:
        pipeline.read(fetch_id, now=now)
    except pipeline.NothingRead:
        return


def poll_again(feed: Feed, *, after: timedelta = timedelta(hours=1)) -> Feed:
    """Poll a feed once more, later, and do all that follows; return it as it is then."""
    later = max(NOW, Fetch.objects.order_by("-fetched_at").values_list("fetched_at", flat=True)[0]) + after
    Feed.objects.filter(pk=feed.pk).update(due_at=later)
    run_all(later)
    return Feed.objects.get(pk=feed.pk)


def undisturbed_run(feed: Feed, run: Callable[[], None]) -> Rows:
    """Return the tables after a run in which nothing goes wrong; then put everything back as it was before."""
    run()
    expected = tables()
    for model in reversed(MODELS):
        if model is not Feed:
            model._default_manager.all().delete()
    Host.objects.all().delete()
    Feed.objects.bulk_update([feed], [field.name for field in Feed._meta.concrete_fields if not field.primary_key])
    Feed.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    return expected


def env_of_workers(server: FeedServer, **more: str) -> dict[str, str]:
    """Return settings for real workers: claims lapse soon, and all sources are on this machine."""
    return {
        "CLAIM_SECONDS": str(CLAIM_SECONDS),
        "SWEEP_SECONDS": "1",
        "RETRY_SECONDS": "1",
        "FETCH_ALLOW_HOSTS": server.url.removeprefix("http://"),
        "COURTLISTENER_AT": server.url,
        **more,
    }
