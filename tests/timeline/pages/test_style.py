"""The style page shows what the style sheets hold, and every appearance there is that of the pages."""

import re

import pytest

from tests.factories import make_event
from timeline.pages.style import SHEET, TOKEN, tokens
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


def test_the_page_shows_every_token_with_its_values(client):
    event = make_event()
    publish([event.dispute, event])
    html = client.get("/style/").content.decode()
    light, dark = tokens(SHEET.read_text())
    assert len(light) > 25
    assert all(f"--{name}<" in html for name in light)
    assert all(value in html for value in dark.values())
    assert html.count(event.title["en"]) == 4, "an entry in each appearance"


def test_its_appearances_have_the_values_of_the_pages():
    light, dark = tokens(SHEET.read_text())
    pages = SHEET.with_name("pages.css").read_text()
    looks = {
        look: dict(TOKEN.findall(body)) for look, body in re.findall(r"\[data-look=(\w+)\][^{]*\{([^}]*)\}", pages)
    }
    assert looks["light"] == {name: value for name, value in light.items() if value.startswith("#")}
    assert looks["dark"] == dark
