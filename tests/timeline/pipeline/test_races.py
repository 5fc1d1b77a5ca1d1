"""What happens between the beginning and the end of a stage: others were there, and nothing they did is undone."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections

from tests.factories import make_contract, make_dispute, make_feed, make_item
from tests.feed_server import content, entry, rss, status
from tests.timeline.pipeline.conftest import NOW, poll_again, run_all
from tests.timeline.pipeline.stages import eventually, is_blocked_in_database, transaction_left_open
from timeline import pipeline
from timeline.ingest.http import Fetched
from timeline.ingest.outcome import Outcome
from timeline.models import Candidate, Delivery, Feed, Fetch, Item, Lookup
from timeline.pipeline import health, lookups, matching_stage, reading

ONE = entry("same", title="First of two", link="https://news.example/1")
OTHER = entry("same", title="Second of two", link="https://news.example/2")


class Asked:
    """A client whose source does something before it answers."""

    def __init__(self, act, outcome=Outcome.UNCHANGED):
        self.act, self.outcome = act, outcome

    def fetch(self, url, **more):
        self.act()
        return Fetched(outcome=self.outcome, url=url, status=304)


def fail(*arguments, **more):
    raise RuntimeError("it cannot be done")


def poll_twice(feed, server, *bodies):
    fetches = []
    for body in bodies:
        server["/feed"] = body
        Feed.objects.update(due_at=NOW)
        fetches.append(pipeline.poll(feed.pk, now=NOW))
    return fetches


@pytest.mark.django_db
def test_an_id_that_turned_out_to_be_shared_while_its_answer_was_parsed_makes_no_further_item(
    feed, server, monkeypatch
):
    both, last = poll_twice(feed, server, rss(ONE, OTHER), rss(OTHER))
    later, parse = NOW + timedelta(minutes=1), reading._parse

    def overtaken(fetch, known):
        parsed = parse(fetch, known)
        if fetch.pk == last:
            pipeline.read(both, now=later)
        return parsed

    monkeypatch.setattr(reading, "_parse", overtaken)
    pipeline.read(last, now=later)

    assert sorted(Item.objects.values_list("title", flat=True)) == ["First of two", "Second of two"]


@pytest.mark.django_db
def test_what_an_editor_saw_to_while_a_source_was_asked_stays_seen_to(feed):
    Feed.objects.update(gap_at=NOW, state="gap", state_detail=health.GAP)

    pipeline.poll(feed.pk, now=NOW, client=Asked(lambda: health.see_to_gap(feed)))

    feed.refresh_from_db()
    assert (feed.state, feed.gap_at) == ("ok", None)


@pytest.mark.django_db
def test_trouble_of_our_own_database_is_not_held_against_a_source(feed):
    def crash():
        raise OperationalError("server closed the connection unexpectedly")

    with pytest.raises(OperationalError):
        pipeline.poll(feed.pk, now=NOW, client=Asked(crash))

    feed.refresh_from_db()
    assert (feed.state, feed.failures, feed.due_at) == ("ok", 0, NOW)


@pytest.mark.django_db
def test_a_validator_that_is_no_ascii_is_sent_back_as_it_came(feed, server):
    server["/feed"] = content(rss(ONE), ETag='"caf\xe9"')
    run_all()

    feed = poll_again(feed)

    assert (Fetch.objects.latest("pk").outcome, feed.state) == ("unchanged", "ok")


@pytest.mark.django_db
def test_a_feed_with_a_new_address_is_asked_for_everything_until_that_was_read(feed, server):
    server["/feed"] = content(rss(ONE), ETag='"v1"')
    run_all()
    Feed.objects.update(url=server("/moved"))
    server["/moved"] = status(500)
    poll_again(feed)
    server["/moved"] = content(rss(OTHER), ETag='"v1"')

    poll_again(feed)

    assert not any("if-none-match" in asked for asked in server.conditional)
    assert Item.objects.get().title == "Second of two"


@pytest.mark.django_db
def test_a_reader_that_fails_again_and_again_breaks_the_feed_visibly(feed, server, settings, monkeypatch):
    settings.MAX_ATTEMPTS = 2
    server["/feed"] = rss(ONE)
    monkeypatch.setattr(reading.feed_source, "parse", fail)
    for hour in range(4):
        run_all(NOW + timedelta(hours=hour / 10))

    feed.refresh_from_db()
    assert (Fetch.objects.get().state, Fetch.objects.get().outcome, feed.state) == ("dead", "malformed", "broken")
    assert "RuntimeError: it cannot be done" in feed.state_detail


@pytest.mark.django_db
def test_an_answer_that_killed_every_worker_breaks_the_feed_visibly(feed, server, settings):
    (fetch,) = poll_twice(feed, server, rss(ONE))
    Fetch.objects.filter(pk=fetch).update(attempts=settings.MAX_ATTEMPTS, claimed_until=NOW)

    pipeline.sweep(now=NOW + timedelta(minutes=1))

    feed.refresh_from_db()
    assert (Fetch.objects.get().state, feed.state) == ("dead", "broken")
    assert "the worker died" in feed.state_detail


@pytest.fixture
def parsed_with(monkeypatch):
    """Have the reader hand on items with keys that it should never make."""
    real = reading.feed_source.parse

    def use(*keys):
        def parse(*arguments, **more):
            parsed = real(*arguments, **more)
            for item, key in zip(parsed.items, keys, strict=True):
                object.__setattr__(item, "key", key)
            return parsed

        monkeypatch.setattr(reading.feed_source, "parse", parse)

    return use


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "k" * 501, "\ud800", "nul \0"], ids=["none", "too long", "half a sign", "NUL"])
def test_an_entry_with_an_impossible_key_is_named_and_the_others_are_kept(feed, server, parsed_with, key):
    server["/feed"] = rss(ONE, entry("b"))
    parsed_with(key, "b")

    run_all()

    fetch = Fetch.objects.get()
    assert (fetch.state, len(fetch.rejected), Item.objects.get().key) == ("read", 1, "b")


@pytest.mark.django_db
def test_of_two_entries_under_one_key_the_first_stays_at_every_reading_and_the_other_is_named(
    feed, server, parsed_with
):
    parsed_with("k", "k")
    for _ in range(2):
        server["/feed"] = rss(ONE, entry("b")) + b"\n" * Fetch.objects.count()
        Feed.objects.update(due_at=NOW + timedelta(hours=Fetch.objects.count()))
        run_all(NOW + timedelta(hours=Fetch.objects.count()))

    assert (Item.objects.get().title, Item.objects.get().revision) == ("First of two", 1)
    assert [len(fetch.rejected) for fetch in Fetch.objects.all()] == [1, 1]


@pytest.mark.django_db
def test_an_item_that_is_to_be_matched_anew_is_not_ended_by_who_began_with_the_old_record(jedi, monkeypatch):
    item = make_item(text="Solicitation NNH19ZCQ001K", state="waiting", due_at=NOW)
    real = matching_stage.verdict

    def overtaken(*arguments):
        found = real(*arguments)
        monkeypatch.setattr(matching_stage, "verdict", real)
        make_contract(dispute=make_dispute(name="HLS"), solicitation_number="NNH19ZCQ001K")
        assert pipeline.rematch(now=NOW) == 1
        return found

    monkeypatch.setattr(matching_stage, "verdict", overtaken)
    pipeline.match_some(now=NOW)
    item.refresh_from_db()
    assert item.state == "waiting"

    pipeline.match_some(now=NOW)

    assert Candidate.objects.get().item == item


@pytest.mark.django_db
def test_candidates_that_cannot_be_written_are_tried_again_with_the_reason_on_their_items(jedi, monkeypatch, settings):
    item = make_item(text="Docket No. 19-1796C", state="waiting", due_at=NOW)
    monkeypatch.setattr(matching_stage, "note_candidates", fail)

    pipeline.match_some(now=NOW)

    item.refresh_from_db()
    assert (item.state, item.error, item.claimed_until) == ("waiting", "RuntimeError: it cannot be done", None)
    assert item.due_at > NOW


@pytest.mark.django_db
def test_webhooks_that_cannot_be_taken_in_say_why_and_become_dead_letters(settings, monkeypatch):
    settings.MAX_ATTEMPTS = 2
    make_feed(slug="alerts", parser="courtlistener", url="", pushed=True, enabled=True)
    for key in "ab":
        Delivery.objects.create(hook="courtlistener", key=key, raw=b"{}", received_at=NOW, due_at=NOW)
    monkeypatch.setattr(pipeline.deliveries, "_fetch", fail)
    for hour in range(4):
        pipeline.take_in(now=NOW + timedelta(hours=hour))

    told = set(Delivery.objects.values_list("state", "error"))
    assert told == {("dead", "RuntimeError: it cannot be done")}
    assert {bytes(raw) for raw in Delivery.objects.values_list("raw", flat=True)} == {b"{}"}


@pytest.mark.django_db
def test_a_lookup_that_cannot_be_made_says_why(monkeypatch):
    lookup = Lookup.objects.create(
        feed=make_feed(), key="k", url="https://x.example/", reason="the case", due_at=NOW, created_at=NOW
    )
    monkeypatch.setattr(lookups, "ask", fail)

    pipeline.look_up(lookup.pk, now=NOW)

    lookup.refresh_from_db()
    assert (lookup.state, lookup.error) == ("waiting", "RuntimeError: it cannot be done")


@pytest.mark.django_db(transaction=True)
def test_a_matching_waits_for_the_reading_of_its_feed_without_holding_what_that_needs(jedi):
    feed = make_feed()
    items = [make_item(feed=feed, text="Docket No. 19-1796C", state="waiting", due_at=NOW) for _ in range(2)]

    def match():
        pipeline.match_some(now=NOW)
        connections.close_all()

    worker = threading.Thread(target=match)
    with transaction_left_open("SELECT 1 FROM timeline_feed WHERE id = %s FOR NO KEY UPDATE", feed.pk):
        worker.start()
        eventually(is_blocked_in_database)
        with connection.cursor() as reader:  # another order than that of matching
            reader.execute("SELECT id FROM timeline_item ORDER BY id DESC FOR UPDATE NOWAIT")
            assert [pk for (pk,) in reader.fetchall()] == [item.pk for item in reversed(items)]
    worker.join()

    assert Candidate.objects.count() == 2
