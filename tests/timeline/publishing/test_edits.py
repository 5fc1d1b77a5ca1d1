"""Which rows have edits that readers do not see."""

import pytest

from contracts.models.base import EDITED_SINCE, NEVER_PUBLISHED
from tests.factories import make_event, make_party, make_protest
from timeline.models import Event
from timeline.publishing import PublishingRefused, plan, problems_of_retracting, publish, retract

pytestmark = pytest.mark.django_db


def test_a_row_is_a_draft_until_it_is_published():
    event = make_event()
    assert event in Event.objects.filter(NEVER_PUBLISHED)
    publish([event])
    assert not Event.objects.filter(NEVER_PUBLISHED).exists()
    assert not Event.objects.filter(EDITED_SINCE).exists()


def test_drafts_that_come_along_are_no_drafts_any_more():
    party = make_party()
    publish([make_event(parties={party: "awardee"})])
    party.refresh_from_db()
    assert party.published_edit_at == party.changed_at


def test_an_edit_of_a_published_row_waits_until_it_is_published():
    event = make_event()
    publish([event])
    event.save()
    assert list(Event.objects.filter(EDITED_SINCE)) == [event]
    publish([event])
    assert not Event.objects.filter(EDITED_SINCE).exists()


def test_an_edit_that_was_taken_back_stops_waiting_at_the_next_publication_though_nothing_is_written():
    event = make_event()
    publish([event])
    event.save()
    assert publish([event]).revisions == {}
    assert not Event.objects.filter(EDITED_SINCE).exists()


def test_publishing_something_else_leaves_an_edit_of_a_protest_waiting():
    protest = make_protest()
    publish([protest])
    protest.save()
    publish([make_event(protest=protest, dispute=protest.dispute)])
    assert list(type(protest).objects.filter(EDITED_SINCE)) == [protest]


def test_an_edit_saved_while_its_predecessor_is_published_still_waits():
    event = make_event()
    stale = Event.objects.get(pk=event.pk)
    event.save()
    publish([stale])
    assert list(Event.objects.filter(EDITED_SINCE)) == [event]


def test_a_plan_shows_the_documents_as_they_would_stand():
    party = make_party(name="Draft party")
    event = make_event(parties={party: "awardee"})
    document = plan([event]).documents["event", event.public_id]
    assert document["parties"][0]["party"]["name"] == "Draft party"


def test_the_reasons_against_retracting_are_known_beforehand_and_name_the_other_object():
    party = make_party()
    event = make_event(parties={party: "awardee"})
    publish([event])
    [problem] = problems_of_retracting([party])
    assert problem.other == ("event", event.public_id)
    with pytest.raises(PublishingRefused):
        retract([party], note="No.")
    assert problems_of_retracting([party, event]) == []
