"""A process told as releases: one an act, merging in any order to its record, and silent about what was removed."""

import os
import random
from pathlib import Path

import orjson
import pytest
from ocdsmerge import Merger

from contracts.models import Bid, ProtestParty
from tests.factories import (
    make_award,
    make_bid,
    make_claim,
    make_contract,
    make_event,
    make_party,
    make_protest,
    make_source,
    make_statement,
)
from tests.timeline.exports.test_ocds import CORE
from timeline import selectors
from timeline.exports.ocds.checking import faults, patched
from timeline.exports.ocds.extension import FOLDER
from timeline.exports.ocds.history import processes, record_text, release_texts
from timeline.exports.ocds.merging import merged, within
from timeline.exports.ocds.publisher import publisher
from timeline.models import Citation, Revision
from timeline.publishing import publish, retract, take_down

pytestmark = pytest.mark.django_db

REMOVED = "Xylophone"
# The standard's own schema with the extensions that we use, where it is at hand (OCDS_SCHEMA=a.json:b.json); its rules
# of merging differ from those of ours alone in no member that we write.
FILES = [Path(name) for name in os.environ.get("OCDS_SCHEMA", "").split(":") if name]


def schema():
    base, *patches = [orjson.loads(path.read_bytes()) for path in FILES] or [CORE]
    return patched(base, [*patches, orjson.loads((FOLDER / "release-schema.json").read_bytes())])


def told(contract):
    """All releases and the record of one process, as they stand now."""
    (process,) = [one for one in processes(selectors.latest_seq()) if one.contract == contract.slug]
    releases = [orjson.loads("".join(text)) for text in release_texts(process, publisher())]
    return releases, orjson.loads("".join(record_text(process, publisher())))


def is_about_ours(fault):
    return fault.startswith(("complaints", "statements", "recordDocuments")) and "/documents/" not in fault


