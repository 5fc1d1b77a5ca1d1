"""axe-core finds nothing on any kind of page, in both languages, light and dark; at 320 px nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_reading import PATHS

pytestmark = pytest.mark.django_db(transaction=True)
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
MORE_PATHS = (
    "/search/?q=amazon",
    "/search/?q=Orcale",
    "/deadlines/",
    "/calculator/?rule=GAO_POSTAWARD_10&date=2019-11-22",
    "/compare/",
    "/cite/1/",
    "/sources-health/",
    "/nothing/",
    "/disputes/jedi/?colour=red",
)


def findings(page) -> list[str]:
    results = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in results for node in one["nodes"][:3]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/de"])
def test_axe_finds_nothing_on_any_page(browser: Browser, site: str, prefix: str, scheme: str):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in (*PATHS, *MORE_PATHS):
        page.goto(f"{site}{prefix}{path}")
        found += [f"{prefix}{path}: {one}" for one in findings(page)]
    context.close()
    assert found == []


def test_at_four_hundred_per_cent_nothing_scrolls_sideways(browser: Browser, site: str):
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    wide = []
    for path in (*PATHS, *MORE_PATHS):
        for prefix in ("", "/de"):
            page.goto(f"{site}{prefix}{path}")
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            wide += [f"{prefix}{path}: {over}px"] if over > 0 else []
    context.close()
    assert wide == []
