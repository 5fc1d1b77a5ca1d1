from datetime import timedelta

import pytest

from contracts.models import Case, Contract
from tests.factories import make_award, make_bid, make_contract, make_dispute, make_event, make_party, make_protest
from timeline.matching import Text, current_index, load_record_names, match

pytestmark = pytest.mark.django_db


def strength(title):
    hit = match(current_index(), Text(title=title))
    return hit.strength if hit else None


def test_the_index_is_kept_until_the_record_changes():
    contract = make_contract(solicitation_number="HQ0034-18-R-0077")

    assert current_index() is current_index()
    assert strength("HQ0034-19-R-0001") is None

    contract.solicitation_number = "HQ0034-19-R-0001"
    contract.save()

    assert strength("HQ0034-19-R-0001") == "identifier"
    assert strength("HQ0034-18-R-0077") is None


def test_a_new_docket_number_of_a_known_protest_is_found():
    protest = make_protest(docket="B-411111")
    assert strength("B-422222") is None

    Case.objects.create(protest=protest, forum="GAO", docket_raw="B-422222", docket_number="B-422222")

    assert strength("B-422222") == "identifier"


def test_a_docket_number_edited_in_place_is_found_and_the_former_one_is_not():
    protest = make_protest(docket="B-411111")
    assert strength("B-411111") == "identifier"

    Case.objects.filter(protest=protest).update(docket_raw="B-422222", docket_number="B-422222")

    assert strength("B-422222") == "identifier"
    assert strength("B-411111") is None


def test_a_change_made_earlier_and_committed_later_than_another_is_found():
    contract = make_contract(solicitation_number="HQ0034-18-R-0077")
    newest = make_contract(dispute=contract.dispute).changed_at
    assert strength("HQ0034-19-R-0001") is None

    rows = Contract.objects.filter(pk=contract.pk)
    rows.update(solicitation_number="HQ0034-19-R-0001", changed_at=newest - timedelta(hours=1))

    assert strength("HQ0034-19-R-0001") == "identifier"


def test_a_protest_that_is_moved_to_another_contract_is_found_there():
    protest = make_protest(docket="B-411111")
    other = make_contract(dispute=protest.dispute)
    match(current_index(), Text(title="B-411111"))

    protest.contracts.set([other])

    assert match(current_index(), Text(title="B-411111")).contract == other.pk


def test_what_was_deleted_is_not_matched():
    contract = make_contract(solicitation_number="HQ0034-18-R-0077")
    Contract.objects.filter(pk=contract.pk).update(deleted_at="2026-01-01T00:00Z")

    assert strength("HQ0034-18-R-0077") is None


def test_buyers_bidders_and_protesters_lead_to_a_dispute_and_its_judges_do_not():
    dispute = make_dispute()
    contract = make_contract(dispute=dispute)
    bid = make_bid(contract=contract)
    make_award(contract=contract)
    protest = make_protest(dispute=dispute, protester=make_party())
    judge = make_party(kind="person", name="Patricia Campbell-Smith")
    make_event(dispute=dispute, parties={judge: "judge"})

    [names] = load_record_names()

    parts = {party.slug: party.part for party in names.parties}
    assert parts[contract.buyer.slug] == "buyer"
    assert parts[bid.bidder.slug] == "bidder"
    assert parts[protest.parties.get().party.slug] == "bidder"
    assert parts[judge.slug] == "other"
    assert (names.first.year, names.last.year) == (2020, 2020)


def test_reading_the_record_costs_the_same_number_of_queries_for_one_dispute_and_for_many(django_assert_num_queries):
    for _ in range(5):
        dispute = make_dispute()
        make_bid(contract=make_contract(dispute=dispute))
        make_protest(dispute=dispute)

    with django_assert_num_queries(16):
        assert len(load_record_names()) == 5


def test_a_renamed_party_is_recognised_by_its_new_name():
    contract = make_contract(acronym="JEDI")
    bid = make_bid(contract=contract, bidder=make_party(name="Amazon Web Services, Inc."))
    current_index()

    bid.bidder.aliases = ["AWS"]
    bid.bidder.save()

    assert bid.bidder.slug in match(current_index(), Text(title="AWS and the JEDI contract award")).parties
