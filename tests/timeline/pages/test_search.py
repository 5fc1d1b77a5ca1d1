"""Search: everything public is found, numbers lead to their object, nothing unpublished shows, nothing typed is run."""

import pytest
from django.utils import translation

from tests.factories import make_claim, make_contract, make_event, make_party, make_protest, make_source, make_statement
from tests.made_once import made_once
from timeline.models import Citation
from timeline.publishing import publish, retract
from timeline.selectors.search import START, STOP, marked, meant, search

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def one_record(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, make_record)


@pytest.fixture
def record(db, one_record):
    return one_record()


def make_record():
    contract = make_contract(
        title={"en": "Cloud for everybody"}, solicitation_number="HQ0034-18-R-0077", award_ids=["HQ0034-20-D-0001"]
    )
    dispute = contract.dispute
    oracle = make_party(slug="oracle", name="Oracle America, Inc.", aliases=["Oracle"])
    protest = make_protest(dispute=dispute, protester=oracle, docket="B-416657")
    protest.contracts.add(contract)
    event = make_event(
        dispute=dispute,
        contracts=[contract],
        protest=protest,
        parties={oracle: "protester"},
        title={"en": "Oracle protests the terms", "de": "Oracle legt Beschwerde ein"},
        summary={"en": "The company attacked the single award.", "de": "Es griff die Vergabe an."},
    )
    Citation.objects.create(event=event, source=make_source(title="A peculiar newspaper"))
    claim = make_claim(dispute=dispute, title={"en": "Gate criteria too narrow"})
    said = make_statement(event=event, speaker=oracle, claim=claim, quote="A monstrous unfairness.")
    publish([dispute, contract, protest, event, claim, said])
    return {"dispute": dispute, "contract": contract, "protest": protest, "event": event, "statement": said}


def page(client, text: str, prefix: str = "", **more: str) -> str:
    return client.get(f"{prefix}/search/", {"q": text, **more}).content.decode()


def test_everything_that_is_public_is_found_by_its_words(record):
    def kinds(text):
        return set(search(text).counts)

    assert kinds("everybody") >= {"contract"}
    assert "event" in kinds("attacked")
    assert "event" in kinds("Beschwerde")
    assert kinds("monstrous") == {"statement"}
    assert kinds("peculiar") >= {"source"}
    assert "party" in kinds("oracle")
    assert "claim" in kinds("gate criteria")


@pytest.mark.parametrize("written", ["B-416657", "b 416657", "No. B-416657", "B416657"])
def test_a_docket_number_leads_to_its_proceeding_first(client, record, written):
    [hit] = search(written).exact
    assert (hit.kind, hit.document["id"]) == ("protest", record["protest"].public_id)
    html = page(client, written)
    assert html.index(f"/protests/{record['protest'].public_id}/") < html.index("<h2>Found")


@pytest.mark.parametrize("written", ["HQ0034-18-R-0077", "hq003418r0077", "HQ0034-20-D-0001"])
def test_solicitation_and_award_numbers_lead_to_their_contract(record, written):
    assert [hit.document["id"] for hit in search(written).exact] == [record["contract"].slug]


def test_titles_come_before_passing_mentions(record):
    assert search("oracle").hits[0].kind in {"party", "event"}
    assert search("cloud everybody").hits[0].kind == "contract"


def test_what_is_called_exactly_so_comes_before_titles_that_hold_the_words():
    dispute = make_contract().dispute
    named = make_party(slug="acme-web", name="Acme Web Services", kind="company", aliases=["ACME"])
    claim = make_claim(dispute=dispute, title={"en": "Acme Web Services hired Acme Web Services staff"})
    publish([dispute, named, claim])
    assert [hit.document["id"] for hit in search("acme web services").hits[:2]] == [named.slug, claim.slug]


def test_a_kind_narrows_the_hits_and_keeps_the_counts(record):
    narrow = search("oracle", kind="party")
    assert {hit.kind for hit in narrow.hits} == {"party"}
    assert narrow.counts == search("oracle").counts


def test_drafts_and_what_was_retracted_are_not_found_nor_guessed(record):
    make_party(name="Xylophonic Holdings", slug="xylophonic")
    make_event(dispute=record["dispute"], title={"en": "Clandestine meeting"})
    assert search("clandestine").counts == {}
    assert search("xylophonic").counts == {}
    assert meant("xylophonix") == []
    retract([record["statement"]], note="Wrong.")
    assert search("monstrous").counts == {}


def test_a_misspelt_name_finds_the_one_that_was_meant(client, record):
    assert [key for _, key, _ in meant("Orcale")] == ["oracle"]
    html = page(client, "Orcale")
    assert "/parties/oracle/" in html
    assert "?q=Oracle" in html


def test_what_was_found_is_marked_and_everything_else_escaped(client):
    event = make_event(
        title={"en": f"Odd {SCRIPT} title"}, summary={"en": f"The vessel {SCRIPT} & <mark>sank</mark> at sea."}
    )
    publish([event])
    html = page(client, "vessel")
    assert "<mark>vessel</mark>" in html
    assert "<script>alert" not in html
    assert "<mark>sank" not in html
    assert "&amp;" in html
    assert SCRIPT not in page(client, SCRIPT)


def test_marks_lie_round_the_words_in_each_language():
    [german] = marked("Beschwerden", [("de", "Er legt Beschwerde ein.")])
    [english] = marked("protests", [("en", "It protested loudly.")])
    assert german.startswith(f"Er legt {START}Beschwerde{STOP} ein")
    assert english.startswith(f"It {START}protested{STOP} loudly")


@pytest.mark.parametrize("text", ["", " ", "the", "!!!", "' OR 1=1 --", '"', "a" * 300, "-", "%", "B-", "٣٤٥٦"])
def test_odd_queries_are_answered_kindly(client, record, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    assert "</html>" in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", "²", "2"])
def test_any_page_number_is_answered(client, record, number):
    assert client.get("/search/", {"q": "oracle", "page": number}).status_code == 200


def test_it_reads_a_constant_number_of_times(client, record, django_assert_max_num_queries):
    publish([make_event(dispute=record["dispute"], title={"en": f"Oracle again {n}"}) for n in range(30)])
    with django_assert_max_num_queries(7):
        page(client, "oracle")


def test_german_pages_search_in_german(client, record):
    html = page(client, "Beschwerde", "/de")
    assert "Oracle legt <mark>" not in html  # titles are not cut
    assert "Oracle legt Beschwerde ein" in html
    assert "Fundstelle" in html
    with translation.override("de"):
        assert "/de/events/" in html


def test_the_masthead_of_every_page_has_the_form(client, record):
    html = client.get("/about/").content.decode()
    assert 'action="/search/"' in html
    assert 'action="/de/search/"' in client.get("/de/about/").content.decode()
