"""The page of what the record lacks, its lists, and the same as JSON."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_dispute, make_event
from tests.timeline.api.described import errors, validator_of
from timeline import quality_days
from timeline.models import ChangeSet, Watch
from timeline.pages.quality_words import GROUPS, WORDS
from timeline.pages.sparkline import sparkline
from timeline.publishing import publish
from timeline.selectors.quality import BY_NAME

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def page(client, address="/quality/", **query):
    return client.get(address, query).content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.fixture
def events():
    dispute = make_dispute(slug="one", name="The One")
    found = [make_event(dispute=dispute, date=f"2019-{month:02}", title={"en": f"Event {month}"}) for month in (1, 2)]
    publish([dispute, *found])
    return found


def test_every_measure_has_its_words_under_one_heading():
    assert sorted(name for _, measures in GROUPS for name in measures) == sorted(BY_NAME) == sorted(WORDS)


def test_each_number_leads_to_the_list_of_what_it_counts(client, events):
    text = page(client)
    row = re.search(r'<tr id="events-without-exact-day">.*?</tr>', text, re.DOTALL)[0]

    assert '<a href="/quality/events-without-exact-day/"><b>2</b></a><small>of 2</small>' in row
    assert '<a href="/quality/events-without-exact-day/?dispute=one">The One 2</a>' in row
    listed = page(client, "/quality/events-without-exact-day/", dispute="one")
    assert [f"Event {n}" in listed for n in (1, 2)] == [True, True]
    assert events[0].public_id in listed


@pytest.mark.parametrize("lang", ["", "/de"])
def test_an_empty_record_and_one_without_copies_say_that_nothing_is_verified(client, events, lang):
    text = page(client, f"{lang}/quality/")

    assert ("There is no quote to check." if not lang else "Es gibt kein Zitat zu prüfen.") in text


def test_acts_of_a_single_editor_are_listed_with_what_they_wrote(client, events):
    ChangeSet.objects.update(single_editor=True)

    text = page(client, "/quality/single-editor-acts/")

    assert "Event 1" in text
    assert "Published, Event:" in text


def test_a_list_goes_on_where_a_window_ends(client, monkeypatch, events):
    monkeypatch.setattr("timeline.pages.quality.WINDOW", 1)

    first = page(client, "/quality/events-without-exact-day/", dispute="one")
    on = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = page(client, f"/quality/events-without-exact-day/{on}")

    assert ("Event 1" in first, "Event 2" in first) == (True, False)
    assert ("Event 1" in second, "Event 2" in second) == (False, True)
    assert 'rel="next"' not in second


def test_what_is_unknown_is_refused_by_name(client, events):
    assert client.get("/quality/nothing/").status_code == 404
    for address in ("/quality/?dispute=two", "/quality/?colour=red", "/api/v1/quality/?dispute=two"):
        assert client.get(address).status_code == 400
    assert client.get("/api/v1/quality/nothing/").status_code == 404
    assert client.get("/api/v1/quality/events-with-one-source/?cursor=x").status_code == 400


def test_the_days_that_were_kept_are_drawn_and_said(client, events):
    now = timezone.now()
    quality_days.keep(now=now - timedelta(days=1))
    quality_days.keep(now=now)

    text = page(client)

    assert text.count('class="sparkline"') == len(BY_NAME)
    assert "to 2; lowest 2, highest 2" in text


def test_the_page_is_made_anew_when_a_copy_changes_something(client, events):
    tag = client.get("/quality/").headers["ETag"]
    assert client.get("/quality/", headers={"If-None-Match": tag}).status_code == 304

    source = events[0].citations.get().source
    Watch.objects.update_or_create(source=source, defaults={"changed_at": NOW + timedelta(days=9)})

    assert client.get("/quality/", headers={"If-None-Match": tag}).status_code == 200


def test_the_same_is_told_as_json(client, events):
    quality_days.keep(now=timezone.now())
    answer = client.get("/api/v1/quality/")

    assert errors(validator_of("Quality"), answer.json()) == []
    told = {one["measure"]: one for one in answer.json()["results"]}
    assert told["events-without-exact-day"]["count"] == 2
    assert told["events-without-exact-day"]["days"][0]["count"] == 2
    assert client.get("/api/v1/quality/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304

    first = client.get("/api/v1/quality/events-without-exact-day/?limit=1&dispute=one").json()
    second = client.get(first["next"]).json()
    assert errors(validator_of("QualityList"), first) == []
    assert first["count"] == 2
    assert [one["id"] for one in first["results"] + second["results"]] == [one.public_id for one in events]
    assert second["next"] is None


def test_acts_are_told_as_json_with_their_lines(client, events):
    ChangeSet.objects.update(single_editor=True)

    answer = client.get("/api/v1/quality/single-editor-acts/").json()

    assert errors(validator_of("QualityList"), answer) == []
    assert {line["id"] for line in answer["results"][0]["lines"]} >= {one.public_id for one in events}


def test_it_is_linked_from_every_page_and_from_the_method(client):
    for address in ("/", "/about/", "/method/", "/de/method/"):
        assert f'href="{"/de" if address.startswith("/de") else ""}/quality/"' in client.get(address).content.decode()


def test_a_line_is_drawn_on_a_scale_from_nought_by_its_days():
    day = NOW.date()

    assert sparkline([(day, 3)]) is None
    drawn = sparkline([(day, 4), (day + timedelta(days=1), 2), (day + timedelta(days=4), 0)])
    assert drawn.path == "M4.0 4.0L32.0 13.0L116.0 22.0"
    assert (drawn.x, drawn.y) == ("116.0", "22.0")
