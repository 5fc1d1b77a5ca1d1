"""An answer whose bytes were read before is not read again, unless reading it might change something."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_feed
from tests.feed_server import content, entry, rss
from tests.timeline.pipeline.conftest import NOW, poll_again, run_all
from timeline import pipeline
from timeline.ingest import feed as feed_source
from timeline.models import Body, Feed, Fetch, Gap, Item
from timeline.pipeline.pruning import prune

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = (entry(key, title=f"Entry {key}") for key in ("one", "two", "three"))
FIRST, SECOND = rss(ONE, TWO), rss(TWO, THREE)
DAMAGED = FIRST.replace(b"</channel>", b"<broken></channel>")


@pytest.fixture
def parsed(monkeypatch) -> Mock:
    """Count how often bytes are parsed."""
    counted = Mock(wraps=feed_source.parse)
    monkeypatch.setattr(feed_source, "parse", counted)
    return counted


def give(feed, server, *answers):
    """Let a feed give these answers one after the other, each polled and read; return the last one."""
    for body in answers:
        server["/feed"] = body
        if Fetch.objects.exists():
            poll_again(feed)
        else:
            run_all()
    return newest()


def keep(feed, server, *answers):
    """Poll answers that nobody reads yet; return their numbers."""
    kept = []
    for body in answers:
        server["/feed"] = body
        Feed.objects.update(due_at=NOW)
        kept.append(pipeline.poll(feed.pk, now=NOW))
    return kept


def newest() -> Fetch:
    return Fetch.objects.order_by("-pk")[0]


def test_answers_that_take_turns_are_parsed_once_each(feed, server, parsed):
    last = give(feed, server, FIRST, SECOND, FIRST, SECOND, FIRST)

    assert parsed.call_count == 2
    assert Body.objects.count() == 2
    assert (last.state, last.items_new, last.items_changed, last.items_same) == ("same", 0, 0, 2)
    assert Item.objects.count() == 3


def test_what_an_answer_in_between_edited_is_read_anew(feed, server, parsed):
    last = give(feed, server, FIRST, rss(entry("one", title="Edited"), TWO), FIRST)

    assert (last.state, last.items_changed, last.items_same) == ("read", 1, 1)
    assert Item.objects.get(key="one").title == "Entry one"
    assert give(feed, server, SECOND, FIRST).state == "same"
    assert parsed.call_count == 4


def test_while_an_answer_is_unread_the_next_is_read_after_it(feed, server):
    give(feed, server, FIRST)

    edited, again = keep(feed, server, rss(entry("one", title="Edited"), TWO), FIRST)
    for fetch in (again, edited):
        pipeline.read(fetch, now=NOW + timedelta(minutes=1))

    assert Item.objects.get(key="one").title == "Entry one"


@pytest.mark.parametrize("state", ["unreadable", "dead"])
def test_an_answer_that_could_not_be_read_may_be_later_so_the_next_is_read(state, feed, server):
    give(feed, server, FIRST)
    Fetch.objects.filter(pk__in=keep(feed, server, SECOND)).update(state=state, due_at=None)

    assert give(feed, server, FIRST).state == "read"
    assert give(feed, server, FIRST).state == "same"


def test_an_answer_that_was_read_after_a_newer_one_does_not_count_as_known(feed, server):
    old, new = keep(feed, server, FIRST, rss(entry("one", title="Newer"), TWO))
    for fetch in (new, old):
        pipeline.read(fetch, now=NOW + timedelta(minutes=1))
    assert Item.objects.get(key="one").title == "Newer"

    assert give(feed, server, FIRST).state == "read"
    assert Item.objects.get(key="one").title == "Entry one"


def test_another_release_reads_the_same_bytes_again(feed, server, settings, parsed):
    give(feed, server, FIRST, FIRST)
    settings.RELEASE = "another"

    assert give(feed, server, FIRST).state == "read"
    assert parsed.call_count == 2


def test_another_reader_or_declared_encoding_reads_the_same_bytes_again(feed, server):
    give(feed, server, FIRST)

    assert give(feed, server, content(FIRST, **{"Content-Type": "application/xml; charset=utf-16"})).state == "read"
    Feed.objects.filter(pk=feed.pk).update(shared_guids=["one"])
    assert give(feed, server, FIRST).state == "read"


def test_the_damage_of_an_answer_is_said_whenever_it_comes_again(feed, server):
    give(feed, server, DAMAGED)
    damage = Feed.objects.get().state_detail
    assert "is damaged" in damage
    assert give(feed, server, DAMAGED).state == "same"
    assert Feed.objects.get().state_detail == damage

    give(feed, server, SECOND)
    assert Feed.objects.get().state_detail == ""
    give(feed, server, DAMAGED)
    assert Feed.objects.get().state_detail == damage


def test_a_known_answer_is_asked_for_by_its_own_tag(feed, server):
    give(feed, server, *(content(body, ETag=tag) for body, tag in ((FIRST, '"1"'), (SECOND, '"2"'), (FIRST, '"1"'))))

    assert Feed.objects.get().etag == '"1"'


def test_the_same_bytes_after_longer_than_they_reach_back_are_read_for_the_gap(server):
    feed = make_feed(slug="court", parser="pacer-rss", url=server("/feed"), enabled=True, due_at=NOW)
    body = rss(entry("https://ecf.cofc.uscourts.gov/cgi-bin/DktRpt.pl?1", title="1:19-cv-01796 AWS v. USA"))
    give(feed, server, body, body)
    assert newest().state == "same"

    server["/feed"] = body
    poll_again(feed, after=timedelta(hours=30))

    assert newest().state == "read"
    assert Gap.objects.count() == 1


def test_to_keep_a_known_answer_costs_the_same_queries_however_much_is_in_it(server):
    counts = []
    for size in (2, 300):
        feed = make_feed(slug=f"feed-{size}", url=server("/feed"), enabled=True, due_at=NOW)
        give(feed, server, rss(*(entry(f"key-{number}") for number in range(size))))
        Feed.objects.filter(pk=feed.pk).update(due_at=NOW + timedelta(hours=1))
        with CaptureQueriesContext(connection) as captured:
            assert pipeline.poll(feed.pk, now=NOW + timedelta(hours=1)) is None
        counts.append(len(captured))
        assert newest().items_same == size
        Feed.objects.update(enabled=False, due_at=None)

    assert counts[0] == counts[1] <= 26


def test_what_was_repeated_is_remembered_only_while_an_older_answer_may_come_late_and_not_for_ever(feed, server):
    give(feed, server, FIRST)
    items = sorted(Item.objects.values_list("pk", flat=True))
    waiting, again = keep(feed, server, SECOND, rss(TWO, ONE))
    pipeline.read(again, now=NOW + timedelta(minutes=1))
    pipeline.read(waiting, now=NOW + timedelta(minutes=1))
    assert [sorted(fetch.repeated) for fetch in Fetch.objects.order_by("pk")][1:] == [[], items]

    assert give(feed, server, rss(TWO, ONE, "<!-- anew -->")).repeated == []
    list(prune(now=NOW + timedelta(days=31)))
    assert not Fetch.objects.exclude(repeated=[]).exists()
