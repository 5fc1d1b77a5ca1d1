"""The pages of parties and claims, and the sources under events: what a reader could read wrongly."""

import pytest

from tests.factories import make_claim, make_event, make_party, make_protest, make_source, make_statement
from timeline.models import Citation
from timeline.pages.lists import family_name
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


def body(client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200
    return response.content.decode().split('<main id="main">')[1].split("</main>")[0]


def test_two_passages_of_one_source_count_as_one_source(client):
    event = make_event(cited=False)
    source = make_source(title="The opinion", kind="gao-decision")
    for anchor in ("the court ruled", "the court also ruled"):
        Citation.objects.create(event=event, source=source, anchor=anchor)
    publish([event.dispute, event])
    own = body(client, f"/events/{event.public_id}/")
    assert "1 primary" in own
    assert own.count("The opinion") == 1
    assert own.count("another passage") == 1
    record = body(client, f"/disputes/{event.dispute.slug}/")
    assert 'data-kind="1 primary"' in record
    assert record.count("The opinion") == 1


def test_on_its_own_page_a_claim_is_not_named_with_every_quote(client):
    claim = make_claim(title={"en": "The award was biased"})
    said = make_statement(claim=claim, event=make_event(dispute=claim.dispute), stance="no-position")
    publish([claim.dispute, claim, said.event, said])
    assert "no position on</span> <a" in body(client, f"/events/{said.event.public_id}/")
    quotes = body(client, f"/claims/{claim.slug}/").split('id="quotes"')[1]
    assert "no position</span>" in quotes
    assert "The award was biased" not in quotes


def test_a_person_is_not_called_it(client):
    person = make_party(kind="person", name="Ada Clerk")
    said = make_statement(speaker=person)
    publish([said.event.dispute, said.event, person, said])
    html = body(client, f"/parties/{person.slug}/")
    assert "<h2>Statements</h2>" in html
    assert " it " not in html.split("<h1>")[1].split('id="quotes"')[0]


def test_posts_without_days_leave_no_empty_columns(client):
    person, agency = make_party(kind="person", name="Ada Clerk"), make_party(kind="agency", name="Agency of Things")
    person.posts.create(organization=agency, post="Clerk")
    event = make_event(parties={person: "official", agency: "buyer"})
    publish([event.dispute, event, person, agency])
    for slug in (person.slug, agency.slug):
        assert "<th>From</th>" not in body(client, f"/parties/{slug}/")
    person.posts.update(start="2019")
    person.save()
    publish([person])
    for slug in (person.slug, agency.slug):
        assert "<th>From</th>" in body(client, f"/parties/{slug}/")


def test_the_list_of_claims_says_which_way_findings_go_and_who_else_spoke(client):
    claim = make_claim(title={"en": "The award was biased"})
    event = make_event(dispute=claim.dispute)
    court = make_party(kind="court", name="Court of Things")
    late = make_statement(claim=claim, event=event, speaker=court, stance="finds", finding="supports")
    said = make_statement(claim=claim, event=event, stance="questions")
    publish([claim.dispute, claim, event, late, said])
    html = body(client, "/claims/")
    assert "What was found:</b> Court of Things: supports the claim<" in html
    assert "Also: Questions 1<" in html


def test_parties_are_listed_by_kind(client):
    agency, person = make_party(kind="agency", name="Agency of Things"), make_party(kind="person", name="Ada Clerk")
    publish([agency, person])
    html = body(client, "/parties/")
    assert html.index("<h2>Agencies</h2>") < html.index("Agency of Things") < html.index("<h2>People</h2>")
    assert "<h2>Courts</h2>" not in html


def test_search_engines_are_told_who_and_where(client):
    person = make_party(kind="person", name="Ada Clerk", role_title="Clerk of the court")
    event = make_event(parties={person: "official"})
    publish([event.dispute, event, person])
    html = client.get(f"/parties/{person.slug}/").content.decode()
    assert f'name="description" content="Clerk of the court. {event.dispute.name}: 1 event."' in html


def test_only_the_page_itself_is_called_the_current_page(client):
    claim = make_claim()
    publish([claim.dispute, claim])
    assert '<a href="/claims/" aria-current="page">' in client.get("/claims/").content.decode()
    assert '<a href="/claims/" aria-current="true">' in client.get(f"/claims/{claim.slug}/").content.decode()


def test_a_protest_to_the_agency_is_not_numbered_by_its_forum(client):
    protest = make_protest(forum="agency")
    publish([protest.dispute, protest])
    assert "Agency protest</span>" not in body(client, f"/protests/{protest.public_id}/")


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("Lloyd J. Austin III", "austin"),
        ("Donald Trump, Jr.", "trump"),
        ("Patricia E. Campbell-Smith", "campbell-smith"),
        ("Judge Stoll", "stoll"),
        ("III", "iii"),
    ],
)
def test_people_are_listed_by_family_name(name, sorted_by):
    assert family_name(name) == (sorted_by, name.casefold())


def test_the_list_of_people_is_in_that_order_and_organisations_stay_by_name(client):
    people = [make_party(name=name, kind="person") for name in ("Adam Zorn", "Zoe Abel")]
    firms = [make_party(name=name) for name in ("Zeta", "Alpha Zulu")]
    publish([*people, *firms])

    shown = body(client, "/parties/")

    assert shown.index("Alpha Zulu") < shown.index("Zeta") < shown.index("Zoe Abel") < shown.index("Adam Zorn")
