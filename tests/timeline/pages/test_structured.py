"""Every kind of page has its title, description, canonical address, twins and valid JSON-LD, safe against any text."""

import json
import re
from html import unescape

import pytest
from django.conf import settings

from tests.factories import (
    make_award,
    make_claim,
    make_contract,
    make_event,
    make_party,
    make_protest,
    make_statement,
)
from tests.made_once import made_once
from timeline.keys.urls import urlpatterns as key_patterns
from timeline.pages.urls import urlpatterns
from timeline.publishing import publish
from timeline.reports.urls import urlpatterns as report_patterns
from timeline.selectors import latest_seq
from timeline.subscriptions.urls import urlpatterns as alert_patterns
from timeline.webhooks.urls import urlpatterns as webhook_patterns

pytestmark = pytest.mark.django_db
WORDS = 'Court & "agency" </script><script>alert(1)</script>'
NOT_HTML = {"disputes", "calendar", "dispute-calendar", "cite-json", "api-keys-own", "alerts-own", "webhooks-own"}
BLOCK = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def one_record(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, make_addresses)


@pytest.fixture
def addresses(db, one_record) -> dict[str, str]:
    return one_record()


def make_addresses() -> dict[str, str]:
    """One address of every kind of page, by the name of its pattern."""
    contract = make_contract(title={"en": WORDS})
    dispute = contract.dispute
    person = make_party(name=WORDS, kind="person", aliases=[WORDS], slug="somebody")
    make_award(person, contract=contract)
    protest = make_protest(dispute=dispute, protester=person)
    protest.contracts.add(contract)
    event = make_event(
        dispute=dispute, contracts=[contract], protest=protest, parties={person: "protester"}, title={"en": WORDS}
    )
    claim = make_claim(dispute=dispute, title={"en": f"Claimed: {WORDS}"}, text={"en": WORDS})
    said = make_statement(event=event, speaker=person, claim=claim, quote=WORDS)
    found = make_statement(event=event, claim=claim, stance="finds", finding="mixed", quote="It is so.")
    publish([dispute, contract, protest, event, said, found])
    source = event.citations.get().source
    plain = ("home", "parties", "claims", "statements", "corrections", "deadlines", "calculator", "compare", "search")
    plain += (
        "about",
        "glossary",
        "statistics",
        "sources",
        "sources-health",
        "quality",
        "for-journalists",
        "report",
        "data",
        "style",
        "method",
        "licence",
    )
    return {
        **{name: f"/{name}/" if name != "home" else "/" for name in plain},
        "quality-list": "/quality/events-with-one-source/",
        "report-thanks": "/report/thanks/",
        "api-keys": "/api-keys/",
        "alerts": f"/alerts/?about=dispute:{dispute.slug}",
        "webhooks": f"/webhooks/?about=dispute:{dispute.slug}",
        "dispute": f"/disputes/{dispute.slug}/",
        "event": f"/events/{event.public_id}/",
        "event-words": f"/events/{said.public_id}/",
        "protest": f"/protests/{protest.public_id}/",
        "protest-words": f"/protests/{protest.public_id}/",
        "contract": f"/contracts/{contract.slug}/",
        "party": "/parties/somebody/",
        "claim": f"/claims/{claim.slug}/",
        "source": f"/sources/{source.public_id}/",
        "cite": f"/cite/{latest_seq()}/",
    }


def graph(html: str) -> list[dict]:
    blocks = BLOCK.findall(html)
    assert len(blocks) == 1
    found = json.loads(blocks[0])
    assert found["@context"] == "https://schema.org"
    return found["@graph"]


def open_page(client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return response.content.decode()


def test_every_kind_of_page_is_known_to_this_test(addresses):
    patterns = [*urlpatterns, *report_patterns, *key_patterns, *alert_patterns, *webhook_patterns]
    named = {pattern.name for pattern in patterns}
    assert named - NOT_HTML == set(addresses)


@pytest.mark.parametrize("lang", ["", "/de"])
def test_every_kind_of_page_says_what_and_where_it_is(client, addresses, lang):
    titles = {}
    for name, path in addresses.items():
        html = open_page(client, lang + path)
        assert "<script>alert" not in html, name
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        assert title, name
        titles[name] = unescape(title.group(1))
        assert "Contract Disputes" in titles[name], name
        assert len(re.findall(r'<meta name="description" content="[^"]+">', html)) == 1, name
        canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
        assert len(canonical) == 1, name
        assert canonical[0].startswith(f"{settings.SITE_URL}{lang}/"), name
        twins = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))
        assert set(twins) == {"en", "de", "x-default"}, name
        assert twins["de"] == twins["en"].replace(settings.SITE_URL, f"{settings.SITE_URL}/de", 1), name
        assert canonical[0] == twins[lang.strip("/") or "en"], name
        things = graph(html)
        assert things[0]["@type"], name
        assert things[0]["url"] == canonical[0], name
        assert (things[-1]["@type"] == "BreadcrumbList") is (name != "home"), name
    ambiguous = {"event-words", "protest-words"}
    assert len({title for name, title in titles.items() if name not in ambiguous}) == len(set(titles) - ambiguous)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("home", "WebSite"),
        ("dispute", "Dataset"),
        ("event", "Event"),
        ("event-words", "Quotation"),
        ("claim", "Claim"),
        ("party", "Person"),
        ("contract", "WebPage"),
        ("protest", "WebPage"),
        ("source", "WebPage"),
        ("glossary", "DefinedTermSet"),
        ("statistics", "Dataset"),
    ],
)
def test_a_page_is_called_what_it_is(client, addresses, name, kind):
    assert graph(open_page(client, addresses[name]))[0]["@type"] == kind


def test_texts_arrive_whole_although_they_try_to_end_the_script(client, addresses):
    assert graph(open_page(client, addresses["event"]))[0]["name"] == WORDS
    quotation = graph(open_page(client, addresses["event-words"]))[0]
    assert (quotation["text"], quotation["creator"]["name"], quotation["inLanguage"]) == (WORDS, WORDS, "en")


def test_a_claim_has_what_was_found_on_it_and_no_rating(client, addresses):
    claim = graph(open_page(client, addresses["claim"]))[0]
    assert [one["@type"] for one in claim["subjectOf"]] == ["Quotation"]
    assert "reviewRating" not in json.dumps(claim)


def test_an_event_is_dated_as_exactly_as_it_is_known(client):
    event = make_event(date="2019-10~", until="2019-11")
    publish([event.dispute, event])
    found = graph(open_page(client, f"/events/{event.public_id}/"))[0]
    assert (found["startDate"], found["endDate"]) == ("2019-10", "2019-11")


def test_breadcrumbs_lead_through_the_dispute(client, addresses):
    trail = graph(open_page(client, addresses["protest"]))[-1]["itemListElement"]
    assert [one["position"] for one in trail] == [1, 2, 3]
    assert all(one["item"].startswith(settings.SITE_URL) for one in trail)
