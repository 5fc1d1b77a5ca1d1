"""Budgets of hosts are shared by all workers; waiting times are kept to, and a host that only fails is left alone."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_feed
from tests.feed_server import rss, status
from tests.timeline.pipeline.conftest import NOW
from timeline import pipeline
from timeline.ingest.outcome import Outcome
from timeline.ingest.source import Rate
from timeline.ingest.sources import SOURCES
from timeline.models import Feed, Fetch, Host
from timeline.pipeline import hosts

URL = "https://WWW.courtlistener.com/api/rest/v4/dockets/1/"
BUDGET = SOURCES["courtlistener"].budget
NONE = timedelta(0)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def granted_within(seconds, step):
    """Ask every `step` seconds; return the moments at which it was allowed."""
    moments = [NOW + timedelta(seconds=at) for at in range(0, seconds, step)]
    return [at for at in moments if hosts.reserve(URL, BUDGET, NONE, now=at) is None]


@pytest.mark.django_db
def test_courtlistener_is_asked_five_times_a_minute_fifty_an_hour_and_125_a_day():
    granted = granted_within(86_400, 30)

    def most(within):
        return max(sum(1 for other in granted if at <= other < at + within) for at in granted)

    assert most(MINUTE) <= 5
    assert most(HOUR) == 50
    assert most(DAY) == 125


@pytest.mark.django_db
def test_whoever_comes_too_early_hears_when_to_come_back():
    assert [hosts.reserve(URL, BUDGET, NONE, now=NOW) for _ in range(5)] == [None] * 5

    later = hosts.reserve(URL, BUDGET, NONE, now=NOW)

    assert NOW + MINUTE <= later <= NOW + MINUTE + timedelta(seconds=5)
    assert hosts.reserve(URL, BUDGET, NONE, now=later) is None


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_once_get_what_one_would():
    given_out, together = [], threading.Barrier(20)

    def ask():
        together.wait()
        given_out.append(hosts.reserve(URL, BUDGET, NONE, now=NOW))
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert given_out.count(None) == 5
    assert len(Host.objects.get().asked) == 5


@pytest.mark.django_db
def test_a_pause_lies_between_two_requests_to_one_host_and_not_to_another():
    pause = timedelta(seconds=10)

    assert hosts.reserve(URL, (), pause, now=NOW) is None
    assert hosts.reserve("https://www.courtlistener.com/feed/", (), pause, now=NOW) >= NOW + pause
    assert hosts.reserve("https://www.gao.gov/rss", (), pause, now=NOW) is None


@pytest.mark.django_db
def test_a_waiting_time_holds_for_the_whole_host():
    hosts.reserve(URL, (), NONE, now=NOW)
    hosts.note(URL, Outcome.RATE_LIMITED, 3600.0, now=NOW)

    assert hosts.reserve("https://www.courtlistener.com/other", (), NONE, now=NOW + timedelta(minutes=59)) >= NOW + HOUR
    assert hosts.reserve(URL, (), NONE, now=NOW + HOUR) is None


@pytest.mark.django_db
def test_a_host_that_only_fails_is_left_alone_for_longer_and_longer_until_it_answers():
    now, pauses = NOW, []
    for _ in range(12):
        while (later := hosts.reserve(URL, (), NONE, now=now)) is not None:
            pauses.append(later - now)
            now = later
        hosts.note(URL, Outcome.SERVER_ERROR, None, now=now)

    assert len(pauses) == 7
    assert timedelta(minutes=10) <= pauses[0] < timedelta(minutes=13)
    assert pauses[0] < pauses[1] < pauses[2]
    assert max(pauses) < timedelta(hours=7.5)
    assert hosts.is_broken(URL, now=now)

    later = hosts.reserve(URL, (), NONE, now=now)
    assert hosts.reserve(URL, (), NONE, now=later) is None
    hosts.note(URL, Outcome.OK, None, now=later)
    assert hosts.reserve(URL, (), NONE, now=later) is None
    assert not hosts.is_broken(URL, now=later)


@pytest.mark.django_db
def test_a_waiting_time_outlives_the_good_answers_that_were_under_way():
    for _ in range(2):
        hosts.reserve(URL, (), NONE, now=NOW)
    hosts.note(URL, Outcome.RATE_LIMITED, 3600.0, now=NOW)

    hosts.note(URL, Outcome.OK, None, now=NOW + timedelta(seconds=1))

    assert hosts.reserve(URL, (), NONE, now=NOW + timedelta(minutes=59)) is not None


def break_host(now):
    """Fail until the host is left alone; return from when on it may be asked."""
    while (later := hosts.reserve(URL, (), NONE, now=now)) is None:
        hosts.note(URL, Outcome.SERVER_ERROR, None, now=now)
    return later


@pytest.mark.django_db
def test_after_a_break_one_request_is_let_through_and_the_others_wait_for_what_comes_of_it():
    later = break_host(NOW)

    assert [hosts.reserve(URL, (), NONE, now=later) is None for _ in range(3)] == [True, False, False]

    hosts.note(URL, Outcome.OK, None, now=later)
    assert hosts.reserve(URL, (), NONE, now=later) is None


@pytest.mark.django_db
def test_a_request_that_never_came_back_after_a_break_holds_up_nobody_for_long():
    later = break_host(NOW)
    hosts.reserve(URL, (), NONE, now=later)

    assert hosts.reserve(URL, (), NONE, now=later + hosts.TRIAL) is None


@pytest.mark.django_db
def test_failures_that_were_under_way_when_a_break_began_do_not_prolong_it():
    later = break_host(NOW)

    for _ in range(5):
        hosts.note(URL, Outcome.SERVER_ERROR, None, now=NOW + timedelta(seconds=1))

    assert hosts.reserve(URL, (), NONE, now=later) is None


@given(st.lists(st.integers(0, 400), max_size=60), st.integers(1, 4), st.integers(1, 60))
@pytest.mark.django_db
def test_no_order_of_questions_gets_more_than_the_budget(waits, count, seconds):
    Host.objects.all().delete()
    rate, now, granted = Rate(count, timedelta(seconds=seconds)), NOW, []
    for wait in waits:
        now += timedelta(seconds=wait / 10)
        if hosts.reserve(URL, (rate,), NONE, now=now) is None:
            granted.append(now)

    assert all(sum(1 for other in granted if at <= other < at + rate.within) <= count for at in granted)


@pytest.mark.django_db
def test_a_feed_whose_host_is_spared_waits_and_is_not_called_bad(feed, server):
    server["/feed"] = status(429, Retry_After="7200")
    other = make_feed(slug="second", url=server("/other"), enabled=True, due_at=NOW)
    server["/other"] = rss()
    pipeline.poll(feed.pk, now=NOW)

    assert pipeline.poll(other.pk, now=NOW + MINUTE) is None

    other.refresh_from_db()
    assert server.requests == ["/feed"]
    assert (other.state, other.failures, other.claimed_until) == ("ok", 0, None)
    assert other.due_at >= NOW + 2 * HOUR
    assert not Fetch.objects.filter(feed=other).exists()


@pytest.mark.django_db
def test_a_broken_host_is_not_asked_for_every_feed_that_it_has(server, jedi):
    for number in range(12):
        make_feed(url=server(f"/{number}"), enabled=True, due_at=NOW)
        server[f"/{number}"] = status(500)

    for feed in Feed.objects.all():
        pipeline.poll(feed.pk, now=NOW)

    assert len(server.requests) == hosts.MOST_FAILURES
