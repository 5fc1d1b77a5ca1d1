"""The door: what it writes, what it takes along, what it refuses."""

import json
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import make_bid, make_claim, make_contract, make_event, make_party, make_protest, make_statement
from timeline.models import Entry, EventScope, Revision
from timeline.publishing import PublishingRefused, merge, publish, readdress, restore, retract, standing, take_down
from timeline.publishing.rebuild import rebuild_index
from timeline.publishing.writing import INDEX_TABLES

pytestmark = pytest.mark.django_db


def newest(object_type: str, key: str) -> dict:
    return json.loads(Revision.objects.filter(document_type=object_type, key=key).order_by("seq").last().document)


def test_publishing_an_event_takes_every_draft_it_refers_to_along():
    oracle = make_party(slug="oracle", name="Oracle America, Inc.", aliases=["Oracle"])
    event = make_event(parties={oracle: "protester"})
    done = publish([event])
    assert {ref.object for ref in done.revisions} == {"event", "party", "source", "dispute"}
    document = newest("event", event.public_id)
    assert document["parties"][0]["party"] == {
        "object": "party",
        "id": "oracle",
        "name": "Oracle America, Inc.",
        "short_name": "Oracle",
        "kind": "company",
    }
    assert newest("dispute", event.dispute.slug)["counts"] == {"events": 1, "statements": 0, "sources": 1}


def test_the_log_has_no_gaps_and_its_times_rise():
    for _ in range(3):
        publish([make_event()])
    rows = list(Revision.objects.order_by("seq").values_list("seq", "published_at"))
    assert [seq for seq, _ in rows] == list(range(1, len(rows) + 1))
    times = [at for _, at in rows]
    assert all(a < b for a, b in pairwise(times))


def test_a_contract_with_a_long_title_and_a_long_slug_has_a_place_in_lists():
    contract = make_contract(title={"en": "x" * 300}, slug="s" * 100)
    make_bid(contract=contract)
    publish([contract.dispute, contract])
    position = Entry.objects.get(document_type="contract").position
    assert position == f"{'x' * 59}~{'s' * 100}"


def test_an_event_without_a_citation_is_refused_and_nothing_is_written():
    event = make_event(cited=False)
    with pytest.raises(PublishingRefused, match="no citation"):
        publish([event])
    assert not Revision.objects.exists()


def test_publishing_again_without_a_change_writes_nothing():
    event = make_event()
    publish([event])
    assert publish([event]).revisions == {}


def test_an_unpublished_rename_does_not_leak_through_another_publication():
    party = make_party(name="Old name")
    publish([make_event(parties={party: "awardee"})])
    party.name = "Secret new name"
    party.save()
    publish([make_event(parties={party: "awardee"})])
    assert not Revision.objects.filter(document__contains="Secret").exists()


def test_a_published_rename_refreshes_every_document_that_shows_it():
    party = make_party(name="Old name", aliases=["Old"])
    protest = make_protest(protester=party)
    protest.parties.update(party=party)
    event = make_event(protest=protest, dispute=protest.dispute, parties={party: "protester"})
    publish([event, protest])
    party.name, party.aliases = "New name", ["New"]
    party.save()
    done = publish([party])
    assert newest("event", event.public_id)["parties"][0]["party"]["name"] == "New name"
    assert newest("event", event.public_id)["protest"]["name"] == "Protest of New"
    assert set(done.kinds.values()) == {"updated", "refreshed"}


def test_a_retracted_event_leaves_current_lists_and_history_keeps_it():
    event = make_event()
    publish([event])
    retract([event], note="It never happened.")
    assert Entry.objects.get(document_type="event", key=event.public_id, valid_to=None).state == "retracted"
    assert not EventScope.objects.filter(scope=f"dispute:{event.dispute.slug}", valid_to=None).exists()
    assert newest("dispute", event.dispute.slug)["counts"]["events"] == 0
    assert "Court rules" in Revision.objects.filter(key=event.public_id).order_by("seq").first().document


