"""The glossary: both languages whole, terms linked once, as whole words, safely and never within quotations."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_claim, make_event, make_statement
from timeline.glossary.linking import FirstUses
from timeline.glossary.terms import all_terms, by_letter
from timeline.publishing import publish

PATH = "/glossary/"
LINK = re.compile(r'<a class="term" href="[^"]*#([\w-]+)">([^<]*)</a>')


def links(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return LINK.findall(FirstUses(PATH).link(text, lang))


def test_every_term_is_explained_in_both_languages_and_has_an_anchor_of_its_own():
    terms = all_terms()
    assert len(terms) > 100
    assert len({term.id for term in terms}) == len(terms)
    assert all(term.name[lang] and term.text[lang].endswith(".") for term in terms for lang in ("en", "de"))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_no_form_leads_to_two_terms(lang):
    forms = [form.lower() for term in all_terms() for form in term.forms[lang]]
    assert sorted(forms) == sorted(set(forms))


def test_german_letters_stand_where_a_reader_looks():
    letters = [letter for letter, _ in by_letter("de")]
    assert letters == sorted(letters)
    assert "Ä" not in letters


def test_a_rule_with_a_public_text_is_linked():
    hrefs = {term.id: term.href for term in all_terms()}
    assert hrefs["interested-party"] == "https://www.law.cornell.edu/uscode/text/31/3551"
    assert hrefs["comments"] == "https://www.ecfr.gov/current/title-4/section-21.3"
    assert hrefs["agency-level-protest"] == "https://www.acquisition.gov/far/33.103"
    assert hrefs["rcfc"] == ""


def test_a_term_is_linked_at_its_first_use_only():
    page = FirstUses(PATH)
    first, second = page.link("An intervenor joined.", "en"), page.link("The intervenor left.", "en")
    assert first == 'An <a class="term" href="/glossary/#intervenor">intervenor</a> joined.'
    assert second == "The intervenor left."


def test_only_whole_words_are_linked():
    assert not links("The counterprotesters and the JEDI-solicitation and solicitation-like texts")
    assert links("JEDI-Ausschreibung und Ausschreibung", "de") == [("solicitation", "Ausschreibung")]


def test_the_longest_term_wins_and_acronyms_are_matched_as_written():
    assert links("A voluntary remand, then a remand.") == [
        ("voluntary-remand", "voluntary remand"),
        ("remand", "remand"),
    ]
    assert not links("The gao sang.")


def test_quoted_words_are_not_touched():
    assert not links("He called it “a corrective action” and „eine Abhilfemaßnahme“.")


def test_german_forms_lead_to_the_same_terms():
    assert links("Das Gericht erließ eine einstweilige Verfügung.", "de") == [
        ("preliminary-injunction", "einstweilige Verfügung")
    ]


@given(st.text(max_size=200) | st.sampled_from(["<b>remand</b>", "moot & <script>", "“moot"]))
def test_without_its_links_a_text_is_just_escaped(text):
    linked = FirstUses(PATH).link(text, "en")
    unlinked = LINK.sub(lambda found: found.group(2), linked)
    page = FirstUses(PATH)
    page.texts = 10_000
    assert unlinked == page.link(text, "en")
    assert "<script" not in linked


@pytest.mark.django_db
def test_pages_link_terms_once_in_their_language_and_not_in_quotes(client):
    event = make_event(
        summary={
            "en": "The court ordered a voluntary remand. A second voluntary remand followed.",
            "de": "Das Gericht ordnete eine freiwillige Zurückverweisung an.",
        }
    )
    claim = make_claim(dispute=event.dispute, text={"en": "The debriefing was unfair."})
    statement = make_statement(event=event, claim=claim, quote="That voluntary remand was a solicitation.")
    publish([event.dispute, event, claim, statement])

    html = client.get(f"/events/{event.public_id}/", follow=True).content.decode()
    assert [term for term, _ in LINK.findall(html)] == ["voluntary-remand"]
    german = client.get(f"/de/events/{event.public_id}/", follow=True).content.decode()
    assert '<a class="term" href="/de/glossary/#voluntary-remand">freiwillige Zurückverweisung</a>' in german
    assert ("debriefing", "debriefing") in LINK.findall(client.get(f"/claims/{claim.slug}/").content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("/glossary/", "Vergabebeschwerde"), ("/de/glossary/", "bid protest")])
def test_the_page_lists_all_terms_with_the_other_language(client, path, words):
    html = client.get(path).content.decode()
    assert all(f'id="{term.id}"' in html for term in all_terms())
    assert words in html
    assert "application/ld+json" in html
