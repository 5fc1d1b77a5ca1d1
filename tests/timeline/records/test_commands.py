"""What the commands say."""

import pytest
from django.core.management import call_command

from contracts.identifiers import public_id_for
from timeline.models import Event, EventEntry, Revision

pytestmark = pytest.mark.django_db


def said(capsys, *command) -> list[str]:
    call_command(*map(str, command))
    captured = capsys.readouterr()
    assert captured.err == "", "a progress bar is for terminals"
    return captured.out.splitlines()


def test_load_record_counts_by_file_and_section(record, capsys):
    record.write()
    lines = said(capsys, "load_record", record.folder)
    assert [line.split() for line in lines] == [
        ["boats", "claim", "1", "created"],
        ["boats", "contract", "1", "created"],
        ["boats", "dispute", "1", "created"],
        ["boats", "event", "2", "created"],
        ["boats", "protest", "1", "created"],
        ["boats", "source", "2", "created"],
        ["boats", "statement", "1", "created"],
        ["parties", "party", "3", "created"],
    ]


def test_load_record_says_that_it_took_the_parties_along_only_if_they_changed(record, capsys):
    record.write()
    path = record.folder / "boats.yaml"
    assert said(capsys, "load_record", path)[0].endswith("parties.yaml changed since it was last loaded: loaded too.")
    assert "loaded too" not in "".join(said(capsys, "load_record", path))


def test_load_record_lists_each_conflict_and_what_a_side_decides(record, capsys):
    record.load()
    Event.objects.filter(public_id=public_id_for("event", "boats", "decided")).update(sealed=True)
    lines = said(capsys, "load_record", record.folder)
    assert "boats          event      1 unchanged, 1 conflict" in lines
    assert lines[-1] == "conflict: boats: event decided was edited here since the last load"
    assert said(capsys, "load_record", record.folder, "--ours")[-1].startswith("kept: boats: event decided")
    assert said(capsys, "load_record", record.folder, "--theirs", "--dry-run")[-1].startswith("Nothing was written")
    assert Event.objects.filter(sealed=True).exists()
    assert "boats          event      1 updated, 1 unchanged" in said(capsys, "load_record", record.folder, "--theirs")
    assert not Event.objects.filter(sealed=True).exists()


def test_rebuild_index_fills_the_index_from_the_log(record, capsys):
    record.load()
    EventEntry.objects.all().delete()
    assert said(capsys, "rebuild_index") == [f"{Revision.objects.count()} revisions indexed."]
    assert EventEntry.objects.count() == 3
