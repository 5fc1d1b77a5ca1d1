"""Fixtures of the whole suite: no network beyond this machine, and real worker processes for those who ask.

What a new test asks for:

- `db`, or the mark `django_db`: tables without rows of ours; what the test writes is rolled back. The usual case.
- `made_once()`, where every test of a module wants the same rows: they are written once, and each test is rolled back
  to them (`tests/made_once.py`).
- the mark `django_db(transaction=True)`: it may commit, for other processes to see; the tables that it wrote to are
  emptied afterwards (`tests/emptying.py`).
- `shipped_site`: the address of a live site with the five disputes, on a database of the module's own; `shipped`: the
  name of the database it is copied from (`tests/databases.py`).
- `browser`: a real Chromium. `start_worker`: real Celery workers. `broker`: their queue. `box`: a mail server.
- `own_servers()`: a PostgreSQL and a Valkey that a test may crash; the suite's own never wait for the disk
  (`tracker.launcher.pytest_servers`).

The first run of a checkout migrates a database, and the next ones copy it until a migration changes.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import redis
from django.conf import settings
from django.db import connection

from tests import emptying, network
from tests.browser_fixture import browser
from tests.databases import migrated, shipped
from tests.mail_server import box
from tests.shipped_site import shipped_site
from tests.worker import WorkerProcess


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folder of foreign samples that the parsers are checked against besides our own."""
    parser.addoption("--samples", default=None, help="folder of foreign samples (also SAMPLES=DIR); without: skipped")


__all__ = ["box", "browser", "migrated", "shipped", "shipped_site"]

# A property is about the answer; how long one example takes on a busy machine says nothing about it.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


def pytest_configure() -> None:
    network.block()
    emptying.install()
    # Rolled back logs count the same seqs again; tests of what is kept ask for it.
    settings.PAGE_CACHE_SECONDS = settings.PAGE_PARTS_KEPT = 0


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, migrated: str) -> None:
    """Let the run's database be a copy of the one that is migrated already; `migrate` then finds nothing to do."""
    connection.settings_dict["TEST"]["TEMPLATE"] = migrated


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
