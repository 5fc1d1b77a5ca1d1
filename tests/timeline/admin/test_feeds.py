"""Feeds on the desk: switched through the verbs that know what belongs to it, shown as they fare."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_feed, make_item
from tests.timeline.admin.forms import inputs
from timeline.models import Feed, Item

pytestmark = pytest.mark.django_db
LISTED = "/admin/timeline/feed/"


def form_of(feed: Feed) -> str:
    return f"{LISTED}{feed.pk}/change/"


def test_a_feed_that_is_switched_on_in_the_form_is_due_at_once(client_as: Any):
    client = client_as("administrator")
    add = reverse("admin:timeline_feed_add")
    data = inputs(client, add) | {"name": "News", "slug": "news", "url": "https://news.example/rss", "enabled": "on"}
    response = client.post(add, data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    feed = Feed.objects.get()
    assert feed.due_at <= timezone.now()
    data = inputs(client, form_of(feed))
    del data["enabled"]
    assert client.post(form_of(feed), data).status_code == 302
    feed.refresh_from_db()
    assert (feed.enabled, feed.due_at) == (False, None)


def test_a_feed_without_address_cannot_be_switched_on(client_as: Any):
    feed = make_feed(url="")
    client = client_as("administrator")
    response = client.post(form_of(feed), inputs(client, form_of(feed)) | {"enabled": "on"})
    assert "cannot be switched on" in str(response.context["adminform"].form.errors["enabled"])
    client.post(LISTED, {"action": "switch_on", "_selected_action": [feed.pk]})
    assert not Feed.objects.get().enabled


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "not an address"])
def test_only_web_addresses_are_taken(url: str, client_as: Any):
    feed = make_feed()
    client = client_as("administrator")
    response = client.post(form_of(feed), inputs(client, form_of(feed)) | {"url": url})
    assert response.context["adminform"].form.errors["url"]


def test_feeds_are_switched_asked_and_seen_to_in_bulk(client_as: Any):
    feed = make_feed(state="gap", gap_at=timezone.now())
    client = client_as("administrator")
    for act in ("switch_on", "ask_now", "see_to_gap"):
        client.post(LISTED, {"action": act, "_selected_action": [feed.pk]})
    feed.refresh_from_db()
    assert (feed.enabled, feed.state, feed.gap_at) == (True, "ok", None)
    assert feed.due_at
    client.post(LISTED, {"action": "switch_off", "_selected_action": [feed.pk]})
    assert not Feed.objects.get().enabled


def test_editors_see_feeds_and_change_none(client_as: Any):
    feed = make_feed()
    client = client_as("editor")
    assert client.get(form_of(feed)).status_code == 200
    assert client.post(form_of(feed), {"name": "x"}).status_code == 403
    client.post(LISTED, {"action": "switch_on", "_selected_action": [feed.pk]})
    assert not Feed.objects.get().enabled


def test_items_are_matched_again_by_those_who_keep_the_feeds(client_as: Any):
    item = make_item(state="unmatched", due_at=None)
    chosen = {"action": "match_again", "_selected_action": [item.pk]}
    client_as("editor").post("/admin/timeline/item/", chosen)
    assert Item.objects.get().state == "unmatched"
    client_as("administrator").post("/admin/timeline/item/", chosen)
    assert Item.objects.get().state == "waiting"
