"""A table becomes drafts in one act or not at all, tells what is wrong by row and column, and can be taken back."""

import os
import signal
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from contracts.models import Party
from tests.factories import make_contract, make_dispute, make_event, make_party, make_source
from timeline.codelists import ImportState
from timeline.models import Citation, Event, EventImport, EventParty, ImportedRow, Source
from timeline.publishing import publish
from timeline.spreadsheets import acts
from timeline.spreadsheets.columns import COLUMNS
from timeline.spreadsheets.tables import csv_bytes
from timeline.spreadsheets.writing import HEADS, rows_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = [column.name for column in COLUMNS]
GOOD = {
    "dispute": "one",
    "date": "Oct 2018",
    "title": "A company protests",
    "summary": "It did.",
    "type": "protest-filed",
    "parties": "protester: oracle; awardee: Big Blue",
    "sources": "https://known.example/1\nhttps://new.example/2 | New story | The Post | 2018-10-02 | news | en | all",
}


@pytest.fixture
def dispute(db):
    dispute = make_dispute(slug="one", name="The One")
    make_party(slug="oracle", name="Oracle America, Inc.", aliases=["Oracle"])
    make_party(slug="ibm", name="International Business Machines", aliases=["Big Blue"])
    make_source(url="https://known.example/1")
    make_contract(slug="cloud", dispute=dispute)
    return dispute


def handed_in(*rows: dict) -> EventImport:
    lines = [[row.get(name, "") for name in NAMES] for row in rows]
    return acts.hand_in("events.csv", csv_bytes(NAMES, lines), by=None, now=NOW)


def imported(*rows: dict) -> EventImport:
    one = handed_in(*rows)
    acts.begin(one, now=NOW)
    acts.run(one.pk, now=NOW)
    one.refresh_from_db()
    return one


def said(*rows: dict, **chosen) -> list[tuple[int, str, str]]:
    one = handed_in(*rows)
    if chosen:
        acts.choose(one, mapping=one.mapping, **chosen)
    return [(found.row, found.column, found.sentence) for found in acts.tried(one, today=date(2026, 11, 22))[1]]


