"""How the record is read in a real browser: filtered without script, replayed by keyboard, whole for printing."""

import gzip
from pathlib import Path

from playwright.sync_api import Browser

STATIC = Path(__file__).resolve().parents[2] / "timeline" / "static" / "timeline"


def test_a_reader_without_script_filters_and_reaches_the_evidence(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/disputes/jedi/")
    page.fill("form.filters input[name=q]", "injunction")
    page.click("form.filters button")
    assert "q=injunction" in page.url
    page.click("[data-event] h4 a >> nth=0")
    assert page.locator(".evidence a").count() > 0
    context.close()


def test_pages_carry_no_cookie_and_ask_no_other_host(browser: Browser, site: str):
    context = browser.new_context()
    page = context.new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{site}/disputes/jedi/")
    assert hosts == {site.split("/")[2]}
    assert context.cookies() == []
    context.close()


def test_print_all_holds_every_event_and_quote_with_few_elements(browser: Browser, site: str):
    page = browser.new_page()
    page.goto(f"{site}/disputes/jedi/?all=1")
    assert page.locator("[data-event]").count() == 147
    bare = page.evaluate(
        "[...document.querySelectorAll('[data-event]:not(:has(.quote))')]"
        ".map(e => e.querySelectorAll('*:not(.rows *):not(.evidence *)').length)"
    )
    assert max(bare) <= 25, "the frame of an event, beside its parties, links and sources"
    page.close()


def test_the_keyboard_walks_the_picture_and_the_slider_replays_a_day(browser: Browser, site: str):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/disputes/jedi/?known_by=2019-12-08")
    assert page.locator(".chart a[tabindex='0']").count() == 1, "the picture is one stop of the Tab key"
    page.focus(".chart g[role=group] a[tabindex='0']")
    first = page.inner_text(".chart-detail")
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".chart-detail") != first
    page.focus("[data-replay] input[type=range]")
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")
    assert "known_by=2019-12-09" in page.url
    page.close()


def test_the_first_window_with_style_and_script_is_under_40_kib(browser: Browser, site: str):
    page = browser.new_page()
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(f"{site}/disputes/jedi/")
    page.wait_for_load_state("networkidle")
    html = next(size for size in sizes if size)
    assert html <= 33 * 1024, sizes
    page.close()
    sheets = [gzip.compress((STATIC / name).read_bytes()) for name in ("site.css", "record.js")]
    assert html + sum(map(len, sheets)) <= 40 * 1024
