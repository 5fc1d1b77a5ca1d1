"""Many citations at once: each unchanged, changed with the difference, retracted or unknown; as its page says."""

import pytest

from tests.factories import make_event
from tests.timeline.api.described import errors, validator_of
from timeline.codelists import RevisionKind
from timeline.publishing import publish, retract, take_down
from timeline.selectors import find, latest_seq


@pytest.fixture
def seqs(record):
    """Return the seqs of four cited events and their dispute, before three of the events change."""
    cited = [find("event", event.public_id).seq for event in record.events]
    dispute = find("dispute", record.dispute.slug).seq
    corrected, retracted, removed, _same = record.events
    corrected.summary = {"en": "Another summary."}
    corrected.save()
    publish([corrected], kind=RevisionKind.CORRECTED, note="It was wrong.")
    retract([retracted], note="It never happened.")
    take_down(removed, reason="A court ordered it.")
    return [*cited, dispute]


def test_each_state_is_told_with_its_difference_or_reason(read, seqs):
    answer = read.json(f"citation-status/?seq={','.join(map(str, [*seqs, 999_999]))}")
    assert errors(validator_of("CitationStatus"), answer) == []
    states = [one["state"] for one in answer["results"]]
    assert states == ["changed", "retracted", "retracted", "unchanged", "changed", "unknown"]
    changed, retracted, removed, same, dispute, unknown = answer["results"]
    [difference] = changed["changes"]
    assert difference["part"] == "summary"
    assert difference["after"] == {"en": "Another summary."}
    assert retracted["note"] == "It never happened."
    assert (removed["kind"], removed["note"], removed["changes"]) == ("taken_down", "A court ordered it.", [])
    assert same["changed_at"] is None
    assert same["current_seq"] == same["seq"]
    assert dispute["changes"] == []
    assert unknown == {"seq": 999_999, "state": "unknown"}


def test_it_says_what_the_page_of_each_citation_says(read, client, seqs):
    told = {
        one["seq"]: one["state"] for one in read.json(f"citation-status/?seq={','.join(map(str, seqs))}")["results"]
    }
    assert told == {seq: client.get(f"/cite/{seq}.json").json()["state"] for seq in seqs}


def test_every_seq_of_the_log_has_the_state_that_its_page_says(read, client, seqs):
    every = range(1, latest_seq() + 1)
    told = read.json(f"citation-status/?seq={','.join(map(str, every))}")["results"]
    assert [one["state"] for one in told] == [client.get(f"/cite/{seq}.json").json()["state"] for seq in every]


def test_it_costs_the_same_for_one_and_for_many(read, seqs, django_assert_num_queries):
    publish([make_event()])
    for asked in (seqs[:1], range(1, latest_seq() + 1)):
        with django_assert_num_queries(4):
            read.json(f"citation-status/?seq={','.join(map(str, asked))}")


@pytest.mark.parametrize("seq", ["", "x", "-1", "1" * 19, ",".join(["1"] * 3 + ["x"]), ",".join(map(str, range(201)))])
def test_what_is_no_list_of_seqs_is_refused(read, record, seq):
    assert {one["parameter"] for one in read.json(f"citation-status/?seq={seq}", 400)["errors"]} == {"seq"}
