"""How the record is read in a real browser: filtered without script, replayed by keyboard, whole for printing."""

import gzip
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

SCRIPTS = ("picture.js", "replay.js", "list.js")
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
        ".map(e => e.querySelectorAll('*:not(.rows *):not(.evidence *):not(.parties *)').length)"
    )
    assert max(bare) <= 15, "the frame of an event, beside its parties, links and sources"
    page.close()


def test_what_is_laid_out_late_is_found_reached_and_printed(browser: Browser, site: str):
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(f"{site}/disputes/jedi/")
    style = (
        "[...document.querySelectorAll('#bidders, #proceedings, #drawn, #claims, #record')]"
        ".map(e => getComputedStyle(e).contentVisibility)"
    )
    assert page.evaluate(style) == ["auto"] * 5
    # Its script begins when a reader comes near: the picture begins at the last landmark.
    page.locator("#picture").scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.chart').scrollLeft > 0")
    assert page.evaluate("find('seven gate criteria')")
    assert "Oracle" in page.locator("#proceedings").aria_snapshot()
    page.click(".jump a[href='#claims']")
    page.wait_for_function("() => Math.abs(document.getElementById('claims').getBoundingClientRect().top) < 60")
    page.emulate_media(media="print")
    assert page.evaluate(style) == ["visible"] * 5
    page.close()


def test_the_keyboard_walks_the_picture_and_the_slider_replays_a_day(browser: Browser, site: str):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/disputes/jedi/?known_by=2019-12-08")
    page.locator("#picture").scroll_into_view_if_needed()
    page.wait_for_selector(".chart-tools")
    assert page.locator(".chart a[tabindex='0']").count() == 1, "the picture is one stop of the Tab key"
    page.focus(".chart g[role=group] a[tabindex='0']")
    first = page.inner_text(".chart-tools p")
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".chart-tools p") != first
    page.focus("[data-replay] input[type=range]")
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")
    assert "known_by=2019-12-09" in page.url
    page.close()


def test_the_first_window_with_style_and_script_is_under_40_kib(site: str):
    """Of the encodings that readers take gzip is the largest; the page is asked for by itself, beside no other file."""
    door = HTTPConnection(urlsplit(site).netloc)
    door.request("GET", "/disputes/jedi/", headers={"Accept-Encoding": "gzip"})
    answer = door.getresponse()
    html = len(answer.read())
    door.close()
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
    sent = [len(gzip.compress((STATIC / name).read_bytes())) for name in ("site.css", *SCRIPTS)]
    assert html + sum(sent) <= 40 * 1024, (html, sent)


def test_all_script_with_htmx_is_under_30_kib_and_htmx_waits_for_the_form(browser: Browser, site: str):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(f"{site}/disputes/jedi/")
    page.wait_for_load_state("networkidle")
    assert not [name for name in asked if name.startswith("htmx")]
    with page.expect_request(lambda request: "htmx" in request.url):
        page.focus("#in-words")
    page.close()
    htmx = Path(finders.find("django_htmx/htmx-2.min.js") or "")
    files = [*(STATIC / name for name in SCRIPTS), htmx]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 30 * 1024
