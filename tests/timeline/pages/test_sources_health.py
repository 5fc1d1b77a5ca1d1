"""The public page on how the sources fare, and what it never says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_feed
from tests.timeline.api.described import errors, validator_of
from timeline.models import Feed, Gap
from timeline.selectors.public_status import sources_health

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def page(client):
    return client.get("/sources-health/").content.decode().replace("\u00a0", " ")


def test_every_source_is_listed_with_its_state_in_words_worst_first(client):
    now = timezone.now()
    make_feed(name="Well fed", enabled=True, last_success_at=now, last_new_item_at=NOW, rhythm_hours=48)
    make_feed(name="Shut out", enabled=True, state="blocked", state_detail="the answer (200) is a page of Akamai")
    make_feed(name="Idle")

    text = page(client)

    assert text.index("Shut out") < text.index("Well fed") < text.index("Idle")
    for words in ("Blocked: it refuses us", "22 Nov 2026, 12:00", "never", "within 2 days", "Switched off: not asked"):
        assert words in text


def test_a_source_that_never_answered_is_not_called_well():
    make_feed(enabled=True)

    (one,) = sources_health(now=NOW)

    assert one.state_label == "Not asked so far"


def test_a_gap_is_shown_also_after_an_editor_saw_to_it(client):
    feed = make_feed(enabled=True, last_success_at=timezone.now())
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


def test_a_source_that_nobody_asked_lately_is_not_called_well():
    make_feed(slug="a", enabled=True, poll_minutes=60, last_success_at=NOW - timedelta(hours=4))
    make_feed(slug="b", enabled=True, poll_minutes=60, last_success_at=NOW - timedelta(hours=2))
    make_feed(slug="c", enabled=True, poll_minutes=1, last_success_at=NOW - timedelta(minutes=30))
    make_feed(slug="d", enabled=True, pushed=True, last_success_at=NOW - timedelta(days=9))

    assert {one.slug: one.state for one in sources_health(now=NOW)} == {
        "a": "unasked",
        "b": "ok",
        "c": "ok",
        "d": "ok",
    }


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "waiting"),
        ({"enabled": False, "state": "blocked"}, "off"),
        *(({"state": state}, state) for state in ("late", "blocked", "broken", "gap")),
        ({"state": "blocked", "last_success_at": NOW - timedelta(days=9)}, "blocked"),
    ],
)
def test_every_state_has_its_word_and_none_is_no_news(given, state):
    make_feed(**{"enabled": True, **given})

    (one,) = sources_health(now=NOW)

    assert one.state == state
    assert "no news" not in one.state_label.lower()


def test_only_the_newest_gaps_are_listed():
    feed = make_feed(enabled=True)
    for day in range(15):
        until = NOW - timedelta(days=day)
        Gap.objects.create(feed=feed, since=until - timedelta(hours=30), until=until)

    (one,) = sources_health(now=NOW)

    assert len(one.gaps) == 10
    assert one.gaps[0][1] == NOW


@pytest.mark.parametrize("address", ["/sources-health/", "/de/sources-health/", "/api/v1/sources-health/"])
def test_it_is_answered_with_304_until_the_data_changes(client, address):
    feed = make_feed(enabled=True, last_success_at=timezone.now())
    etag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    Feed.objects.filter(pk=feed.pk).update(state="blocked")
    changed = client.get(address, headers={"If-None-Match": etag})

    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_each_language_names_the_other_and_has_an_etag_of_its_own(client):
    make_feed(enabled=True, state="gap")
    english, german = client.get("/sources-health/"), client.get("/de/sources-health/")

    assert 'hreflang="de"' in english.content.decode()
    assert 'hreflang="en"' in german.content.decode()
    assert "Wie es um die Quellen steht" in german.content.decode()
    assert english.headers["ETag"] != german.headers["ETag"]


def test_a_source_that_publishes_without_review_says_so(client):
    make_feed(enabled=True, parser="gao", publishes_unreviewed=True, unreviewed_since=NOW)

    assert "What it decides itself is published without review, marked so." in page(client)


def test_the_json_says_the_same_as_described(client):
    feed = make_feed(
        slug="court", name="Court", enabled=True, state="gap", rhythm_hours=96, url="https://x.example/?key=geheim"
    )
    Gap.objects.create(feed=feed, since=NOW - timedelta(hours=30), until=NOW)
    make_feed(is_example=True, name="Made up")

    answer = client.get("/api/v1/sources-health/")

    assert errors(validator_of("SourcesHealth"), answer.json()) == []
    (one,) = answer.json()["results"]
    assert (one["slug"], one["state"], one["rhythm_hours"]) == ("court", "gap", 96)
    assert one["gaps"] == [{"since": "2026-11-21T06:00:00+00:00", "until": "2026-11-22T12:00:00+00:00"}]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "geheim" not in answer.content.decode()
    assert client.get("/api/v1/sources-health/?colour=red").status_code == 400
