"""Deleting drafts for 30 days, and what cannot be deleted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.models import Dispute, Party
from tests.factories import make_event, make_party, make_source, make_statement
from timeline.drafts import RESTORABLE, DraftRefused, delete_draft, purge_drafts, restore_draft
from timeline.models import Event, EventParty, Source
from timeline.publishing import publish, retract
from timeline.tasks import purge_drafts as purge_task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_deleted_draft_keeps_its_parts_and_can_be_restored_for_30_days():
    event = make_event(parties={make_party(): "judge"})
    delete_draft(event, now=NOW)
    assert Event.objects.get(pk=event.pk).deleted_at == NOW
    restore_draft(event, now=NOW + RESTORABLE - timedelta(seconds=1))
    assert Event.objects.get(pk=event.pk).deleted_at is None
    assert event.parties.count() == 1


def test_after_30_days_it_is_gone():
    event = make_event()
    delete_draft(event, now=NOW)
    with pytest.raises(DraftRefused, match="more than 30 days"):
        restore_draft(event, now=NOW + RESTORABLE)


@pytest.mark.parametrize("taken_back", [False, True])
def test_what_was_ever_published_is_never_deleted(taken_back: bool):
    event = make_event()
    publish([event])
    if taken_back:
        retract([event], note="No.")
    with pytest.raises(DraftRefused, match="was published"):
        delete_draft(event, now=NOW)
    assert Event.objects.get(pk=event.pk).deleted_at is None


def test_what_is_used_is_not_deleted_and_the_users_are_named():
    party = make_party()
    event = make_event(parties={party: "judge"}, title={"en": "Judge sits"})
    with pytest.raises(DraftRefused, match="still used by event “2020-02-13 Judge sits”"):
        delete_draft(party, now=NOW)
    with pytest.raises(DraftRefused, match="still used by event"):
        delete_draft(event.dispute, now=NOW)


def test_an_event_that_another_links_to_is_used_by_it_but_not_by_its_own_parts():
    event, later = make_event(), make_event()
    later.links.create(source=later, target=event, relation="follows-from")
    with pytest.raises(DraftRefused, match="still used"):
        delete_draft(event, now=NOW)
    delete_draft(later, now=NOW)


def test_many_users_are_counted():
    source = make_source()
    for _ in range(7):
        make_event().citations.create(source=source)
    with pytest.raises(DraftRefused, match=r"and [12] more"):
        delete_draft(source, now=NOW)


def test_deleting_twice_is_refused():
    event = make_event()
    delete_draft(event, now=NOW)
    with pytest.raises(DraftRefused, match="deleted already"):
        delete_draft(event, now=NOW)


def test_purging_empties_a_whole_deleted_dispute_and_spares_the_young():
    statement = make_statement()
    event, dispute = statement.event, statement.event.dispute
    young = make_event(dispute=make_event().dispute)
    for row in (statement, event, dispute):
        delete_everything(row)
    delete_draft(young, now=NOW + timedelta(days=1))
    assert purge_drafts(now=NOW + RESTORABLE) == 3
    assert not Dispute.objects.filter(pk=dispute.pk).exists()
    assert Event.objects.filter(pk=young.pk).exists()
    assert not EventParty.objects.filter(event=event).exists()


def delete_everything(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(deleted_at=NOW)


def test_purging_leaves_what_is_still_used():
    party = make_party()
    make_event(parties={party: "judge"})
    source = make_source()
    for row in (party, source):
        delete_everything(row)
    assert purge_drafts(now=NOW + RESTORABLE) == 1
    assert Party.objects.filter(pk=party.pk).exists()
    assert not Source.objects.filter(pk=source.pk).exists()


def test_the_nightly_task_purges():
    event = make_event()
    delete_everything(event)
    Event.objects.update(deleted_at=NOW - timedelta(days=400))
    purge_task()
    assert not Event.objects.exists()
