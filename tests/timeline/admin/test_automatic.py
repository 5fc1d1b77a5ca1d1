"""Publishing without review on the desk: who may switch it, what the list says, and undoing it in one act."""

import pytest
from django.urls import reverse

from tests.factories import make_feed
from tests.timeline.admin.forms import inputs
from tests.timeline.automatic.conftest import NOW, entry, feed, protest, tried
from timeline import automatic
from timeline.models import AutomaticPublication, Feed, Revision

__all__ = ["feed", "protest"]
pytestmark = pytest.mark.django_db
LISTED = "/admin/timeline/automaticpublication/"


def form_of(row):
    return reverse("admin:timeline_feed_change", args=[row.pk])


def act(row, verb):
    return reverse(f"admin:timeline_feed_{verb}_row", args=[row.pk])


def test_a_publisher_switches_it_on_after_reading_what_it_means_and_off_in_one_act(client_as):
    row = make_feed(name="Court", parser="pacer-rss", enabled=True)
    client = client_as("publisher")
    assert "Publish without review…" in client.get(form_of(row)).content.decode()

    page = client.get(act(row, "trust")).content.decode()
    assert "docket-entry: Amended complaint, Appeal filed" in page
    assert not Feed.objects.get(pk=row.pk).publishes_unreviewed
    client.post(act(row, "trust"))
    trusted = Feed.objects.get(pk=row.pk)
    assert (trusted.publishes_unreviewed, trusted.unreviewed_by.username) == (True, "publisher-user")
    assert "is published without review since" in client.get(form_of(row)).content.decode()

    client.get(act(row, "distrust"))
    assert not Feed.objects.get(pk=row.pk).publishes_unreviewed


@pytest.mark.parametrize("role", ["", "contributor", "editor"])
def test_nobody_else_can_switch_it(role, client_as):
    row = make_feed(parser="pacer-rss", enabled=True)

    client_as(role).post(act(row, "trust"))

    assert not Feed.objects.get(pk=row.pk).publishes_unreviewed


def test_it_is_not_offered_for_a_source_that_decides_nothing(client_as):
    row = make_feed(parser="feed", enabled=True)
    client = client_as("publisher")

    page = client.get(form_of(row)).content.decode()
    client.post(act(row, "trust"))

    assert "Publish without review…" not in page
    assert "decides nothing itself" in page
    assert not Feed.objects.get(pk=row.pk).publishes_unreviewed


def test_the_form_of_a_feed_cannot_switch_it(client_as):
    row = make_feed(parser="pacer-rss", enabled=True)
    client = client_as("administrator")
    values = inputs(client, form_of(row))

    client.post(form_of(row), {**values, "publishes_unreviewed": "on", "unreviewed_since_0": "2020-01-01"})

    assert not Feed.objects.get(pk=row.pk).publishes_unreviewed


def test_another_address_is_another_source(client_as, feed):
    client = client_as("administrator")
    values = inputs(client, form_of(feed))

    client.post(form_of(feed), {**values, "url": "https://elsewhere.example/rss"})

    changed = Feed.objects.get(pk=feed.pk)
    assert (changed.url, changed.publishes_unreviewed) == ("https://elsewhere.example/rss", False)


def test_the_list_shows_what_was_published_and_on_demand_what_was_left_and_why(client_as, feed, protest):
    tried(entry(feed, protest, title="An order of the court"))
    tried(entry(feed, protest, title="A rumour", match={"strength": "suggestion"}))
    client = client_as("editor")

    listed = client.get(LISTED).content.decode()
    left = client.get(f"{LISTED}?state=refused").content.decode()
    start = client.get("/admin/").content.decode()

    assert "An order of the court" in listed
    assert "A rumour" not in listed
    assert "A rumour" in left
    assert "It was matched by names and circumstances, not by a number." in left
    assert "event was published without review" in start
    assert f"{LISTED}?state=published" in start


def test_the_review_says_why_it_was_left(client_as, feed, protest):
    candidate = entry(feed, protest, match={"strength": "suggestion"})
    tried(candidate)

    page = client_as("editor").get(reverse("admin:timeline_candidate_change", args=[candidate.pk])).content.decode()

    assert "Why it was not published without review" in page
    assert "It was matched by names and circumstances, not by a number." in page


def test_the_event_says_where_it_came_from_and_leads_to_undoing_it(client_as, feed, protest):
    row = tried(entry(feed, protest))

    page = client_as("publisher").get(reverse("admin:timeline_event_change", args=[row.event.pk])).content.decode()

    assert "Published automatically from Court of Federal Claims" in page
    assert reverse("admin:timeline_automaticpublication_change", args=[row.pk]) in page


def test_a_publisher_undoes_it_in_one_act(client_as, client, feed, protest):
    row = tried(entry(feed, protest))
    desk = client_as("publisher")
    undo = reverse("admin:timeline_automaticpublication_undo_row", args=[row.pk])

    assert "What happens" in desk.get(undo).content.decode()
    desk.post(undo, {"note": "It belongs to another case."})

    row.refresh_from_db()
    row.candidate.refresh_from_db()
    assert (row.state, row.candidate.state) == ("undone", "new")
    assert "It belongs to another case." in client.get(f"/events/{row.event.public_id}/").content.decode()


def test_several_are_undone_and_confirmed_from_the_list(client_as, feed, protest):
    one, two = (tried(entry(feed, protest, title=title)) for title in ("Order one", "Order two"))
    desk = client_as("publisher")

    desk.post(LISTED, {"action": "confirm_rows", "_selected_action": [one.pk]})
    answer = desk.post(LISTED, {"action": "undo_rows", "_selected_action": [two.pk]}, follow=False)
    desk.post(answer.headers["Location"], {"note": "Wrong."})

    states = dict(AutomaticPublication.objects.values_list("pk", "state"))
    assert states == {one.pk: "confirmed", two.pk: "undone"}


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_who_may_not_publish_can_undo_and_confirm_nothing(role, client_as, feed, protest):
    row = tried(entry(feed, protest))
    desk = client_as(role)
    before = Revision.objects.count()

    desk.post(reverse("admin:timeline_automaticpublication_undo_row", args=[row.pk]), {"note": "No."})
    desk.post(f"{LISTED}undo/?pks={row.pk}", {"note": "No."})
    desk.get(reverse("admin:timeline_automaticpublication_confirm_row", args=[row.pk]))
    desk.post(LISTED, {"action": "confirm_rows", "_selected_action": [row.pk]})

    row.refresh_from_db()
    assert (row.state, Revision.objects.count()) == ("published", before)


def test_what_was_undone_meanwhile_is_said_and_not_undone_twice(client_as, feed, protest):
    row = tried(entry(feed, protest))
    automatic.undo(row, note="Wrong.", actor=None, now=NOW)
    desk = client_as("publisher")

    answer = desk.post(
        reverse("admin:timeline_automaticpublication_undo_row", args=[row.pk]), {"note": "Again."}, follow=True
    )

    assert "Somebody has looked at it already" in answer.content.decode()
