"""Visits pages with a real Chromium, each in a fresh browser with an empty cache, and says what a reader waits for."""

import mimetypes
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 120_000  # ms
WATCH = """([selector, wanted, library]) => {
  window.__m = { longest: 0, all: null, cls: 0, seen: 0 };
  new PerformanceObserver(l => { for (const e of l.getEntries()) __m.longest = Math.max(__m.longest, e.duration); })
    .observe({ type: 'longtask', buffered: true });
  new PerformanceObserver(l => { for (const e of l.getEntries()) __m.cls += e.value; })
    .observe({ type: 'layout-shift', buffered: true });
  const poll = () => {
    __m.seen = document.querySelectorAll(selector).length;
    if (__m.seen >= wanted && (!library || window.libReady) && document.readyState !== 'loading')
      requestAnimationFrame(() => setTimeout(() => { __m.all = performance.now(); }, 0));
    else requestAnimationFrame(poll);
  };
  requestAnimationFrame(poll);
}"""


class NoBrowser(RuntimeError):
    """No Chromium is installed on this machine."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: ms until all events stand in the page, longest task, shift of layout, bytes, heap, nodes."""

    all_ms: float
    longest: float
    cls: float
    sent: int
    script_sent: int
    heap: int
    nodes: int


def visit(url: str, selector: str, wanted: int, *, library: bool = False) -> Visit:
    """Open a page in a browser of its own until so many elements stand there and a frame was painted."""
    chromium = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None
    )
    if chromium is None:
        raise NoBrowser("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(PATIENCE)
        session = page.context.new_cdp_session(page)
        kinds: dict[str, str] = {}
        sent: dict[str, float] = {}
        session.on("Network.responseReceived", lambda one: kinds.update({one["requestId"]: one["type"]}))
        session.on("Network.loadingFinished", lambda one: sent.update({one["requestId"]: one["encodedDataLength"]}))
        session.send("Network.enable")
        session.send("Performance.enable")
        page.add_init_script(
            f"({WATCH})({[selector, wanted, library]!r})".replace("True", "true").replace("False", "false")
        )
        page.goto(url, wait_until="commit")
        page.wait_for_function("() => __m.all !== null", polling=100)
        page.wait_for_timeout(400)
        found: dict[str, Any] = page.evaluate("() => __m")
        session.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        browser.close()
    script = sum(size for key, size in sent.items() if kinds.get(key) == "Script")
    return Visit(
        float(found["all"]),
        float(found["longest"]),
        float(found["cls"]),
        int(sum(sent.values())),
        int(script),
        int(metrics["JSHeapUsedSize"]),
        int(metrics["Nodes"]),
    )


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """Serve files of a folder, those that are compressed beforehand compressed, for the time of the block."""

    class Files(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = (folder / self.path.lstrip("/")).resolve()
            packed = path.with_name(path.name + ".gz")
            if not path.is_relative_to(folder.resolve()) or not path.is_file():
                self.send_error(404)
                return
            body = (packed if packed.is_file() else path).read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            if packed.is_file():
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