def test_a_row_becomes_a_draft_with_parties_and_sources(dispute):
    one = imported(GOOD | {"contracts": "cloud", "title_de": "Eine Firma protestiert", "sealed": "yes"})

    event = Event.objects.get()
    assert (one.state, one.made, bytes(one.content)) == (ImportState.DONE, 1, b"")
    assert (str(event.date), event.type, event.sealed) == ("2018-10", "protest-filed", True)
    assert event.title == {"en": "A company protests", "de": "Eine Firma protestiert"}
    assert event.published_edit_at is None
    assert [(row.party.slug, row.role) for row in event.parties.all()] == [("oracle", "protester"), ("ibm", "awardee")]
    assert [contract.slug for contract in event.contracts.all()] == ["cloud"]
    cited = [(row.source.url, row.source.title, row.anchor) for row in event.citations.all()]
    assert cited[1] == ("https://new.example/2", "New story", "all")
    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"dispute": "two"}, "dispute", "there are one"),
        ({"date": "01/02/2018"}, "date", "month"),
        ({"date": ""}, "date", ""),
        ({"type": "quarrel"}, "type", "allowed are"),
        ({"type": "statement"}, "type", "allowed are"),
        ({"title": ""}, "title", "Empty"),
        ({"summary": "x" * 2001}, "summary", "2,000"),
        ({"significance": "9"}, "significance", "1 (landmark)"),
        ({"sealed": "maybe"}, "sealed", "yes nor no"),
        ({"confidence": "sure"}, "confidence", "allowed are"),
        ({"contracts": "none-such"}, "contracts", "no contract"),
        ({"protest": "B-1"}, "protest", "no proceeding"),
        ({"parties": "boss: oracle"}, "parties", "no role"),
        ({"parties": "protester: Oracel America"}, "parties", "Did you mean “oracle”?"),
        ({"sources": "javascript:alert(1) | x"}, "sources", "no address"),
        ({"sources": "https://unknown.example/"}, "sources", "add its title"),
        ({"sources": "https://u.example/ | T | P | 2019 | gossip"}, "sources", "allowed are"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column_with_what_is_allowed(dispute, cells, column, words):
    found = said(GOOD, GOOD | {"title": "Another"} | cells)

    assert [(row, name) for row, name, _ in found] == [(3, column)]
    assert words in found[0][2]


def test_a_formula_is_refused_not_computed(dispute):
    one = acts.hand_in("x.csv", b"dispute,date,title,summary\none,2019,=A1,x\n", by=None, now=NOW)

    (found,) = acts.tried(one, today=date(2026, 11, 22))[1][:1]
    assert (found.row, found.column, found.sentence) == (2, "title", "A formula. Paste its result as a value.")


def test_what_the_record_or_the_file_has_already_is_named(dispute):
    there = make_event(dispute=dispute, date="2018-10", title={"en": "A company protests"})

    found = said(GOOD, GOOD)

    assert there.public_id in found[0][2]
    assert found[1] == (3, "title", "Row 2 has the same dispute, date and title.")


def test_unknown_parties_become_drafts_only_if_asked_for(dispute):
    row = GOOD | {"parties": "protester: Newcomer LLC"}
    assert said(row)[0][1] == "parties"
    assert said(row, new_parties="company") == []

    one = handed_in(row, row | {"title": "Another"})
    acts.choose(one, mapping=one.mapping, new_parties="company")
    acts.begin(one, now=NOW)
    acts.run(one.pk, now=NOW)

    made = Party.objects.get(slug="newcomer-llc")
    assert (made.kind, made.published_edit_at) == ("company", None)
    assert EventParty.objects.filter(party=made).count() == 2


def test_a_column_that_is_needed_and_not_chosen_is_named(dispute):
    one = handed_in(GOOD)
    acts.choose(one, mapping={"dispute": 0, "date": 1, "title": 4}, new_parties="")

    (found,) = acts.tried(one, today=date(2026, 11, 22))[1]
    assert (found.row, found.column) == (0, "summary")


def test_an_error_that_came_up_since_makes_nothing_and_opens_the_import_again(dispute):
    one = handed_in(GOOD | {"title": "First"}, GOOD)
    acts.begin(one, now=NOW)
    make_event(dispute=dispute, date="2018-10", title={"en": GOOD["title"]})

    acts.run(one.pk, now=NOW)
    one.refresh_from_db()

    assert (one.state, Event.objects.count()) == (ImportState.REFUSED, 1)
    assert "The record has this event already" in one.error


def test_an_import_is_made_once_however_often_it_is_asked_for(dispute):
    one = imported(GOOD)

    assert acts.run(one.pk, now=NOW) is False
    with pytest.raises(acts.ImportRefused):
        acts.begin(one, now=NOW)
    assert Event.objects.count() == 1


def test_a_whole_import_is_taken_back_with_what_it_made_and_nothing_else(dispute):
    one = imported(GOOD, GOOD | {"title": "Another"})

    assert acts.undo(one, by=None, now=NOW) == 3

    assert (Event.objects.count(), ImportedRow.objects.count()) == (0, 0)
    assert [source.url for source in Source.objects.all()] == ["https://known.example/1"]
    assert Party.objects.count() >= 2
    one.refresh_from_db()
    assert (one.state, one.undone_at) == (ImportState.UNDONE, NOW)


@pytest.mark.parametrize("hindrance", ["published", "edited", "used"])
def test_what_was_published_edited_or_used_since_prevents_taking_back_and_is_named(dispute, hindrance):
    one = imported(GOOD, GOOD | {"title": "Another"})
    event = Event.objects.order_by("pk").first()
    if hindrance == "published":
        publish([dispute, event])
    elif hindrance == "edited":
        event.save()
    else:
        other = make_event(dispute=dispute, cited=False)
        Citation.objects.create(event=other, source=Source.objects.get(url="https://new.example/2"))

    with pytest.raises(acts.ImportRefused) as refused:
        acts.undo(one, by=None, now=NOW)

    assert any(hindrance in reason for reason in refused.value.reasons)
    assert refused.value.reasons[0].startswith("Row 2: ")
    assert Event.objects.filter(imported__isnull=False).count() == 2


def test_a_file_goes_out_and_comes_in_unchanged(dispute):
    one = imported(GOOD | {"contracts": "cloud", "summary_de": "So war es.", "note": "- perhaps"})
    parts = Event.objects.prefetch_related("contracts", "parties__party", "citations__source")
    before = list(rows_of(parts))
    acts.undo(one, by=None, now=NOW)

    again = acts.hand_in("events.csv", csv_bytes(HEADS, before), by=None, now=NOW)
    acts.begin(again, now=NOW)
    acts.run(again.pk, now=NOW)

    assert list(rows_of(parts.all())) == before


@pytest.mark.django_db(transaction=True)
def test_an_import_whose_process_is_killed_leaves_nothing_and_is_made_later(transactional_db, monkeypatch):
    dispute = make_dispute(slug="one", name="The One")
    one = handed_in(*({"dispute": "one", "date": "2018", "title": f"Event {n}", "summary": "x"} for n in range(20)))
    acts.begin(one, now=NOW)
    reading, writing = os.pipe()

    child = os.fork()
    if child == 0:  # the other process: a connection of its own, and no way back into the tests
        connection.connection = None
        made = acts._event

        def slowly(*given):
            made(*given)
            os.write(writing, b".")
            time.sleep(0.3)

        acts._event = slowly
        acts.run(one.pk, now=NOW)
        os._exit(0)
    try:
        assert os.read(reading, 1) + os.read(reading, 1) == b".."
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    assert (Event.objects.count(), ImportedRow.objects.count()) == (0, 0)
    one.refresh_from_db()
    assert one.state == ImportState.WAITING
    later = one.claimed_until
    assert acts.due_now(now=later) == [one.pk]
    acts.run(one.pk, now=later)
    assert Event.objects.filter(dispute=dispute).count() == 20


@pytest.mark.parametrize("state", ImportState.values)
def test_what_was_never_imported_is_removed_in_time_and_nothing_else(state, settings, db):
    now = NOW
    for days in (13, 15):
        EventImport.objects.create(
            name=f"{days}.csv",
            sha256="0" * 64,
            content=b"a",
            state=state,
            handed_in_at=now - timedelta(days=days),
        )
    settings.KEEP_IMPORTS_DAYS = 0
    assert acts.expire(now=now) == 0
    settings.KEEP_IMPORTS_DAYS = 14
    gone = {"15.csv"} if state in {"open", "refused", "dead"} else set()
    assert acts.expire(now=now) == len(gone)
    assert acts.expire(now=now) == 0
    assert set(EventImport.objects.values_list("name", flat=True)) == {"13.csv", "15.csv"} - gone