def test_what_others_still_show_is_not_retracted_alone():
    party = make_party()
    event = make_event(parties={party: "awardee"})
    publish([event])
    with pytest.raises(PublishingRefused, match="still shown by event"):
        retract([party], note="No.")


def test_a_retracted_event_can_be_restored():
    event = make_event()
    publish([event])
    retract([event], note="Wrong.")
    assert restore([event], note="It was right.").kinds[("event", event.public_id)] == "restored"
    assert standing(event).state == "live"


def test_taking_down_stubs_all_history_and_every_repetition():
    secret = make_event(title={"en": "Sealed thing told"}, summary={"en": "The sealed thing."})
    other = make_event(dispute=secret.dispute)
    other.links.create(source=other, target=secret, relation="follows-from")
    publish([secret, other])
    take_down(secret, reason="By order of the court.")
    assert not Revision.objects.filter(document__icontains="sealed thing").exists()
    assert not Entry.objects.filter(facts__icontains="sealed thing").exists()
    assert newest("event", other.public_id)["links"] == []


def test_the_log_refuses_updates_and_deletes():
    publish([make_event()])
    for change in (lambda: Revision.objects.update(note="x"), lambda: Revision.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_what_was_published_cannot_be_deleted():
    event = make_event()
    publish([event])
    with pytest.raises(DatabaseError, match="cannot be deleted"), transaction.atomic():
        event.delete()


def test_merging_parties_moves_references_and_leaves_a_tombstone():
    old, new = make_party(name="Old co"), make_party(name="New co")
    event = make_event(parties={old: "awardee"})
    publish([event, new])
    merge(old, new, note="The same firm.")
    assert newest("event", event.public_id)["parties"][0]["party"]["id"] == new.slug
    assert newest("party", old.slug)["into"]["id"] == new.slug
    assert event.parties.get().party == new


def test_a_claim_counts_its_published_statements():
    claim = make_claim()
    statement = make_statement(claim=claim, event=make_event(dispute=claim.dispute))
    draft = make_statement(claim=claim, event=statement.event)
    publish([statement])
    assert newest("claim", claim.slug)["counts"] == {"alleges": 1}
    publish([draft])
    assert newest("claim", claim.slug)["counts"] == {"alleges": 2}


def test_standing_names_the_unpublished_edits():
    event = make_event()
    assert standing(event).state == "draft"
    publish([event])
    assert standing(event).changes == ()
    event.title = {"en": "Court thinks again"}
    event.save()
    assert [change.part for change in standing(event).changes] == ["slug", "title"]


def test_rebuilding_the_index_gives_identical_rows():
    event, other = make_event(), make_event()
    other.links.create(source=other, target=event, relation="follows-from")
    statement = make_statement(event=event, claim=make_claim(dispute=event.dispute))
    publish([event, statement, other])
    event.title = {"en": "Court thinks again"}
    event.save()
    publish([event])
    retract([other], note="No.")
    take_down(statement, reason="Order.")
    before = index_tables()
    rebuild_index()
    assert index_tables() == before


def index_tables() -> dict[str, list]:
    with connection.cursor() as cursor:
        tables = {}
        for table in INDEX_TABLES:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1")  # noqa: S608  # constants
            tables[table] = cursor.fetchall()
        return tables


def test_a_new_slug_leaves_the_old_one_redirecting_and_taken(client):
    claim = make_claim(slug="old-name")
    statement = make_statement(event=make_event(dispute=claim.dispute), claim=claim)
    publish([statement])
    readdress(claim, "new-name", note="Clearer.")
    assert newest("event", statement.public_id)["claim"]["id"] == "new-name"
    assert newest("claim", "new-name")["counts"] == {"alleges": 1}
    assert client.get("/claims/old-name/").headers["Location"].endswith("/claims/new-name/")
    with pytest.raises(PublishingRefused, match="is taken"):
        readdress(claim, "old-name")
    with pytest.raises(PublishingRefused, match="cannot be published again"):
        publish([make_claim(slug="old-name", dispute=claim.dispute)])