class Story:
    """A contract in dispute, and random acts of its editors."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.contract = make_contract(ceiling_amount=5, ceiling_currency="USD")
        self.oracle = make_party(name="Oracle America, Inc.")
        self.protest = make_protest(dispute=self.contract.dispute, protester=self.oracle)
        self.protest.contracts.add(self.contract)
        self.event = make_event(dispute=self.contract.dispute, contracts=[self.contract], protest=self.protest)
        self.statements = []
        publish([self.contract.dispute, self.contract, self.protest, self.event])

    def act(self):
        chosen = self.random.choice(
            [self.say, self.say, self.bid, self.drop_bid, self.award, self.retitle, self.join, self.cite, self.unsay]
        )
        chosen()

    def say(self):
        claim = make_claim(dispute=self.contract.dispute) if self.random.random() < 0.3 else None
        self.statements.append(make_statement(event=self.event, quote=f"{REMOVED} {len(self.statements)}", claim=claim))
        publish([self.statements[-1]])

    def unsay(self):
        if self.statements:
            one = self.statements.pop()
            if self.random.random() < 0.5:
                retract([one], note="It was somebody else.")
            else:
                take_down(one, reason="By order of a court.")

    def bid(self):
        make_bid(contract=self.contract, outcome="excluded", summary={"en": "Late."})
        publish([self.contract])

    def drop_bid(self):
        found = self.random.choice([None, *Bid.objects.filter(contract=self.contract)])
        if found:
            found.delete()
            publish([self.contract])

    def award(self):
        make_award(contract=self.contract, amount=self.random.choice([None, 7]), currency="USD")
        publish([self.contract])

    def retitle(self):
        self.contract.description = self.random.choice([{}, {"en": "Cloud."}, {"en": "Other cloud."}])
        self.contract.ceiling_amount = self.random.choice([None, 5, 6])
        self.contract.award_ids = self.random.choice([[], ["A-1"], ["A-2", "A-1"]])
        self.contract.save()
        publish([self.contract])

    def join(self):
        ProtestParty.objects.create(protest=self.protest, party=make_party(), role="intervenor")
        publish([self.protest])

    def cite(self):
        Citation.objects.create(source=make_source(), anchor="it says so", contract=self.contract)
        publish([self.contract])


@pytest.mark.parametrize("seed", range(6))
def test_releases_merge_to_the_record_in_any_order(seed):
    story = Story(seed)
    for _ in range(14):
        story.act()
    releases, record = told(story.contract)
    assert len(releases) > 5
    rules = schema()
    for release in [*releases, record["compiledRelease"]]:
        assert [fault for fault in faults(rules, release) if FILES or is_about_ours(fault)] == []
    for _ in range(3):
        story.random.shuffle(releases)
        assert Merger(rules).create_compiled_release(releases) == record["compiledRelease"]


def test_each_act_is_one_release_named_and_dated_by_the_log():
    story = Story(0)
    story.say()
    story.bid()
    releases, record = told(story.contract)
    ids = [int(one["id"]) for one in releases]
    assert ids == sorted({max(row.seq for row in rows) for rows in acts().values()})
    assert [one["date"] for one in releases] == [selectors.published_at(seq).isoformat() for seq in ids]
    assert [one["date"] for one in releases] == sorted({one["date"] for one in releases})
    assert [one["tag"] for one in releases] == [["tender"], ["tenderUpdate"], ["tenderUpdate"]]
    assert [one["url"].partition("#")[2] for one in record["releases"]] == [one["id"] for one in releases]


def acts():
    found = {}
    for row in Revision.objects.all():
        found.setdefault(row.change_set_id, []).append(row)
    return found


def test_a_release_says_only_what_its_act_changed():
    story = Story(0)
    story.say()
    first, second = told(story.contract)[0]
    assert {"tender", "complaints", "parties"} <= first.keys()
    assert {"statements", "recordDocuments"} <= second.keys()
    assert not {"tender", "complaints", "buyer"} & second.keys()
    assert f"event/{story.event.public_id}" in {one["id"] for one in first["recordDocuments"]}


@pytest.mark.parametrize("remove", [retract, take_down])
def test_what_was_removed_is_in_no_release_of_the_past_but_its_removal_is_a_release(remove):
    story = Story(0)
    story.say()
    [statement] = story.statements
    before = int(told(story.contract)[0][-1]["id"])
    if remove is retract:
        retract([statement], note="It was somebody else.")
    else:
        take_down(statement, reason="By order of a court.")
    releases, record = told(story.contract)
    assert int(releases[-1]["id"]) > before
    for text in map(orjson.dumps, [*releases, record]):
        assert REMOVED.encode() not in text
        assert statement.public_id.encode() not in text


def test_a_party_that_a_protest_no_longer_has_is_in_no_release_once_it_was_retracted():
    story = Story(0)
    gone = make_party(name=f"{REMOVED} Ltd.", aliases=[f"{REMOVED}s"])
    row = ProtestParty.objects.create(protest=story.protest, party=gone, role="protester")
    bid = make_bid(contract=story.contract, bidder=gone)
    publish([story.protest, story.contract])
    assert REMOVED.encode() in orjson.dumps(told(story.contract)[0])
    row.delete()
    bid.delete()
    publish([story.protest, story.contract])
    retract([gone], note="No such company.")
    releases, record = told(story.contract)
    assert REMOVED.encode() not in orjson.dumps([releases, record])


def test_a_document_comes_in_the_release_that_wrote_its_newest_version():
    story = Story(0)
    story.retitle()
    story.contract.title = {"en": "Renamed"}
    story.contract.save()
    publish([story.contract])
    releases, record = told(story.contract)
    name = f"contract/{story.contract.slug}"
    holding = [one["id"] for one in releases if name in {d["id"] for d in one.get("recordDocuments", ())}]
    assert holding == [releases[-1]["id"]]
    documents = {one["id"]: one["document"] for one in record["compiledRelease"]["recordDocuments"]}
    assert documents[name] == selectors.find("contract", story.contract.slug).document


def test_the_past_is_told_as_it_stood():
    story = Story(0)
    moment = selectors.latest_seq()
    story.say()
    (process,) = processes(moment)
    assert "statements" not in orjson.loads("".join(record_text(process, publisher())))["compiledRelease"]


def test_merging_replaces_what_is_whole_and_adds_what_has_an_id():
    old = {"awards": [{"id": "1", "status": "active"}], "complaints": [{"id": "a"}], "tender": {"title": "T"}}
    new = {"awards": [{"id": "2"}, {"id": "1", "value": {"amount": 3}}], "complaints": [], "tender": {"id": "9"}}
    assert merged(old, new) == {
        "awards": [{"id": "1", "status": "active", "value": {"amount": 3}}, {"id": "2"}],
        "complaints": [],
        "tender": {"title": "T", "id": "9"},
    }


def test_the_past_keeps_nothing_that_is_gone_now():
    past = {"awards": [{"id": "1", "value": {"amount": 3}}, {"id": "2"}], "buyer": {"id": "x"}, "bids": {"details": []}}
    assert within(past, {"awards": [{"id": "1"}], "bids": {"details": [{"id": "b"}]}}) == {"awards": [{"id": "1"}]}
