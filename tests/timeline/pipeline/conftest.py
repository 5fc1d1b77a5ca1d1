"""A publisher on this machine, a record that its news are about, and a pipeline that is run by hand, stage by stage."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_contract, make_dispute, make_feed, make_party, make_protest
from tests.feed_server import serve
from timeline import pipeline
from timeline.models import Candidate, Feed, Fetch, Item

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def server(settings):
    with serve() as running:
        settings.FETCH_ALLOW_HOSTS = [running.url.removeprefix("http://")]
        settings.FETCH_SECONDS = 2
        yield running


@pytest.fixture
def jedi(db):
    """The dispute that the news are about."""
    dispute = make_dispute(slug="jedi", name="JEDI", title={"en": "Joint Enterprise Defense Infrastructure Cloud"})
    pentagon = make_party(name="U.S. Department of Defense", aliases=["Pentagon"], kind="agency")
    make_contract(dispute=dispute, acronym="JEDI", solicitation_number="HQ0034-18-R-0077", buyer=pentagon)
    amazon = make_party(name="Amazon Web Services, Inc.", aliases=["AWS", "Amazon"])
    make_protest(dispute=dispute, forum="COFC", docket="19-1796C", protester=amazon)
    return dispute


@pytest.fixture
def feed(server, jedi):
    return make_feed(slug="wire", name="The Wire", url=server("/feed"), enabled=True, due_at=NOW)


def run_all(now: datetime = NOW) -> None:
    """Do what is due as workers would, until nothing is; every round is ten seconds later."""
    while True:
        due = pipeline.sweep(now=now)
        if not (due.feeds or due.fetches or due.items):
            return
        for feed_id in due.feeds:
            pipeline.poll(feed_id, now=now)
        for fetch_id in due.fetches:
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


CLOCKS = {"fetched_at", "first_seen_at", "changed_at", "proposed_at", "created_at", "due_at", "claimed_until"}
CLOCKS |= {"last_success_at", "last_new_item_at", "decided_at"}
NUMBERS = {"id", "feed_id", "last_fetch_id", "item_id", "dispute_id", "contract_id", "protest_id", "url", "final_url"}
NUMBERS |= {"repeated"}


def tables() -> dict[str, list[dict]]:
    """What the stages wrote, without clocks, row numbers and ports: equal for runs that ended in the same state."""
    leave_out = CLOCKS | NUMBERS | {"headers"}
    return {
        model.__name__: sorted(
            ({name: value for name, value in row.items() if name not in leave_out} for row in model.objects.values()),
            key=str,
        )
        for model in (Feed, Fetch, Item, Candidate)
    }
