"""The state of play says what changed a contract's sum, in the words of the event, and only what was known."""

import pytest
from django.utils import translation

from contracts.models import ProtestParty
from tests.factories import make_award, make_bid, make_contract, make_event, make_party, make_protest
from timeline.models import EventAmount
from timeline.pages import wording
from timeline.publishing import publish

pytestmark = pytest.mark.django_db
CUT = "Pentagon cuts the agreement to $65 million"


@pytest.fixture
def dispute():
    contract = make_contract(ceiling_amount=950_000_000)
    make_award(contract=contract, date="2018-02")
    cut = make_event(
        dispute=contract.dispute,
        contracts=[contract],
        type="modification",
        date="2018-03-05",
        title={"en": CUT},
        significance=2,
    )
    EventAmount.objects.create(event=cut, amount=65_000_000, what={"en": "reduced ceiling"})
    extended = make_event(
        dispute=contract.dispute, contracts=[contract], type="modification", title={"en": "Period extended"}
    )
    publish([contract.dispute, contract, cut, extended])
    return contract.dispute


def paragraphs(client, dispute, query: str = "") -> str:
    play = client.get(f"/disputes/{dispute.slug}/{query}").context["play"]
    return " ".join(play.paragraphs).replace("\u00a0", " ")


def test_a_change_of_the_sum_is_told_after_the_award(client, dispute):
    text = paragraphs(client, dispute)
    assert "up to $950 million" in text
    assert f">{CUT}</a>." in text
    assert "5 March 2018: <a" in text
    assert text.index("awarded") < text.index(CUT)


def test_a_change_without_a_sum_is_left_to_the_record(client, dispute):
    assert "Period extended" not in paragraphs(client, dispute)


def test_what_was_not_yet_known_is_not_told(client, dispute):
    assert CUT not in paragraphs(client, dispute, "?known_by=2018-02-28")


def test_a_cancelled_award_is_told_with_the_day_and_the_event_that_ended_it(client):
    contract = make_contract()
    make_award(contract=contract, date="2019-10-25", status="cancelled")
    end = make_event(dispute=contract.dispute, contracts=[contract], type="termination", date="2021-07-06")
    publish([contract.dispute, contract, end])
    text = paragraphs(client, contract.dispute)
    assert f'and <a href="/events/{end.public_id}/' in text
    assert ">cancelled</a> on 6 July 2021." in text
    assert "cancelled" not in paragraphs(client, contract.dispute, "?known_by=2020-01-01")


def test_an_award_that_a_later_one_replaced_is_not_called_cancelled(client):
    contract = make_contract()
    make_award(contract=contract, date="2021-07-07", status="cancelled")
    make_award(contract=contract, date="2022-04-27", status="active")
    publish([contract.dispute, contract])
    text = paragraphs(client, contract.dispute)
    assert "on 7 July 2021; a later award replaced it." in text
    assert "cancelled" not in text


def test_a_proceeding_is_told_with_the_contract_it_was_about(client):
    main, other = make_contract(acronym="MAIN"), make_contract(acronym="OTHER")
    other.dispute = main.dispute
    other.save()
    fights = []
    for contract, docket in ((main, "B-400001"), (main, "B-400002"), (other, "B-400003")):
        fights.append(make_protest(dispute=main.dispute, docket=docket))
        fights[-1].contracts.add(contract)
    publish([main.dispute, main, other, *fights])
    paragraphs = client.get(f"/disputes/{main.dispute.slug}/").context["play"].paragraphs
    (about_other,) = [text for text in paragraphs if "OTHER" in text]
    assert "B-400003" in about_other
    assert "B-400001" not in about_other
    rows = client.get(f"/disputes/{main.dispute.slug}/").context["proceedings"]
    assert {row.number: row.about for row in rows} == {"B-400001": "MAIN", "B-400002": "MAIN", "B-400003": "OTHER"}


def test_two_contracts_of_one_name_are_told_apart_by_their_years(client):
    first, second = make_contract(acronym="KC-X"), make_contract(acronym="KC-X")
    second.dispute = first.dispute
    second.save()
    make_award(contract=first, date="2008-02-29")
    make_award(contract=second, date="2011-02-24")
    publish([first.dispute, first, second])
    text = paragraphs(client, first.dispute)
    assert ">KC-X (2008)</a>" in text
    assert ">KC-X (2011)</a>" in text


def test_in_an_appeal_of_the_government_the_other_side_is_named(client):
    palantir, government = make_party(name="Palantir"), make_party(name="United States", kind="government")
    appeal = make_protest(protester=government, forum="CAFC", docket="2017-1465")
    ProtestParty.objects.create(protest=appeal, party=palantir, role="appellee")
    publish([appeal.dispute, appeal])
    (row,) = client.get(f"/disputes/{appeal.dispute.slug}/").context["proceedings"]
    assert row.parties == "United States v. Palantir"


def test_a_bid_that_ended_with_an_event_shows_its_day_as_readers_write_it(client):
    contract = make_contract()
    bid = make_bid(contract=contract, outcome="excluded")
    event = make_event(dispute=contract.dispute, contracts=[contract], date="2010-07-09")
    bid.citations.create(shown_by=event)
    publish([contract.dispute, contract, event])
    (row,) = client.get(f"/disputes/{contract.dispute.slug}/").context["bidders"]
    assert row.ended == "9 Jul 2010".replace(" ", "\u00a0")


def test_a_german_noun_keeps_its_capital_within_a_sentence():
    with translation.override("de"):
        assert wording.lower_first("Sache bei Gericht") == "Sache bei Gericht"
        assert wording.lower_first("Empfehlung befolgt") == "Empfehlung befolgt"
        assert wording.lower_first("Keine Klagebefugnis") == "keine Klagebefugnis"
    assert wording.lower_first("Matter before a court") == "matter before a court"


def test_a_docket_in_a_sentence_is_not_broken_at_its_hyphen(client):
    contract = make_contract()
    protest = make_protest(dispute=contract.dispute, protester=make_party(), forum="GAO", docket="B-416657")
    protest.contracts.set([contract])
    publish([contract.dispute, contract, protest])
    assert '<span class="nowrap">B-416657</span></a>' in paragraphs(client, contract.dispute)


def test_the_facts_name_the_agency_of_a_further_contract_only_where_it_is_another(client):
    first = make_contract(buyer=make_party(kind="agency", name="The Pentagon"), ceiling_amount=10_000_000_000)
    other = make_contract(dispute=first.dispute, buyer=make_party(kind="agency", name="The Army"))
    same = make_contract(dispute=first.dispute, buyer=first.buyer, ceiling_amount=9_000_000_000)
    publish([first.dispute, first, other, same])
    facts = client.get(f"/disputes/{first.dispute.slug}/").text.replace("\u00a0", " ")
    facts = facts.split('<dl class="facts">')[1].split("</dl>")[0]
    assert facts.count(">The Army<") == 1
    assert facts.count(">The Pentagon<") == 1
    assert ", $9 billion<" in facts
