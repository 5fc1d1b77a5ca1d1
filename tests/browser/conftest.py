"""A live site that holds the shipped record, for a real browser."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser

RECORDS = Path(__file__).resolve().parents[2] / "timeline" / "records"


@pytest.fixture
def site(browser: Browser, live_server, settings) -> str:  # type: ignore[no-untyped-def]  # pytest-django's fixtures
    settings.SITE_URL = live_server.url
    call_command("load_record", str(RECORDS / "jedi.yaml"), verbosity=0)
    return live_server.url
