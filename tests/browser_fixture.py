"""A real Chromium for tests of pages, on this machine's addresses only; skipped visibly where none is installed."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = [
    "--no-sandbox",  # tests may run as root; the pages are ours
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a module: Playwright keeps an event loop running, which other modules must not inherit."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Django would take Playwright's loop for a reason to refuse the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()
