"""Whatever a person should look at first stays a candidate, with the reason, and nothing of it becomes public."""

from datetime import timedelta

import pytest

from contracts.models import Case
from tests.factories import make_contract, make_event, make_feed, make_party, make_protest, make_source
from tests.timeline.automatic.conftest import DAY, NOW, SEEN, entry, tried
from timeline import automatic, review
from timeline.automatic import refusals
from timeline.models import AutomaticPublication, Candidate, Event, Feed, Revision, Source
from timeline.pipeline.automatic_rows import note_candidates
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db


def refused(candidate: Candidate) -> str:
    """Try a candidate, demand that it was left alone and nothing became public, and return why."""
    revisions, events, sources = Revision.objects.count(), Event.objects.count(), Source.objects.count()
    row = tried(candidate)
    candidate.refresh_from_db()
    assert (row.state, row.event, row.change_set) == ("refused", None, None)
    assert (Revision.objects.count(), Event.objects.count(), Source.objects.count()) == (revisions, events, sources)
    assert candidate.state in {"new", "snoozed", "rejected", "withdrawn", "accepted"}
    return " ".join(row.reasons)


def test_a_match_by_names_is_left(feed, protest):
    assert "by names and circumstances" in refused(entry(feed, protest, match={"strength": "suggestion"}))


def test_a_number_that_only_stands_in_the_text_is_left(feed, protest):
    parsed = {
        "text": "See also No. 19-1796C.",
        "identifiers": [{"scheme": "docket", "value": "20-99C", "court": "uscfc"}],
    }

    assert "not the item's own" in refused(entry(feed, protest, item={"parsed": parsed}))


def test_the_same_number_in_another_court_is_left(feed, protest):
    parsed = {"text": "", "identifiers": [{"scheme": "docket", "value": "19-1796", "court": "dcd"}]}

    assert "not the item's own" in refused(entry(feed, protest, item={"parsed": parsed}))


def test_a_proceeding_that_is_only_guessed_from_the_contract_is_left(feed, protest):
    assert "not the item's own" in refused(entry(feed, protest, match={"protest": None, "contract": make_contract()}))


def test_a_type_that_the_source_does_not_decide_is_left(feed, protest):
    assert "“Press report” is nothing that" in refused(entry(feed, protest, proposal={"type": "leak-or-report"}))


def test_an_unknown_type_is_left(feed, protest):
    assert "“Other” is nothing that" in refused(entry(feed, protest, proposal={"type": "other"}))


def test_a_kind_of_item_that_the_source_does_not_decide_is_left(feed, protest):
    assert "An item of the kind “docket”" in refused(entry(feed, protest, item={"kind": "docket"}))


@pytest.mark.parametrize("type_", ["ruling", "remand", "stay", "decision"])
def test_an_entry_that_may_only_mention_a_decision_is_left(type_, feed, protest):
    parsed = {
        **entry(feed, protest).item.parsed,
        "text": "ORDER granting Motion to Stay briefing on Motion to Dismiss.",
    }

    said = refused(entry(feed, protest, title="Order on briefing", item={"parsed": parsed}, proposal={"type": type_}))

    assert "read out of its words, which may only mention one" in said


@pytest.mark.parametrize(
    ("type_", "text"),
    [("ruling", "OPINION AND ORDER."), ("stay", "ORDER staying case."), ("remand", "ORDER of remand.")],
)
def test_an_entry_that_says_plainly_what_the_court_did_goes_out(type_, text, feed, protest):
    parsed = {**entry(feed, protest).item.parsed, "text": text}

    assert (
        tried(entry(feed, protest, title=text, item={"parsed": parsed}, proposal={"type": type_})).state == "published"
    )


@pytest.mark.parametrize("basis", ["published", "first-seen"])
def test_a_day_that_the_source_does_not_say_is_left(basis, feed, protest):
    assert "does not say on which day" in refused(entry(feed, protest, proposal={"date_basis": basis}))


def test_a_month_is_no_day(feed, protest):
    assert "does not say on which day" in refused(entry(feed, protest, item={"happened": "2026-11"}))


def test_a_day_that_lies_ahead_is_left(feed, protest):
    assert "lies ahead" in refused(entry(feed, protest, item={"happened": "2026-12-24"}))


def test_history_is_left(feed, protest):
    assert "more than 120 days ago" in refused(entry(feed, protest, item={"happened": "2020-02-13"}))


def test_what_the_record_may_hold_is_left(feed, protest):
    held = make_event(dispute=protest.dispute, protest=protest, type="order", date="2026-11-19")

    assert f"may hold it already: “{held}”" in refused(entry(feed, protest))


def test_what_seems_to_tell_of_an_event_of_the_record_is_left(feed, protest):
    held = make_event(dispute=protest.dispute, type="ruling", date="2026-09-01")

    assert f"tell of what the record holds: “{held}”" in refused(entry(feed, protest, match={"about": held}))


@pytest.mark.parametrize("date", ["2026-11", "2026", "2026~"])
def test_an_event_of_the_record_that_is_less_exact_may_be_the_same(date, feed, protest):
    make_event(dispute=protest.dispute, protest=protest, type="order", date=date)

    assert "may hold it already" in refused(entry(feed, protest))


def test_what_another_source_had_published_is_left(feed, protest, django_user_model):
    other = make_feed(name="CourtListener", parser="courtlistener", enabled=True)
    automatic.trust(other, actor=None, now=NOW - timedelta(days=1))
    assert tried(entry(Feed.objects.get(pk=other.pk), protest, title="Order, as another has it")).state == "published"

    assert "may hold it already" in refused(entry(feed, protest))


