"""What a load writes and publishes, and that the shipped record comes in whole."""

import json
from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from contracts.identifiers import public_id_for
from contracts.models import Bid, Case, Protest, Stay
from timeline import log
from timeline.documents.shapes import Ref
from timeline.models import ChangeSet, Citation, Event, EventLink, RecordOrigin, Revision, Source, Statement
from timeline.publishing import standing
from timeline.records.loading import SHIPPED, load

pytestmark = pytest.mark.django_db

EXPECTED = {
    "jedi": (147, 170, 330),
    "hls": (24, 26, 50),
    "kcx": (25, 25, 58),
    "dcgsa": (21, 13, 36),
    "wildandstormy": (14, 10, 21),
}
SHIPPED_DISPUTES = sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.stem != "parties")


def document(kind: str, dispute: str, entry: str) -> dict:
    object_type = "event" if kind == "statement" else kind
    key = public_id_for(kind, dispute, entry)
    newest = Revision.objects.filter(document_type=object_type, key=key).order_by("seq").last()
    return json.loads(newest.document)


def test_every_entry_becomes_a_published_object(record):
    outcome = record.outcome()
    assert set(outcome.values()) == {"created"}
    assert {label.split()[0] for label in outcome} == {
        "party", "dispute", "contract", "protest", "claim", "event", "statement", "source",
    }  # fmt: skip
    for row in (*Event.objects.all(), *Statement.objects.all(), *Source.objects.all(), *Protest.objects.all()):
        assert standing(row) == standing(row).__class__("live", standing(row).seq)


def test_all_parts_of_an_entry_arrive(record):
    record.load()
    decided = document("event", "boats", "decided")
    assert decided["public"]["date"]["text"] == "2020-06-10"
    assert decided["public"]["existence"]["text"] == "2020-06-01"
    assert decided["steps"][0]["cases"] == ["B-1", "B-1.2"]
    assert decided["steps"][0]["parties"][0]["short_name"] == "Acme"
    assert decided["amounts"] == [{"amount": 42000000, "currency": "USD", "what": {"en": "security"}}]
    assert decided["links"][0]["event"]["name"] == {"en": "Acme protests"}
    assert decided["note"] == {"en": "The day is stated by one report."}
    statement = document("statement", "boats", "doe-unfair")
    assert statement["quote"] == {
        "lang": "en",
        "text": "This was not fair.",
        "translations": {"de": "Das war nicht fair."},
    }
    assert statement["on_behalf_of"]["id"] == "acme"
    assert Case.objects.count() == 2
    assert Bid.objects.get().public_id == public_id_for("bid", "boats", "boats-acme")
    assert [c.locator for c in Stay.objects.get().citations.all()] == ["start", "end"]


def test_events_of_one_day_keep_the_order_of_the_file(record):
    record.change("date: 2020-06-01\n", "date: 2020-03-10\n")
    record.load()
    orders = dict(Event.objects.values_list("title__en", "day_order"))
    assert orders == {"Acme protests": 0, "GAO denies": 1}


def test_one_load_is_one_act(record):
    record.load()
    assert ChangeSet.objects.count() == 1


def test_loading_unchanged_files_writes_nothing(record):
    record.load()
    seq = log.latest_seq()
    rows = list(RecordOrigin.objects.order_by("pk").values())
    assert record.outcome() == {}
    assert log.latest_seq() == seq
    assert list(RecordOrigin.objects.order_by("pk").values()) == rows


def test_a_dry_run_reports_and_writes_nothing(record):
    outcome = record.outcome(dry_run=True)
    assert len(outcome) == 12
    assert not Event.objects.exists()
    assert not Revision.objects.exists()
    assert not RecordOrigin.objects.exists()


def test_a_changed_entry_is_updated_and_only_it(record):
    record.load()
    record.change("title: GAO denies\n", "title: GAO denies the protest\n")
    assert record.outcome() == {"event decided": "updated"}
    assert document("event", "boats", "decided")["title"] == {"en": "GAO denies the protest"}
    assert EventLink.objects.count() == 1
    assert record.outcome() == {}


def test_inserting_a_case_keeps_the_order_of_the_file_and_the_cases_that_steps_name(record):
    record.load()
    record.change(
        "  - {docket: B-1.2, kind: supplemental, protester: acme}\n",
        "  - {docket: B-1.3, kind: supplemental}\n  - {docket: B-1.2, kind: supplemental, protester: acme}\n",
    )
    assert record.outcome() == {"protest gao-1": "updated"}
    assert [case["docket"] for case in document("protest", "boats", "gao-1")["cases"]] == ["B-1", "B-1.3", "B-1.2"]
    assert document("event", "boats", "decided")["steps"][0]["cases"] == ["B-1", "B-1.2"]
    assert Case.objects.filter(steps__event__public_id=public_id_for("event", "boats", "decided")).count() == 2
    assert record.outcome() == {}


def test_a_changed_bid_keeps_its_public_id_and_its_citations(record):
    record.load()
    before = Bid.objects.get().public_id
    record.change("outcome: unsuccessful", "outcome: excluded")
    assert record.outcome() == {"contract boats": "updated"}
    assert Bid.objects.get().public_id == before
    assert Citation.objects.filter(bid__public_id=before).count() == 1


def test_an_explicit_public_id_is_the_address(record):
    record.change("- id: filed\n", "- id: filed\n  public_id: wanted2address\n")
    record.load()
    assert Event.objects.get(public_id="wanted2address").title == {"en": "Acme protests"}


def test_parties_beside_a_dispute_are_loaded_with_it(record):
    record.load()
    record.change("name: Acme Corporation", "name: Acme Incorporated")
    loaded = record.load()
    assert [file.name for file in loaded.taken_along] == ["parties"]
    assert {d.label for d in loaded.decisions if d.action == "updated"} == {"party acme"}


@pytest.mark.parametrize("dispute", SHIPPED_DISPUTES)
def test_a_shipped_record_comes_in_whole(dispute):
    loaded = load([SHIPPED / f"{dispute}.yaml"], now=timezone.now())
    assert {decision.action for decision in loaded.decisions} == {"created"}
    of_dispute = [decision for decision in loaded.decisions if decision.file == dispute]
    found = tuple(sum(d.kind == kind for d in of_dispute) for kind in ("event", "statement", "source"))
    assert found == EXPECTED[dispute]
    shown = log.live_documents([Ref("dispute", dispute)])[Ref("dispute", dispute)]["counts"]
    assert (shown["events"], shown["statements"]) == EXPECTED[dispute][:2]


@pytest.mark.parametrize("dispute", SHIPPED_DISPUTES)
def test_a_shipped_record_can_be_read_by_any_yaml_reader(dispute):
    content = yaml.safe_load((Path(SHIPPED) / f"{dispute}.yaml").read_text(encoding="utf-8"))
    assert len(content["events"]) == EXPECTED[dispute][0]
