"""The shipped day of news: each of its payloads becomes its candidate, and all of it goes again."""

import threading
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import make_source
from tests.made_once import made_once
from tests.timeline.demo.test_demonstration import rows
from tests.timeline.pipeline.conftest import read_quietly
from timeline import hooks, pipeline, review
from timeline.demo import day_run
from timeline.demo.day import SHIPPED, read_day
from timeline.demo.server import PageServer, address
from timeline.models import Candidate, Delivery, Feed, Item, Source
from timeline.publishing import publish
from timeline.records.loading import SHIPPED as RECORD
from timeline.records.loading import load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def one_day(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, make_day)


@pytest.fixture
def shipped_day(db, one_day):
    """All rows as they were before the day, which has come in completely."""
    return one_day()


def make_day():
    """Let the shipped day come in beside the shipped record of JEDI; the pipeline is run by hand."""
    load([RECORD / "parties.yaml", RECORD / "jedi.yaml"], now=NOW)
    before = rows()
    day = read_day(SHIPPED)
    with PageServer(0, day.served) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        base = address(server.server_port)
        feeds = day_run.install_day(day, base, now=datetime.now(UTC))
        for one in day.webhooks:
            Client().post(
                f"/hooks/courtlistener/{hooks.example_secret()}/",
                one.payload.at(base),
                content_type="application/json",
                headers={"Idempotency-Key": one.key},
                REMOTE_ADDR="127.0.0.1",
            )
        work()
        assert day_run.standing_of(feeds).is_done
        day_run.switch_off(feeds)
        server.shutdown()
        thread.join()
    return before


def work() -> None:
    """Do what workers would, until nothing is due."""
    while True:
        now = datetime.now(UTC)
        due = pipeline.sweep(now=now)
        fetches, lookups = [*due.court_fetches, *due.fetches], [*due.court_lookups, *due.lookups]
        if not (due.feeds or fetches or due.items or due.deliveries or lookups):
            return
        for fetch_id in pipeline.take_in(now=now):
            read_quietly(fetch_id, now)
        for feed_id in due.feeds:
            pipeline.poll(feed_id, now=now)
        for lookup_id in lookups:
            pipeline.look_up(lookup_id, now=now)
        for fetch_id in fetches:
            read_quietly(fetch_id, now)
        pipeline.match_some(now=now)


def proposed() -> dict[str, tuple[str, str, str]]:
    """Return dispute, type and strength of each candidate, by the beginning of its title."""
    return {
        candidate.item.title[:40]: (candidate.dispute.slug, candidate.proposal["type"], candidate.strength)
        for candidate in Candidate.objects.select_related("item", "dispute")
    }


EXPECTED = {
    "1:19-cv-01796 AMAZON WEB SERVICES, INC. ": ("jedi", "ruling", "identifier"),
    "Protest filed: Oracle America, Inc. (B-4": ("jedi", "protest-filed", "identifier"),
    "Denied: Oracle America, Inc. (B-416657.1": ("jedi", "decision", "identifier"),
    "Microsoft Corp.": ("jedi", "award", "identifier"),
    "Entry 164: ORDER granting 130 Motion for": ("jedi", "order", "identifier"),
    "Amazon Web Services, Inc. v. United Stat": ("jedi", "other", "identifier"),
    "[Example] Judge halts Microsoft’s work o": ("jedi", "order", "suggestion"),
    "[Example] Court grants Amazon an injunct": ("jedi", "order", "suggestion"),
    "[Beispiel] Gericht stoppt Microsofts Arb": ("jedi", "order", "suggestion"),
}


def test_every_payload_becomes_its_candidate_and_nothing_else_does(shipped_day):
    assert {title[:40]: found for title, found in proposed().items()} == EXPECTED
    unmatched = set(Item.objects.filter(state="unmatched").values_list("title", flat=True))
    assert unmatched == {
        "1:20-cv-00999 EXAMPLE BUILDERS LLC v. USA: Complaint",
        "Example Builders LLC",
        "[Example] A Jedi returns to the cinema",
    }


def test_the_webhook_finds_its_proceeding_by_a_case_that_was_looked_up_here_and_not_on_the_net(shipped_day):
    candidate = Candidate.objects.get(item__title__startswith="Entry 164")

    assert candidate.protest.docket.startswith("No. 19-1796C")
    assert "19-cv-01796" in candidate.reasons[0]
    assert Feed.objects.filter(is_example=True).exclude(url__startswith="http://127.0.0.1:").count() == 0


def test_removing_the_day_leaves_no_trace_also_of_what_was_published(shipped_day):
    for title in ("Microsoft Corp.", "Denied:"):
        candidate = Candidate.objects.get(item__title__startswith=title)
        event = review.accept(candidate, actor=None, now=datetime.now(UTC))
    publish([event])

    call_command("demo", "--remove", stdout=StringIO())

    after = rows()
    left = {name: set(values) - set(shipped_day[name]) for name, values in after.items()}
    assert {name: len(values) for name, values in left.items() if values} == {"timeline.Event": 1, "timeline.Source": 1}
    kept = "".join(left["timeline.Source"] | left["timeline.Event"]).lower()
    assert "416657" not in kept
    assert "oracle" not in kept
    assert not Delivery.objects.exists()


def test_a_source_of_the_record_with_the_same_address_stays_when_the_day_goes(shipped_day):
    candidate = Candidate.objects.get(item__title__startswith="Microsoft Corp.")
    Feed.objects.filter(pk=candidate.item.feed_id).update(created_at=NOW)
    older = make_source(url=candidate.item.url, title="The record's own")
    Source.objects.filter(pk=older.pk).update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    review.accept(candidate, actor=None, now=datetime.now(UTC))

    call_command("demo", "--remove", stdout=StringIO())

    assert Source.objects.filter(pk=older.pk).exists()


def test_the_three_articles_on_one_ruling_are_one_proposal_led_by_the_courts_own_entry(shipped_day):
    led = Candidate.objects.get(item__title__startswith="Entry 164")

    reports = led.reports.values_list("item__title", flat=True)

    assert sorted(title.split("]")[0] for title in reports) == ["[Beispiel", "[Example", "[Example"]
    assert led.leader is None
    assert all("Both tell of 13 February 2020." in one.tie for one in led.reports.all())
    waiting = Candidate.objects.waiting(datetime.now(UTC))
    assert waiting.count() == len(EXPECTED) - 3


def test_accepting_the_ruling_cites_all_that_told_of_it(shipped_day):
    led = Candidate.objects.get(item__title__startswith="Entry 164")

    event = review.accept(led, actor=None, now=datetime.now(UTC))

    assert event.citations.count() == 4
    assert event.is_example
