"""Every kind of page in both languages: it fits from 320 px up, axe finds nothing in light or dark, nothing fails."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe
from tests.browser.pages import ERRORS, NO_PAGES, PAGES, PATHS
from timeline.embeds import urls as embed_urls
from timeline.keys import urls as key_urls
from timeline.pages import urls as page_urls
from timeline.reports import urls as report_urls
from timeline.subscriptions import urls as alert_urls
from timeline.webhooks import urls as webhook_urls

WIDTHS = (320, 360, 768, 1280)  # 320 is 1280 at four hundred per cent


@dataclass
class Watched:
    """A browser's page, and what it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    found = Watched(context.new_page())
    found.page.on("console", lambda said: found.complaints.append(said.text) if said.type == "error" else None)
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.on("requestfailed", lambda request: found.complaints.append(f"failed: {request.url}"))
    yield found
    context.close()


def test_no_kind_of_page_is_left_out():
    tables = (page_urls, embed_urls, key_urls, report_urls, alert_urls, webhook_urls)
    names = {route.name for module in tables for route in module.urlpatterns}
    assert names - NO_PAGES == set(PAGES)


@pytest.mark.parametrize("prefix", ["", "/de"], ids=["english", "german"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_and_can_be_read_by_everybody(watched: Watched, site: str, prefix: str, path: str):
    page, expected = watched.page, ERRORS.get(path, 200)
    watched.complaints.clear()
    page.emulate_media(color_scheme="light")
    response = page.goto(f"{site}{prefix}{path}")
    assert response is not None
    assert response.status == expected
    assert page.get_attribute("html", "lang") == ("de" if prefix else "en")
    problems = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        problems += [f"{over}px too wide at {width}px"] if over > 0 else []
    problems += axe.findings(page)
    if prefix:  # colours are the same in every language
        page.emulate_media(color_scheme="dark")
        problems += [f"dark: {one}" for one in axe.findings(page, axe.COLOURS)]
    # Chromium reports an error answer of the page itself as a resource that failed.
    said = [one for one in watched.complaints if expected == 200 or f"status of {expected}" not in one]
    assert problems + said == []
