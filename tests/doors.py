"""The two doors as production runs them, on the test database: web and stream process, each real, on a free port."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.worker import database_url_of_tests
from tracker.launcher import ports
from tracker.launcher.folder import CHECKOUT

SECONDS = 90  # a busy machine starts them slowly


@contextmanager
def stream_door(folder: Path, **environment: str) -> Iterator[str]:
    """Serve the stream process for the time of the block; yields its address."""
    with _served(folder / "stream.log", ("--worker-class", "asgi", "tracker.asgi:application"), environment) as address:
        yield address


@contextmanager
def web_door(folder: Path, *, code: Path = CHECKOUT, **environment: str) -> Iterator[str]:
    """Serve the web process for the time of the block, of this code or of another release's; yields its address."""
    with _served(folder / "web.log", ("tracker.wsgi:application",), environment, code) as address:
        yield address


@contextmanager
def _served(
    path: Path, arguments: tuple[str, ...], environment: dict[str, str], code: Path = CHECKOUT
) -> Iterator[str]:
    port = ports.choose(None)
    env = {"DATABASE_URL": database_url_of_tests(), "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1", **environment}
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", *arguments]
    with path.open("wb") as log:
        process = subprocess.Popen(command, cwd=code, env={**os.environ, **env}, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/health/ready", process, path)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            return  # it answers, if only that this is no way to ask
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())
