"""Embeds: other sites may frame these pages and no others, and are told in the frame what became of a thing."""

import pytest
from lxml import etree, html

from tests.factories import make_dispute, make_event, make_statement
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def event(settings):
    settings.SITE_URL = "https://disputes.example"
    event = make_event(title={"en": "Court halts the work"}, significance=1)
    publish([event.dispute, event])
    return event


def paths(event) -> tuple[str, str]:
    return f"/embed/disputes/{event.dispute.slug}/", f"/embed/events/{event.public_id}/"


def test_only_embeds_may_be_framed(client, event):
    for path in paths(event):
        response = client.get(path)
        assert response.status_code == 200
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "script-src 'none'" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        page = client.get(path.removeprefix("/embed"), follow=True)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"


def test_links_leave_the_frame_and_nothing_in_it_is_script(client, event):
    for path in paths(event):
        tree = html.fromstring(client.get(path).content)
        assert tree.xpath("//a")
        assert all(a.get("target") == "_parent" and a.get("rel") == "noopener" for a in tree.iter("a"))
        assert all(a.get("href").startswith("https://") for a in tree.iter("a"))
        assert not tree.xpath("//script")


def test_a_retracted_or_unknown_thing_says_so_in_the_frame(client, event):
    retract([event], note="It never happened.")
    gone = client.get(paths(event)[1])
    assert gone.status_code == 410
    assert "It never happened." in gone.content.decode()
    assert "Court halts" not in gone.content.decode()
    assert "frame-ancestors *" in gone["Content-Security-Policy"]
    draft = make_event(dispute=event.dispute)
    first, second = client.get(f"/embed/events/{draft.public_id}/"), client.get("/embed/events/zzzzzzzzzz/")
    assert first.status_code == second.status_code == 404
    assert first.content == second.content
    assert "frame-ancestors *" in first["Content-Security-Policy"]


def test_an_unchanged_embed_answers_304_and_may_still_be_framed(client, event, django_assert_num_queries):
    for path in paths(event):
        tag = client.get(path)["ETag"]
        with django_assert_num_queries(1):
            response = client.get(path, headers={"If-None-Match": tag})
        assert response.status_code == 304
        assert "frame-ancestors *" in response["Content-Security-Policy"]


def oembed(client, status=200, **parameters):
    response = client.get("/oembed", parameters)
    assert response.status_code == status
    return response


def test_oembed_answers_in_both_formats_with_the_same_frame(client, event):
    url = f"https://disputes.example/events/{event.public_id}/court-halts-the-work/"
    body = oembed(client, url=url).json()
    assert (body["type"], body["version"], body["title"]) == ("rich", "1.0", "Court halts the work")
    [frame] = html.fragments_fromstring(body["html"])
    assert frame.get("src") == f"https://disputes.example{paths(event)[1]}"
    assert "allow-scripts" not in frame.get("sandbox")
    root = etree.fromstring(oembed(client, url=url, format="xml").content)
    assert root.findtext("html") == body["html"]


def test_oembed_keeps_within_the_asked_size(client, event):
    url = f"https://disputes.example/disputes/{event.dispute.slug}/"
    body = oembed(client, url=url, maxwidth="300", maxheight="x").json()
    assert body["width"] == 300
    assert 'width="300"' in body["html"]
    assert body["height"] > 300


def test_oembed_knows_only_what_is_public_here(client, event):
    here = "https://disputes.example"
    draft = make_event(dispute=event.dispute)
    for url in (
        "",
        f"{here}/about/",
        f"https://evil.example/events/{event.public_id}/",
        f"{here}@evil.example/events/{event.public_id}/",
        f"javascript:/events/{event.public_id}/",
        f"{here}/events/{draft.public_id}/",
    ):
        oembed(client, 404, url=url)
    oembed(client, 501, url=f"{here}/events/{event.public_id}/", format="yaml")


def test_pages_lead_to_oembed(client, event):
    for path in paths(event):
        tree = html.fromstring(client.get(path.removeprefix("/embed"), follow=True).content)
        [link] = tree.xpath("//link[@type='application/json+oembed']/@href")
        assert client.get(link.removeprefix("https://disputes.example")).status_code == 200


def test_hostile_titles_stay_text_in_every_embed(client, settings):
    dispute = make_dispute(name=HOSTILE, standfirst={"en": HOSTILE})
    event = make_event(dispute=dispute, title={"en": HOSTILE}, significance=1)
    statement = make_statement(event=event, quote=HOSTILE)
    publish([dispute, event, statement])
    for path in (*paths(event), f"/embed/events/{statement.public_id}/"):
        assert b"<script>alert" not in client.get(path).content
    body = oembed(client, url=f"{settings.SITE_URL}/events/{event.public_id}/").json()
    assert "<script>" not in body["html"]
