"""A real Varnish before a site of a test, with the configuration that is shipped; tests skip where there is none."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tracker.launcher.folder import CHECKOUT

VCL = CHECKOUT / "deploy" / "varnish" / "tracker.vcl"
SECRET = "a-secret-between-site-and-cache"
VARNISH = shutil.which("varnishd") or shutil.which("varnishd", path="/usr/sbin:/usr/local/sbin")
needed = pytest.mark.skipif(VARNISH is None or shutil.which("gcc") is None, reason="no Varnish here (apt: varnish)")


@contextlib.contextmanager
def varnish_before(site: str, folder: Path) -> Iterator[str]:
    """Start it on a free port and give its address."""
    there = urlsplit(site)
    said = VCL.read_text().replace('"web"', f'"{there.hostname}"').replace('"8000"', f'"{there.port}"')
    (folder / "test.vcl").write_text(said)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [VARNISH, "-F", "-j", "none", "-n", str(folder / "varnish"), "-f", str(folder / "test.vcl")]
    command += ["-a", f"127.0.0.1:{port}", "-s", "default,32m", "-p", "thread_pools=1", "-p", "thread_pool_min=10"]
    with (folder / "varnish.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={"PATH": os.environ["PATH"], "PURGE_SECRET": SECRET}
        )
    try:
        _wait(port, process, folder / "varnish.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it takes connections: it compiles its configuration first."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"Varnish did not start: {log.read_text()}")
