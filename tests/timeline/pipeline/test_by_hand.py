"""What an editor fetches by hand counts for the budget of its host, and waits like anything else when it is spared."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import make_feed
from tests.feed_server import rss, status
from tests.timeline.pipeline.conftest import NOW
from timeline import pipeline
from timeline.models import Feed, Fetch, Host


@pytest.mark.django_db
def test_a_fetch_by_hand_is_counted_with_its_host(server):
    server["/saved"] = rss()

    pipeline.poll_by_hand(make_feed(parser="courtlistener", url=""), server("/saved"), now=NOW)

    assert Host.objects.get().asked == [NOW]


@pytest.mark.django_db
def test_a_waiting_time_holds_for_a_fetch_by_hand_too(server):
    feed = make_feed()
    server["/saved"] = status(429, Retry_After="3600")
    pipeline.poll_by_hand(feed, server("/saved"), now=NOW)

    with pytest.raises(pipeline.HostSpared) as spared:
        pipeline.poll_by_hand(feed, server("/other"), now=NOW + timedelta(minutes=1))

    assert spared.value.until >= NOW + timedelta(hours=1)
    assert (server.requests, Fetch.objects.count()) == (["/saved"], 1)


@pytest.mark.django_db
def test_the_budget_of_a_source_holds_for_fetches_by_hand(server):
    feed = make_feed(parser="courtlistener", url="")
    server["/saved"] = rss()
    for second in range(5):
        pipeline.poll_by_hand(feed, server("/saved"), now=NOW + timedelta(seconds=second))

    with pytest.raises(pipeline.HostSpared):
        pipeline.poll_by_hand(feed, server("/saved"), now=NOW + timedelta(seconds=6))

    assert len(server.requests) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["http://[broken", "https:///no-host", "http://exa mple.org/"])
def test_an_address_that_cannot_be_read_is_refused_in_words_and_nothing_is_kept(url):
    with pytest.raises(pipeline.AddressRefused, match="address"):
        pipeline.poll_by_hand(make_feed(parser="sam-gov", url=""), url, now=NOW)

    assert not Fetch.objects.exists()


@pytest.mark.django_db
def test_a_feed_with_an_address_that_cannot_be_read_says_so():
    feed = make_feed(parser="sam-gov", url="http://[broken", enabled=True, due_at=NOW)

    pipeline.poll(feed.pk, now=NOW)

    assert Fetch.objects.get().outcome == "forbidden_target"
    feed.refresh_from_db()
    assert "cannot be read" in feed.state_detail


@pytest.mark.django_db
def test_a_redirect_to_where_nobody_may_call_is_kept_as_an_answer(server):
    server["/saved"] = status(302, Location="http://169.254.169.254/latest")

    assert pipeline.poll_by_hand(make_feed(), server("/saved"), now=NOW).outcome == "forbidden_target"


@pytest.mark.django_db
def test_the_command_says_when_to_come_back(server):
    make_feed(slug="by-hand")
    Host.objects.create(name=server.url.removeprefix("http://"), quiet_until=timezone.now() + timedelta(hours=1))

    with pytest.raises(CommandError, match="Its host is spared until"):
        call_command("ingest", server("/feed"), "--feed", "by-hand")

    assert server.requests == []
    assert Feed.objects.count() == 1
