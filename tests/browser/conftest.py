"""Live sites with the shipped record, for a real browser: one for all who read, and one that a test may change."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser

RECORDS = Path(__file__).resolve().parents[2] / "timeline" / "records"


@pytest.fixture(scope="module")
def site(shipped_site: str) -> str:
    """The whole record; whoever asks for it only reads."""
    return shipped_site


@pytest.fixture
def own_site(browser: Browser, live_server, settings) -> str:  # type: ignore[no-untyped-def]  # pytest-django's fixtures
    """JEDI alone, in tables that the test may change: mark it `django_db(transaction=True)`."""
    settings.SITE_URL = live_server.url
    call_command("load_record", str(RECORDS / "jedi.yaml"), verbosity=0)
    return live_server.url
