"""The picture and the record's form with script: links of a chosen event, zoom, brush, filters without a jump."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

LAWSUIT = "() => [...document.querySelectorAll('.marks a')].find(a => /22.Nov.2019, protest/.test(a.textContent))"


@pytest.fixture
def page(browser: Browser, site: str):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{site}/disputes/jedi/")
    assert page.locator(".chart-tools").count() == 0, "the picture is measured when a reader comes near it, not before"
    page.locator("#picture").scroll_into_view_if_needed()
    page.wait_for_selector(".chart-tools")
    yield page
    assert problems == []
    context.close()


def with_htmx(page: Page) -> None:
    page.focus("#in-words")
    page.wait_for_function("() => window.htmx")


def test_a_mark_in_focus_shows_its_links_as_arcs_and_in_words(page: Page):
    page.evaluate(f"({LAWSUIT})().focus()")
    assert page.locator("path.arc:not(.in)").count() == 2, "it follows from the award and a notice"
    assert page.locator("path.arc.in").count() > 3
    expect(page.locator(".chart-tools p")).to_contain_text("acts on: 25\u00a0Oct\u00a02019, award")
    page.keyboard.press("Escape")
    assert page.locator("path.arc").count() == 0


def test_keys_and_buttons_zoom_and_the_names_of_lanes_stay_in_sight(page: Page):
    width = page.evaluate("document.querySelector('.plot').clientWidth")
    page.focus(".marks a[tabindex='0']")
    page.keyboard.press("+")
    page.click(".chart-tools button >> nth=0")
    assert page.evaluate("document.querySelector('.plot').clientWidth") == pytest.approx(width * 2.25, abs=2)
    names, box = page.locator(".names").bounding_box(), page.locator(".chart").bounding_box()
    assert names is not None
    assert box is not None
    assert names["x"] == pytest.approx(box["x"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.focus(".marks a[tabindex='0']")
    page.keyboard.press("0")
    assert page.evaluate("document.querySelector('.plot').clientWidth") == pytest.approx(width, abs=2)


def test_a_drag_over_the_picture_sets_the_period_of_the_list(page: Page):
    with_htmx(page)
    page.evaluate("document.querySelector('.chart').scrollIntoView()")
    box = page.locator(".plot").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 400, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 450, box["y"] + 20)
    page.mouse.move(box["x"] + 500, box["y"] + 20)
    page.mouse.up()
    page.wait_for_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))
    expect(page.locator(".record-bar b")).not_to_have_text("147 events")
    assert page.locator(".plot .brush").count() == 1, "the period stays marked"


def test_a_filter_keeps_place_focus_and_address_and_is_told(page: Page, site: str):
    with_htmx(page)
    page.click("form.filters summary")
    page.evaluate("document.getElementById('in-party-oracle').scrollIntoView({block: 'center'})")
    place = "document.getElementById('in-party-oracle').getBoundingClientRect().top"
    before = page.evaluate(place)
    page.check("#in-party-oracle")
    expect(page.locator(".record-bar b")).to_have_text("38 events")
    expect(page.locator("#told")).to_have_text("38 events")
    assert page.url == f"{site}/disputes/jedi/?party=oracle"
    assert page.evaluate("document.activeElement.id") == "in-party-oracle"
    assert page.locator("form.filters details").get_attribute("open") is not None
    assert abs(page.evaluate(place) - before) < 60, "what the reader looks at stays, though the picture above shrank"
    page.locator("#picture").scroll_into_view_if_needed()
    page.wait_for_selector(".chart-tools")
    page.reload()
    expect(page.locator(".record-bar b")).to_have_text("38 events")
    page.go_back()
    expect(page.locator(".record-bar b")).to_have_text("147 events")


def test_the_next_window_comes_without_a_new_page(page: Page):
    page.evaluate("window.stays = true")
    page.hover(".pager a")
    page.wait_for_function("() => window.htmx")
    first = page.locator("[data-event]").first.get_attribute("id")
    page.click(".pager a[rel=next]")
    expect(page.locator("[data-event]").first).not_to_have_attribute("id", first or "")
    assert page.evaluate("window.stays")
    assert "after=" in page.url


def test_people_lie_in_the_lane_of_whom_they_acted_for_on_the_day(page: Page):
    titles = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.marks')].map(
            lane => [lane.getAttribute('aria-label').split(',')[0], lane.textContent]))"""
    )
    congress, white_house = titles["Congress and oversight"], titles["White House"]
    for letter in (
        "Womack and Cole ask inspector",
        "Grassley questions DoD",
        "Rubio urges Bolton",
        "Reed and Warner ask",
    ):
        assert letter in congress
        assert letter not in titles["Agency"]
    assert "White House says Trump is not involved" in white_house
    assert "Trump cites" in white_house
    assert "Jassy blames" in titles["Bidders"]
    assert "Esper says he will take" in titles["Agency"]
