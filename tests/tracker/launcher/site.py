"""Runs `make run`'s program in a folder of its own and watches what it prints and starts."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

from tracker.launcher.folder import CHECKOUT

# What the test run itself set would tell the launcher that servers are there already.
OF_THE_TEST_RUN = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "TRACKER_MODE", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS"}
WELCOME = "The site is at"


def plain_environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in OF_THE_TEST_RUN}
    return {**kept, "LOCAL_FOLDER": str(folder), **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def command(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run something to its end beside the site, both outputs together."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=plain_environment(folder, **env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )


class Site:
    """One running launcher."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder.parent / f"{folder.name}-{self.port}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tracker.launcher.run"],
                cwd=CHECKOUT,
                env=plain_environment(folder, **{"PORT": str(self.port), "WEB_WORKERS": "1", **env}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_until_up(self, seconds: float = 60) -> None:
        wait_for(lambda: WELCOME in self.output or self.process.poll() is not None, seconds)
        assert WELCOME in self.output, self.output

    def descendants(self) -> dict[str, psutil.Process]:
        """Return all processes below the launcher by what their command line says; several of a kind by number."""
        found = {}
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # it ended, or is a zombie
                found[f"{' '.join(process.cmdline())} #{process.pid}"] = process
        return found

    def process_of(self, words: str) -> psutil.Process:
        return next(process for line, process in self.descendants().items() if words in line)

    def end(self) -> int:
        """Stop it as Ctrl-C does; return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
