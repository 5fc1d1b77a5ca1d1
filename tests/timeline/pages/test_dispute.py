"""The dispute page: lean entries that escape everything, windows and days, the part for scripts, the cache."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.factories import make_claim, make_contract, make_event, make_party, make_protest, make_statement
from timeline.filters import EventQuery
from timeline.pages import entries
from timeline.pages.entries import write_years
from timeline.pages.shown import by_year, show_event
from timeline.publishing import publish, retract
from timeline.selectors import list_events

pytestmark = pytest.mark.django_db
NASTY = "\"><script>alert('x')</script><b>&amp;"


class Counting(HTMLParser):
    """Counts elements and texts, as a browser makes nodes of them."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes = 0
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes += 1
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.nodes += bool(data)
        self.words += data


def counted(html: str) -> Counting:
    parser = Counting()
    parser.feed(html)
    return parser


def page(client: Client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


@pytest.fixture
def boats():
    contract = make_contract()
    dispute = contract.dispute
    oracle = make_party(slug="oracle", name="Oracle America, Inc.")
    protest = make_protest(dispute=dispute, protester=oracle)
    protest.contracts.add(contract)
    events = [
        make_event(
            dispute=dispute,
            contracts=[contract],
            protest=protest if number % 3 == 0 else None,
            parties={oracle: "protester"},
            date=f"20{10 + number // 4}-0{1 + 2 * (number % 4)}-01",
            significance=1 + number % 3,
        )
        for number in range(20)
    ]
    publish([dispute, contract, protest, *events])
    return dispute, events


def path(boats, question: str = "") -> str:  # type: ignore[no-untyped-def]  # what the fixture returns
    return f"/disputes/{boats[0].slug}/{question}"


def test_nothing_that_was_typed_becomes_markup(client):
    dispute = make_contract().dispute
    party = make_party(slug="nasty", name=NASTY)
    event = make_event(
        dispute=dispute,
        title={"en": NASTY},
        summary={"en": NASTY},
        note={"en": NASTY},
        parties={party: "protester"},
        significance=1,
        short_title={"en": NASTY[:24]},
    )
    claim = make_claim(dispute=dispute, title={"en": NASTY})
    said = make_statement(event=event, speaker=party, claim=claim, quote=NASTY)
    publish([dispute, event, said])
    for question in ("", "?all=1"):
        html = page(client, f"/disputes/{dispute.slug}/{question}")
        assert "<script>alert" not in html
        assert set(counted(html[html.index('id="record"') :]).tags) >= {"li", "figure"}


def test_print_all_spells_details_out_in_few_nodes_an_event(client, boats):
    html = page(client, path(boats, "?all=1"))
    entries = "".join(f"<li {part.split('</li>')[0]}</li>" for part in html.split("<li ")[1:] if "data-event" in part)
    assert html.count("data-event=") == 20
    assert entries.count('class="summary"') == entries.count('class="evidence"') == 20
    assert counted(entries).nodes <= 22 * 20, "25 an event with the picture, the heads and all the rest of the page"


def test_a_very_long_page_is_lean_and_loses_no_word(client, boats, monkeypatch, settings):
    settings.PAGE_CACHE_SECONDS = 0
    usual = page(client, path(boats, "?all=1"))
    monkeypatch.setattr(entries, "LEAN_FROM", 19)
    lean = page(client, path(boats, "?all=1"))
    assert lean.isascii(), "a browser decodes it in no time"
    assert not usual.isascii()
    assert counted(lean).words == counted(usual).words
    assert counted(usual).nodes - counted(lean).nodes == 2 * 20, "a link and its text for each party"
    written = "".join(f"<li {part.split('</li>')[0]}</li>" for part in lean.split("<li ")[1:] if "data-event" in part)
    assert counted(written).nodes <= 20 * 20, "25 an event with the picture, the heads and all the rest of the page"
    assert page(client, path(boats)).count("/parties/oracle/") > lean.count("/parties/oracle/")


def test_windows_reach_every_event_once_without_script(client, boats):
    seen, address = [], path(boats)
    while address:
        html = page(client, address)
        seen += [part.split('"')[0] for part in html.split('<li class="entry ')[1:]]
        found = html.split('rel="next"')[0].rsplit('href="', 1)[-1].split('"')[0] if 'rel="next"' in html else ""
        address = found.replace("&amp;", "&").split("#")[0]
    assert len(seen) == 20


def test_a_day_opens_the_window_that_begins_with_it(client, boats):
    html = page(client, path(boats, "?at=2012-03-01"))
    assert html.split('<time datetime="')[1].startswith("2012-03-01")
    newest = page(client, path(boats, "?at=2012-03-01&order=newest"))
    assert newest.split('<time datetime="')[1].startswith("2012-03-01")
    near = page(client, path(boats, "?at=today"))
    assert 'datetime="2014-07-01"' in near
    assert client.get(path(boats, "?at=yesterday")).status_code == 400


def test_the_switch_counts_what_each_position_shows(client, boats):
    html = page(client, path(boats, "?show=landmarks"))
    assert html.count("data-event=") == 7
    counts = [html.split(f'id="show-{name}"')[1].split("<i>")[1] for name in ("landmarks", "normal", "everything")]
    assert [count.split("<")[0] for count in counts] == ["7", "14", "20"]


def test_a_script_gets_the_record_and_the_picture_alone(client, boats):
    response = client.get(path(boats, "?party=oracle"), headers={"HX-Request": "true"})
    part = response.content.decode()
    assert part.lstrip().startswith('<section class="section" id="record"')
    assert 'hx-swap-oob="true"' in part
    assert "<html" not in part
    assert "HX-Request" in response["Vary"]
    whole = client.get(path(boats, "?party=oracle"))
    assert response["ETag"] != whole["ETag"]
    again = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in page(client, path(boats), **again)


def test_the_number_of_queries_does_not_grow_with_events(client, boats, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        page(client, path(boats))
    with django_assert_max_num_queries(18):
        page(client, path(boats, "?all=1"))


def test_a_kept_page_costs_one_query_and_never_outlives_a_change(client, boats, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS, settings.RELEASE = 60, f"test of {boats[0].slug}"
    first = page(client, path(boats, "?party=oracle&show="))
    with django_assert_num_queries(1):
        assert page(client, path(boats, "?show=&party=oracle")) == first
    packed = client.get(path(boats, "?party=oracle"), headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "20 events" in first
    retract([boats[1][0]], note="Not so.")
    assert "19 events" in page(client, path(boats, "?party=oracle"))


def test_what_another_dispute_publishes_leaves_a_page_unchanged(client, boats):
    before = client.get(path(boats))["ETag"]
    other = make_contract().dispute
    event = make_event(dispute=other)
    publish([other, event])
    assert client.get(path(boats))["ETag"] == before
    retract([event], note="Not so.")
    assert client.get(path(boats))["ETag"] != before, "a removal may reach into any page's past"


def test_a_very_long_page_pauses_so_that_no_task_is_long(boats):
    shown = [show_event(document) for document in list_events(EventQuery(dispute=(boats[0].slug,))).documents]
    html = write_years(by_year(shown * 120), whole=True, pause="/pause.js")
    assert html.count('class="entry') == 2_400
    assert html.count('<script src="/pause.js">') == 2
    assert "<script" not in write_years(by_year(shown * 40), whole=True, pause="/pause.js"), "a pause costs a frame"
    assert "<script" not in write_years(by_year(shown), pause="/pause.js"), "a window needs none"
