"""The pipeline in real worker processes that are killed in the middle of each stage, started twice, sent twice."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.factories import make_feed
from tests.timeline.ingest.test_courtlistener import ENTRY, delivery
from tests.timeline.pipeline.conftest import (
    CLAIM_SECONDS,
    NEWS,
    env_of_workers,
    read_quietly,
    run_all,
    undisturbed_run,
)
from tests.timeline.pipeline.court import CASE, CASE_PATH
from tests.timeline.pipeline.stages import (
    Stage,
    answer_held,
    asked,
    disturb,
    eventually,
    is_done,
    matching_held,
    reading_held,
    taking_in_held,
)
from tests.timeline.pipeline.tables import differences, tables
from tests.worker import WorkerProcess
from timeline import pipeline
from timeline.ingest.courtlistener import asking
from timeline.models import Delivery, Feed, Fetch, Lookup
from tracker.celery import app

pytestmark = pytest.mark.django_db(transaction=True)

ALERT = delivery(ENTRY)


@pytest.fixture
def start(start_worker, server, settings):
    """Start workers that give up a claim after two seconds."""
    settings.CLAIM_SECONDS = CLAIM_SECONDS

    def started(*, env=None, **more):
        return start_worker(env=env_of_workers(server, **(env or {})), **more)

    return started


@pytest.fixture
def undisturbed(feed, server):
    """The tables after a run in which nothing went wrong; everything is as before when the test begins."""
    server["/feed"] = NEWS
    expected = undisturbed_run(feed, run_all)
    assert len(expected["Candidate"]) == 2
    return expected


@pytest.fixture
def stages_of_a_poll(undisturbed, server) -> list[Stage]:
    return [partial(answer_held, server, "/feed", NEWS), partial(reading_held, "a"), matching_held]


@pytest.fixture
def undisturbed_alert(jedi, server, monkeypatch):
    """The tables after an alert of a case that nobody knew was taken in, and its case looked up."""
    alerts = make_feed(slug="alerts", parser="courtlistener", url="", pushed=True, enabled=True)
    monkeypatch.setattr(asking, "API", server("/api/rest/v4/"))
    server[CASE_PATH] = CASE

    def run() -> None:
        receive(ALERT)
        work_on_alerts()

    expected = undisturbed_run(alerts, run)
    assert [len(expected[table]) for table in ("Delivery", "Fetch", "Item", "Lookup", "Candidate")] == [1, 2, 2, 1, 2]
    return expected


@pytest.fixture
def stages_of_an_alert(undisturbed_alert, server) -> list[Stage]:
    return [
        partial(taking_in_held, ALERT),
        partial(reading_held, "cl:entry:91"),
        partial(answer_held, server, CASE_PATH, CASE),
        matching_held,
    ]


def receive(body: bytes, key: str = "k-1") -> None:
    """Store a webhook as the receiving page does."""
    now = timezone.now()
    Delivery.objects.create(hook="courtlistener", key=key, raw=body, received_at=now, due_at=now)


def work_on_alerts() -> None:
    """Take in, read, look up, read and match, as workers would do it."""
    now = timezone.now()
    pipeline.take_in(now=now)
    for _ in range(2):
        now += timedelta(seconds=10)  # an answer is due once it has come
        for fetch in Fetch.objects.filter(state="waiting"):
            read_quietly(fetch.pk, now)
        for lookup in Lookup.objects.filter(state="waiting"):
            pipeline.look_up(lookup.pk, now=now)
    while pipeline.match_some(now=now):
        pass


def said(worker: WorkerProcess, words: bytes) -> int:
    """Return how often a worker logged something."""
    return worker.log.read_bytes().count(words)


def test_a_worker_and_its_beat_take_a_feed_to_candidates(undisturbed, start):
    start(beat=True)

    eventually(is_done)

    assert differences(tables(), undisturbed) == []


def test_workers_killed_in_the_middle_of_every_stage_leave_the_same_tables(
    undisturbed, stages_of_a_poll, start, server
):
    workers = [start()]

    def kill() -> None:
        workers[-1].kill()
        workers.append(start())

    disturb(stages_of_a_poll, kill)

    assert differences(tables(), undisturbed) == []
    assert len(workers) == 4


def test_workers_killed_while_they_take_in_an_alert_and_ask_for_its_case_leave_the_same_tables(
    undisturbed_alert, stages_of_an_alert, start
):
    workers = [start()]
    receive(ALERT)

    def kill() -> None:
        workers[-1].kill()
        workers.append(start())

    disturb(stages_of_an_alert, kill)

    assert differences(tables(), undisturbed_alert) == []
    assert len(workers) == 5


def test_pool_children_killed_in_the_middle_of_every_stage_leave_the_same_tables(undisturbed, stages_of_a_poll, start):
    worker = start()
    killed = []

    disturb(stages_of_a_poll, lambda: killed.append(worker.kill_pool_child()))

    assert differences(tables(), undisturbed) == []
    assert len(set(killed)) == 3


def test_a_broker_that_forgets_everything_costs_time_only(undisturbed, start, server, broker):
    start(beat=True)
    with answer_held(server, "/feed", NEWS) as is_in_the_middle:
        eventually(is_in_the_middle)
        broker.flushall()

    eventually(is_done)

    assert differences(tables(), undisturbed) == []


def test_a_feed_that_two_workers_are_sent_to_again_and_again_is_asked_once(undisturbed, start, server, broker):
    long = {"CLAIM_SECONDS": "60"}
    workers = [start(env=long, concurrency=2), start(env=long, concurrency=2)]
    before = asked(server, "/feed")

    with answer_held(server, "/feed", NEWS) as is_in_the_middle:
        for _ in range(12):
            app.send_task("timeline.poll_feed", (Feed.objects.get().pk,))
        eventually(is_in_the_middle)
        eventually(lambda: sum(said(worker, b"poll_feed[") for worker in workers) >= 12 + 11)
        assert broker.llen("news") == 0
    eventually(is_done, nudged=True)

    assert differences(tables(), undisturbed) == []
    assert asked(server, "/feed") - before == 1


def test_two_workers_with_a_beat_each_do_nothing_twice(undisturbed, start, server):
    long = {"CLAIM_SECONDS": "60"}
    before = asked(server, "/feed")
    workers = [start(env=long, beat=True), start(env=long, beat=True, concurrency=2)]

    eventually(is_done)
    swept = [worker.log.read_bytes().count(b"timeline.sweep") for worker in workers]
    eventually(
        lambda: all(w.log.read_bytes().count(b"timeline.sweep") > n for w, n in zip(workers, swept, strict=True))
    )

    assert differences(tables(), undisturbed) == []
    assert asked(server, "/feed") - before == 1
