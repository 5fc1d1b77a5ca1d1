"""Real workers under a flood of news: what a court sends goes before it, and what nobody takes is not piled up."""

import pytest
from django.conf import settings as configured
from django.test import Client as Browser

from tests.factories import make_feed
from tests.timeline.ingest.test_courtlistener import ENTRY, delivery
from tests.timeline.pipeline.conftest import env_of_workers, jedi, server
from tests.timeline.pipeline.court import CASE, CASE_PATH
from tests.timeline.pipeline.stages import eventually
from timeline import tasks
from timeline.models import Candidate, Delivery, Feed
from timeline.operations import lanes
from tracker.celery import app
from tracker.schedule import periodic

__all__ = ["jedi", "server"]

SECRET = "a-secret-of-at-least-thirty-two-letters"
FAULTY = "--include=tests.faulty_tasks"


def test_every_task_has_a_lane_and_every_lane_names_real_tasks():
    ours = {name for name in app.tasks if name.startswith("timeline.")}

    assert set(lanes.ROUTES) <= ours
    assert {route["queue"] for route in lanes.ROUTES.values()} | {lanes.SLOW} == set(lanes.LANES)
    assert [queue.name for queue in app.conf.task_queues] == list(lanes.LANES)


def test_no_message_of_beat_comes_back_for_ever():
    assert [name for name, entry in periodic(30).items() if not entry.get("options", {}).get("expires")] == []


@pytest.mark.django_db(transaction=True)
def test_a_flood_of_news_does_not_delay_the_webhook_of_a_court(start_worker, broker, server, jedi, settings):
    settings.COURTLISTENER_SECRET = SECRET
    make_feed(slug="alerts", parser="courtlistener", url="", pushed=True, enabled=True)
    server[CASE_PATH] = CASE
    env = env_of_workers(server, CLAIM_SECONDS="90")
    start_worker(FAULTY, env=env)
    start_worker("--queues=court", env=env)
    for _ in range(150):
        app.send_task("tests.sleep", (10,), queue=lanes.NEWS)
    eventually(lambda: lanes.waiting(lanes.NEWS) < 150)  # the worker for everything is busy

    answer = Browser(REMOTE_ADDR=configured.COURTLISTENER_SENDERS[0]).post(
        f"/hooks/courtlistener/{SECRET}/",
        delivery(ENTRY),
        "application/json",
        headers={"Idempotency-Key": "k-1"},
    )
    assert answer.status_code == 200
    eventually(lambda: Candidate.objects.count() == 2, nudged=True, seconds=9)

    assert not Delivery.objects.filter(state="waiting").exists()
    assert lanes.waiting(lanes.NEWS) >= 145


@pytest.mark.django_db(transaction=True)
def test_one_worker_takes_what_is_urgent_first_whatever_came_before_it(start_worker, broker):
    for lane in reversed(lanes.LANES):
        for _ in range(3):
            app.send_task("tests.sleep", (0.01,), queue=lane, shadow=f"in-{lane}")

    worker = start_worker(FAULTY)
    eventually(lambda: worker.log.read_text().count("succeeded") == 12)

    lines = worker.log.read_text().splitlines()
    order = [lane for line in lines if "received" in line for lane in lanes.LANES if f"Task in-{lane}[" in line]
    assert order == [lane for lane in lanes.LANES for _ in range(3)]


@pytest.mark.django_db(transaction=True)
def test_a_sweep_sends_nothing_into_a_lane_that_nobody_empties_and_goes_on_when_it_is_emptied(broker):
    make_feed(slug="wire", url="https://news.example/feed", enabled=True, due_at="2026-01-01T00:00:00Z")
    for _ in range(lanes.MOST):
        app.send_task("tests.sleep", (1,), queue=lanes.NEWS)

    for _ in range(3):
        tasks.sweep()
    assert lanes.waiting(lanes.NEWS) == lanes.MOST

    broker.delete(lanes.NEWS)
    tasks.sweep()
    assert lanes.waiting(lanes.NEWS) == Feed.objects.count() == 1
