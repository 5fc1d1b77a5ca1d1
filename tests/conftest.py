"""Fixtures of the whole suite: no network beyond this machine, and real worker processes for those who ask."""

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import redis
from django.conf import settings

from tests import network
from tests.browser_fixture import browser
from tests.mail_server import box
from tests.shipped_site import shipped_site
from tests.worker import WorkerProcess


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folder of foreign samples that the parsers are checked against besides our own."""
    parser.addoption("--samples", default=None, help="folder of foreign samples (also SAMPLES=DIR); without: skipped")


__all__ = ["box", "browser", "shipped_site"]

# A property is about the answer; how long one example takes on a busy machine says nothing about it.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_configure() -> None:
    network.block()
    # Rolled back logs count the same seqs again; tests of what is kept ask for it.
    settings.PAGE_CACHE_SECONDS = settings.PAGE_PARTS_KEPT = 0


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """The real broker, empty before and after; `broker.flushdb()` is the crash that loses its queue."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as client:
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def start_worker(transactional_db: None, broker: redis.Redis, tmp_path: Path) -> Iterator[Callable[..., WorkerProcess]]:
    """Start real Celery workers on the test database: `worker = start_worker(concurrency=1, beat=True, env={…})`.

    The test must commit what the worker shall see: mark it `django_db(transaction=True)`. All workers are gone before
    the tables are emptied.
    """
    started: list[WorkerProcess] = []

    def start(
        *arguments_of_its_own: str, concurrency: int = 1, beat: bool = False, env: dict[str, str] | None = None
    ) -> WorkerProcess:
        number = len(started) + 1
        arguments = ["--loglevel=INFO", f"--concurrency={concurrency}", f"--hostname=test{number}@localhost"]
        arguments += ["--without-gossip", "--without-mingle", "--without-heartbeat", *arguments_of_its_own]
        if beat:
            arguments += ["--beat", f"--schedule={tmp_path / f'beat-{number}'}"]
        worker = WorkerProcess(tmp_path / f"worker-{number}.log", arguments=tuple(arguments), env=env or {})
        started.append(worker)
        worker.wait_until_ready()
        return worker

    yield start
    for worker in started:
        worker.kill()
