"""Whether the site lives, can serve, and how it fares: told truly when its servers are gone too."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError
from prometheus_client.parser import text_string_to_metric_families
from redis.exceptions import ConnectionError as NoBroker

from tests.factories import make_event, make_feed, make_item
from timeline.models import Feed
from timeline.models.work import Work
from timeline.operations import backlogs, pulse
from timeline.publishing import publish
from timeline.tasks import pulse as pulse_task

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOKEN = "t" * 40

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_sign():
    cache.delete(pulse.KEY)
    yield
    cache.delete(pulse.KEY)


@pytest.fixture
def metrics(client, settings):
    """What Prometheus reads now, as {name: {label value: number}}."""
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[str, dict[str, float]]:
        text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
        found: dict[str, dict[str, float]] = {}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                found.setdefault(sample.name, {})[",".join(sample.labels.values())] = sample.value
        return found

    return read


def gone(*_args, **_more):
    raise OperationalError("the server closed the connection")


def no_broker(*_args, **_more):
    raise NoBroker("refused")


def test_a_site_whose_workers_work_is_ok(client):
    pulse_task()
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["checks"]) == {"database", "broker", "workers", "disk"}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_site_without_workers_serves_readers_and_says_so(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["checks"]["workers"] == {"ok": False, "detail": "no sign of life yet"}

    pulse.leave(now=datetime.now(UTC) - timedelta(seconds=pulse.LATE + 60))
    assert client.get("/health/ready").json()["status"] == "degraded"


def test_a_site_without_its_database_is_down_but_alive(client, monkeypatch):
    monkeypatch.setattr("timeline.operations.checks._ask_database", gone)
    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["status"] == "down"
    assert answer.json()["checks"]["database"] == {"ok": False, "detail": "OperationalError"}
    assert client.get("/health/live").status_code == 200


def test_a_site_without_its_broker_is_down(client, monkeypatch):
    monkeypatch.setattr("timeline.operations.pulse.cache.get", no_broker)

    assert client.get("/health/ready").status_code == 503


def test_metrics_are_for_who_has_the_token(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN[:-1]}"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN[:-1]}ü"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405


def test_every_kind_of_work_is_measured(metrics):
    waiting = metrics()["tracker_work_waiting"]

    assert waiting.keys() == {model._meta.model_name for model in Work.__subclasses__()}
    assert {"feed", "fetch", "item", "delivery", "letter", "webhookmessage", "watch", "copy"} <= waiting.keys()


def test_what_waits_is_counted_with_its_age(db):
    feed = make_feed(enabled=True, due_at=NOW - timedelta(minutes=10))
    make_feed(enabled=True, due_at=NOW + timedelta(minutes=10))
    make_feed(enabled=False, due_at=NOW - timedelta(hours=10))
    make_feed(enabled=True, due_at=NOW - timedelta(hours=1), claimed_until=NOW + timedelta(minutes=1), attempts=2)
    found = {one.kind: one for one in backlogs.backlogs(now=NOW)}

    assert (found["feed"].waiting, found["feed"].oldest, found["feed"].failing) == (1, 600.0, 1)
    Feed.objects.filter(pk=feed.pk).update(due_at=None)
    assert {one.kind: one for one in backlogs.backlogs(now=NOW)}["feed"].oldest == 0


def test_what_was_given_up_and_how_feeds_fare_is_told(metrics):
    make_item(state="dead", due_at=None)
    make_feed(enabled=True, state="blocked", last_success_at=datetime.now(UTC) - timedelta(days=2))
    make_feed(enabled=False, state="broken")
    said = metrics()

    assert said["tracker_work_dead"]["item"] == 1
    assert said["tracker_feeds"]["blocked"] == 1
    assert "broken" not in said["tracker_feeds"]
    assert said["tracker_feed_silent_seconds"][""] == pytest.approx(2 * 86_400, abs=60)


def test_the_log_and_the_answers_are_counted(metrics, client):
    publish([make_event()])
    before = metrics()
    client.get("/health/live")
    client.get("/api/v1/events/?nonsense=1")
    client.get("/de/embed/nothing/")
    after = metrics()

    assert after["tracker_log_seq"][""] >= 1
    assert grown(before, after, "health,2xx") >= 1
    assert grown(before, after, "api,4xx") == 1
    assert grown(before, after, "embed,4xx") == 1


def grown(before, after, labels: str) -> float:
    """Return by how much the count of answers grew."""

    def count(said) -> float:
        return said.get("tracker_answer_seconds_count", {}).get(labels, 0)

    return count(after) - count(before)


def test_without_a_database_metrics_still_say_so(metrics, monkeypatch):
    monkeypatch.setattr("timeline.operations.checks._ask_database", gone)
    said = metrics()

    assert said["tracker_check"]["database"] == 0
    assert "tracker_work_waiting" not in said
