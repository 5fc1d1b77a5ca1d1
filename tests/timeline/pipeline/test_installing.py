"""The shipped feeds: there after the first start, off, at public addresses, and left as an editor left them."""

import json
from datetime import date, timedelta
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command

from timeline.ingest.catalogue import SHIPPED
from timeline.ingest.sources import SOURCES
from timeline.models import Feed
from timeline.pipeline import installing

DAY = date(2026, 11, 22)


@pytest.mark.django_db
def test_the_shipped_feeds_are_set_up_once_and_switched_off():
    said = StringIO()
    call_command("feeds", "install", stdout=said)
    call_command("feeds", "install", stdout=said)

    assert Feed.objects.count() == len(SHIPPED)
    assert not Feed.objects.filter(enabled=True).exists()
    assert not Feed.objects.filter(trusted=True).exists()
    assert "All shipped feeds are there." in said.getvalue()


@pytest.mark.django_db
def test_every_shipped_feed_is_valid_and_goes_by_its_sources_own_rhythm():
    installing.install()

    for feed in Feed.objects.all():
        feed.full_clean()
        assert timedelta(minutes=feed.poll_minutes) == SOURCES[feed.parser].poll_every
        assert feed.pushed or feed.url.startswith("https://")


@pytest.mark.django_db
def test_what_an_editor_changed_stays_so():
    installing.install()
    Feed.objects.filter(slug="gao-decisions").update(url="https://gao.example/new.xml", enabled=True)

    installing.install()

    assert Feed.objects.get(slug="gao-decisions").url == "https://gao.example/new.xml"


@pytest.mark.django_db
def test_a_feed_that_is_pushed_can_be_switched_on_without_an_address():
    installing.install()

    call_command("feeds", "enable", "courtlistener-alerts", stdout=StringIO())

    assert Feed.objects.get(slug="courtlistener-alerts").enabled


def test_sam_gov_is_asked_for_thirty_days_with_the_key_in_the_request_only():
    url = next(one.url for one in SHIPPED if one.source == "sam-gov")

    asked = parse_qs(urlsplit(SOURCES["sam-gov"].ask(url, day=DAY, key="secret").url).query)

    assert (asked["postedFrom"], asked["postedTo"], asked["api_key"]) == (["10/23/2026"], ["11/22/2026"], ["secret"])
    assert "secret" not in url


def test_usaspending_is_searched_with_a_body():
    url = next(one.url for one in SHIPPED if one.source == "usaspending")

    asking = SOURCES["usaspending"].ask(url, day=DAY, key="")

    assert (asking.method, asking.url) == ("POST", "https://api.usaspending.gov/api/v2/search/spending_by_award/")
    assert json.loads(asking.content)["filters"]["keywords"] == ["HQ003420D0001"]


def test_courtlistener_gets_the_operators_token_in_a_header():
    ask = SOURCES["courtlistener"].ask

    assert ask("https://x.example/", day=DAY, key="t").headers == {"Authorization": "Token t"}
    assert ask("https://x.example/", day=DAY, key="").headers == {}
