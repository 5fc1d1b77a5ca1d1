"""A load never undoes an editor's work: what was edited, made or removed here is left alone and reported."""

import pytest
from django.utils import timezone

from contracts.identifiers import public_id_for
from contracts.models import Contract, Dispute, Party
from tests.factories import make_event, make_party, make_source, make_statement
from timeline import log
from timeline.documents.shapes import Ref
from timeline.models import Event, EventLink, EventParty, RecordOrigin, Revision, Source, Statement
from timeline.publishing import publish, restore, retract, take_down
from timeline.records.decisions import Side
from timeline.records.loading import load

pytestmark = pytest.mark.django_db


def event(entry: str) -> Event:
    return Event.objects.get(public_id=public_id_for("event", "boats", entry))


def is_live(row) -> bool:
    ref = Ref(row.document_type, row.key)
    return ref in log.live_documents([ref])


def edit(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def reasons(loaded) -> dict[str, str]:
    return {d.label: d.reason for d in loaded.decisions if d.reason}


def test_an_object_edited_here_is_left_alone_and_listed(record):
    record.load()
    edit(event("decided"), title={"en": "An editor’s title"})
    record.change("title: GAO denies\n", "title: The file’s title\n")
    seq = log.latest_seq()
    loaded = record.load()
    assert reasons(loaded) == {"event decided": "was edited here since the last load, and the file changed too"}
    assert event("decided").title == {"en": "An editor’s title"}
    assert log.latest_seq() == seq


def test_an_edit_of_a_row_that_hangs_on_an_object_counts(record):
    record.load()
    EventParty.objects.create(event=event("decided"), party=Party.objects.get(slug="navy"), role="respondent")
    assert reasons(record.load()) == {"event decided": "was edited here since the last load"}
    assert event("decided").parties.count() == 1


def test_an_edited_bid_makes_its_contract_a_conflict(record):
    record.load()
    bid = Contract.objects.get(slug="boats").bids.get()
    edit(bid, outcome="withdrawn")
    record.change("outcome: unsuccessful", "outcome: excluded")
    assert record.outcome() == {"contract boats": "conflict"}


def test_other_changes_of_the_file_come_in_beside_a_conflict(record):
    record.load()
    edit(event("decided"), title={"en": "An editor’s title"})
    record.change("title: GAO denies\n", "title: The file’s title\n")
    record.change("title: Acme protests\n", "title: Acme protests again\n")
    assert record.outcome() == {"event decided": "conflict", "event filed": "updated"}


def test_with_ours_the_sites_row_stays_and_is_no_conflict(record):
    record.load()
    edit(event("decided"), title={"en": "An editor’s title"})
    record.change("title: GAO denies\n", "title: The file’s title\n")
    assert record.outcome(side=Side.OURS) == {"event decided": "kept"}
    assert event("decided").title == {"en": "An editor’s title"}


def test_with_theirs_the_files_values_win_and_the_conflict_is_over(record):
    record.load()
    edit(event("decided"), title={"en": "An editor’s title"})
    record.change("title: GAO denies\n", "title: The file’s title\n")
    assert record.outcome(side=Side.THEIRS) == {"event decided": "updated"}
    assert event("decided").title == {"en": "The file’s title"}
    assert record.outcome() == {}


def test_the_same_change_on_both_sides_is_no_conflict(record):
    record.load()
    edit(event("decided"), title={"en": "Better"})
    publish([event("decided")])
    record.change("title: GAO denies\n", "title: Better\n")
    assert record.outcome() == {}
    record.change("title: Better\n", "title: Best\n")
    assert record.outcome() == {"event decided": "updated"}


def test_a_removed_entry_is_retracted_with_its_links(record):
    record.load()
    record.cut("- id: decided", "statements:")
    record.change(", end_event: decided", "")
    assert record.outcome() == {"event decided": "retracted", "protest gao-1": "updated"}
    assert not is_live(event("decided"))
    assert is_live(event("filed"))
    last = Revision.objects.filter(key=event("decided").key).order_by("seq").last()
    assert (last.kind, last.note) == ("retracted", "No longer part of the record.")
    assert record.outcome() == {}


def test_an_entry_that_returns_is_put_back(record):
    record.load()
    whole = record.boats
    record.cut("- id: decided", "statements:")
    record.change(", end_event: decided", "")
    record.load()
    record.boats = whole
    assert record.outcome() == {"event decided": "restored", "protest gao-1": "updated"}
    assert is_live(event("decided"))
    assert EventLink.objects.count() == 1
    assert record.outcome() == {}


def test_a_removed_entry_that_was_edited_here_stays(record):
    record.load()
    edit(event("decided"), title={"en": "An editor’s title"})
    record.cut("- id: decided", "statements:")
    record.change(", end_event: decided", "")
    loaded = record.load()
    assert reasons(loaded) == {"event decided": "is no longer in the file, but was edited here since the last load"}
    assert is_live(event("decided"))
    assert record.outcome(side=Side.THEIRS) == {"event decided": "retracted"}


def test_a_removed_entry_that_something_else_shows_stays_and_nothing_is_lost(record):
    record.load()
    statement = make_statement(event=event("decided"), speaker=Party.objects.get(slug="jane-doe"))
    publish([statement])
    record.cut("- id: decided", "statements:")
    record.change(", end_event: decided", "")
    loaded = record.load()
    assert list(reasons(loaded)) == ["event decided"]
    assert f"is still shown by event {statement.public_id}" in reasons(loaded)["event decided"]
    assert is_live(event("decided"))


def test_entries_that_show_each_other_are_retracted_together(record):
    record.load()
    record.cut("statements:\n", "sources:\n- id: news")
    record.cut("claims:\n", "events:")
    assert record.outcome() == {"statement doe-unfair": "retracted", "claim unfair": "retracted"}


def test_objects_made_in_the_admin_are_never_touched(record):
    acme = make_party(slug="acme", name="An editor’s Acme")
    publish([acme])
    loaded = record.load(side=Side.THEIRS)
    assert reasons(loaded) == {"party acme": "was made in the admin and differs from the file"}
    assert Party.objects.get(slug="acme").name == "An editor’s Acme"
    assert is_live(event("filed"))
    assert not RecordOrigin.objects.filter(object_key="acme").exists()


def test_a_draft_of_an_editor_is_neither_changed_nor_made_public(record):
    make_party(slug="acme", name="Secret draft")
    outcome = record.outcome()
    assert outcome["party acme"] == "conflict"
    assert outcome["event filed"] == "conflict", "it would show the draft"
    assert outcome["event decided"] == "conflict", "it names the event that was not made"
    assert outcome["party navy"] == "created"
    assert not Revision.objects.filter(document__contains="Secret").exists()
    assert not is_live(Party.objects.get(slug="acme"))


def test_an_address_that_a_source_of_an_editor_has_is_a_conflict(record):
    source = make_source(url="https://gao.example/1", title="The editor’s")
    publish([source])
    loaded = record.load()
    assert "address https://gao.example/1 already belongs to source" in reasons(loaded)["source ruling"]
    assert Source.objects.filter(url="https://gao.example/1").count() == 1


def test_what_an_editor_retracted_stays_retracted(record):
    record.load()
    statement = Statement.objects.get()
    retract([statement], note="Withdrawn.")
    assert record.outcome() == {"statement doe-unfair": "conflict"}
    record.change("quote: This was not fair.", "quote: This was unfair.")
    assert record.outcome() == {"statement doe-unfair": "conflict"}
    assert not is_live(statement)
    assert record.outcome(side=Side.THEIRS) == {"statement doe-unfair": "restored"}
    assert is_live(statement)


def test_what_was_taken_down_never_comes_back(record):
    record.load()
    statement = Statement.objects.get()
    take_down(statement, reason="Court order.")
    record.change("quote: This was not fair.", "quote: This was unfair.")
    assert record.outcome(side=Side.THEIRS) == {"statement doe-unfair": "conflict"}
    assert not is_live(statement)


def test_what_an_editor_put_back_after_the_file_dropped_it_stays(record):
    record.load()
    record.cut("statements:\n", "sources:\n- id: news")
    record.load()
    restore([Statement.objects.get()], note="Back.")
    assert reasons(record.load()) == {"statement doe-unfair": "is no longer in the file, but was put back here"}
    assert is_live(Statement.objects.get())


def test_an_object_that_an_editor_gave_another_slug_is_not_made_again(record):
    record.load()
    Party.objects.filter(slug="acme").update(slug="acme-corporation")
    record.change("name: Acme Corporation", "name: Acme Incorporated")
    loaded = record.load()
    assert reasons(loaded)["party acme"] == "was renamed or removed here"
    assert not Party.objects.filter(slug="acme").exists()


def test_two_files_cannot_own_one_object(record, tmp_path):
    record.load()
    other = record.boats.replace("id: boats, name: Boats", "id: ships, name: Ships").replace(
        "- id: boats\n", "- id: x\n"
    )
    path = tmp_path / "ships.yaml"
    path.write_text(other.replace("[boats]", "[x]").replace("Unfair scoring", "Fair scoring"), encoding="utf-8")
    loaded = load([path], now=timezone.now())
    assert reasons(loaded)["claim unfair"] == "belongs to boats (unfair) and differs from the file"
    assert "already belongs to source" in reasons(loaded)["source news"]
    assert Dispute.objects.count() == 2


def test_renaming_an_entry_keeps_its_object_if_its_public_id_is_given(record):
    record.load()
    key = event("decided").public_id
    record.boats = record.boats.replace("- id: decided\n", f"- id: gao-denies\n  public_id: {key}\n")
    record.boats = record.boats.replace("end_event: decided", "end_event: gao-denies")
    assert record.outcome() == {}
    assert RecordOrigin.objects.get(object_key=key).entry == "gao-denies"


def test_a_link_to_an_event_of_an_editor_is_judged_when_a_load_moves_a_date(record):
    record.load()
    ours = make_event(dispute=Dispute.objects.get(), date="2020-03-10")
    EventLink.objects.create(source=ours, target=event("filed"), relation="follows-from")
    publish([ours])
    record.boats = record.boats.replace("2020-03-10", "2020-04-10")
    with pytest.raises(Exception, match="the effect lies before its cause"):
        record.load()
    assert event("filed").date.text == "2020-03-10"
