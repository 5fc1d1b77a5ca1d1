"""axe-core on a page that is open: all its rules, or only those that depend on colours."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

QUICK: dict[str, Any] = {"resultTypes": ["violations"], "preload": False, "iframes": False}
ALL: dict[str, Any] = {**QUICK, "rules": {"target-size": {"enabled": True}}}
COLOURS: dict[str, Any] = {**QUICK, "runOnly": ["color-contrast", "link-in-text-block"]}
SCRIPT = Axe().axe_script
# What stands below the screen is drawn only when it comes near; axe measures it where it will be.
DRAW_ALL = """
if (!window.axe) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [sheet];
}
"""


def findings(page: Page, options: dict[str, Any] = ALL) -> list[str]:
    """Return what axe-core finds, as the rule's name and the element."""
    page.evaluate(DRAW_ALL)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(SCRIPT)
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]
