"""An embed in a page of another origin, scripts blocked: it shows, it fits, its links open in the page around it."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from timeline.embeds.codes import iframe


@pytest.fixture
def host(site: str) -> Iterator[str]:
    """A site of somebody else that embeds the dispute, and tries to embed the whole page."""
    frames = iframe(f"{site}/embed/disputes/jedi/", "JEDI", height=480)
    body = f"<!doctype html><title>A newspaper</title>{frames}<iframe id=whole src='{site}/disputes/jedi/'></iframe>"

    class Newspaper(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Newspaper)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("width", [360, 1280])
def test_an_embed_works_in_a_foreign_page_without_script(browser: Browser, site: str, host: str, width: int):
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(host)
    frame = page.frame_locator("iframe[title=JEDI]")
    assert frame.locator("ol li").count() > 10
    assert frame.locator("h1").inner_text() == "JEDI"
    box = page.locator("iframe[title=JEDI]").bounding_box()
    assert box is not None
    assert box["width"] <= width
    assert refused
    assert all("frame-ancestors" in text for text in refused), refused
    assert len(refused) == 1, "only the whole page, which nobody may frame"
    frame.locator("h1 a").click()
    page.wait_for_url(f"{site}/disputes/jedi/")
    context.close()


def test_embeds_fit_narrow_frames_in_light_and_dark(browser: Browser, site: str):
    for width, scheme in ((240, "light"), (360, "dark"), (768, "light")):
        page = browser.new_page(viewport={"width": width, "height": 600}, color_scheme=scheme)
        page.goto(f"{site}/embed/disputes/jedi/")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        page.close()
