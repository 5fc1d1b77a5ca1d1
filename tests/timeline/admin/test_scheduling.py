"""Publishing at an hour: exactly what was looked at, through the same door, and stopped by whatever changed since."""

import re
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils import timezone

from contracts.models import Dispute
from contracts.procedure import NEW_YORK
from tests.factories import make_event
from tests.timeline.admin.forms import inputs
from tests.timeline.admin.test_second_look import second
from timeline.models import Event, Revision, ScheduledPublication
from timeline.publishing import plan, publish_due, schedule, scheduling

LATER = timedelta(days=30)


def page(event: Event) -> str:
    return f"/admin/timeline/event/{event.pk}/publish/"


def hour(moment: datetime) -> str:
    return f"{moment.astimezone(NEW_YORK):%Y-%m-%dT%H:%M}"


def asked(client: Any, event: Event, at: str) -> Any:
    return client.post(page(event), inputs(client, page(event)) | {"at": at})


@pytest.fixture
def waiting(db: None, client_as: Any) -> Event:
    """An event that is scheduled for an hour a month from now."""
    event = make_event()
    assert asked(client_as("publisher"), event, hour(timezone.now() + LATER)).status_code == 302
    return event


def test_what_is_scheduled_is_published_at_its_hour_once_and_not_before(waiting: Event):
    one = ScheduledPublication.objects.get()
    assert not publish_due(now=one.at - timedelta(seconds=1))
    assert not Revision.objects.exists()
    assert publish_due(now=one.at)
    assert not publish_due(now=one.at)
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("done", "")
    assert one.change_set.actor == one.asked_by
    assert Revision.objects.filter(key=waiting.public_id).count() == 1


def test_a_change_until_then_stops_it_and_the_start_page_says_so(waiting: Event, client_as: Any):
    Event.objects.filter(pk=waiting.pk).update(title={"en": "Something else"})
    one = ScheduledPublication.objects.get()
    assert publish_due(now=one.at)
    one.refresh_from_db()
    assert one.state == "refused"
    assert "changed" in one.outcome
    assert not Revision.objects.exists()
    assert "was not published at its hour" in client_as("superuser").get("/admin/").content.decode()


@pytest.mark.parametrize("loss", ["is_active", "groups"])
def test_who_may_not_publish_any_more_publishes_nothing(waiting: Event, loss: str):
    one = ScheduledPublication.objects.get()
    if loss == "is_active":
        User.objects.filter(pk=one.asked_by_id).update(is_active=False)
    else:
        one.asked_by.groups.set([Group.objects.get(name="editor")])
    assert publish_due(now=one.at)
    one.refresh_from_db()
    assert "may not publish any more" in one.outcome
    assert not Revision.objects.exists()


def test_it_can_be_cancelled_until_then(waiting: Event, client_as: Any):
    one = ScheduledPublication.objects.get()
    client = client_as("superuser")
    path = f"/admin/timeline/scheduledpublication/{one.pk}/cancel/"
    assert "will not be published" in client.get(path).content.decode()
    assert ScheduledPublication.objects.get().state == "waiting"
    client.post(path)
    assert ScheduledPublication.objects.get().state == "cancelled"
    assert not publish_due(now=one.at)


def test_the_page_says_the_hour_as_new_york_counts_it(db: None, client_as: Any):
    event, client = make_event(), client_as("publisher")
    at = timezone.now() + LATER
    response = asked(client, event, hour(at))
    one = ScheduledPublication.objects.get()
    assert one.at == at.replace(second=0, microsecond=0)
    content = client.get(response.headers["Location"]).content.decode()
    assert re.search(rf"Scheduled for .*{at.astimezone(NEW_YORK):%H:%M} in New York", content)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("2020-01-01T12:00", "That hour has passed"),
        ("2099-03-08T02:30", "does not exist"),
        ("tomorrow", "Give day and hour"),
    ],
)
def test_an_hour_that_cannot_be_is_refused_at_its_input(db: None, client_as: Any, given: str, words: str):
    response = asked(client_as("publisher"), make_event(), given)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ScheduledPublication.objects.exists()
    assert not Revision.objects.exists()


def test_where_two_are_needed_the_second_schedules_and_it_passes_at_its_hour(db: None, client_as: Any):
    event = make_event()
    Dispute.objects.filter(pk=event.dispute_id).update(four_eyes=True)
    first, other, at = client_as("publisher"), second(), hour(timezone.now() + LATER)
    assert "A second publisher has to confirm" in asked(first, event, at).content.decode()
    assert not ScheduledPublication.objects.exists()
    assert asked(other, event, at).status_code == 302
    assert publish_due(now=timezone.now() + LATER)
    assert ScheduledPublication.objects.get().state == "done"


def test_a_row_that_is_gone_by_then_is_named(db: None):
    event = make_event()
    user = User.objects.create_superuser("anna")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    schedule([event], plan([event]), at=now + LATER, kind="", note="", actor=user, now=now)
    key = event.public_id
    event.delete()
    publish_due(now=now + LATER)
    assert key in ScheduledPublication.objects.get().outcome


def test_one_that_breaks_does_not_stop_those_behind_it(db: None, monkeypatch: Any):
    user, now = User.objects.create_superuser("anna"), timezone.now()
    broken, fine = make_event(), make_event()
    for event in (broken, fine):
        schedule([event], plan([event]), at=now + LATER, kind="", note="", actor=user, now=now)
    real = scheduling.plan

    def breaks(rows: Any) -> Any:
        if rows == [broken]:
            raise RuntimeError("a fault of ours")
        return real(rows)

    monkeypatch.setattr(scheduling, "plan", breaks)
    while publish_due(now=now + LATER):
        pass
    first, other = ScheduledPublication.objects.order_by("pk")
    assert (first.state, first.outcome) == ("refused", "RuntimeError: a fault of ours")
    assert other.state == "done"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_publish_it_once():
    event, user = make_event(), User.objects.create_superuser("anna")
    now = timezone.now()
    schedule([event], plan([event]), at=now + LATER, kind="", note="", actor=user, now=now)
    together, did = threading.Barrier(2), []

    def work() -> None:
        together.wait(timeout=20)
        did.append(publish_due(now=now + LATER))
        connection.close()

    both = [threading.Thread(target=work) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=30)
    assert sorted(did) == [False, True]
    assert Revision.objects.filter(document_type="event").count() == 1
