"""Long lists come in windows that lead to every event and statement, and quotes are searched by who said what."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from contracts.models import Membership
from tests.factories import make_claim, make_dispute, make_event, make_party, make_statement
from timeline.pages import windows
from timeline.pages.saying import over_time
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(monkeypatch):
    monkeypatch.setattr(windows, "EVENTS", 3)
    monkeypatch.setattr(windows, "STATEMENTS", 2)
    dispute, party = make_dispute(name="Boats"), make_party(slug="acme", name="Acme")
    claim = make_claim(dispute=dispute, slug="unfair")
    first = date(2020, 1, 1)
    events = [
        make_event(dispute=dispute, parties={party: "other"}, date=str(first + timedelta(days=number)))
        for number in range(8)
    ]
    said = [
        make_statement(
            event=events[0], speaker=party, claim=claim, date=f"2020-03-0{number + 1}", quote=f"Quote {number}."
        )
        for number in range(5)
    ]
    publish([dispute, *events, *said])
    return events, said


def walk(client, path: str, anchor: str) -> list[str]:
    pages, address = [], path
    for _ in range(10):
        html = client.get(address, follow=True).content.decode()
        pages.append(html)
        found = [one for one in re.findall(r'rel="next" href="([^"]+)"', html) if one.endswith(f"#{anchor}")]
        if not found:
            return pages
        address = path + unescape(found[0]).split("#")[0]
    raise AssertionError("the windows never end")


def test_every_event_of_a_party_is_reached(client, record):
    events, _ = record
    pages = walk(client, "/parties/acme/", "record")
    assert len(pages) == 3
    assert {key for html in pages for key in re.findall(r'id="e-(\w+)"', html)} == {one.public_id for one in events}
    assert "8 events" in pages[0]


def test_every_statement_of_a_party_is_reached_and_events_stay_where_they_were(client, record):
    _, said = record
    pages = walk(client, "/parties/acme/", "quotes")
    found = {
        quote
        for html in pages
        for quote in re.findall(r"Quote \d\.", html.split('id="quotes"')[1].split('id="record"')[0])
    }
    assert len(found) == len(said)
    html = client.get("/parties/acme/?after=2020-01-05").content.decode()
    assert "after=2020-01-05" in next(
        one for one in re.findall(r'rel="next" href="([^"]+)"', html) if "said_after" in one
    )


def test_every_statement_on_a_claim_is_reached_with_its_source(client, record):
    pages = walk(client, "/claims/unfair/", "quotes")
    assert len(pages) == 3
    assert all(html.count('class="quoted-from"') == html.count("<figure") for html in pages)


def test_one_can_go_back(client, record):
    html = walk(client, "/claims/unfair/", "quotes")[-1]
    back = re.search(r'rel="prev" href="([^"]+)"', html)
    assert back
    assert "Quote 3." in client.get("/claims/unfair/" + unescape(back.group(1)).split("#")[0]).content.decode()


def test_a_short_list_has_no_windows(client, record, monkeypatch):
    monkeypatch.setattr(windows, "EVENTS", 60)
    monkeypatch.setattr(windows, "STATEMENTS", 60)
    assert 'class="pager"' not in client.get("/parties/acme/").content.decode()


def test_a_party_names_its_disputes_and_who_holds_its_posts(client, record):
    events, _ = record
    somebody = make_party(name="Jane Doe", kind="person")
    acme = events[0].parties.get().party
    Membership.objects.create(member=somebody, organization=acme, post="chief executive", start="2019")
    publish([make_event(dispute=events[0].dispute, parties={somebody: "other"})])
    html = client.get("/parties/acme/").content.decode()
    assert "Boats" in html.split('class="facts"')[1].split("</dl>")[0]
    assert "Jane Doe" in html
    assert "chief executive" in html


@pytest.mark.parametrize(
    ("query", "n"),
    [("", 5), ("?speaker=acme", 5), ("?claim=unfair", 5), ("?stance=denies", 0), ("?q=%22Quote+3%22", 1)],
)
def test_quotes_are_searched_by_who_said_what(client, record, query, n):
    response = client.get(f"/statements/{query}")
    assert response.context["total"] == n
    assert len(response.context["quotes"]) == n


def test_the_form_keeps_what_was_asked_and_counts_what_there_is(client, record):
    html = client.get("/statements/?speaker=acme&from=2020-03-02").content.decode()
    assert '<option value="acme" selected>Acme (5)</option>' in html
    assert "4 statements" in html
    assert 'value="2020-03-02"' in html


def shape(day: str, stance: str) -> dict:
    return {"date": {"earliest": day}, "stance": stance}


def test_statements_over_time_stand_in_their_lanes_and_never_on_each_other():
    said = [shape(f"2020-{month:02}-{day:02}", "alleges") for month in (1, 2) for day in (1, 2, 3)]
    picture = over_time([*said, shape("2021-06-01", "denies")], width=1152, label=150)
    assert picture
    assert [lane.count for lane in picture.lanes] == [6, 1]
    marks = picture.lanes[0].marks
    assert len({(mark.x, mark.y) for mark in marks}) == 6
    for one in marks:
        for other in marks:
            if one is not other and one.y == other.y:
                assert abs(float(one.x) - float(other.x)) >= 10
    assert all(150 <= float(mark.x) <= 1142 for lane in picture.lanes for mark in lane.marks)


def test_few_statements_are_not_drawn():
    assert over_time([shape("2020-01-01", "alleges")] * 3, width=328, label=0) is None
