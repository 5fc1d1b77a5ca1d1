"""A passage that is not in our copy needs a second publisher where there is one; no copy only warns."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from contracts.models import Dispute
from tests.factories import make_event
from tests.timeline.admin.forms import inputs
from tests.timeline.evidence.conftest import copied, publisher, source
from timeline import publishing
from timeline.models import ChangeSet, Citation, Event, Revision, SecondLook

__all__ = ["publisher", "source"]


def event_citing(source: Any, anchor: str) -> Event:
    event = make_event(cited=False)
    Citation.objects.create(event=event, source=source, anchor=anchor)
    return event


def publish(client: Client, event: Event) -> Any:
    path = f"/admin/timeline/event/{event.pk}/publish/"
    return client.post(path, inputs(client, path))


def second() -> Client:
    user = User.objects.create_user("second", is_staff=True)
    user.groups.add(Group.objects.get(name="publisher"))
    client = Client()
    client.force_login(user)
    return client


def test_words_that_are_not_in_our_copy_need_a_second_publisher(source: Any, client_as: Any):
    copied(source)
    event = event_citing(source, "ordered the Navy to stop work")
    first, other = client_as("publisher"), second()

    assert "Not found in our copies" in publish(first, event).content.decode()
    assert publish(first, event).status_code == 200
    assert not Revision.objects.exists()

    assert publish(other, event).status_code == 302
    assert Revision.objects.filter(key=event.public_id).exists()
    assert not ChangeSet.objects.get().single_editor
    assert not SecondLook.objects.exists()


def test_what_was_changed_since_is_asked_for_anew(source: Any, client_as: Any):
    copied(source)
    event = event_citing(source, "ordered the Navy to stop work")
    first, other = client_as("publisher"), second()
    publish(first, event)
    Event.objects.filter(pk=event.pk).update(title={"en": "Something else"})

    assert publish(other, event).status_code == 200
    assert not Revision.objects.exists()


def test_a_single_publisher_may_and_it_is_marked(source: Any, client_as: Any):
    copied(source)
    event = event_citing(source, "ordered the Navy to stop work")

    assert publish(client_as("publisher"), event).status_code == 302
    assert ChangeSet.objects.get().single_editor


@pytest.mark.parametrize("is_copied", [True, False])
def test_what_is_found_or_has_no_copy_needs_nobody_else(source: Any, client_as: Any, *, is_copied: bool):
    if is_copied:
        copied(source)
    event = event_citing(source, "ordered the Pentagon to stop work")
    first = client_as("publisher")
    second()

    shown = first.get(f"/admin/timeline/event/{event.pk}/publish/").content.decode()
    assert ("there is no copy to look in yet" in shown) is not is_copied
    assert publish(first, event).status_code == 302
    assert not ChangeSet.objects.get().single_editor


def strict(event: Event) -> Event:
    Dispute.objects.filter(pk=event.dispute_id).update(four_eyes=True)
    return event


def test_the_start_page_leads_the_second_to_what_the_first_asked_for(db: None, client_as: Any):
    event = strict(make_event())
    first, other = client_as("publisher"), second()
    shown = publish(first, event).content.decode()
    assert "It needs two publishers" in shown
    assert "asks for two" in shown
    path = f"/admin/timeline/event/{event.pk}/publish/"
    assert path not in first.get("/admin/").content.decode()
    start = other.get("/admin/").content.decode()
    assert f'href="{path}"' in start
    assert "publisher-user asks to publish" in start
    assert publish(other, event).status_code == 302
    assert path not in other.get("/admin/").content.decode()


def test_what_was_retracted_at_once_is_listed_until_another_publisher_confirmed_it(db: None, client_as: Any):
    event = make_event()
    publishing.publish([event])
    first, other = client_as("publisher"), second()
    first.post(f"/admin/timeline/event/{event.pk}/retract/", {"note": "It was another event."})
    act = ChangeSet.objects.latest("pk")
    page = f"/admin/timeline/changeset/{act.pk}/confirm/"
    assert "act to confirm" not in first.get("/admin/").content.decode()
    assert "act to confirm" in other.get("/admin/").content.decode()
    listed = other.get("/admin/timeline/changeset/?second=waits").content.decode()
    assert f"/admin/timeline/changeset/{act.pk}/change/" in listed
    assert "It was another event." in other.get(page).content.decode()
    first.post(page)
    act.refresh_from_db()
    assert act.confirmed_at is None
    other.post(page)
    act.refresh_from_db()
    assert act.confirmed_by.username == "second"
    assert "act to confirm" not in other.get("/admin/").content.decode()


def test_putting_back_asks_for_a_second_and_the_second_does_it(db: None, client_as: Any):
    event = make_event()
    publishing.publish([event])
    publishing.retract([event], note="It was another event.")
    first, other = client_as("publisher"), second()
    path = f"/admin/timeline/event/{event.pk}/restore/"
    assert "A second publisher has to confirm" in first.post(path, {"note": "It was right."}).content.decode()
    assert Revision.objects.latest("seq").kind != "restored"
    assert other.post(path, {"note": "It was right."}).status_code == 302
    assert Revision.objects.filter(key=event.public_id, kind="restored").exists()


@pytest.mark.parametrize(("role", "may"), [("contributor", False), ("editor", False), ("publisher", True)])
def test_publishers_alone_say_how_many_a_dispute_takes(db: None, client_as: Any, role: str, *, may: bool):
    dispute = make_event().dispute
    client = client_as(role)
    path = f"/admin/contracts/dispute/{dispute.pk}/change/"
    client.post(path, inputs(client, path) | {"four_eyes": "on"})
    dispute.refresh_from_db()
    assert dispute.four_eyes is may
