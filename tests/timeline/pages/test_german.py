"""German pages: the same record under /de/, every word of the interface, dates and sums as German writes them."""

import re

import pytest
from django.utils import translation

from contracts.procedure.deadlines import PROJECTED
from tests.factories import (
    make_award,
    make_bid,
    make_claim,
    make_contract,
    make_event,
    make_party,
    make_protest,
    make_statement,
)
from timeline.pages import days, wording, working
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db
WITHOUT_LANGUAGE = re.compile(r"/(?:de|static|api)/|.*\.(?:csv|json|md)$")
INTERNAL = re.compile(r'href="(/[^"]*)"')


@pytest.fixture
def record():
    contract = make_contract(ceiling_amount=10_000_000_000, term={"en": "Ten years", "de": "Zehn Jahre"})
    dispute = contract.dispute
    oracle = make_party(slug="oracle", name="Oracle America, Inc.", aliases=["Oracle"], role_title="A company")
    make_bid(contract=contract, bidder=oracle, outcome="excluded", summary={"en": "Left out."})
    make_award(oracle, contract=contract, date="2019-10-25", status="cancelled")
    protest = make_protest(dispute=dispute, protester=oracle)
    protest.contracts.add(contract)
    first = make_event(
        dispute=dispute,
        contracts=[contract],
        protest=protest,
        parties={oracle: "protester"},
        date="2018-08-06",
        title={"en": "Oracle protests", "de": "Oracle legt Beschwerde ein"},
        short_title={"en": "Protest", "de": "Beschwerde"},
        significance=1,
    )
    second = make_event(dispute=dispute, contracts=[contract], date="2019-10", significance=1)
    second.links.create(source=second, target=first, relation="follows-from")
    statement = make_statement(event=first, speaker=oracle, claim=make_claim(dispute=dispute), quote="It is unfair.")
    publish([dispute, contract, protest, first, second, statement])
    return dispute, first, second, statement


def page(client, path: str, status: int = 200) -> str:
    response = client.get(path, follow=status == 200)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def paths(record) -> list[str]:
    dispute, first, _, statement = record
    found = [
        "/",
        "/statements/",
        "/corrections/",
        "/about/",
        "/parties/",
        "/claims/",
        "/parties/oracle/",
        "/deadlines/",
    ]
    found += ["/calculator/", "/calculator/?rule=GAO_POSTAWARD_10&date=2019-11-22"]
    found += [f"/disputes/{dispute.slug}/", f"/contracts/{first.contracts.get().slug}/", "/for-journalists/"]
    found += [f"/protests/{first.protest.public_id}/", f"/events/{first.public_id}/x/"]
    found += [f"/events/{statement.public_id}/", f"/claims/{statement.claim.slug}/"]
    return [*found, f"/sources/{first.citations.get().source.public_id}/"]


def test_every_page_is_there_in_german_and_stays_in_german(client, record):
    for path in paths(record):
        html = page(client, f"/de{path}")
        assert '<html lang="de">' in html
        assert "Streitfälle" in html, path
        outside = {link for link in INTERNAL.findall(html) if not WITHOUT_LANGUAGE.match(link)}
        assert len(outside) == 1, f"{path} leads out of German: {outside}"  # the switch to English


def test_the_switch_stays_on_the_page_with_its_filters(client, record):
    slug = record[0].slug
    assert f'href="/de/disputes/{slug}/?party=oracle"' in page(client, f"/disputes/{slug}/?party=oracle")
    assert f'href="/disputes/{slug}/?party=oracle"' in page(client, f"/de/disputes/{slug}/?party=oracle")


def test_both_languages_name_each_other_and_themselves(client, record, settings):
    path, site = f"/disputes/{record[0].slug}/", settings.SITE_URL
    for own in (path, f"/de{path}"):
        html = page(client, f"{own}?party=oracle")
        assert f'<link rel="canonical" href="{site}{own}">' in html
        assert f'<link rel="alternate" hreflang="en" href="{site}{path}">' in html
        assert f'<link rel="alternate" hreflang="de" href="{site}/de{path}">' in html


def test_only_the_address_decides_on_the_language(client, record):
    client.cookies["django_language"] = "de"
    response = client.get("/", headers={"Accept-Language": "de"})
    assert '<html lang="en">' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")
    assert client.get("/de/", headers={"Accept-Language": "en"})["Content-Language"] == "de"
    assert client.get("/de").headers["Location"] == "/de/"


def test_texts_without_a_german_version_are_english_and_say_so(client, record):
    html = page(client, f"/de/disputes/{record[0].slug}/")
    assert "Oracle legt Beschwerde ein" in html
    assert f'<span lang="en">{record[2].title["en"]}</span>' in html


def test_a_protest_without_a_number_is_named_in_german_beside_its_events(client):
    protest = make_protest(forum="agency", protester=make_party(name="Ferry Lines", aliases=["Ferry"]))
    protest.docket = ""
    protest.save()
    protest.cases.all().delete()
    event = make_event(dispute=protest.dispute, protest=protest, significance=1)
    publish([protest.dispute, protest, event])
    shown = page(client, f"/de/disputes/{protest.dispute.slug}/")
    assert "Beschwerde von Ferry" in shown
    assert "Protest of" not in shown


