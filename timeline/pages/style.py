"""The living style page: the tokens as the style sheet has them, and the parts of pages in every appearance."""

import re
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.filters import EventQuery
from timeline.pages.dispute import complete
from timeline.pages.lanes import FAMILIES
from timeline.pages.reading import public_page
from timeline.pages.shown import by_year, show_event

SHEET = Path(__file__).resolve().parents[1] / "static" / "timeline" / "site.css"
TOKEN = re.compile(r"--([a-z0-9]+): (#[0-9a-f]{3,6}|[\d.]+rem)")
LIGHT, DARK = (
    re.compile(r":root \{(.*?)\n\}", re.DOTALL),
    re.compile(r"scheme: dark\) \{\s*:root \{(.*?)\n  \}", re.DOTALL),
)
TYPE, SPACE = re.compile(r"t\d"), re.compile(r"s\d")
MOST_LOOKED_AT = 60


@public_page
def style_page(request: HttpRequest) -> HttpResponse:
    """Show colours, type, space, marks, and an entry of each significance in light, dark, high contrast and print."""
    light, dark = tokens(SHEET.read_text())
    context: dict[str, Any] = {
        "colours": [(name, value, dark[name]) for name, value in light.items() if value.startswith("#")],
        "sizes": [(name, value) for name, value in light.items() if TYPE.fullmatch(name)],
        "spaces": [(name, value, float(value[:-3]) * 16) for name, value in light.items() if SPACE.fullmatch(name)],
        "families": list(FAMILIES.items()),
        "years": by_year(_samples()),
        "looks": [
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
            ("paper", _("On paper")),
        ],
        "canonical_path": "/style/",
        "section": "about",
    }
    return render(request, "timeline/style.html", context)


def tokens(sheet: str) -> tuple[dict[str, str], dict[str, str]]:
    """Read the custom properties of the light and the dark appearance out of a style sheet: name → value."""
    light, dark = LIGHT.search(sheet), DARK.search(sheet)
    found = [dict(TOKEN.findall(part.group(1))) if part else {} for part in (light, dark)]
    return found[0], found[1]


def _samples() -> list[Any]:
    """Return the newest public event of each significance, with its quotes; none of what is not in the log."""
    query = EventQuery(significance=("1", "2", "3"))
    documents = selectors.list_events(query, limit=MOST_LOOKED_AT).documents
    by_level = {document["significance"]: document for document in reversed(documents)}
    events = [show_event(by_level[level]) for level in sorted(by_level)]
    complete(events, None)
    return events
