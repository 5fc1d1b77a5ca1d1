"""What axe cannot see: names that a screen reader says, the way of the keyboard, colours of the system, no motion."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

DISPUTE = "/de/disputes/jedi/"
FOCUSED = """() => {
  const found = document.activeElement, style = getComputedStyle(found), box = found.getBoundingClientRect();
  return {
    name: found.outerHTML.slice(0, 80),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight,
  };
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
}).length"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_a_screen_reader_hears_what_the_picture_the_slider_and_the_filters_are(page: Page, site: str):
    page.goto(f"{site}{DISPUTE}")
    heard = page.locator("main").aria_snapshot()
    assert 'region "Bild des Streitfalls"' in heard or 'region "Schaubild des Streitfalls"' in heard
    assert 'group "Court of Federal Claims, 43 Ereignisse"' in heard
    assert 'link "13. Feb. 2020, Anordnung: Gericht stoppt JEDI' in heard.replace("\u00a0", " ")
    assert 'search "Chronik filtern"' in heard
    assert 'radio "Meilensteine' in heard
    slider = page.get_by_role("slider", name="Tag")
    expect(slider).to_have_attribute("aria-valuetext", "8. Dezember 2022")


def test_a_quote_is_heard_as_one_with_its_speaker(page: Page, site: str):
    page.goto(f"{site}/de/claims/presidential-interference/")
    heard = page.locator("figure").first.aria_snapshot()
    assert "blockquote" in heard
    assert "Donald J. Trump" in heard
    expect(page.locator("figure blockquote").first).to_have_attribute("lang", "en")


def test_the_keyboard_reaches_everything_in_order_and_sees_where_it_is(page: Page, site: str):
    page.goto(f"{site}{DISPUTE}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    lost = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        lost += [found["name"]] if not (found["outlined"] and found["seen"]) else []
    assert lost == []


def test_the_filters_work_by_keyboard_alone(page: Page, site: str):
    page.goto(f"{site}/de/disputes/wildandstormy/")
    page.locator("form.filters summary").focus()
    page.keyboard.press("Enter")
    box = page.locator("form.filters input[name=type][value=decision]")
    expect(box).to_be_visible()
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**type=decision**")
    assert page.locator("[data-event]").count() < 14


def test_drawings_take_the_colours_that_the_system_forces(page: Page, site: str):
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{site}{DISPUTE}")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    fills = page.evaluate("[...document.querySelectorAll('.bar-for, .chart use')].map(e => getComputedStyle(e).fill)")
    assert fills
    assert ground not in fills[:1]
    assert "rgb(255, 255, 255)" in fills, "the system's own ink on its own ground"
    page.emulate_media(forced_colors="none", color_scheme="light")


def test_nothing_moves_for_those_who_asked_for_less_motion(page: Page, site: str):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}{DISPUTE}")
    assert page.evaluate(MOVING) == 0
    page.emulate_media(reduced_motion="no-preference")
