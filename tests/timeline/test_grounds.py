"""The ledger of grounds: on the page of every proceeding that heard them, in files, and only with what shows a fate."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contracts.codelists import Fate
from contracts.models import Ground
from tests.factories import make_event, make_party, make_protest, make_source
from timeline.models import GroundFate
from timeline.publishing import publish, retract
from timeline.records.loading import SHIPPED, load
from timeline.selectors import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """A ground raised at GAO and denied there, not reached in court."""
    oracle = make_party()
    gao = make_protest(protester=oracle, forum="GAO")
    court = make_protest(protester=oracle, forum="COFC", docket="19-1C", dispute=gao.dispute)
    decided = make_event(dispute=gao.dispute, protest=gao, date="2019-01-02")
    ground = Ground.objects.create(protest=gao, title={"en": "Single award"}, text={"en": "Several were due."})
    GroundFate.objects.create(ground=ground, protest=gao, fate=Fate.DENIED, event=decided)
    GroundFate.objects.create(
        ground=ground, protest=court, fate=Fate.NOT_REACHED, source=make_source(publisher="The Court"), anchor="moot"
    )
    return gao, court, decided


def page(client, protest):
    return client.get(f"/protests/{protest.public_id}/").content.decode()


def test_a_ground_shows_its_fate_in_every_forum_with_what_shows_it(client, heard):
    gao, court, decided = heard
    publish([gao, decided])
    html = page(client, gao).split('id="grounds"')[1].split("</table>")[0]
    assert "Single award" in html
    assert f'href="/protests/{court.public_id}/"><b>Not reached' in html
    assert f"/events/{decided.public_id}/" in html
    assert "The Court" in html
    assert html.index("Government Accountability Office") < html.index("Court of Federal Claims")


def test_the_page_of_another_forum_shows_the_ground_that_came_to_it(client, heard):
    gao, court, _ = heard
    publish([gao])
    html = page(client, court)
    assert "Single award" in html.split('id="grounds"')[1]
    other = make_protest(dispute=gao.dispute)
    publish([other])
    assert 'id="grounds"' not in page(client, other)


def test_what_a_fate_names_is_published_with_it_and_cannot_be_taken_from_it(heard):
    gao, court, decided = heard
    publish([gao])
    shown = documents([("protest", gao.public_id), ("protest", court.public_id), ("event", decided.public_id)])
    assert len(shown) == 3
    fates = shown["protest", gao.public_id]["grounds"][0]["fates"]
    assert [(fate["forum"], fate["fate"]) for fate in fates] == [("GAO", "denied"), ("COFC", "not-reached")]
    assert fates[0]["protest"] is None
    assert fates[1]["protest"]["id"] == court.public_id


def test_a_proceeding_with_grounds_can_be_retracted_with_its_own(heard, client):
    gao, court, decided = heard
    publish([gao])
    retract([gao, court, decided], note="No.")
    assert client.get(f"/protests/{gao.public_id}/").status_code == 410


def test_a_fate_needs_something_that_shows_it_and_is_one_a_proceeding(heard):
    _, court, decided = heard
    ground = Ground.objects.get()
    for bad in (
        {"protest": court, "fate": Fate.DENIED, "event": decided},
        {"protest": make_protest(), "fate": Fate.DENIED},
        {"protest": make_protest(), "fate": "burnt", "event": decided},
        {"protest": make_protest(), "fate": Fate.DENIED, "event": decided, "anchor": "words"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            GroundFate.objects.create(ground=ground, **bad)


def test_oracles_grounds_stand_on_the_pages_of_all_four_forums(client):
    load([SHIPPED / "jedi.yaml"], now=timezone.now())
    gao = Ground.objects.filter(protest__forum="GAO").first().protest
    ledger = documents([("protest", gao.public_id)])["protest", gao.public_id]["grounds"]
    assert [ground["title"]["en"] for ground in ledger] == [
        "Single award",
        "Requirements and gate criteria",
        "Conflicts of interest of officials",
    ]
    for ground in ledger:
        assert all("event" in fate["citations"][0] for fate in ground["fates"])
    pages = {fate["protest"]["id"] for ground in ledger for fate in ground["fates"] if fate["protest"]}
    assert len(pages) == 3
    for key in pages:
        html = client.get(f"/protests/{key}/").content.decode()
        assert "Conflicts of interest of officials" in html.split('id="grounds"')[1]
