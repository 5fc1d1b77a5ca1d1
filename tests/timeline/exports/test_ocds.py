"""A dispute in OCDS: a process as a release and a record, with protests and statements as our extension describes."""

import csv

import orjson
import pytest

from contracts.codelists import Role
from tests.factories import (
    make_award,
    make_bid,
    make_contract,
    make_event,
    make_party,
    make_protest,
    make_source,
    make_statement,
)
from timeline import selectors
from timeline.exports.ocds.checking import faults, patched, unknown_roles
from timeline.exports.ocds.extension import FILES, FOLDER, STANDARD_ROLES, party_roles
from timeline.exports.ocds.values import instant
from timeline.ingest.ocds import parse
from timeline.models import Citation
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db

# As much of the standard's own schema as the extension leans on, in our words.
CORE = {
    "type": "object",
    "required": ["ocid", "id", "date", "tag", "initiationType"],
    "properties": {name: {"omitWhenMerged": True} for name in ("id", "date", "tag")},
    "definitions": {"Document": {"type": "object", "required": ["id"], "properties": {}}},
}
OURS = ("complaints", "statements", "awardNumbers")


@pytest.fixture
def record():
    oracle, microsoft = make_party(name="Oracle America, Inc."), make_party(name="Microsoft Corporation")
    contract = make_contract(slug="jedi", solicitation_number="HQ0034-18-R-0077", award_ids=["HQ0034-20-D-0001"])
    make_bid(contract=contract, bidder=oracle, outcome="excluded", submitted="2018-10-12")
    make_award(microsoft, contract=contract, amount=10_000_000_000, currency="USD", date="2019-10-25")
    protest = make_protest(dispute=contract.dispute, protester=oracle, docket="B-416657")
    protest.contracts.add(contract)
    event = make_event(dispute=contract.dispute, contracts=[contract])
    statement = make_statement(event=event, quote="We will not bid.")
    for of in ({"contract": contract}, {"protest": protest}):
        Citation.objects.create(source=make_source(), anchor="it says so", **of)
    publish([contract.dispute, contract, protest, event, statement])
    return contract, protest, statement


def package(client, contract, name="ocds.json", **asked):
    response = client.get(f"/disputes/{contract.dispute.slug}/{name}", asked)
    assert response.status_code == 200
    return orjson.loads(response.getvalue())


def own_schema():
    return patched(CORE, [orjson.loads((FOLDER / "release-schema.json").read_bytes())])


def test_a_process_is_one_record_with_who_took_part_and_what_became_of_it(client, record):
    contract, protest, statement = record
    (found,) = package(client, contract)["records"]
    release = found["compiledRelease"]
    assert found["ocid"] == release["ocid"] == "ocds-xxxxxx-jedi"
    assert release["tag"] == ["compiled"]
    assert release["tender"]["id"] == "HQ0034-18-R-0077"
    assert release["bids"]["details"][0]["status"] == "disqualified"
    assert release["bids"]["details"][0]["date"] == "2018-10-12T00:00:00Z"
    assert release["awards"][0]["value"] == {"amount": 10_000_000_000, "currency": "USD"}
    assert release["contracts"][0]["awardID"] == release["awards"][0]["id"]
    assert [one["id"] for one in release["complaints"]] == [protest.public_id]
    assert [one["quote"] for one in release["statements"]] == ["We will not bid."]
    roles = {party["name"]: party["roles"] for party in release["parties"]}
    assert roles["Oracle America, Inc."] == ["tenderer", "protester"]
    assert roles["Microsoft Corporation"] == ["supplier"]
    assert statement.speaker.name not in roles, "people are no organisations"


def test_every_organisation_that_a_release_refers_to_stands_among_its_parties(client, record):
    (release,) = package(client, record[0], "ocds-releases.json")["releases"]
    known = {party["id"] for party in release["parties"]}
    named = [
        release["buyer"],
        *release["tender"]["tenderers"],
        *(one for award in release["awards"] for one in award["suppliers"]),
        *(one for complaint in release["complaints"] for one in complaint["complainants"]),
    ]
    assert {one["id"] for one in named} <= known


def test_a_release_is_named_after_the_moment_of_the_log_it_shows_and_dated_by_it(client, record):
    contract, protest, _statement = record
    (before,) = package(client, contract, "ocds-releases.json")["releases"]
    seq = int(before["id"])
    assert seq == selectors.latest_seq()
    protest.docket = "B-416657 et al."
    protest.save()
    publish([protest])
    first, after = package(client, contract, "ocds-releases.json")["releases"]
    assert {**first, "recordDocuments": []} == {**before, "recordDocuments": []}
    assert int(after["id"]) > seq
    assert after["date"] > before["date"] == selectors.published_at(seq).isoformat()
    (again,) = package(client, contract, "ocds-releases.json", as_of=seq)["releases"]
    assert again == before


