import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import make_candidate, make_contract, make_event, make_feed, make_item, make_party, make_source
from timeline import review
from timeline.models import Candidate, Citation, Event, Source
from timeline.proposals import DateBasis, Proposal, ProposedParty
from timeline.publishing import PublishingRefused, publish

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("anna")


def proposal(**given):
    values = {"title": {"en": "Court rules"}, "summary": {"en": "It ruled."}, "date": "2020-02-13"}
    return Proposal(**{**values, "date_basis": DateBasis.EDITOR, **given})


def as_seen(candidate):
    """The same candidate in another editor's browser."""
    return Candidate.objects.get(pk=candidate.pk)


def test_accepting_makes_a_draft_event_cited_with_the_item(editor):
    contract = make_contract()
    candidate = make_candidate(dispute=contract.dispute, contract=contract)

    event = review.accept(candidate, actor=editor, now=NOW, anchor="Something happened")

    assert str(event.date) == "2020-02-13"
    assert list(event.contracts.all()) == [contract]
    citation = event.citations.get()
    source = citation.source
    assert (source.url, source.publisher) == (candidate.item.url, candidate.item.feed.name)
    assert source.dispute == candidate.dispute
    stored = as_seen(candidate)
    assert (stored.state, stored.event, stored.citation, stored.decided_by) == ("accepted", event, citation, editor)


def test_an_accepted_event_can_be_published():
    event = review.accept(make_candidate(), actor=None, now=NOW)

    assert publish([event]).change_set is not None


def test_a_date_that_only_says_when_it_was_published_is_marked_uncertain():
    event = review.accept(make_candidate(), actor=None, now=NOW)

    assert event.confidence == "date-uncertain"


def test_the_editors_fields_replace_the_proposed_ones(editor):
    party = make_party()
    fields = proposal(type="ruling", parties=(ProposedParty(party.slug, "judge"),), date_public="2020-03-01")

    event = review.accept(make_candidate(), actor=editor, now=NOW, fields=fields)

    assert (event.type, event.title["en"], event.confidence) == ("ruling", "Court rules", "single-source")
    assert (str(event.date_public), event.public_basis) == ("2020-03-01", "source")
    assert event.parties.get().party == party


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": "in spring"},
        {"title": {"en": "x" * 201}},
        {"title": {"en": "null \0 byte"}},
        {"type": "invented"},
        {"type": "statement"},
        {"parties": (ProposedParty("nobody-knows"),)},
    ],
)
def test_impossible_fields_are_refused_and_leave_nothing(wrong):
    candidate = make_candidate()

    with pytest.raises(ValidationError):
        review.accept(candidate, actor=None, now=NOW, fields=proposal(**wrong))

    assert as_seen(candidate).state == "new"
    assert not Event.objects.exists()
    assert not Source.objects.exists()


def test_the_source_of_an_address_that_is_in_the_record_is_used_again():
    source = make_source(url="https://news.example/known")
    candidate = make_candidate(item=make_item(url=source.url, state="matched", due_at=None))

    event = review.accept(candidate, actor=None, now=NOW)

    assert event.citations.get().source == source


def test_the_second_editor_is_told_who_decided_and_nothing_is_lost(editor):
    candidate = make_candidate()
    of_the_other = as_seen(candidate)
    review.accept(candidate, actor=editor, now=NOW)

    with pytest.raises(review.DecidedMeanwhile, match=r"made into an event, by anna on 2026-11-22 at 12:00") as caught:
        review.reject(of_the_other, actor=None, now=NOW)

    assert caught.value.current.state == "accepted"
    assert Event.objects.count() == 1


def test_a_decision_on_a_text_that_changed_meanwhile_is_refused():
    candidate = make_candidate()
    Candidate.objects.update(version=2, reasons=["Another text."])

    with pytest.raises(review.DecidedMeanwhile, match="changed while you were looking"):
        review.accept(candidate, actor=None, now=NOW)


def test_citing_adds_the_item_to_an_event_as_a_further_source():
    event, candidate = make_event(), make_candidate()

    citation = review.cite(candidate, event, actor=None, now=NOW)

    assert citation in event.citations.all()
    assert as_seen(candidate).event == event


