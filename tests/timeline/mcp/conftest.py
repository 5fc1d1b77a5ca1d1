"""The stream process as production runs it, on the test database."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.worker import database_url_of_tests
from timeline.mcp.server import PATH
from tracker.launcher import ports
from tracker.launcher.folder import CHECKOUT

SECONDS = 30


@pytest.fixture
def assistants(transactional_db, tmp_path):
    """Address of the real server in a process of its own."""
    port = ports.choose(None)
    command = ["-m", "gunicorn", "--config", "deploy/gunicorn.py", "--worker-class", "asgi", "tracker.asgi:application"]
    env = {**os.environ, "DATABASE_URL": database_url_of_tests(), "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
    with (tmp_path / "stream.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, *command], cwd=CHECKOUT, env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}{PATH}"
    try:
        _wait(address, process, tmp_path / "stream.log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait(address, process, log):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            return  # it answers, if only that this is no way to ask
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())
