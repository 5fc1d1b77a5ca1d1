"""The state of play says what changed a contract's sum, in the words of the event, and only what was known."""

import pytest

from tests.factories import make_award, make_contract, make_event
from timeline.models import EventAmount
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
