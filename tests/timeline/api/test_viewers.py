"""The two viewers in a real browser: they draw, obey their policy, complain of nothing, and ask no other host."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.factories import make_event
from timeline.publishing import publish

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Visit:
    """What happened while a page was open."""

    text: str = ""
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


def visit(browser: Browser, address: str, ready: str, act=lambda page: None) -> Visit:
    """Open an address, wait for a selector, act, and say what the page shows."""
    found = Visit()
    origin = address.split("/api/", maxsplit=1)[0]

    def listen(page: Page) -> None:
        page.on("console", lambda message: found.complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                found.strangers.append(request.url) if not request.url.startswith((origin, "data:", "blob:")) else None
            ),
        )

    page = browser.new_page()
    listen(page)
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector(ready, timeout=20_000)
    act(page)
    found.text = page.inner_text("body")
    page.close()
    return found


def test_swagger_draws_every_address_and_tries_one(browser, live_server, settings):
    settings.SITE_URL = live_server.url
    publish([make_event(title={"en": "Seen in the viewer"})])

    def try_events(page: Page) -> None:
        page.click("#operations-events-events_list .opblock-summary-control")
        page.click("#operations-events-events_list button.execute")
        page.wait_for_selector("#operations-events-events_list .live-responses-table .response-col_description pre")

    seen = visit(browser, f"{live_server.url}/api/docs/", "#operations-events-events_list", try_events)
    assert seen.complaints == []
    assert seen.strangers == []
    assert "/api/v1/statements/" in seen.text
    assert "Seen in the viewer" in seen.text


def test_redoc_draws_and_searches(browser, live_server):
    def search(page: Page) -> None:
        page.fill("input[type=text]", "history")
        page.wait_for_selector("[data-role='search:results'] li")

    seen = visit(browser, f"{live_server.url}/api/redoc/", "text=Contract Disputes API", search)
    assert seen.complaints == []
    assert seen.strangers == []
    assert "List statements" in seen.text


@pytest.mark.parametrize("path", ["/api/docs/", "/api/redoc/"])
def test_the_policy_of_the_viewers_is_narrow(client, path):
    policy = client.get(path)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http:" not in policy
    assert "https:" not in policy
