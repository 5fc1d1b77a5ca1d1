"""What a trusted source decides is published once, marked everywhere, and undone in one act."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import make_feed
from tests.timeline.automatic.conftest import DAY, NOW, SEEN, entry, tried
from timeline import automatic, review
from timeline.documents.shapes import Ref
from timeline.models import AutomaticPublication, Candidate, ChangeSet, Event, Feed, Item, Revision
from timeline.pipeline import claims, matching_stage
from timeline.pipeline.automatic_rows import note_candidates
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


def event_revisions() -> list[Revision]:
    return list(Revision.objects.filter(document_type="event").order_by("seq"))


def test_a_docket_entry_of_a_trusted_court_is_published_with_its_source_and_the_mark(feed, protest):
    candidate = entry(feed, protest)

    row = tried(candidate)

    assert (row.state, row.reasons) == ("published", [])
    document = json.loads(event_revisions()[0].document)
    assert document["automatic_from"] == "Court of Federal Claims"
    assert (document["type"], document["date"]["text"], document["significance"]) == ("order", DAY, 3)
    assert document["citations"][0]["source"]["url"] == candidate.item.url
    assert row.change_set.automatic_from == "Court of Federal Claims"
    assert row.change_set.actor is None
    candidate.refresh_from_db()
    assert (candidate.state, candidate.event, candidate.decided_by) == ("accepted", row.event, None)


def test_the_mark_stands_on_page_api_and_history(client, feed, protest):
    row = tried(entry(feed, protest))
    address = f"/events/{row.event.public_id}/"

    page = client.get(address, follow=True).content.decode()
    german = client.get(f"/de{address}", follow=True).content.decode()
    answer = client.get(f"/api/v1/events/{row.event.public_id}/").json()
    history = client.get(f"/api/v1/events/{row.event.public_id}/revisions/").json()["results"]
    changes = client.get("/api/v1/changes/").json()["results"]
    listed = client.get("/disputes/jedi/").content.decode()

    assert "published automatically from Court of Federal Claims" in page
    assert "published (automatically from Court of Federal Claims)" in page
    assert "automatisch veröffentlicht aus Court of Federal Claims" in german
    assert answer["automatic_from"] == "Court of Federal Claims"
    assert history[0]["automatic_from"] == "Court of Federal Claims"
    assert {one["automatic_from"] for one in changes} == {"", "Court of Federal Claims"}
    assert "published automatically from Court of Federal Claims" in listed


@pytest.mark.parametrize(
    "address",
    [
        "/disputes/jedi/feed.atom",
        "/disputes/jedi/events.csv",
        "/embed/events/{id}/",
    ],
)
def test_the_mark_goes_out_with_feeds_tables_and_embeds(client, feed, protest, address):
    row = tried(entry(feed, protest))

    answer = client.get(address.format(id=row.event.public_id), follow=True)

    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "published automatically from Court of Federal Claims" in content.decode()


def test_an_event_that_a_person_published_carries_no_mark(client, feed, protest):
    event = review.accept(entry(feed, protest), actor=None, now=NOW)
    publish([event])

    answer = client.get(f"/api/v1/events/{event.public_id}/").json()

    assert "automatic_from" not in answer
    assert "automatically" not in client.get(f"/events/{event.public_id}/", follow=True).content.decode()


def test_trying_twice_leaves_one_event_and_one_revision(feed, protest):
    candidate = entry(feed, protest)
    tried(candidate)
    before = Revision.objects.count()

    again = tried(candidate)

    assert again.state == "published"
    assert (Event.objects.count(), Revision.objects.count()) == (1, before)
    assert automatic.publish_next(now=NOW) is False


def test_an_act_that_dies_before_its_end_leaves_nothing_and_is_done_once_afterwards(feed, protest, monkeypatch):
    candidate = entry(feed, protest)
    note_candidates([candidate.item_id], now=NOW)
    before = Revision.objects.count()

    def die(*_args, **_values):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("timeline.automatic.acting.settle", die)
        with pytest.raises(SystemExit):
            automatic.publish_next(now=NOW)
    assert (Event.objects.count(), Revision.objects.count(), ChangeSet.objects.count()) == (0, before, 1)
    assert automatic.publish_next(now=NOW) is False  # its claim holds until it lapses

    later = AutomaticPublication.objects.get().claimed_until
    assert automatic.publish_next(now=later) is True
    assert (Event.objects.count(), len(event_revisions())) == (1, 1)


def test_a_worker_that_lost_its_claim_writes_nothing(feed, protest, monkeypatch):
    candidate = entry(feed, protest)
    note_candidates([candidate.item_id], now=NOW)
    real = claims.settle

    def slow(claim, **values):
        AutomaticPublication.objects.update(claimed_until=NOW)  # another worker took it over meanwhile
        real(claim, **values)

    monkeypatch.setattr("timeline.automatic.acting.settle", slow)
    with pytest.raises(claims.ClaimLost):
        automatic.publish_next(now=NOW)

    assert not Event.objects.exists()
    assert not event_revisions()


def test_undoing_retracts_the_event_and_its_source_and_gives_the_candidate_back(client, feed, protest, admin_user):
    candidate = entry(feed, protest)
    row = tried(candidate)

    automatic.undo(row, note="It belongs to another case.", actor=admin_user, now=NOW)

    candidate.refresh_from_db()
    row.refresh_from_db()
    assert (candidate.state, candidate.event, candidate.decided_by) == ("new", None, admin_user)
    assert (row.state, row.looked_at_by) == ("undone", admin_user)
    gone = client.get(f"/events/{row.event.public_id}/")
    assert gone.status_code == 410
    assert "It belongs to another case." in gone.content.decode()
    assert client.get(f"/sources/{candidate.source.public_id}/").status_code == 410


def test_what_was_undone_is_never_published_automatically_again(feed, protest):
    candidate = entry(feed, protest)
    automatic.undo(tried(candidate), note="Wrong.", actor=None, now=NOW)
    before = Revision.objects.count()

    assert tried(candidate).state == "undone"
    assert Revision.objects.count() == before


def test_what_was_undone_cannot_be_undone_again(feed, protest):
    row = tried(entry(feed, protest))
    automatic.undo(row, note="Wrong.", actor=None, now=NOW)

    with pytest.raises(automatic.CannotUndo):
        automatic.undo(row, note="Wrong.", actor=None, now=NOW)


def test_confirming_takes_the_mark_off_and_history_keeps_it(client, feed, protest, admin_user):
    row = tried(entry(feed, protest))

    automatic.confirm(row, actor=admin_user, now=NOW)

    row.refresh_from_db()
    assert row.state == "confirmed"
    assert "automatic_from" not in client.get(f"/api/v1/events/{row.event.public_id}/").json()
    page = client.get(f"/events/{row.event.public_id}/", follow=True).content.decode()
    assert "published (automatically from Court of Federal Claims)" in page
    assert "published automatically from" not in page


def test_an_edit_at_the_source_is_shown_to_editors_and_never_published(feed, protest):
    candidate = entry(feed, protest)
    tried(candidate)
    before = Revision.objects.count()
    Item.objects.filter(pk=candidate.item_id).update(
        title="Corrected: order", revision=2, state="waiting", due_at=NOW, changed_at=NOW
    )

    matching_stage.match_some(now=NOW)
    automatic.publish_next(now=NOW)

    candidate.refresh_from_db()
    assert candidate.changed_since
    assert Revision.objects.count() == before


def test_other_reports_of_it_wait_for_an_editor_and_are_not_cited_unseen(feed, protest):
    candidate = entry(feed, protest)
    paper = make_feed(name="A Paper")
    report = entry(paper, protest, title="Paper on the order", item={"kind": "feed-entry"}, match={"leader": candidate})

    row = tried(candidate)

    report.refresh_from_db()
    assert (row.state, report.state, report.event) == ("published", "new", None)
    assert row.event.citations.count() == 1


def test_switching_trust_off_stops_what_waits_at_once(feed, protest):
    candidate = entry(feed, protest)
    note_candidates([candidate.item_id], now=NOW)

    automatic.distrust(feed)
    automatic.publish_next(now=NOW)

    row = AutomaticPublication.objects.get()
    assert row.state == "refused"
    assert row.reasons == ["“Court of Federal Claims” is not trusted to publish without review."]
    assert not event_revisions()


def test_a_feed_that_is_not_trusted_has_nothing_tried(feed, protest):
    automatic.distrust(feed)

    note_candidates([entry(feed, protest).item_id], now=NOW)

    assert not AutomaticPublication.objects.exists()


def test_trusting_again_leaves_what_was_seen_before_to_the_editors(feed, protest):
    automatic.distrust(feed)
    candidate = entry(feed, protest)
    automatic.trust(Feed.objects.get(pk=feed.pk), actor=None, now=NOW)

    note_candidates([candidate.item_id], now=NOW)

    assert Feed.objects.get(pk=feed.pk).unreviewed_since > SEEN
    assert not AutomaticPublication.objects.exists()


@pytest.mark.parametrize(
    "parser", ["feed", "article", "dod-contracts", "sam-gov", "federal-register", "ocds", "eforms"]
)
def test_a_source_that_decides_nothing_can_never_be_trusted(parser, feed):
    Feed.objects.filter(pk=feed.pk).update(publishes_unreviewed=False, parser=parser)

    with pytest.raises(automatic.CannotTrust, match="decides nothing itself"):
        automatic.trust(Feed.objects.get(pk=feed.pk), actor=None, now=NOW)

    assert not Feed.objects.get(pk=feed.pk).publishes_unreviewed


def test_a_filled_in_entry_that_was_refused_before_is_tried_again(feed, protest):
    candidate = entry(feed, protest, proposal={"type": "other"})
    assert tried(candidate).state == "refused"
    Candidate.objects.filter(pk=candidate.pk).update(proposal={**candidate.proposal, "type": "order"})

    assert tried(candidate).state == "published"
    assert len(event_revisions()) == 1


def test_the_candidate_is_worked_on_by_the_pipeline_from_the_item_on(feed, protest):
    from_feed = entry(feed, protest).item
    Candidate.objects.all().delete()
    Item.objects.filter(pk=from_feed.pk).update(state="waiting", due_at=NOW, lang="en")

    matching_stage.match_some(now=NOW)
    assert AutomaticPublication.objects.get().state == "waiting"
    automatic.publish_next(now=NOW)

    assert AutomaticPublication.objects.get().state == "published"
    assert Ref("event", Event.objects.get().key).id in event_revisions()[0].document


def test_the_mark_survives_a_record_file(feed, protest):
    tried(entry(feed, protest))
    said = StringIO()

    call_command("dump_record", "jedi", stdout=said)

    assert "automatic_from: Court of Federal Claims" in said.getvalue()