def test_a_source_tells_its_own_entries_apart(feed, protest):
    first, second = entry(feed, protest, title="Order on discovery"), entry(feed, protest, title="Order on schedule")

    assert [tried(first).state, tried(second).state] == ["published", "published"]


def test_the_same_entry_under_two_keys_is_left(feed, protest):
    first, second = entry(feed, protest, title="Order"), entry(feed, protest, title="Order")

    assert tried(first).state == "published"
    assert "may hold it already" in refused(second)


@pytest.mark.parametrize("decide", ["reject", "snooze", "accept"])
def test_what_an_editor_decided_is_left(decide, feed, protest):
    candidate = entry(feed, protest)
    note_candidates([candidate.item_id], now=NOW)
    more = {"until": NOW + timedelta(days=1)} if decide == "snooze" else {}
    getattr(review, decide)(candidate, actor=None, now=NOW, **more)
    events = Event.objects.count()

    automatic.publish_next(now=NOW)

    row = AutomaticPublication.objects.get()
    assert row.state == "refused"
    assert "no longer new" in row.reasons[0]
    assert Event.objects.count() == events
    assert not Revision.objects.filter(document_type="event").exists()


def test_what_an_editor_put_back_is_left(feed, protest):
    candidate = entry(feed, protest)
    review.reject(candidate, actor=None, now=NOW)
    review.undo(candidate, actor=None, now=NOW)

    assert "has decided on it before" in refused(candidate)


def test_what_was_withdrawn_is_left(feed, protest):
    candidate = entry(feed, protest)
    note_candidates([candidate.item_id], now=NOW)
    Candidate.objects.update(state="withdrawn")

    automatic.publish_next(now=NOW)

    assert "no longer new: withdrawn" in AutomaticPublication.objects.get().reasons[0]


def test_an_item_that_was_seen_before_the_source_was_trusted_is_left(feed, protest):
    old = NOW - timedelta(days=3)
    candidate = entry(feed, protest, item={"first_seen_at": old, "changed_at": old})

    assert "before the source was trusted" in refused(candidate)


def test_a_feed_that_is_switched_off_publishes_nothing(feed, protest):
    candidate = entry(feed, protest)
    note_candidates([candidate.item_id], now=NOW)
    Feed.objects.update(enabled=False)

    automatic.publish_next(now=NOW)

    assert "is switched off" in AutomaticPublication.objects.get().reasons[0]
    assert not Event.objects.exists()


def test_a_flood_is_left(feed, protest, monkeypatch):
    monkeypatch.setattr(refusals, "MOST_A_DAY", 1)
    tried(entry(feed, protest, title="One"))

    assert "look whether something is wrong" in refused(entry(feed, protest, title="Two"))


# --- Leaks: nothing that an editor keeps back goes out with it -------------------------------------------------------


def test_a_proceeding_that_is_a_draft_does_not_come_along(feed, protest):
    draft = make_protest(dispute=protest.dispute, forum="COFC", docket="26-500C")
    parsed = {"text": "", "identifiers": [{"scheme": "docket", "value": "26-500C", "court": "uscfc"}]}

    assert "not published yet" in refused(entry(feed, draft, item={"parsed": parsed}))


def test_a_party_that_is_a_draft_does_not_come_along(feed, protest):
    make_party(slug="secret", name="Secret Bidder LLC")

    said = refused(entry(feed, protest, proposal={"parties": [{"slug": "secret", "role": "intervenor"}]}))

    assert "not published yet" in said
    assert not Revision.objects.filter(document__contains="Secret Bidder").exists()


def test_a_source_that_an_editor_drafted_does_not_come_along(feed, protest):
    candidate = entry(feed, protest)
    make_source(url=candidate.item.url, title="An editor's unpublished words")

    assert "not published yet" in refused(candidate)
    assert not Revision.objects.filter(document__contains="unpublished words").exists()


def test_an_unpublished_edit_of_a_source_does_not_come_along(feed, protest):
    candidate = entry(feed, protest)
    source = make_source(url=candidate.item.url, title="Docket")
    publish([source])
    source.title = "An editor's unpublished words"
    source.save()

    assert tried(candidate).state == "published"
    assert not Revision.objects.filter(document__contains="unpublished words").exists()


def test_an_unpublished_edit_of_the_proceeding_does_not_come_along(feed, protest):
    Case.objects.create(protest=protest, docket_raw="26-777C", docket_number="26-777C", forum="COFC")
    protest.note = {"en": "An editor's unpublished words"}
    protest.save()

    assert tried(entry(feed, protest)).state == "published"
    assert not Revision.objects.filter(document__contains="unpublished words").exists()
    assert not Revision.objects.filter(document__contains="26-777C").exists()


def test_a_retracted_source_is_left(feed, protest):
    candidate = entry(feed, protest)
    source = make_source(url=candidate.item.url)
    publish([source])
    retract([source], note="Wrong document.")

    assert "was retracted" in refused(candidate)


def test_fields_that_no_event_can_have_are_left(feed, protest):
    assert "It makes no event" in refused(entry(feed, protest, proposal={"summary": {}}))


def test_an_act_that_fails_again_and_again_is_given_up_with_its_error(feed, protest, monkeypatch, settings):
    settings.MAX_ATTEMPTS = 1
    monkeypatch.setattr("timeline.automatic.acting.publish", lambda *_a, **_k: 1 / 0)
    candidate = entry(feed, protest)

    row = tried(candidate)

    assert row.state == "dead"
    assert "ZeroDivisionError" in row.error
    assert not Event.objects.exists()
    assert (candidate.proposal["date"], candidate.proposed_at) == (DAY, SEEN)
