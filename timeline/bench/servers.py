"""Runs the site and the textbook under the same gunicorn settings, each in its own processes, on free ports."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
# What the site is measured as: production, but for the address and its encryption.
PRODUCTION = {
    "TRACKER_MODE": "production",
    "DEBUG": "0",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "RELEASE": "bench",
    # Requests are counted as ever, against more than any measurement asks.
    "API_REQUESTS_A_MINUTE": "10000000",
}
SITE = "tracker.wsgi:application"
STREAMS = "tracker.asgi:application"
TEXTBOOK = "timeline.bench.textbook.wsgi:application"


class NotStarted(RuntimeError):
    """A server that did not answer in time; the message ends with what it wrote."""


@contextmanager
def serving(application: str, environment: Mapping[str, str], *options: str) -> Iterator[str]:
    """Serve an application for the time of the block, with options of the server; yields its address."""
    command = [sys.executable, "-m", "gunicorn", application, "--config", "deploy/gunicorn.py", *options]
    env = {**os.environ, **environment, "LOG_LEVEL": "WARNING"}
    with running(lambda port: [*command, "--bind", f"127.0.0.1:{port}"], env) as address:
        yield address


@contextmanager
def running(command: Callable[[int], list[str]], environment: Mapping[str, str]) -> Iterator[str]:
    """Run the server that `command` starts on a port, for the time of the block; yields its address."""
    port = _free_port()
    with TemporaryFile() as output:
        process = subprocess.Popen(
            command(port),
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}/", output)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def serving_site(database_url: str, **environment: str) -> Iterator[str]:
    """Serve the site on a database as production does; yields its address."""
    with serving(SITE, {**PRODUCTION, "DATABASE_URL": database_url, **environment}) as address:
        yield address


@contextmanager
def serving_streams(database_url: str, **environment: str) -> Iterator[str]:
    """Serve the stream process on a database as production does; yields its address."""
    own = {**PRODUCTION, "DATABASE_URL": database_url, "WEB_WORKERS": "1", **environment}
    with serving(STREAMS, own, "--worker-class", "asgi") as address:
        yield address


def collect_static(database_url: str, folder: Path) -> dict[str, str]:
    """Gather the site's files as production has them; return the environment that a site with pages needs besides."""
    own = {**PRODUCTION, "DATABASE_URL": database_url, "STATIC_ROOT": str(folder)}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=True, stdin=subprocess.DEVNULL)
    return {"STATIC_ROOT": str(folder)}


def _wait(process: "subprocess.Popen[bytes]", url: str, output: IO[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(url, timeout=5).close()  # noqa: S310 - an address on this machine
        except HTTPError:
            return  # it serves; not every application has a first page
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    output.seek(0)
    raise NotStarted(f"{url} did not answer:\n{output.read().decode(errors='replace')[-2_000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
