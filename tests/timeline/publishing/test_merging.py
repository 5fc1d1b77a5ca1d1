"""Merging and splitting: everything moves, readers are led on, and undoing leaves all as it was."""

from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from contracts.models import Membership, Party, ProtestParty
from tests.factories import make_claim, make_dispute, make_event, make_party, make_protest, make_source, make_statement
from timeline import log
from timeline.documents.shapes import Ref, parsed
from timeline.models import Citation, Entry, Event, EventLink, EventParty, EventStep, Rearrangement, Source, State
from timeline.publishing import PublishingRefused, publish
from timeline.publishing.merging import merge, plan_merge, split, try_merge, undo
from timeline.publishing.merging.linked import STAYS, columns_on

pytestmark = pytest.mark.django_db
KINDS = ["party", "event", "protest", "source"]
KEPT_ANYWAY = {"rearrangement", "changeset", "revision", "logfollower"}
INDEX = {"entry", "evententry", "eventscope", "reference", "part"}


def rows() -> dict[str, list[Any]]:
    """All rows of the editors' tables, pairs without their own numbers."""
    found = {}
    for app in ("contracts", "timeline"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if model._meta.model_name in KEPT_ANYWAY | INDEX or hasattr(model, "pgh_tracked_model"):
                continue
            names = [field.attname for field in model._meta.concrete_fields]
            if model._meta.auto_created:
                names.remove("id")
            found[model._meta.label] = sorted(map(repr, model.objects.values_list(*names)))
    return found


def documents() -> dict[tuple[str, str], str]:
    entries = Entry.objects.filter(valid_to=None, state=State.LIVE).select_related("revision")
    return {(entry.document_type, entry.key): entry.revision.document for entry in entries}


def document(row: Any) -> dict[str, Any]:
    ref = Ref(row.document_type, row.key)
    return parsed(log.newest([ref])[ref].document)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def two(request: Any) -> tuple[Any, Any]:
    """Two published objects of a kind that share what can fall together, with much hanging on both."""
    dispute = make_dispute()
    agency, one, other = make_party(kind="agency"), make_party(name="Oracle"), make_party(name="Oracle America")
    source, copy = make_source(), make_source()
    Membership.objects.create(member=one, organization=other, post="subsidiary")
    Membership.objects.create(member=one, organization=agency, post="supplier")
    claim = make_claim(dispute=dispute)
    protests = [make_protest(dispute=dispute, protester=party) for party in (one, other)]
    ProtestParty.objects.create(protest=protests[0], party=other, role="protester", role_note="as agent")
    ProtestParty.objects.create(protest=protests[1], party=agency, role="buyer")
    ProtestParty.objects.create(protest=protests[0], party=agency, role="buyer", role_note="procuring agency")
    earlier = make_event(dispute=dispute, date="2019-01-01")
    events = [
        make_event(dispute=dispute, protest=protest, parties={party: "protester", agency: "buyer"}, date="2020-02-13")
        for protest, party in zip(protests, (one, other), strict=True)
    ]
    EventParty.objects.create(event=events[0], party=other, role="protester", role_note="as agent")
    for event, protest in zip(events, protests, strict=True):
        step = EventStep.objects.create(event=event, protest=protest, step="gao.filed")
        step.parties.set([one, other])
        step.cases.set(protest.cases.all())
        Citation.objects.create(event=event, source=source, anchor="it was filed")
        EventLink.objects.create(source=event, target=earlier, relation="responds-to")
        make_statement(event=event, claim=claim, speaker=one)
    EventLink.objects.create(source=events[1], target=events[0], relation="follows-from")
    for cited in (source, copy):
        Citation.objects.create(statement=make_statement(event=earlier, speaker=other), source=cited)
        Citation.objects.create(protest=protests[0], source=cited, anchor="the same words")
    statements = [statement for event in (earlier, *events) for statement in event.statements.all()]
    publish([dispute, claim, earlier, *events, *protests, *statements, one, other, source, copy])
    pairs = {"party": (one, other), "event": tuple(events), "protest": tuple(protests), "source": (copy, source)}
    gone, kept = pairs[request.param]
    return fresh(gone), fresh(kept)


@pytest.mark.parametrize("two", KINDS, indirect=True)
@pytest.mark.parametrize("chosen", ["kept", "gone"])
def test_undoing_a_merge_leaves_every_row_and_every_document_as_before(two: Any, chosen: str):
    gone, kept = two
    before, shown = rows(), documents()
    planned = plan_merge(gone, kept)
    choices = {one.name: chosen for one in (*planned.differing, *planned.pairs)}
    merge(gone, kept, note="The same.", choices=choices)
    assert rows() != before
    undo(Rearrangement.objects.get(), note="They are two.", now=timezone.now())
    assert documents() == shown
    assert rows() == before


@pytest.mark.parametrize("two", KINDS, indirect=True)
def test_a_merge_moves_all_and_leads_readers_on(two: Any):
    gone, kept = two
    merge(gone, kept, note="The same.")
    assert document(gone) == {
        "object": gone.document_type,
        "id": gone.key,
        "state": "merged",
        "into": {"object": kept.document_type, "id": kept.key},
    }
    assert not [
        (model, column)
        for model, column in columns_on(type(gone))
        if model.objects.filter(**{column: gone.pk}).exists() and model not in STAYS
    ]
    own = f'"object":"{gone.document_type}","id":"{gone.key}"'
    assert not [key for key, text in documents().items() if own in text]


@pytest.mark.parametrize("two", KINDS, indirect=True)
def test_what_is_published_after_a_merge_is_what_the_rows_say(two: Any):
    gone, kept = two
    merge(gone, kept, note="The same.")
    live = [row for model in (Party, Event, Source) for row in model.objects.exclude(pk=gone.pk)]
    again = [row for row in live if (row.document_type, row.key) in documents() and row.pk != gone.pk]
    assert publish(again, kind="updated").change_set is None


@pytest.mark.parametrize("two", KINDS, indirect=True)
def test_trying_a_merge_writes_nothing(two: Any):
    before, shown = rows(), documents()
    assert try_merge(*two).kinds
    assert (rows(), documents()) == (before, shown)
    assert not Rearrangement.objects.exists()


@pytest.mark.parametrize("two", ["party"], indirect=True)
def test_a_row_edited_after_the_page_was_shown_stops_the_merge(two: Any):
    gone, kept = two
    seen = plan_merge(gone, kept).fingerprint
    EventParty.objects.filter(party=gone).update(role_note="its lawyer")
    before = rows()
    with pytest.raises(PublishingRefused, match="look again"):
        merge(gone, kept, note="The same.", seen=seen)
    assert rows() == before


@pytest.mark.parametrize("two", ["party"], indirect=True)
def test_undoing_is_refused_where_later_edits_stand_on_it(two: Any):
    gone, kept = two
    merge(gone, kept, note="The same.")
    kept.role_title = "A maker of databases"
    kept.save()
    publish([kept])
    with pytest.raises(PublishingRefused, match="since"):
        undo(Rearrangement.objects.get(), note="", now=timezone.now())


@pytest.mark.parametrize("two", ["event"], indirect=True)
def test_a_merge_is_undone_once(two: Any):
    merge(*two, note="The same.")
    one = Rearrangement.objects.get()
    undo(one, note="", now=timezone.now())
    with pytest.raises(PublishingRefused, match="already"):
        undo(one, note="", now=timezone.now())


@pytest.mark.parametrize("two", ["event"], indirect=True)
def test_edits_that_wait_stand_against_a_merge(two: Any):
    gone, kept = two
    kept.title = {"en": "Nobody has seen this"}
    kept.save()
    with pytest.raises(PublishingRefused, match="edits that wait"):
        merge(gone, kept, note="The same.")


def test_events_of_two_disputes_are_not_merged():
    with pytest.raises(PublishingRefused, match="dispute"):
        merge(make_event(), make_event(), note="")


def test_a_published_object_is_not_given_up_for_a_draft():
    live, draft = make_party(), make_party()
    publish([live])
    with pytest.raises(PublishingRefused, match="other way round"):
        merge(fresh(live), draft, note="")


def test_drafts_are_merged_without_a_word_in_the_log():
    gone, kept = make_party(name="Oracle"), make_party()
    event = make_event(parties={gone: "awardee"})
    before = rows()
    merge(gone, kept, note="")
    assert event.parties.get().party == kept
    assert fresh(gone).deleted_at
    assert "Oracle" in fresh(kept).aliases
    assert not Entry.objects.exists()
    undo(Rearrangement.objects.get(), note="", now=timezone.now())
    assert rows() == before


@pytest.mark.parametrize("two", KINDS, indirect=True)
def test_a_split_moves_what_was_chosen_shows_readers_nothing_and_can_be_undone(two: Any):
    _, row = two
    before, shown = rows(), documents()
    links = plan_merge(row, two[0]).moves
    chosen = [link.name for link in links[:2] if not link.row._meta.auto_created]
    one = split(row, name="The other half", slug="other-half", chosen=chosen, now=timezone.now())
    new = type(row).objects.get(pk=one.into_pk)
    assert new.published_edit_at is None
    assert documents() == shown
    assert {move["to"] for move in one.moves if move["act"] == "moved"} == ({new.pk} if chosen else set())
    undo(one, note="", now=timezone.now())
    assert (rows(), documents()) == (before, shown)


@pytest.mark.parametrize("two", ["party"], indirect=True)
def test_a_split_whose_half_was_published_is_not_undone(two: Any):
    one = split(two[0], name="Half", slug="half", chosen=[], now=timezone.now())
    publish([Party.objects.get(slug="half")])
    with pytest.raises(PublishingRefused, match="published since"):
        undo(one, note="", now=timezone.now())


@pytest.mark.parametrize("two", ["party"], indirect=True)
def test_a_split_of_rows_that_changed_meanwhile_is_refused(two: Any):
    with pytest.raises(PublishingRefused, match="look again"):
        split(two[0], name="Half", slug="half", chosen=[], shown=["timeline.event:1:party_id"], now=timezone.now())
