"""A real Celery worker on a broker and a database of the benchmark's own, and what it is given to do: mostly little."""

import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import TemporaryFile
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import redis
from celery import current_app
from django.conf import settings

from timeline.bench.servers import PRODUCTION, ROOT
from timeline.bench.world import SEED, WORDS
from timeline.models import Feed
from timeline.operations import lanes

FEEDS, ENTRIES, PUBLISHED_AT_ONCE, ABOUT_JEDI = 50, 6, 2, 40
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
STUCK_SECONDS = 120
UNACKNOWLEDGED = "unacked"
# What sweeps and beat send all day and mostly finds nothing; and what asks, reads, matches and prepares.
CHEAP = tuple(
    f"timeline.{name}"
    for name in (
        *("pulse", "take_in", "match_items", "publish_automatically", "send_mail", "tell_readers"),
        *("queue_webhooks", "call_webhooks", "purge_edge", "watch_imports", "watch_pasted", "read_fetch"),
    )
)
USUAL = tuple(f"timeline.{name}" for name in ("sweep", "prepare_pages", "watch_evidence", "match_gains", "follow_log"))
NOBODY = 2**31 - 1  # the number of no row


class StuckError(RuntimeError):
    """The worker did not empty its lanes; the message ends with what it wrote."""


@contextmanager
def own_redis(*taken: str) -> Iterator[str]:
    """Take an empty database of the server that REDIS_URL names, for the time of the block; yields its address.

    Raises LookupError where all but the first two, and those `taken`, hold something.
    """
    for number in range(2, 16):
        url = urlsplit(settings.REDIS_URL)._replace(path=f"/{number}").geturl()
        if url in taken:
            continue
        with redis.Redis.from_url(url) as client:
            if client.dbsize():
                continue
            try:
                yield url
            finally:
                client.flushdb()
            return
    raise LookupError("every database of the Redis server holds something")


@dataclass(slots=True)
class Worker:
    """A worker that runs; `pid` is its main process."""

    pid: int
    broker_url: str
    _process: "subprocess.Popen[bytes]"
    _output: Any
    _rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def do(self, count: int, feeds: Sequence[int]) -> None:
        """Send it so many tasks, one in twenty of them a feed to be asked, and wait until nothing is left of them.

        What they lead to (reading, matching) is done besides. Raises StuckError if it takes none for two minutes.
        """
        Feed.objects.update(due_at=LONG_AGO)
        with current_app.connection_for_write(url=self.broker_url) as connection:
            for _ in range(count):
                name, arguments = self._next(feeds)
                current_app.send_task(name, arguments, connection=connection)
        self._wait()

    def _next(self, feeds: Sequence[int]) -> tuple[str, tuple[int, ...]]:
        drawn = self._rng.random()
        if drawn < 0.05:
            return "timeline.poll_feed", (feeds[next(self._numbers) % len(feeds)],)
        if drawn < 0.1:
            return self._rng.choice(USUAL), ()
        name = self._rng.choice(CHEAP)
        return name, (NOBODY,) if name.endswith("read_fetch") else ()

    def _wait(self) -> None:
        end, before = time.monotonic() + STUCK_SECONDS, None
        with redis.Redis.from_url(self.broker_url) as client:
            while (left := self._left(client)) and time.monotonic() < end:
                if left != before:
                    end, before = time.monotonic() + STUCK_SECONDS, left
                if self._process.poll() is not None:
                    break
                time.sleep(0.02)
        if left:
            self._output.seek(0)
            said = self._output.read().decode(errors="replace")[-2_000:]
            raise StuckError(f"{left} tasks are left, and the worker said:\n{said}")

    def _left(self, client: "redis.Redis") -> int:
        counts = [client.llen(lane) for lane in lanes.LANES]
        return sum(counts) + client.hlen(UNACKNOWLEDGED)


@contextmanager
def working(database_url: str, broker_url: str, environment: Mapping[str, str]) -> Iterator[Worker]:
    """Run a worker with two processes, none of which is ever replaced, for the time of the block."""
    command = [sys.executable, "-m", "celery", "--app=tracker", "worker", "--concurrency=2"]
    command += ["--hostname=bench@%h", "--without-gossip", "--without-mingle"]
    own = {"DATABASE_URL": database_url, "BROKER_URL": broker_url, "LOG_LEVEL": "ERROR", "WORKER_MEMORY_MB": "0"}
    env = {**os.environ, **PRODUCTION, **environment, **own}
    with TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        try:
            yield Worker(process.pid, broker_url, process, output)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def publishers() -> Iterator[tuple[str, list[int]]]:
    """Serve some feeds on this machine that gain entries at every look, and store them as feeds of the site.

    Yields the host that must be allowed, and the feeds' numbers.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Publisher)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_address[1]}"
    feeds = [
        Feed(
            slug=f"bench-{number}", name=f"Bench {number}", url=f"http://{host}/{number}", enabled=True, due_at=LONG_AGO
        )
        for number in range(FEEDS)
    ]
    try:
        yield host, [one.pk for one in Feed.objects.bulk_create(feeds)]
    finally:
        server.shutdown()
        server.server_close()


class _Publisher(BaseHTTPRequestHandler):
    """Answers every path with a feed whose newest entries are new each time."""

    asked = itertools.count()

    def do_GET(self) -> None:
        """Write the newest entries."""
        newest = (next(self.asked) + ENTRIES) * PUBLISHED_AT_ONCE
        body = _feed(self.path, range(newest - ENTRIES, newest))
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _feed(path: str, numbers: Sequence[int]) -> bytes:
    entries = []
    for number in numbers:
        rng = random.Random(number)
        words = " ".join(rng.choices(WORDS, k=40)).capitalize()
        published = format_datetime(datetime.fromtimestamp(1_600_000_000 + number * 600, tz=UTC))
        entries.append(
            f"<item><title>{'' if number % ABOUT_JEDI else 'JEDI: '}{words[:80]}</title><link>https://news.example{path}/{number}</link>"
            f"<guid>{path}-{number}</guid><pubDate>{published}</pubDate><description>{words}</description></item>"
        )
    head = f"<title>News {path}</title><link>https://news.example</link><description>Invented</description>"
    return f'<rss version="2.0"><channel>{head}{"".join(entries)}</channel></rss>'.encode()
