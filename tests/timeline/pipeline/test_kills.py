"""The pipeline in real worker processes that are killed in the middle of each stage, and a broker that forgets."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections
from django.utils import timezone

from tests.feed_server import FeedServer, content, entry, held, rss
from tests.timeline.pipeline.conftest import run_all, tables
from timeline.models import Body, Candidate, Feed, Fetch, Item
from tracker.celery import app

pytestmark = pytest.mark.django_db(transaction=True)

NEWS = rss(
    entry("a", title="Amazon protests Pentagon's JEDI contract award", text="Docket No. 19-1796C."),
    entry("b", title="Judge halts work on JEDI after Amazon protest", text="The Pentagon must wait."),
    entry("c", title="Weather"),
)
CLAIM_SECONDS = 2


def eventually(condition: Callable[[], object], *, nudge: bool = False, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        if nudge:
            app.send_task("timeline.sweep")
        time.sleep(0.2)


def is_done() -> bool:
    return Item.objects.exists() and not Item.objects.filter(state="waiting").exists()


def is_blocked_in_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1"
        )
        return cursor.fetchone() is not None


@pytest.fixture
def start(start_worker, server, settings):
    """Start workers that give up a claim after two seconds."""
    settings.CLAIM_SECONDS = CLAIM_SECONDS
    env = {
        "CLAIM_SECONDS": str(CLAIM_SECONDS),
        "SWEEP_SECONDS": "1",
        "RETRY_SECONDS": "1",
        "FETCH_ALLOW_HOSTS": ",".join(settings.FETCH_ALLOW_HOSTS),
    }

    def started(**more):
        return start_worker(env=env, **more)

    return started


@pytest.fixture
def undisturbed(feed, server):
    """The tables after a run in which nothing went wrong; everything is as before when the test begins."""
    server["/feed"] = NEWS
    run_all()
    expected = tables()
    for model in (Candidate, Item, Fetch, Body):
        model.objects.all().delete()
    fields = [field.name for field in Feed._meta.concrete_fields if not field.primary_key]
    Feed.objects.bulk_update([feed], fields)
    Feed.objects.update(due_at=timezone.now())
    assert len(expected["Candidate"]) == 2
    return expected


@contextlib.contextmanager
def transaction_left_open(sql: str, *values: object) -> Iterator[None]:
    """Run a statement without committing it: whoever needs the same row waits in the middle of its own transaction."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(sql, values)
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


@contextlib.contextmanager
def polling_held(server) -> Iterator[Callable[[], object]]:
    """Keep the source from answering; the value says whether somebody waits for it."""
    gate = threading.Event()
    asked = len(server.requests)
    server["/feed"] = held(gate, NEWS)
    yield lambda: len(server.requests) > asked
    server["/feed"] = content(NEWS)
    gate.set()


@contextlib.contextmanager
def reading_held() -> Iterator[Callable[[], object]]:
    """Hold the key of an item, so that a reading waits in the middle of writing its items."""
    sql = """INSERT INTO timeline_item (feed_id, key, key_basis, content_hash, kind, title, url, lang, parsed, revision,
             state, due_at, first_seen_at, changed_at, attempts, error)
             VALUES (%s, 'a', '', '', '', '', '', '', '{}', 1, 'waiting', now(), now(), now(), 0, '')"""
    with transaction_left_open(sql, Feed.objects.get().pk):
        yield is_blocked_in_database


@contextlib.contextmanager
def matching_held() -> Iterator[Callable[[], object]]:
    """Hold the dispute, so that a matching waits in the middle of writing its candidates."""
    with transaction_left_open("SELECT 1 FROM contracts_dispute FOR UPDATE"):
        yield is_blocked_in_database


def kill_in_every_stage(server: FeedServer, kill: Callable[[], None]) -> None:
    """Kill in the middle of polling, then of reading, then of matching; then let it come to an end."""
    with polling_held(server) as is_in_the_middle:
        eventually(is_in_the_middle, nudge=True)
        kill()
    for stage in (reading_held, matching_held):
        with stage() as is_in_the_middle:
            eventually(is_in_the_middle, nudge=True)
            kill()
        eventually(lambda: not is_blocked_in_database())
    eventually(is_done, nudge=True)


def test_a_worker_and_its_beat_take_a_feed_to_candidates(undisturbed, start):
    start(beat=True)

    eventually(is_done)

    assert tables() == undisturbed


def test_workers_killed_in_the_middle_of_every_stage_leave_the_same_tables(undisturbed, start, server):
    workers = [start()]

    def kill() -> None:
        workers[-1].kill()
        workers.append(start())

    kill_in_every_stage(server, kill)

    assert tables() == undisturbed
    assert len(workers) == 4


def test_pool_children_killed_in_the_middle_of_every_stage_leave_the_same_tables(undisturbed, start, server):
    worker = start()
    killed = []

    kill_in_every_stage(server, lambda: killed.append(worker.kill_pool_child()))

    assert tables() == undisturbed
    assert len(set(killed)) == 3


def test_a_broker_that_forgets_everything_costs_time_only(undisturbed, start, server, broker):
    start(beat=True)
    with polling_held(server) as is_in_the_middle:
        eventually(is_in_the_middle)
        broker.flushall()

    eventually(is_done)

    assert tables() == undisturbed


def test_two_workers_with_a_beat_each_do_nothing_twice(undisturbed, start, server):
    start(beat=True)
    start(beat=True, concurrency=2)

    eventually(is_done)
    time.sleep(2)  # two more sweeps of both

    assert tables() == undisturbed
    assert len(server.requests) == 2  # one of them was the undisturbed run's
