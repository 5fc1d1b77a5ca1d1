"""A passage that is not in our copy needs a second publisher where there is one; no copy only warns."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.factories import make_event
from tests.timeline.admin.forms import inputs
from tests.timeline.evidence.conftest import copied, publisher, source
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
