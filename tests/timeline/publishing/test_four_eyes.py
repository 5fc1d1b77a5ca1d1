"""Acts that need two publishers: the door itself asks, whichever way something comes to it."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection

from tests.factories import make_event
from timeline import log
from timeline.documents.shapes import Ref
from timeline.models import ChangeSet, Revision, SecondLook
from timeline.publishing import PublishingRefused, SecondNeeded, four_eyes, merge, publish, restore, retract, take_down

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def publisher(name: str, *, active: bool = True) -> User:
    user = User.objects.create_user(name, is_staff=True, is_active=active)
    user.groups.add(Group.objects.get(name="publisher"))
    return user


def strict(**given: Any) -> Any:
    """An event of a dispute that asks for two publishers."""
    event = make_event(**given)
    type(event.dispute).objects.filter(pk=event.dispute_id).update(four_eyes=True)
    return event


def asked(event: Any, by: User) -> SecondNeeded:
    with pytest.raises(SecondNeeded) as raised:
        publish([event], actor=by)
    four_eyes.ask(raised.value, by, path="/admin/", now=NOW)
    return raised.value


def test_in_a_dispute_that_asks_for_two_the_first_only_asks_and_the_second_publishes():
    anna, boris = publisher("anna"), publisher("boris")
    event = strict()
    needed = asked(event, anna)
    assert Ref("event", event.public_id) in needed.about
    assert "asks for two" in str(needed)
    assert not Revision.objects.exists()
    with pytest.raises(SecondNeeded):
        publish([event], actor=anna)  # the same person twice is no second
    done = publish([event], actor=boris)
    assert not SecondLook.objects.exists()
    assert done.change_set is not None
    assert not done.change_set.single_editor


def test_a_second_confirms_exactly_what_the_first_stood_for():
    anna, boris = publisher("anna"), publisher("boris")
    event = strict()
    asked(event, anna)
    type(event).objects.filter(pk=event.pk).update(title={"en": "Something else"})
    event.refresh_from_db()
    with pytest.raises(SecondNeeded):
        publish([event], actor=boris)
    assert not Revision.objects.exists()


def test_what_nobody_confirmed_for_two_weeks_is_given_up():
    anna, _boris = publisher("anna"), publisher("boris")
    asked(strict(), anna)
    assert four_eyes.forget_old(now=NOW + timedelta(days=14)) == 0
    assert four_eyes.forget_old(now=NOW + timedelta(days=14, seconds=1)) == 1


def test_where_one_publisher_is_active_the_act_is_allowed_and_marked():
    anna = publisher("anna")
    publisher("gone", active=False)
    done = publish([strict()], actor=anna)
    assert done.change_set is not None
    assert done.change_set.single_editor


def test_a_dispute_that_does_not_ask_needs_nobody_else():
    anna, _boris = publisher("anna"), publisher("boris")
    done = publish([make_event()], actor=anna)
    assert done.change_set is not None
    assert not done.change_set.single_editor


def test_an_act_without_a_change_needs_nobody():
    anna, _boris = publisher("anna"), publisher("boris")
    event = strict()
    publish([event])
    assert publish([event], actor=anna).change_set is None


def test_putting_back_needs_two_in_every_dispute():
    anna, boris = publisher("anna"), publisher("boris")
    event = make_event()
    publish([event])
    retract([event], note="Withdrawn.", actor=anna)
    with pytest.raises(SecondNeeded) as raised:
        restore([event], note="It was right.", actor=anna)
    four_eyes.ask(raised.value, anna, path="/admin/", now=NOW)
    restore([event], note="It was right.", actor=boris)
    assert log.newest([Ref("event", event.public_id)])[Ref("event", event.public_id)].state == "live"


@pytest.mark.parametrize("act", [retract, take_down])
def test_taking_away_acts_at_once_and_waits_for_somebody_else_to_confirm_it(act: Any):
    anna, boris = publisher("anna"), publisher("boris")
    event = make_event()
    publish([event])
    if act is retract:
        retract([event], note="Withdrawn.", actor=anna)
    else:
        take_down(event, reason="A court ordered it.", actor=anna)
    done = ChangeSet.objects.latest("pk")
    assert done.needs_confirmation
    assert not four_eyes.confirm(done, anna, now=NOW)
    assert four_eyes.confirm(done, boris, now=NOW)
    assert not four_eyes.confirm(done, publisher("carla"), now=NOW)
    done.refresh_from_db()
    assert (done.confirmed_by, done.confirmed_at) == (boris, NOW)


def test_what_one_publisher_takes_away_alone_is_marked_and_listed_for_nobody():
    anna = publisher("anna")
    event = make_event()
    publish([event])
    retract([event], note="Withdrawn.", actor=anna)
    done = ChangeSet.objects.latest("pk")
    assert done.single_editor
    assert not done.needs_confirmation


def test_what_is_published_without_review_stays_out_of_such_a_dispute():
    with pytest.raises(PublishingRefused, match="without two publishers"):
        publish([strict()], automatic_from="A court")
    assert not Revision.objects.exists()


@pytest.mark.parametrize("is_strict", [True, False])
def test_a_merge_in_such_a_dispute_is_done_at_once_and_listed(*, is_strict: bool):
    anna, _boris = publisher("anna"), publisher("boris")
    kept = strict() if is_strict else make_event()
    gone = make_event(dispute=kept.dispute, date=kept.date, type=kept.type)
    publish([kept, gone])
    merge(gone, kept, note="The same filing.", actor=anna)
    assert ChangeSet.objects.latest("pk").needs_confirmation is is_strict


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_time_leave_one_look_and_one_of_them_can_publish():
    anna, boris = publisher("anna"), publisher("boris")
    event = strict()

    together = threading.Barrier(2)

    def ask(user: User) -> None:
        try:
            publish([event], actor=user)
        except SecondNeeded as needed:
            four_eyes.ask(needed, user, path="/admin/", now=NOW)

    def ask_beside_the_other(user: User) -> None:
        together.wait(timeout=20)
        ask(user)
        connection.close()

    both = [threading.Thread(target=ask_beside_the_other, args=(user,)) for user in (anna, boris)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=30)
    assert SecondLook.objects.count() + Revision.objects.filter(document_type="event").count() == 1
    for user in (anna, boris):
        ask(user)
    assert Revision.objects.filter(document_type="event").count() == 1