def test_the_government_that_appeals_is_named_in_german(client):
    states = make_party(slug="united-states", name="United States of America", aliases=["United States"])
    protest = make_protest(forum="CAFC", docket="2017-1465", protester=states)
    publish([protest.dispute, protest])
    shown = page(client, f"/de/protests/{protest.public_id}/")
    assert "<h1>Vereinigte Staaten gegen" in shown


def test_what_started_a_projected_clock_is_told_in_german():
    with translation.override("de"):
        told = working._trigger("agency report received" + PROJECTED)
    assert told == "Stellungnahme der Behörde zugegangen, vorausberechnet aus dem Fristende davor"


def test_what_search_engines_read_of_a_person_is_german(client):
    publish([make_party(slug="horn", name="Marian Horn", role_title="Judge of the Court of Federal Claims")])
    shown = page(client, "/de/parties/horn/")
    assert shown.count("richterliches Mitglied des Court of Federal Claims") >= 3
    assert "Judge of the Court of Federal Claims" not in shown


def test_the_state_of_play_is_told_in_german(client, record):
    html = page(client, f"/de/disputes/{record[0].slug}/").replace(days.NO_BREAK, " ")
    assert "angekündigt mit bis zu 10 Mrd. $." in html
    assert re.search(r"Den Zuschlag erhielt Oracle.* am 25. Oktober 2019; er ist inzwischen aufgehoben.", html)
    assert "Ein Verfahren wurde vor einer Stelle geführt." in html


def test_no_number_of_a_drawing_is_written_with_a_comma(client, record):
    for path in ("/de/", f"/de/disputes/{record[0].slug}/", f"/de/disputes/{record[0].slug}/?known_by=2018-12-31"):
        assert not re.findall(r'(?: x| y| d|width|height|viewBox|x1|x2|r)="[^"]*\d,\d[^"]*"', page(client, path))


def test_refused_retracted_and_unknown_pages_are_german(client, record):
    slug = record[0].slug
    assert "Diese Adresse ist nicht lesbar" in page(client, f"/de/disputes/{slug}/?colour=red", 400)
    assert "Unter dieser Adresse gibt es keine Seite." in page(client, "/de/nothing/", 404)
    retract([record[2]], note="It never happened.")
    html = page(client, f"/de/events/{record[2].public_id}/", 410)
    assert "Dies wurde zurückgezogen" in html
    assert '<span lang="en">It never happened.</span>' in html


def test_programs_get_the_same_bytes_whatever_pages_say(client, record):
    answer = client.get("/api/v1/events/").json()["results"][0]
    assert "/de/" not in answer["page_url"]
    assert client.get("/de/api/v1/events/").status_code == 404


def shape(text: str, precision: str = "day", *, circa: bool = False) -> dict:
    earliest = {"day": text, "month": f"{text}-01", "year": f"{text}-01-01"}[precision]
    return {"text": text, "earliest": earliest, "latest": earliest, "precision": precision, "circa": circa}


@pytest.mark.parametrize(
    ("day", "prose", "note"),
    [
        (shape("2019-10-25"), "25. Oktober 2019", "25. Okt. 2019"),
        (shape("2020-03-05"), "5. März 2020", "5. März 2020"),
        (shape("2019-11", "month"), "November 2019", "Nov. 2019"),
        (shape("2017", "year", circa=True), "etwa 2017", "etwa 2017"),
    ],
)
def test_dates_are_written_as_german_writes_them(day, prose, note):
    with translation.override("de"):
        assert days.long(day).replace(days.NO_BREAK, " ") == prose
        assert days.short(day).replace(days.NO_BREAK, " ") == note


def test_margins_and_ranges_are_german():
    with translation.override("de"):
        assert days.margin(shape("2019-10-25")) == ("25.\u00a0Okt.", "Fr")
        assert days.margin(shape("2019-05-04"), shape("2019-05-05")).bold.replace("\u00a0", " ") == "4. bis 5. Mai"
        assert days.margin(shape("2019-11", "month")) == ("Nov.", "Tag unbekannt")


@pytest.mark.parametrize(
    ("amount", "german", "english"),
    [
        (10_000_000_000, "10 Mrd. $", "$10 billion"),
        (42_000_000, "42 Mio. $", "$42 million"),
        (3_400_000_000, "3,4 Mrd. $", "$3.4 billion"),
        (2_941_000_000, "2,94 Mrd. $", "$2.94 billion"),
        (12_345, "12.345 $", "$12,345"),
    ],
)
def test_sums_are_written_as_each_language_writes_them(amount, german, english):
    value = {"amount": amount, "currency": "USD"}
    assert wording.money(value).replace(days.NO_BREAK, " ") == english
    with translation.override("de"):
        assert wording.money(value).replace(days.NO_BREAK, " ") == german


def test_feeds_and_calendars_speak_german(client, record):
    slug = record[0].slug
    feed = page(client, f"/de/disputes/{slug}/feed.atom")
    assert 'xml:lang="de"' in feed
    assert "Oracle legt Beschwerde ein" in feed
    calendar = page(client, "/de/deadlines.ics").replace("\r\n ", "")
    assert "X-WR-CALNAME" in calendar
    assert "Fristen" in calendar
