"""People who hold no post are in the record, but search engines are not led to them."""

import pytest

from contracts.models import Membership
from tests.factories import make_dispute, make_event, make_party
from timeline.publishing import publish

pytestmark = pytest.mark.django_db
PASSED_BY = '<meta name="robots" content="noindex">'


def test_a_person_without_a_post_is_passed_by_and_an_official_is_not(client):
    agency = make_party(kind="agency", slug="the-agency")
    official = make_party(kind="person", slug="the-official", name="Olive Official")
    Membership.objects.create(member=official, organization=agency, post="Secretary")
    relative = make_party(kind="person", slug="the-relative", name="Rita Relative")
    parties = dict.fromkeys((official, relative), "witness")
    publish([make_event(dispute=make_dispute(), parties=parties)])

    pages = {slug: client.get(f"/parties/{slug}/").text for slug in ("the-agency", "the-official", "the-relative")}
    assert [slug for slug, page in pages.items() if PASSED_BY in page] == ["the-relative"]
    found = client.get("/sitemap.xml").text
    assert [slug for slug in pages if f"/parties/{slug}/" in found] == ["the-agency", "the-official"]

    Membership.objects.create(member=relative, organization=agency, post="Clerk")
    publish([relative])

    assert PASSED_BY not in client.get("/parties/the-relative/").text
    assert "/parties/the-relative/" in client.get("/sitemap.xml").text
