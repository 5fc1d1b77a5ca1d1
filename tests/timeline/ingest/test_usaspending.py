import json

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.item import Scheme
from timeline.ingest.usaspending import parse

AWARD = {
    "generated_unique_award_id": "CONT_IDV_HQ003420D0001_9700",
    "piid": "HQ003420D0001",
    "category": "idv",
    "description": "JEDI CLOUD",
    "date_signed": "2019-10-25",
    "total_obligation": 1000000.0,
    "base_and_all_options": None,
    "period_of_performance": {"start_date": "2019-10-25", "potential_end_date": "2029-10-24 00:00:00"},
    "awarding_agency": {"toptier_agency": {"name": "Department of Defense"}, "office_agency_name": "WHS"},
    "recipient": {"recipient_name": "MICROSOFT CORPORATION", "recipient_uei": "ABC123"},
    "latest_transaction_contract_data": {"solicitation_identifier": "HQ003418R0077"},
    "parent_award": None,
}


def one(record):
    (item,) = parse(json.dumps(record).encode()).items
    return item


def test_an_award_is_read_and_says_that_the_defense_department_is_late():
    item = one(AWARD)
    assert (item.key, item.kind) == ("usa:CONT_IDV_HQ003420D0001_9700", "contract-award")
    assert (item.happened.edtf, item.extra["may_end"]) == ("2019-10-25", "2029-10-24")
    assert {(i.scheme, i.value) for i in item.identifiers} >= {
        (Scheme.PIID, "HQ003420D0001"),
        (Scheme.SOLICITATION, "HQ003418R0077"),
    }
    assert [(str(a.value), a.what) for a in item.amounts] == [("1000000", "obligated")]
    assert (item.parties[0].name, item.parties[0].role) == ("MICROSOFT CORPORATION", "awardee")
    assert "90 days" in item.notes[0]


def transaction(**changes):
    record = {
        "id": "CONT_TX_9700_-NONE-_HQ003420D0001_P00001_-NONE-_0",
        "action_date": "2021-07-09",
        "action_type": "F",
        "modification_number": "P00001",
        "description": "TERMINATION",
        "federal_action_obligation": -500.5,
    }
    return {"page_metadata": {"hasNext": True}, "results": [record | changes]}


def test_a_termination_is_an_action_of_its_own():
    item = one(transaction())
    assert (item.kind, item.extra["action"], item.happened.edtf) == (
        "contract-action",
        "terminated for convenience",
        "2021-07-09",
    )
    assert [(i.scheme, i.value) for i in item.identifiers] == [
        (Scheme.PIID, "HQ003420D0001"),
        (Scheme.MODIFICATION, "P00001"),
    ]
    assert str(item.amounts[0].value) == "-500.5"
    assert parse(json.dumps(transaction()).encode()).warnings == ("there are more pages",)


def test_an_action_type_that_is_not_known_keeps_its_words():
    assert one(transaction(action_type="Q", action_type_description="NEW KIND")).extra["action"] == "new kind"


def test_the_signature_itself_has_no_type_and_no_modification():
    item = one(transaction(action_type=None, modification_number="0"))
    assert item.title.endswith("modification 0: signed")
    assert [i.scheme for i in item.identifiers] == [Scheme.PIID]


def test_rows_of_a_search_are_not_taken_for_whole_awards():
    row = {"Award ID": "HQ003420D0001", "Recipient Name": "M", "generated_internal_id": "CONT_IDV_HQ003420D0001_9700"}
    action = row | {"Action Date": "2021-07-09", "Mod": "P00001", "Transaction Amount": 5}
    award, change = parse(json.dumps({"results": [row, action]}).encode()).items
    assert (award.key, change.key) == (
        "usa:CONT_IDV_HQ003420D0001_9700:row",
        "usa:CONT_IDV_HQ003420D0001_9700:P00001:2021-07-09",
    )


@pytest.mark.parametrize(
    "record",
    [AWARD | {"category": "loan"}, {"generated_internal_id": "ASST_NON_1_2"}, {"id": "ASST_TX_1"}, {}],
)
def test_what_is_no_contract_is_refused(record):
    result = parse(json.dumps({"results": [record]}).encode())
    assert result.items == ()
    assert len(result.rejected) == 1


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("award_protested_order_projection.json", "contract-award", 1),
        ("contract.json", "contract-award", 1),
        ("idv.json", "contract-award", 1),
        ("search_results_contracts.json", "contract-award", 4),
        ("spending_by_award_protested_orders.json", "contract-award", 4),
        ("spending_by_transaction_protested_orders.json", "contract-action", 4),
        ("transactions.json", "contract-action", 3),
    ],
)
def test_foreign_answers_are_read(request, name, kind, count):
    result = parse(sample(request, f"usaspending/{name}"))
    assert [item.kind for item in result.items] == [kind] * count
    assert result.rejected == () or name == "search_results_contracts.json"
