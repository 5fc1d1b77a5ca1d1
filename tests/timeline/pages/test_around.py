"""Around an event: its links before and after as graph and text, and what each revision changed, word by word."""

import re

import pytest

from tests.factories import make_award, make_contract, make_event, make_party
from timeline.models import Event
from timeline.pages.history import marked
from timeline.publishing import publish, restore, retract, take_down

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def open_page(client, event: Event, query: str = "", lang: str = "") -> str:
    response = client.get(f"{lang}/events/{event.public_id}/{query}", follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def chain():
    first = make_event(title={"en": "Award made"}, date="2019-10-25")
    suit = make_event(dispute=first.dispute, title={"en": "Suit filed"}, date="2019-11-22")
    halt = make_event(dispute=first.dispute, title={"en": "Work halted"}, date="2020-02-13")
    suit.links.create(source=suit, target=first, relation="responds-to")
    halt.links.create(source=halt, target=suit, relation="decides")
    publish([first.dispute, first, suit, halt])
    return first, suit, halt


def test_what_it_acts_on_stands_before_and_what_acts_on_it_after(client, chain):
    html = open_page(client, chain[1])
    section = html.split('id="around"')[1].split("</section>")[0]
    assert section.index("Before</h3>") < section.index("Award made") < section.index("After</h3>")
    assert section.index("After</h3>") < section.index("Decided in") < section.index("Work halted")
    assert html.count("Award made") == 1, "not told a second time among the parties"


def test_the_graph_has_an_arc_a_link_and_a_narrow_twin(client, chain):
    html = open_page(client, chain[1])
    assert html.count('class="arc-out"') == html.count('class="arc-in"') == 2
    assert html.count('class="here"') == 2


def test_one_link_is_told_without_a_graph_and_none_without_a_section(client, chain):
    assert '<svg class="linked' not in open_page(client, chain[0])
    assert "Suit filed" in open_page(client, chain[0]).split('id="around"')[1]
    alone = make_event()
    publish([alone.dispute, alone])
    assert 'id="around"' not in open_page(client, alone)


def test_marks_of_linked_events_never_leave_the_drawing(client, chain):
    for _size, graph in client.get(f"/events/{chain[1].public_id}/", follow=True).context["around"].graphs:
        assert all(0 <= float(node.x) <= graph.width for node in graph.nodes)
        assert all(float(node.label_y) <= graph.height for node in graph.nodes)


def test_an_event_of_the_same_day_does_not_take_the_place_of_the_page_s_own(client, chain):
    answer = make_event(dispute=chain[1].dispute, title={"en": "Answer filed"}, date="2019-11-22")
    answer.links.create(source=answer, target=chain[1], relation="responds-to")
    publish([answer])
    for _size, graph in client.get(f"/events/{chain[1].public_id}/", follow=True).context["around"].graphs:
        assert all(abs(float(node.x) - float(graph.here)) >= 12 for node in graph.nodes)


def test_a_revision_shows_what_it_changed(client):
    event = make_event(title={"en": "Court rules on Friday"}, date="2020-02-13")
    publish([event.dispute, event])
    event.title, event.date = {"en": "Court rules on Monday"}, "2020-02-16"
    event.save()
    publish([event], kind="corrected", note="The day was wrong.")
    html = open_page(client, event)
    history = html.split('class="small history"')[1].split("</section>")[0].replace("\u00a0", " ")
    assert "Court rules on <del>Friday</del><ins>Monday</ins>" in history
    assert "<del>13</del><ins>16</ins> February 2020" in history
    assert history.count("<details>") == 1


def test_the_difference_speaks_the_language_of_the_page(client):
    event = make_event(confidence="single-source")
    publish([event.dispute, event])
    event.confidence = "verified"
    event.save()
    publish([event], kind="amended", note="A second source.")
    german = open_page(client, event, lang="/de").split('class="small history"')[1]
    assert "Was sich änderte" in german
    assert "<dt>Beleglage</dt>" in german


def test_scripts_in_a_difference_are_text(client):
    event = make_event(summary={"en": "Fine."})
    publish([event.dispute, event])
    event.summary = {"en": SCRIPT}
    event.save()
    publish([event], kind="corrected", note="x")
    assert "<script>alert" not in open_page(client, event)
    assert marked(SCRIPT, "") == f"<del>{'&lt;script&gt;alert(1)&lt;/script&gt;'}</del>"


def test_what_was_removed_and_came_back_has_no_difference_to_show(client):
    event = make_event()
    publish([event.dispute, event])
    retract([event], note="Doubtful.")
    restore([event], note="It stands.")
    history = open_page(client, event).split('class="small history"')[1].split("</section>")[0]
    assert "It stands." in history
    assert "<details>" not in history


def test_a_contract_s_history_names_parties_sums_and_awards(client):
    contract = make_contract(ceiling_amount=950_000_000)
    publish([contract.dispute, contract])
    contract.ceiling_amount = 65_000_000
    contract.save()
    make_award(make_party(name="REAN Cloud"), contract=contract, date="2018-02")
    publish([contract], kind="updated")
    html = client.get(f"/contracts/{contract.slug}/").content.decode().replace("\u00a0", " ")
    history = html.split('class="small history"')[1].split("</section>")[0]
    assert re.search(r"\$<del>950</del><ins>65</ins> million", history)
    assert "REAN Cloud" in history


def test_nothing_of_what_was_taken_down_stands_in_a_history(client):
    event = make_event(parties={make_party(name="Acme"): "other"})
    other = make_event(dispute=event.dispute, title={"en": "Libel"})
    event.links.create(source=event, target=other, relation="follows-from")
    publish([event.dispute, event, other])
    take_down(other, reason="Unlawful.")
    assert "Libel" not in open_page(client, event)
