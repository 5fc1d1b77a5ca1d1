"""An item that changes at its source: before review, after acceptance, after publication, twice, and away again."""

from datetime import timedelta

import pytest

from tests.factories import make_event, make_feed
from tests.timeline.pipeline.conftest import NOW
from tests.timeline.pipeline.test_corroborating import arrive, edit, jedi, match_all, of
from timeline import corrections, review
from timeline.models import Candidate, Correction, Event, Item
from timeline.publishing import publish

__all__ = ["jedi"]

TEXT = "The court granted a preliminary injunction on Thursday."
NEWER = "The court granted a preliminary injunction on Wednesday, not on Thursday."


@pytest.fixture
def feed(jedi):
    return make_feed(slug="wire", name="The Wire")


@pytest.fixture
def accepted(feed):
    arrive(feed, "wire")
    match_all()
    return review.accept(of("wire"), actor=None, now=NOW)


def the_open_one():
    return Correction.objects.open().get()


def test_before_review_the_proposal_follows_its_item(feed):
    arrive(feed, "wire")
    match_all()
    edit("wire", text=NEWER)
    match_all()

    assert of("wire").proposal["date"] == "2020-02-12"
    assert not Correction.objects.exists()


def test_after_the_acceptance_an_edit_proposes_a_correction_of_the_draft_and_no_second_event(accepted):
    edit("wire", text=NEWER)
    match_all()

    correction = the_open_one()
    assert (correction.event, correction.kind) == (accepted, "edited")
    assert correction.before["text"] == TEXT
    assert correction.after["text"] == NEWER
    assert corrections.changes(correction)["date"] == ("2020-02-13", "2020-02-12")
    assert Event.objects.count() == 1
    assert of("wire").changed_since


def test_after_publication_the_accepted_correction_is_an_edit_that_waits_to_be_published(accepted):
    publish([accepted])
    edit("wire", text=NEWER)
    match_all()

    event = corrections.accept(the_open_one(), fields=["date"], actor=None, now=NOW)

    assert str(event.date) == "2020-02-12"
    assert event.published_edit_at < event.changed_at
    assert not Correction.objects.open().exists()
    assert not of("wire").changed_since
    assert publish([event]).change_set is not None


def test_fields_that_are_not_chosen_stay_as_the_editor_wrote_them(accepted):
    Event.objects.filter(pk=accepted.pk).update(title={"en": "My own words"})
    edit("wire", text=NEWER, title="Judge stops work on the JEDI contract of the Pentagon on Wednesday")
    match_all()

    correction = the_open_one()
    assert "title" in corrections.changes(correction)
    assert "title" not in corrections.untouched(correction)
    assert "date" in corrections.untouched(correction)
    assert corrections.accept(correction, fields=["date"], actor=None, now=NOW).title == {"en": "My own words"}


def test_the_title_of_the_source_can_be_taken_over_too(accepted):
    edit("wire", title="Judge stops work on the JEDI contract of the Pentagon")
    match_all()

    corrections.accept(the_open_one(), fields=["source_title"], actor=None, now=NOW)

    assert of("wire").source.title == "Judge stops work on the JEDI contract of the Pentagon"


def test_a_second_edit_changes_the_open_correction_and_shows_the_whole_way(accepted):
    edit("wire", text=NEWER)
    match_all()
    stale = the_open_one()
    edit("wire", text=NEWER.replace("Wednesday,", "Tuesday,"))
    match_all()

    assert the_open_one().before["text"] == TEXT
    assert "Tuesday" in the_open_one().after["text"]
    with pytest.raises(corrections.CorrectionDecided):
        corrections.accept(stale, fields=["date"], actor=None, now=NOW)


def test_an_edit_that_goes_back_ends_the_correction(accepted):
    edit("wire", text=NEWER)
    match_all()
    edit("wire", text=TEXT)
    match_all()

    assert Correction.objects.get().state == "moot"


def test_after_a_correction_was_decided_a_further_edit_proposes_the_next_from_there(accepted):
    edit("wire", text=NEWER)
    match_all()
    corrections.reject(the_open_one(), note="A slip of the paper.", actor=None, now=NOW)
    edit("wire", text=NEWER.replace("Wednesday,", "Tuesday,"))
    match_all()

    assert the_open_one().before["text"] == NEWER
    assert Correction.objects.count() == 2


