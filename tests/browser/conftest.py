"""A real browser over a live site that holds the shipped record; skipped visibly where no browser is installed."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright

# Playwright keeps an event loop running; Django would take that for a reason to refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
RECORDS = Path(__file__).resolve().parents[2] / "timeline" / "records"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site(browser: Browser, live_server, settings) -> str:  # type: ignore[no-untyped-def]  # pytest-django's fixtures
    settings.SITE_URL = live_server.url
    call_command("load_record", str(RECORDS / "jedi.yaml"), verbosity=0)
    return live_server.url
