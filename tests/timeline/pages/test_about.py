"""The pages about the site: each in both languages, with every word of confidence that pages use explained."""

import pytest
from django.utils import translation

from timeline.codelists import Confidence

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lang", ["en", "de"])
def test_every_word_of_confidence_is_explained(client, lang):
    html = client.get("/method/" if lang == "en" else "/de/method/").content.decode()
    with translation.override(lang):
        for one in Confidence:
            assert f"<dt>{one.label}</dt>" in html


@pytest.mark.parametrize("name", ["about", "method", "licence"])
def test_each_page_leads_to_the_others_in_its_language(client, name):
    html = client.get(f"/de/{name}/").content.decode()
    row = html.split('class="jump"')[1].split("</nav>")[0]
    for other in ("about", "method", "licence"):
        assert f'href="/de/{other}/"' in row
    assert row.count('aria-current="page"') == 1


def test_the_licence_tells_code_record_and_quotations_apart(client):
    html = client.get("/licence/").content.decode()
    assert "creativecommons.org/licenses/by/4.0/" in html
    assert "apache.org/licenses/LICENSE-2.0" in html
    assert "belong to those who wrote them" in html
