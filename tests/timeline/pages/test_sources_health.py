"""The public page on how the sources fare, and what it never says."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_feed
from timeline.models import Gap
from timeline.selectors.public_status import sources_health

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def page(client):
    return client.get("/sources-health/").content.decode().replace("\u00a0", " ")


def test_every_source_is_listed_with_its_state_in_words_worst_first(client):
    make_feed(name="Well fed", enabled=True, last_success_at=NOW, last_new_item_at=NOW, rhythm_hours=48)
    make_feed(name="Shut out", enabled=True, state="blocked", state_detail="the answer (200) is a page of Akamai")
    make_feed(name="Idle")

    text = page(client)

    assert text.index("Shut out") < text.index("Well fed") < text.index("Idle")
    for words in ("Blocked: it refuses us", "22 Nov 2026, 12:00", "never", "within 2 days", "Switched off: not asked"):
        assert words in text


def test_a_source_that_never_answered_is_not_called_well():
    make_feed(enabled=True)

    (one,) = sources_health()

    assert one.state_label == "Not asked so far"


def test_a_gap_is_shown_also_after_an_editor_saw_to_it(client):
    feed = make_feed(enabled=True, last_success_at=NOW)
    Gap.objects.create(feed=feed, since=NOW - timedelta(hours=30), until=NOW)

    assert "Entries may be missing between 21 Nov 2026, 06:00 UTC and 22 Nov 2026, 12:00 UTC." in page(client)


def test_addresses_errors_and_the_demonstration_stay_inside(client):
    make_feed(name="One", url="https://x.example/?token=geheim", enabled=True, state="broken", state_detail="Traceback")
    make_feed(name="Made up", is_example=True)

    text = page(client)

    assert "geheim" not in text
    assert "Traceback" not in text
    assert "Made up" not in text


def test_the_page_sets_no_cookie_is_linked_from_every_page_and_takes_no_post(client):
    answer = client.get("/sources-health/")

    assert not answer.cookies
    assert "max-age=60" in answer.headers["Cache-Control"]
    assert 'href="/sources-health/"' in client.get("/about/").content.decode()
    assert client.post("/sources-health/").status_code == 405
