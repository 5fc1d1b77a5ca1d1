"""What a feed shows of itself when its source fails, falls silent, asks for time or sends what is no news."""

from datetime import timedelta

import pytest

from tests.feed_server import content, endless, entry, rss, status
from tests.timeline.pipeline.conftest import NOW, poll_again, run_all
from tests.timeline.pipeline.entries import COMPLAINT, FILM, fresh
from timeline import pipeline
from timeline.models import Feed, Fetch, Gap, Item
from timeline.pipeline import health

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (content(b"<!doctype html><html><body>Our news</body></html>", "text/html"), ("not_a_feed", "broken")),
        (content(b""), ("empty", "broken")),
        (status(403), ("blocked", "blocked")),
        (status(500), ("server_error", "broken")),
        (status(404), ("not_found", "broken")),
        (content(b"<rss><channel><item><title>half"), ("malformed", "broken")),
        (content(b"x" * 11_000_000), ("too_large", "broken")),
        (endless(), ("too_large", "broken")),
        (endless(b"<", pause=0.1), ("too_slow", "broken")),
        (status(302, Location="/feed"), ("redirect_loop", "broken")),
        (status(302, Location="http://169.254.169.254/latest"), ("forbidden_target", "broken")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_bad_answers_are_errors_that_an_editor_sees(feed, server, settings, reply, expected):
    settings.FETCH_SECONDS = 1
    server["/feed"] = reply

    run_all()

    feed.refresh_from_db()
    fetch = Fetch.objects.get()
    assert (fetch.outcome, feed.state) == expected
    assert feed.state_detail
    assert fetch.detail or fetch.error
    assert not Item.objects.exists()
    assert feed.last_success_at is None
    assert fetch.body is None or fetch.body.size <= 10_000_000


def test_a_feed_without_entries_that_always_had_some_is_an_error(feed, server):
    server["/feed"] = rss(COMPLAINT)
    run_all()

    server["/feed"] = rss()
    feed = poll_again(feed)

    assert (feed.state, Fetch.objects.latest("pk").outcome) == ("broken", "empty")
    assert "had some before" in feed.state_detail


def test_a_new_feed_without_entries_is_well(feed, server):
    server["/feed"] = rss()

    run_all()

    assert fresh(feed).state == "ok"


def test_a_source_that_recovers_is_well_again(feed, server):
    server["/feed"] = status(500)
    run_all()
    server["/feed"] = rss(COMPLAINT)

    feed = poll_again(feed)

    assert (feed.state, feed.state_detail, feed.failures) == ("ok", "", 0)


def test_each_failure_doubles_the_pause_up_to_a_day(feed, server):
    server["/feed"] = status(500)
    pauses = []
    for _ in range(8):
        feed.refresh_from_db()
        now = feed.due_at
        pipeline.poll(feed.pk, now=now)
        feed.refresh_from_db()
        pauses.append(feed.due_at - now)

    assert timedelta(hours=1) <= pauses[0] <= timedelta(hours=1.2)
    assert pauses[0] < pauses[1] < pauses[2]
    assert pauses[-1] <= timedelta(days=1.11)


def test_the_waiting_time_that_a_source_asks_for_is_kept_to(feed, server):
    server["/feed"] = status(429, Retry_After=str(3 * 24 * 3600))

    run_all()

    assert fresh(feed).due_at >= NOW + timedelta(days=3)


def test_an_answer_without_anything_known_is_a_gap_until_an_editor_saw_to_it(feed, server):
    server["/feed"] = rss(COMPLAINT)
    run_all()
    server["/feed"] = rss(FILM)
    assert poll_again(feed).state == "gap"
    server["/feed"] = rss(FILM, entry("c"))
    assert poll_again(feed).state == "gap"

    health.see_to_gap(feed)

    assert fresh(feed).state == "ok"


def test_a_source_that_is_silent_for_longer_than_its_rhythm_is_late_until_there_is_news(feed, server):
    Feed.objects.update(rhythm_hours=24)
    server["/feed"] = rss(COMPLAINT)
    run_all()
    assert poll_again(feed, after=timedelta(hours=30)).state == "late"

    server["/feed"] = rss(COMPLAINT, FILM)

    assert poll_again(feed).state == "ok"


def test_a_day_that_a_court_feed_does_not_reach_back_to_is_recorded_for_ever(feed, server):
    item = entry("https://ecf.cofc.uscourts.gov/cgi-bin/DktRpt.pl?1&2", title="1:19-cv-01796 AMAZON v. USA")
    Feed.objects.update(parser="pacer-rss", last_success_at=NOW - timedelta(hours=30))
    server["/feed"] = rss(item)

    run_all()
    health.see_to_gap(fresh(feed))

    assert [(gap.since, gap.until >= NOW) for gap in Gap.objects.all()] == [(NOW - timedelta(hours=30), True)]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (status(410), ("gone", "broken")),
        (
            content(b"<html><title>Access Denied</title>Reference #18.abc errors.edgesuite.net</html>"),
            ("blocked", "blocked"),
        ),
        (status(302, Location="/round"), ("redirect_loop", "broken")),
        (status(429, Retry_After="60"), ("rate_limited", "broken")),
    ],
    ids=["gone for good", "block page with 200", "circle of two", "asked to wait"],
)
def test_answers_that_are_no_news_are_never_taken_for_it(feed, server, reply, expected):
    server["/feed"] = reply
    server["/round"] = status(302, Location="/feed")

    run_all()

    assert (Fetch.objects.get().outcome, fresh(feed).state) == expected
