"""Comparing: days to each milestone from award or first protest, medians, what is open marked, no draft counted."""

from datetime import date

import pytest

from contracts.models import Dispute
from tests.factories import make_award, make_contract, make_event, make_party, make_protest
from tests.timeline.due_record import step_event
from timeline.pages import comparing
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


def make_fight(name: str, *, award: str, filed: str, decided: str = "") -> Dispute:
    contract = make_contract()
    Dispute.objects.filter(pk=contract.dispute_id).update(name=name)
    contract.dispute.refresh_from_db()
    make_award(contract=contract, date=award)
    protest = make_protest(dispute=contract.dispute, protester=make_party())
    protest.contracts.add(contract)
    events = [step_event(protest, filed, "protest-filed", "gao.filed")]
    if decided:
        events.append(step_event(protest, decided, "decision", "gao.decided", disposition="denied"))
    publish([contract.dispute, contract, protest, *events])
    return contract.dispute


@pytest.fixture
def fights():
    return (
        make_fight("Alpha", award="2019-01-01", filed="2019-01-11", decided="2019-04-01"),
        make_fight("Beta", award="2020-01-01", filed="2020-01-05", decided="2020-04-10"),
    )


def page(client, query: str = "", status: int = 200):
    response = client.get(f"/compare/{query}")
    assert response.status_code == status
    return response


def days(response, name: str) -> dict[str, int | None]:
    return {row.dispute["name"]: row.days[name] for row in response.context["rows"]}


def test_days_count_from_the_award(client, fights):
    response = page(client)
    assert days(response, "protest") == {"Alpha": 10, "Beta": 4}
    assert days(response, "gao") == {"Alpha": 90, "Beta": 100}
    assert days(response, "suit") == {"Alpha": None, "Beta": None}


def test_days_count_from_the_first_protest_and_may_be_negative(client, fights):
    assert days(page(client, "?from=protest"), "award") == {"Alpha": -10, "Beta": -4}


def test_medians_leave_out_what_did_not_happen_and_say_of_how_many(client, fights):
    found = {label: (value, n) for label, value, n in page(client).context["medians"]}
    assert found["First protest"] == ("7", 2)
    assert found["First suit in court"] == ("—", 0)


def test_an_open_dispute_is_marked_and_has_no_end(client, fights, monkeypatch):
    make_fight("Gamma", award="2021-01-01", filed="2021-01-05")
    for module in ("compare",):
        monkeypatch.setattr(f"timeline.pages.{module}.reading_day", lambda: date(2021, 2, 1))
    response = page(client)
    [row] = [row for row in response.context["rows"] if row.dispute["name"] == "Gamma"]
    assert (row.open_for, row.days["end"]) == (31, None)
    assert "31+" in response.content.decode()


def test_what_the_picture_shows_stands_inside_it_and_in_the_table(client, fights):
    response = page(client)
    for row in response.context["rows"]:
        assert row.bars
        assert all(0 <= bar.x <= comparing.WIDTH and bar.x + bar.width <= comparing.WIDTH + 3 for bar in row.bars)
    html = response.content.decode()
    assert html.count('data-label="First GAO decision"') == 3


def test_disputes_can_be_chosen_and_unknown_ones_are_refused(client, fights):
    assert list(days(page(client, f"?dispute={fights[1].slug}"), "protest")) == ["Beta"]
    assert "atlantis" in page(client, "?dispute=atlantis", 400).content.decode()
    assert "colour" in page(client, "?colour=red", 400).content.decode()
    assert "moon" in page(client, "?from=moon", 400).content.decode()


def test_drafts_count_for_nothing(client, fights):
    make_event(dispute=fights[0], type="termination", date="2019-02-01", title={"en": "Secret draft"})
    response = page(client)
    assert days(response, "termination")["Alpha"] is None
    assert "Secret draft" not in response.content.decode()


def test_an_empty_record_and_an_unchanged_one(client, django_assert_num_queries):
    response = page(client)
    with django_assert_num_queries(1):
        assert client.get("/compare/", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_number_of_queries_does_not_grow_with_the_disputes(client, fights, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page(client)


def test_a_decision_before_the_first_known_filing_leaves_the_first_protest_open(client):
    dispute = make_fight("Delta", award="2019-01-01", filed="2019-03-01", decided="2019-05-01")
    earlier = make_protest(dispute=dispute, protester=make_party())
    publish([earlier, step_event(earlier, "2019-02-01", "decision", "gao.decided", disposition="denied")])
    response = page(client)
    assert days(response, "protest")["Delta"] is None
    assert days(response, "gao")["Delta"] == 31
