"""The whole way: a folder of payloads, a running site, a real worker, and an editor who publishes in a few clicks."""

from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from tests.browser.test_desk import desk
from tests.timeline.demo.test_shipped_day import EXPECTED, proposed
from timeline.models import Candidate, Event, Feed

pytestmark = pytest.mark.django_db(transaction=True)
MOST_CLICKS = 4


def test_a_day_of_payloads_becomes_candidates_and_an_editor_publishes_one_in_four_clicks(
    browser: Browser, own_site: str, start_worker
):
    start_worker(beat=True, env={"SWEEP_SECONDS": "1"})
    told = StringIO()

    call_command("demo", "day", "--site", own_site, "--wait", "60", stdout=told)

    assert proposed() == EXPECTED
    assert "9 proposals; review them at" in told.getvalue()
    assert not Feed.objects.filter(slug__startswith="example-day-", enabled=True).exists()

    page = desk(browser, own_site, width=1280, scheme="light")
    page.goto(f"{own_site}/admin/timeline/candidate/")
    clicks = 0
    for target in (
        "a:has-text('Denied: Oracle America')",
        "button:has-text('Accept as draft')",
        "a:has-text('Publish…')",
        "button:has-text('Publish now')",
    ):
        page.click(target)
        clicks += 1
    expect(page.locator(".desk-standing")).to_contain_text("Readers see what stands here")
    assert clicks <= MOST_CLICKS

    event = Candidate.objects.get(item__title__startswith="Denied:").event
    assert isinstance(event, Event)
    page.goto(f"{own_site}/events/{event.public_id}/")
    expect(page.locator("h1")).to_contain_text("Denied: Oracle America")
    expect(page.locator("main")).to_contain_text("GAO docket page (demonstration)")
    page.context.close()

    call_command("demo", "--remove", stdout=StringIO())
    assert not Candidate.objects.filter(item__feed__slug__startswith="example-day-").exists()