def test_an_item_that_no_longer_names_the_dispute_is_proposed_as_withdrawn_and_comes_back(accepted):
    edit("wire", text="The weather.", title="Rain")
    match_all()
    assert the_open_one().kind == "withdrawn"
    assert of("wire").state == "accepted"

    edit("wire", text=TEXT, title=accepted.title["en"])
    match_all()
    assert not Correction.objects.open().exists()


def test_an_entry_that_came_empty_and_is_filled_in_later_proposes_what_it_now_says(feed):
    arrive(feed, "docket", text="")
    match_all()
    event = review.accept(of("docket"), actor=None, now=NOW)
    publish([event])
    edit("docket", text="ORDER granting 130 Motion for Preliminary Injunction. (Entered: 02/13/2020)")
    match_all()

    assert corrections.changes(the_open_one())["type"] == ("other", "order")
    assert corrections.accept(the_open_one(), fields=["type"], actor=None, now=NOW).type == "order"


def test_every_source_of_an_event_proposes_its_own_correction(feed):
    for name in ("docket", "wire", "paper"):
        arrive(feed, name)
    match_all()
    event = review.accept(of("docket"), actor=None, now=NOW)
    edit("wire", text=NEWER)
    edit("paper", text="Amazon won an injunction against the contract on Thursday. It has to post $42 million.")
    match_all()

    assert {one.candidate.item.key for one in Correction.objects.open()} == {"wire", "paper"}
    assert {one.event for one in Correction.objects.open()} == {event}
    assert Event.objects.count() == 1


def test_taking_the_acceptance_back_ends_its_corrections(accepted):
    edit("wire", text=NEWER)
    match_all()
    review.undo(of("wire"), actor=None, now=NOW)

    assert Correction.objects.get().state == "moot"
    assert of("wire").state == "new"


def test_an_edit_after_a_rejection_only_marks_the_rejected_one(feed):
    arrive(feed, "wire")
    match_all()
    review.reject(of("wire"), actor=None, now=NOW)
    edit("wire", text=NEWER)
    match_all()

    assert of("wire").changed_since
    assert not Correction.objects.exists()


def test_what_was_decided_on_while_a_newer_text_waited_says_that_the_old_one_is_not_known(feed):
    arrive(feed, "wire")
    match_all()
    edit("wire", text=NEWER)
    review.accept(of("wire"), actor=None, now=NOW)
    match_all()

    assert the_open_one().before == {}
    assert the_open_one().after["text"] == NEWER


def test_reading_the_same_again_proposes_nothing(accepted):
    Item.objects.update(state="waiting", due_at=NOW)
    match_all()

    assert not Correction.objects.exists()
    assert not of("wire").changed_since


def test_a_ruling_that_is_released_after_its_sealing_keeps_both_days(jedi, feed):
    event = make_event(
        dispute=jedi,
        protest=jedi.protests.get(cases__docket_raw="19-1796C"),
        type="ruling",
        date="2020-02-13",
        title={"en": "Court issues a sealed opinion"},
        summary={"en": "The opinion is sealed."},
        sealed=True,
    )
    publish([event])
    arrive(
        feed,
        "docket",
        published="2020-03-06",
        text="REPORTED OPINION AND ORDER. Originally filed under seal on 02/13/2020. Signed by Judge Campbell-Smith.",
    )
    match_all()
    candidate = of("docket")
    assert (candidate.proposal["date"], candidate.proposal["date_public"]) == ("2020-02-13", "2020-03-06")
    assert candidate.about == event

    review.cite(candidate, event, actor=None, now=NOW)
    correction = the_open_one()
    assert (correction.kind, corrections.changes(correction)) == ("released", {"date_public": ("", "2020-03-06")})
    event = corrections.accept(correction, fields=["date_public"], actor=None, now=NOW + timedelta(hours=1))

    assert (str(event.date), str(event.date_public), event.public_basis) == ("2020-02-13", "2020-03-06", "release")
    assert Candidate.objects.count() == 1
