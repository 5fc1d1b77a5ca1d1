"""Old bytes go by policy, never those that something stands on, and what went is said."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_candidate, make_feed, make_item
from timeline import pipeline, tasks
from timeline.models import Body, Feed, Fetch
from timeline.pipeline.pruning import growth, prune

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def feed() -> Feed:
    return make_feed(slug="wire")


def answer(feed: Feed, *, days: float, content: bytes = b"", **given) -> Fetch:
    """An answer of so many days ago that was read and brought nothing, unless it is said otherwise."""
    body = Body.keep(content or f"{feed.pk} {days}".encode())
    values = {"url": feed.url, "outcome": "ok", "state": "read", "headers": {"etag": "x"}, "body": body}
    return Fetch.objects.create(feed=feed, fetched_at=NOW - timedelta(days=days), **{**values, **given})


def has_bytes(fetch: Fetch) -> bool:
    fetch.refresh_from_db()
    return fetch.body_id is not None


def test_unchanged_answers_lose_their_bytes_after_their_days_and_keep_their_rows(feed):
    old, young, newest = (answer(feed, days=days) for days in (31, 29, 0))

    (account,) = prune(now=NOW)

    assert (account.pruned, account.bodies) == (1, 1)
    assert account.freed > 0
    assert [has_bytes(one) for one in (old, young, newest)] == [False, True, True]
    assert (old.headers, old.pruned_at, old.outcome) == ({}, NOW, "ok")
    assert Body.objects.count() == 2


def test_answers_without_bytes_lose_their_headers_with_the_rest(feed):
    old, young = (answer(feed, days=days, body=None, outcome="unchanged", state="nothing") for days in (31, 29))
    answer(feed, days=0)

    prune_all()

    assert [Fetch.objects.get(pk=one.pk).headers for one in (old, young)] == [{}, {"etag": "x"}]


def test_how_fast_the_rows_grow_that_stay_for_ever_is_counted_over_thirty_days(feed):
    make_item(feed=feed, first_seen_at=NOW - timedelta(days=4000), changed_at=NOW)
    for days in (0, 1, 2, 3, 4, 29, 31, 4000):
        answer(feed, days=days)

    answers, items = growth(feed, now=NOW)

    assert (answers.rows, answers.a_day) == (8, 6 / 30)
    assert 200 < answers.row_bytes < 1_000
    assert answers.a_year == 365 * 6 / 30 * answers.row_bytes
    assert (items.rows, items.a_day, items.a_year) == (1, 0, 0)


def test_bytes_that_a_younger_answer_shares_stay(feed):
    old, young = (answer(feed, days=days, content=b"the same", state="same") for days in (40, 1))

    prune_all()

    assert not has_bytes(old)
    assert has_bytes(young)
    assert young.body.content() == b"the same"


def test_what_a_candidate_stands_on_is_kept_for_ever(feed):
    old = answer(feed, days=400)
    make_candidate(item=make_item(feed=feed, last_fetch=old, state="matched", due_at=None))
    answer(feed, days=0)

    (account,) = prune(now=NOW)

    assert has_bytes(old)
    assert (account.pruned, account.stood_on) == (0, 1)


def test_news_is_kept_for_ever_unless_the_site_says_otherwise(feed, settings):
    brought = answer(feed, days=400, items_new=3)
    left_out = answer(feed, days=400, content=b"x", rejected=[{"entry": 1, "field": "", "reason": "no"}])
    answer(feed, days=0)
    prune_all()
    assert has_bytes(brought)
    assert has_bytes(left_out)

    settings.KEEP_NEWS_DAYS = 365
    prune_all()

    assert not has_bytes(brought)
    assert not has_bytes(left_out)


def test_news_that_may_have_brought_a_candidate_is_kept_in_any_case(feed, settings):
    settings.KEEP_NEWS_DAYS = 365
    earlier, bringing, changing, later = (
        answer(feed, days=days, content=str(days).encode(), items_new=1) for days in (450, 400, 390, 380)
    )
    seen, changed = NOW - timedelta(days=400) + timedelta(hours=1), NOW - timedelta(days=390) + timedelta(hours=1)
    make_candidate(
        item=make_item(feed=feed, last_fetch=None, state="matched", due_at=None, first_seen_at=seen, changed_at=changed)
    )
    answer(feed, days=0)

    prune_all()

    assert [has_bytes(one) for one in (earlier, bringing, changing, later)] == [False, True, True, False]


@pytest.mark.parametrize("state", ["waiting", "unreadable", "dead"])
def test_what_was_not_read_waits_for_a_mended_reader(state, feed):
    old = answer(feed, days=400, state=state, due_at=NOW if state == "waiting" else None)
    answer(feed, days=0)

    (account,) = prune(now=NOW)

    assert has_bytes(old)
    assert account.unread == 1


def test_the_newest_answer_stays_however_old_so_that_the_next_is_compared_with_it(feed):
    readable = answer(feed, days=500)
    blocked = answer(feed, days=400, content=b"Access Denied", state="nothing", outcome="blocked")

    prune_all()

    assert has_bytes(readable)
    assert has_bytes(blocked)


@pytest.mark.parametrize(("own", "kept"), [(None, False), (90, True), (0, True), (7, False)])
def test_a_feed_may_keep_longer_or_shorter_than_the_site(own, kept, feed):
    Feed.objects.update(keep_days=own)
    old = answer(feed, days=60)
    answer(feed, days=0)

    prune_all()

    assert has_bytes(old) is kept


def test_a_dry_run_says_the_same_and_changes_nothing(feed):
    old = answer(feed, days=40)
    answer(feed, days=0)

    (said,) = prune(now=NOW, dry_run=True)
    assert has_bytes(old)
    (done,) = prune(now=NOW)

    assert said == done
    assert not has_bytes(old)


def test_running_twice_changes_nothing_more(feed):
    answer(feed, days=40)
    answer(feed, days=0)
    prune_all()

    (again,) = prune(now=NOW)

    assert (again.pruned, again.bodies, again.freed) == (0, 0, 0)


def test_the_command_prints_an_account_and_refuses_a_feed_there_is_not(feed):
    old = answer(feed, days=4000)
    answer(feed, days=3999)

    dry = command("prune", "--dry-run")
    assert "wire: keeps unchanged answers 30 days, those with news for ever; 1 pruned (1 bodies)" in dry
    assert "    stays for ever: 2 answers, 0.0 a day of 0 bytes; 0 items, 0.0 a day of 0 bytes" in dry
    assert "At the pace of the last 30 days, rows of answers and items grow by 0 bytes a year." in dry
    assert "Nothing was changed. 1 answers would lose their bytes" in dry
    assert has_bytes(old)
    assert "1 answers lost their bytes" in command("prune", "--feed", "wire")
    with pytest.raises(CommandError, match="There is no feed “nowhere”; there are: wire"):
        command("prune", "--feed", "nowhere")


def test_the_nightly_task_prunes(feed):
    old = answer(feed, days=4000)
    answer(feed, days=0)

    tasks.prune_answers()

    assert not has_bytes(old)


def test_what_was_pruned_is_not_read_again_and_reparse_says_so(feed):
    old = answer(feed, days=40)
    answer(feed, days=1, content=b"no feed at all")
    prune_all()

    assert pipeline.read_again([old], now=NOW) == 0
    errors = StringIO()
    call_command("reparse", "--feed", "wire", stdout=StringIO(), stderr=errors)

    assert (
        "1 answers cannot be read again: their bytes were pruned. Of those after 2026-10-13 12:00" in errors.getvalue()
    )


def test_reparse_refuses_a_day_that_is_none(feed):
    with pytest.raises(CommandError, match="“yesterday” is no day like 2026-11-22"):
        call_command("reparse", "--since", "yesterday")


def prune_all() -> None:
    list(prune(now=NOW))


def command(*arguments: str) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said, stderr=StringIO())
    return said.getvalue()
