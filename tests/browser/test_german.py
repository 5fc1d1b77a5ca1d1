"""A German reader who holds a newspaper piece of December 2019 finds each of its facts in German, in two clicks."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

# What the piece says: the words of the record that must stand in one entry, its date, and a source beside it.
IN_THE_RECORD = (
    ("unverkennbaren Befangenheit", "14. Nov."),  # Amazon's announcement
    ("reichte ihre Klage gegen die Vergabe unter Verschluss ein", "22. Nov."),
    ("Eine geschwärzte Fassung der 103-seitigen Klage wurde freigegeben", "9. Dez."),
    ("vermeintlichen politischen Feind zu schaden: Jeffrey P. Bezos", "9. Dez."),
    ("für seine persönlichen und politischen Ziele zu nutzen", "9. Dez."),  # the department's budget
    ("AWS verlangt, den Zuschlag aufzuheben und neu zu werten", "9. Dez."),
    ("keine externen Einflüsse", "9. Dez."),  # to AFP
    ("Der Tag, an dem sie mit AFP sprach, ist daher nicht ganz sicher", "9. Dez."),
    ("Das Verteidigungsministerium vergab den Rahmenvertrag an Microsoft", "25. Okt."),
    ("nannte die Presse Microsoft den Überraschungssieger", "28. Okt."),
    ("höchstens 10 Milliarden Dollar in bis zu zehn Jahren", "25. Okt."),
    ("Google verzichtete aus ethischen Gründen auf ein Angebot", "8. Okt."),
    ("IBM und Oracle schieden damit aus", "10. Apr."),
)


@pytest.fixture
def reader(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False, locale="de-DE", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/de/")
    yield page
    context.close()


def test_each_fact_of_the_newspaper_piece_is_two_clicks_away_in_german(reader: Page):
    reader.click("main a >> text=JEDI")
    reader.click("text=Alles drucken")
    for words, day in IN_THE_RECORD:
        entry = reader.locator(".entry", has_text=words).first
        expect(entry, words).to_be_attached()
        assert day in (entry.locator("time").first.text_content() or "").replace("\u00a0", " "), words
        assert entry.locator(".evidence a").count() > 0, words
        assert entry.locator("h4 span[lang=en]").count() == 0, f"the title of “{words}” is not German"


def test_what_jedi_was_to_do_stands_on_the_page_of_the_contract(reader: Page):
    reader.click("main a >> text=JEDI")
    reader.click(".facts a >> text=JEDI")
    summary = reader.locator("main .summary").first
    assert "Truppen im Einsatz Zugang zu Daten" in re.sub(r"\s+", " ", summary.text_content() or "")
    assert reader.locator("main .evidence li").count() > 0


def test_the_switch_leads_to_the_same_page_and_back(reader: Page, site: str):
    reader.goto(f"{site}/de/claims/presidential-interference/")
    expect(reader.locator("h1")).to_have_text("Einmischung des Präsidenten")
    reader.click(".masthead .language")
    expect(reader.locator("h1")).to_have_text("Presidential interference")
    reader.click(".masthead .language")
    expect(reader.locator("html")).to_have_attribute("lang", "de")
