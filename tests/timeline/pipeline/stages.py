"""Holds every stage of the pipeline in the middle of its work, so that a test can kill whatever is doing it then."""

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable, Iterator

from django.db import OperationalError, connection, connections

from tests.feed_server import FeedServer, Reply, content, held
from timeline.models import Delivery, Feed, Fetch, Item, Lookup
from tracker.celery import app

# Whether a worker is in the middle of the stage that is held.
InTheMiddle = Callable[[], object]


def eventually(condition: Callable[[], object], *, nudged: bool = False, seconds: float = 60) -> None:
    """Wait until something is so; fail if it is not within a time that only a broken program needs.

    `nudged` asks for a sweep again and again through the suite's own broker, instead of waiting for a beat.
    """
    deadline = time.monotonic() + seconds
    next_nudge = 0.0
    while not condition():
        now = time.monotonic()
        assert now < deadline, "it did not happen in time"
        if nudged and now > next_nudge:
            next_nudge = now + 0.5
            app.send_task("timeline.sweep", expires=5)
        time.sleep(0.05)


def is_done() -> bool:
    """Say whether something came in and nothing of it waits."""
    waiting = (model.objects.filter(state="waiting").exists() for model in (Delivery, Fetch, Item, Lookup))
    return Item.objects.exists() and not any(waiting)


def is_blocked_in_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1"
        )
        return cursor.fetchone() is not None


@contextlib.contextmanager
def transaction_left_open(sql: str, *values: object) -> Iterator[None]:
    """Run a statement without committing it: whoever needs the same row waits in the middle of its own transaction."""
    other = connections.create_connection("default")
    other.settings_dict = connection.settings_dict
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(sql, values)
            yield
            with contextlib.suppress(OperationalError):  # the server itself may be what was killed meanwhile
                cursor.execute("ROLLBACK")
    finally:
        other.close()


@contextlib.contextmanager
def answer_held(server: FeedServer, path: str, then: bytes | Reply) -> Iterator[InTheMiddle]:
    """Keep a source from answering; the value says whether somebody waits for it."""
    gate = threading.Event()
    reply = content(then) if isinstance(then, bytes) else then
    server[path] = held(gate, reply)
    before = asked(server, path)
    try:
        yield lambda: asked(server, path) > before
    finally:
        server[path] = reply
        gate.set()


def asked(server: FeedServer, path: str) -> int:
    """Return how often an address was asked for, whatever its parameters."""
    return sum(1 for one in list(server.requests) if one.partition("?")[0] == path)


@contextlib.contextmanager
def taking_in_held(body: bytes) -> Iterator[InTheMiddle]:
    """Hold the hash of some bytes, so that whoever keeps them waits in the middle of writing an answer."""
    sql = "INSERT INTO timeline_body (sha256, packed, size) VALUES (%s, '', 0)"
    with transaction_left_open(sql, hashlib.sha256(body).hexdigest()):
        yield is_blocked_in_database


@contextlib.contextmanager
def reading_held(key: str) -> Iterator[InTheMiddle]:
    """Hold the key of an item, so that a reading waits in the middle of writing its items."""
    sql = """INSERT INTO timeline_item (feed_id, key, key_basis, content_hash, kind, title, url, lang, parsed, revision,
             state, due_at, first_seen_at, changed_at, attempts, error)
             VALUES (%s, %s, '', '', '', '', '', '', '{}', 1, 'waiting', now(), now(), now(), 0, '')"""
    with transaction_left_open(sql, Feed.objects.get().pk, key):
        yield is_blocked_in_database


@contextlib.contextmanager
def matching_held() -> Iterator[InTheMiddle]:
    """Hold the record, so that a matching waits with its items claimed, before it has written anything."""
    with transaction_left_open("LOCK TABLE contracts_dispute IN ACCESS EXCLUSIVE MODE"):
        yield is_blocked_in_database


@contextlib.contextmanager
def committing_held() -> Iterator[InTheMiddle]:
    """Hold the dispute, which is checked last of all: whoever refers to it waits in its commit, and that comes true."""
    with transaction_left_open("SELECT 1 FROM contracts_dispute FOR UPDATE"):
        yield is_blocked_in_database


Stage = Callable[[], contextlib.AbstractContextManager[InTheMiddle]]


def disturb(stages: list[Stage], kill: Callable[[], None], *, nudged: bool = True) -> None:
    """Kill in the middle of one stage after the other; then let everything come to an end."""
    for stage in stages:
        with stage() as is_in_the_middle:
            eventually(is_in_the_middle, nudged=nudged)
            kill()
        eventually(lambda: not is_blocked_in_database())
    eventually(is_done, nudged=nudged)
