"""Citing and comparing in a real browser: no overflow, no error, at every width; and TimelineJS 3 with our JSON."""

import re
import shutil
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from playwright.sync_api import Browser

from timeline.bench.peers.pages import HEAD
from timeline.bench.peers.visits import files

# `.ci/run` puts it there; it is no part of the site.
TIMELINEJS = Path(settings.BASE_DIR) / ".local" / "peers" / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
PLAYER = HEAD + (
    '<link rel="stylesheet" href="tl/css/timeline.css"><div id="t" style="height:90vh"></div>'
    '<script src="tl/js/timeline.js"></script><script>const t = new TL.Timeline("t", "{address}",'
    '{{font: null, hash_bookmark: false}}); t.on("ready", () => {{ window.ready = true }})</script>'
)


def test_citing_and_comparing_fit_every_width_and_raise_no_error(browser: Browser, site: str):
    problems = []
    for width, scheme in ((360, "light"), (768, "dark"), (1280, "light")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        for path in ("/cite/100/", "/compare/?from=protest"):
            response = page.goto(site + path)
            assert response is not None
            assert response.status == 200
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                problems.append(f"{path} at {width}px is {wide}px too wide")
        page.close()
    assert problems == []


@pytest.fixture
def player(tmp_path):
    """Return what makes a page with the player for an address of JSON, and serves it."""
    if not TIMELINEJS.is_dir():
        pytest.skip("@knight-lab/timelinejs is not in .local/peers: npm install --prefix .local/peers fetches it")
    shutil.copytree(TIMELINEJS, tmp_path / "tl")
    with files(tmp_path) as served:

        def page(address):
            (tmp_path / "page.html").write_text(PLAYER.format(address=address))
            return f"{served}/page.html"

        yield page


@pytest.mark.parametrize("path", ["/disputes/jedi/events.timelinejs.json", "/de/disputes/jedi/events.timelinejs.json"])
def test_timelinejs_shows_every_event_with_its_date_and_its_words(browser, site, player, path):
    address = f"{site}{path}?significance=1"
    data = httpx.get(address).json()
    assert len(data["events"]) > 5
    page, broken = browser.new_page(), []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(player(address))
    page.wait_for_function("() => window.ready", timeout=20_000)
    assert page.locator(".tl-timemarker").count() == len(data["events"])
    assert page.locator(".tl-message-content").count() == 0
    assert data["title"]["text"]["headline"] in page.locator(".tl-slide").first.inner_text()
    page.locator(".tl-slidenav-next").click()
    page.wait_for_timeout(1_200)
    first = min(data["events"], key=lambda one: [one["start_date"].get(part, 0) for part in ("year", "month", "day")])
    slide = page.locator(f'[id="{first["unique_id"]}"]')
    assert first["start_date"]["display_date"] in slide.inner_text()
    assert re.sub(r"<[^>]+>", "", first["text"]["headline"]) in slide.inner_text()
    assert slide.locator(".tl-headline a").get_attribute("href").startswith(f"{site}/events/")
    assert broken == []
    page.close()
