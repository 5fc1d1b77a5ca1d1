"""The map for search engines: all public pages in both languages with the log's times, in parts if many."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import settings

from tests.factories import make_event
from timeline.models import Revision
from timeline.pages import sitemap
from timeline.pages.sitemap import STANDING
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(client, path: str = "/sitemap.xml"):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ET.fromstring(response.content)  # noqa: S314  # written by us


def places(tree) -> list[str]:
    return [found.text.removeprefix(settings.SITE_URL) for found in tree.findall("*/s:loc", NAMES)]


@pytest.fixture
def event():
    event = make_event()
    publish([event.dispute, event])
    return event


def test_every_live_object_stands_there_in_both_languages_with_its_alternates(client, event):
    tree = read(client)
    found = places(tree)
    path = f"/events/{event.public_id}/court-rules"
    [own] = [one for one in found if one.startswith(path)]
    assert f"/de{own}" in found
    row = next(one for one in tree if one.find("s:loc", NAMES).text.endswith(f"{settings.SITE_URL}{own}"))
    twins = {link.get("hreflang"): link.get("href") for link in row.findall("x:link", NAMES)}
    assert twins == {
        "en": f"{settings.SITE_URL}{own}",
        "de": f"{settings.SITE_URL}/de{own}",
        "x-default": f"{settings.SITE_URL}{own}",
    }


def test_the_time_of_change_is_the_log_s(client, event):
    tree = read(client)
    row = next(one for one in tree if event.public_id in one.find("s:loc", NAMES).text)
    written = Revision.objects.filter(key=event.public_id).latest("seq").published_at
    assert row.find("s:lastmod", NAMES).text == written.isoformat(timespec="seconds")


def test_drafts_and_what_was_retracted_are_not_there(client, event):
    draft = make_event()
    retract([event], note="No.")
    text = " ".join(places(read(client)))
    assert draft.public_id not in text
    assert event.public_id not in text


def test_every_address_on_the_map_opens_without_a_detour(client, event):
    for path in places(read(client)):
        assert client.get(path).status_code == 200, path


def test_many_objects_are_split_into_parts_that_together_hold_them_all(client, event, monkeypatch):
    publish([make_event(dispute=event.dispute) for _ in range(5)])
    whole = places(read(client))
    monkeypatch.setattr(sitemap, "PART", 3)
    index = read(client)
    assert index.tag.endswith("sitemapindex")
    assert all(one.find("s:lastmod", NAMES) is not None for one in index)
    parts = [place for path in places(index) for place in places(read(client, path))]
    assert sorted(parts) == sorted(whole)
    assert client.get(f"/sitemap-{len(list(index)) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_robots_are_told_of_the_map_and_kept_from_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert not [path for path in STANDING if f"Disallow: {path}\n" in text]


def test_a_second_read_of_the_map_costs_one_query(client, event, django_assert_num_queries):
    tag = client.get("/sitemap.xml")["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304
