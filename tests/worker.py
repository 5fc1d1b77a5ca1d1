"""A real Celery worker process for tests: started on the test database, killed or stopped like one in production."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil
from celery.__main__ import main
from django.conf import settings
from django.db import connection

from tests import network
from timeline.ingest.courtlistener import asking
from tracker.launcher.folder import CHECKOUT
from tracker.launcher.processes import signal_group, spawn

READY_SECONDS = 30
# Tests look in the log for what a process did, rounds included.
TOLD = {"LOG_LEVEL": "INFO", "LOG_ROUNDS": "1"}


class WorkerProcess:
    """A handle on one worker; `pid` is its main process, `pool_pids()` the children that run the tasks."""

    def __init__(self, log: Path, *, arguments: tuple[str, ...], env: dict[str, str]) -> None:
        self.log = log
        with log.open("ab") as output:
            self._process = spawn(
                [sys.executable, "-m", "tests.worker", *arguments],
                cwd=CHECKOUT,
                env={**os.environ, "DATABASE_URL": database_url_of_tests(), **TOLD, **env},
                output=output,
                death_signal=signal.SIGKILL,
            )
        self.pid = self._process.pid

    def pool_pids(self) -> list[int]:
        """Return the processes that the worker runs tasks in."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return [child.pid for child in psutil.Process(self.pid).children(recursive=True)]
        return []

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Return once the worker takes tasks; fail with its output if it ends or takes too long."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if b" ready." in self.log.read_bytes():
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"The worker did not get ready:\n{self.log.read_text(errors='replace')}")

    def kill(self) -> None:
        """SIGKILL the main process and its pool at once, as a crash of the machine would."""
        signal_group(self.pid, signal.SIGKILL)
        self._process.wait()

    def kill_pool_child(self) -> int:
        """SIGKILL one process of the pool, as the kernel does when memory runs out; return its number."""
        pid = self.pool_pids()[0]
        os.kill(pid, signal.SIGKILL)
        return pid

    def stop(self, seconds: float = 10) -> None:
        """Ask it to finish its task and end; kill it if it does not within `seconds`."""
        if self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=seconds)
        self.kill()


def database_url_of_tests() -> str:
    """Return the address of the database that this test run uses, for processes that it starts."""
    parts = urlsplit(settings.DATABASE_URL)
    return parts._replace(path="/" + quote(connection.settings_dict["NAME"])).geturl()


def run() -> None:
    """Be the worker: no network beyond this machine, then Celery's own command line."""
    network.block()
    if here := os.environ.get("COURTLISTENER_AT"):  # a server of the test plays the one source that is asked besides
        asking.HOME, asking.API = here, f"{here}/api/rest/v4/"  # type: ignore[misc]  # constants everywhere else
    sys.argv = ["celery", "-A", "tracker", "worker", *sys.argv[1:]]
    main()


if __name__ == "__main__":
    run()