def test_what_was_retracted_is_in_no_release(client, record):
    contract, _protest, statement = record
    (before,) = package(client, contract, "ocds-releases.json")["releases"]
    retract([statement], note="It was said by somebody else.")
    *_earlier, after = package(client, contract, "ocds-releases.json")["releases"]
    assert int(after["id"]) > int(before["id"])
    assert after["date"] > before["date"]
    for name in ("ocds.json", "ocds-releases.json"):
        answer = client.get(f"/disputes/{contract.dispute.slug}/{name}").getvalue().decode()
        assert statement.public_id not in answer
        assert "We will not bid." not in answer


def test_our_part_of_a_release_is_what_our_extension_describes(client, record):
    (release,) = package(client, record[0], "ocds-releases.json")["releases"]
    head = {name: release[name] for name in CORE["required"]}
    ours = head | {name: release[name] for name in OURS}
    assert [
        fault for fault in faults(own_schema(), ours) if fault.startswith(OURS) and "/documents/" not in fault
    ] == []
    del ours["complaints"][0]["forum"]
    ours["statements"][0]["mood"] = "angry"
    found = list(faults(own_schema(), ours))
    assert "complaints/0: 'forum' is a required property" in found
    assert "statements/0/mood: no schema describes this member" in found


def test_our_own_reader_of_ocds_reads_what_we_publish(client, record):
    contract, _protest, _statement = record
    for name in ("ocds.json", "ocds-releases.json"):
        feed = parse(client.get(f"/disputes/{contract.dispute.slug}/{name}").getvalue())
        assert feed.rejected == ()
        (release,) = (item for item in feed.items if item.kind == "release")
        assert release.extra["ocid"] == "ocds-xxxxxx-jedi"
        assert ("Oracle America, Inc.", "offeror") in {(one.name, one.role) for one in release.parties}


def test_the_prefix_is_the_operators(client, record, settings):
    settings.OCDS_PREFIX = "ocds-a1b2c3"
    assert package(client, record[0])["records"][0]["ocid"] == "ocds-a1b2c3-jedi"


def test_a_package_names_our_extension_at_an_address_that_answers(client, record, settings):
    *_others, ours = package(client, record[0])["extensions"]
    assert client.get(ours.removeprefix(settings.SITE_URL)).json()["schemas"] == ["release-schema.json"]
    assert {client.get(f"/ocds-extension/{name}").status_code for name in FILES} == {200}
    assert client.get("/ocds-extension/settings.py").status_code == 404
    assert client.get("/ocds-extension/codelists/../../README.md").status_code == 404


def test_the_extension_adds_a_code_for_every_role_that_the_standard_lacks(client, record):
    standards_own = {Role.FORUM: "reviewBody", Role.BUYER: "buyer"}
    assert party_roles() - STANDARD_ROLES == set(Role.values) - set(standards_own)
    listed = client.get("/ocds-extension/extension.json").json()["codelists"]
    assert listed == [path.name for path in (FOLDER / "codelists").iterdir()]
    for name in listed:
        head, *rows = list(csv.reader(client.get(f"/ocds-extension/codelists/{name}").content.decode().splitlines()))
        assert head == ["Code", "Title", "Description"]
        assert all(len(row) == 3 and all(row) for row in rows)


def test_a_role_that_no_codelist_has_is_a_fault(client, record):
    (release,) = package(client, record[0], "ocds-releases.json")["releases"]
    assert list(unknown_roles(release, party_roles())) == []
    release["parties"][0]["roles"].append("friend")
    assert [fault for fault in unknown_roles(release, party_roles()) if "“friend”" in fault]


def test_a_dispute_that_is_unknown_has_no_package(client):
    assert client.get("/disputes/nothing/ocds.json").status_code == 404


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "circa", "expected"),
    [
        ("2019-10-25", "2019-10-25", "2019-10-25", False, "2019-10-25T00:00:00Z"),
        ("2019-10", "2019-10-01", "2019-10-31", False, None),
        ("2019-10-25~", "2019-10-25", "2019-10-25", True, None),
    ],
)
def test_only_a_day_that_is_known_is_an_instant(text, earliest, latest, circa, expected):
    date = {"text": text, "earliest": earliest, "latest": latest, "circa": circa, "precision": "day"}
    assert instant(date) == expected