def test_citing_what_is_cited_already_adds_no_second_citation():
    candidate = make_candidate()
    event = make_event(cited=False)
    Citation.objects.create(event=event, source=make_source(url=candidate.item.url))

    review.cite(candidate, event, actor=None, now=NOW)
    review.undo(as_seen(candidate), actor=None, now=NOW)

    assert event.citations.count() == 1


def test_a_snoozed_candidate_wakes_when_its_time_has_come():
    candidate = make_candidate()
    review.snooze(candidate, until=NOW + timedelta(days=1), actor=None, now=NOW)

    assert review.wake(now=NOW) == 0
    assert review.wake(now=NOW + timedelta(days=1)) == 1
    assert as_seen(candidate).state == "new"


def test_a_snoozed_candidate_can_be_decided_at_once():
    candidate = make_candidate()
    review.snooze(candidate, until=NOW + timedelta(days=1), actor=None, now=NOW)

    review.reject(candidate, actor=None, now=NOW, note="old news")

    assert (as_seen(candidate).state, as_seen(candidate).snoozed_until) == ("rejected", None)


def test_putting_off_into_the_past_is_refused():
    with pytest.raises(review.ReviewRefused):
        review.snooze(make_candidate(), until=NOW, actor=None, now=NOW)


def test_undoing_an_acceptance_deletes_the_draft_and_reopens_the_candidate():
    candidate = make_candidate()
    event = review.accept(candidate, actor=None, now=NOW)

    review.undo(candidate, actor=None, now=NOW)

    event.refresh_from_db()
    assert event.deleted_at == NOW
    assert (as_seen(candidate).state, as_seen(candidate).event) == ("new", None)


def test_accepting_again_after_an_undo_uses_the_same_source():
    candidate = make_candidate(item=make_item(url="", key="guid-1", state="matched", due_at=None))
    review.accept(candidate, actor=None, now=NOW)
    review.undo(candidate, actor=None, now=NOW)

    review.accept(candidate, actor=None, now=NOW)

    assert Source.objects.count() == 1


def test_undoing_a_citation_takes_it_off_the_event():
    event, candidate = make_event(cited=False), make_candidate()
    review.cite(candidate, event, actor=None, now=NOW)

    review.undo(candidate, actor=None, now=NOW)

    assert not event.citations.exists()


def test_undo_is_refused_once_the_event_was_published():
    candidate = make_candidate()
    publish([review.accept(candidate, actor=None, now=NOW)])

    with pytest.raises(review.ReviewRefused, match="Retract the event"):
        review.undo(candidate, actor=None, now=NOW)

    assert as_seen(candidate).state == "accepted"


def test_a_new_candidate_has_nothing_to_undo():
    with pytest.raises(review.DecidedMeanwhile):
        review.undo(make_candidate(), actor=None, now=NOW)


def test_an_example_becomes_an_example_event_that_production_refuses_to_publish(settings):
    item = make_item(feed=make_feed(is_example=True), state="matched", due_at=None)
    event = review.accept(make_candidate(item=item), actor=None, now=NOW)
    settings.PUBLISH_EXAMPLES = False

    with pytest.raises(PublishingRefused, match="demonstration feed"):
        publish([event])


def test_an_example_is_no_source_of_a_real_event():
    item = make_item(feed=make_feed(is_example=True), state="matched", due_at=None)

    with pytest.raises(review.ReviewRefused, match="real event"):
        review.cite(make_candidate(item=item), make_event(), actor=None, now=NOW)


def test_the_inbox_shows_identifiers_before_suggestions_and_high_scores_first():
    low, high = make_candidate(score=55), make_candidate(score=90)
    sure = make_candidate(strength="identifier", score=100)

    assert list(Candidate.objects.waiting(NOW).best_first()) == [sure, high, low]


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_the_same_moment_one_decides_and_the_other_is_told():
    candidate = make_candidate()
    seen = [as_seen(candidate) for _ in range(4)]
    barrier = threading.Barrier(len(seen))

    def decide(mine):
        try:
            barrier.wait(10)
            return review.accept(mine, actor=None, now=NOW)
        except review.DecidedMeanwhile:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(seen)) as pool:
        made = list(pool.map(decide, seen))

    assert [event for event in made if event] == [Event.objects.get()]
    assert Citation.objects.count() == 1
