"""Citing: five styles of one revision, and whether what was cited still stands."""

import re

import pytest

from tests.factories import make_dispute, make_event, make_party, make_statement
from timeline.codelists import RevisionKind
from timeline.publishing import merge, publish, readdress, retract, take_down
from timeline.selectors import find, latest_seq

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_event(title={"en": "Court halts 100 % of the work & more"})
    publish([event])
    return event


def seq_of(event) -> int:
    return find("event", event.public_id).seq


def facts(client, seq: int) -> dict:
    response = client.get(f"/cite/{seq}.json")
    assert response.status_code == 200
    return response.json()


def test_every_style_names_title_revision_address_and_a_place_for_the_day_of_access(client, event, settings):
    settings.SITE_URL = "https://disputes.example"
    seq = seq_of(event)
    body = facts(client, seq)
    assert list(body["styles"]) == ["apa", "chicago", "mla", "bluebook", "bibtex"]
    for text in body["styles"].values():
        assert "Court halts 100" in text
        assert str(seq) in text
        assert f"https://disputes.example/events/{event.public_id}/" in text
        assert f"?as_of={seq}" in text
        assert "[date of access]" in text
    assert r"100 \% of the work \& more" in body["styles"]["bibtex"]
    assert body["csl"]["URL"].endswith(f"?as_of={seq}")


def test_the_cited_address_shows_what_was_cited(client, event):
    url = facts(client, seq_of(event))["csl"]["URL"]
    event.summary = {"en": "Something else."}
    event.save()
    publish([event], kind=RevisionKind.CORRECTED, note="Wrong.")
    assert "Something else." not in client.get("/" + url.split("/", 3)[3]).content.decode()


def test_a_citation_says_unchanged_changed_and_retracted(client, event):
    seq = seq_of(event)
    assert facts(client, seq)["state"] == "unchanged"
    event.summary = {"en": "Something else."}
    event.save()
    publish([event], kind=RevisionKind.CORRECTED, note="The summary was wrong.")
    assert facts(client, seq)["state"] == "changed"
    html = client.get(f"/cite/{seq}/").content.decode()
    assert "The summary was wrong." in html
    assert re.search(r"<dt>Summary</dt>\s*<dd>.*<del>.*<ins>.*Something", html)
    [difference] = facts(client, seq)["changes"]
    assert (difference["part"], difference["after"]) == ("summary", {"en": "Something else."})
    retract([event], note="It never happened.")
    assert facts(client, seq)["state"] == "retracted"
    assert "It never happened." in client.get(f"/cite/{seq}/").content.decode()


def test_a_dispute_has_changed_when_an_event_of_it_has(client):
    dispute = make_dispute()
    event = make_event(dispute=dispute)
    publish([dispute, event])
    seq = latest_seq()
    cited = find("dispute", dispute.slug).seq
    assert seq >= cited
    publish([other := make_event(dispute=dispute)])
    assert facts(client, cited)["state"] == "changed"
    now = find("dispute", dispute.slug).seq
    assert facts(client, now)["state"] == "unchanged"
    retract([other], note="No.")
    assert any(row["kind"] == "retracted" for row in facts(client, now)["later"])


def test_what_was_taken_down_is_not_repeated_by_its_citation(client, event):
    seq = seq_of(event)
    take_down(event, reason="A court ordered it.")
    html = client.get(f"/cite/{seq}/").content.decode()
    assert "Court halts" not in html
    assert "A court ordered it." in html
    assert facts(client, seq)["csl"] is None
    assert facts(client, seq)["changes"] == []


def test_statements_can_be_cited_and_pages_link_there(client):
    statement = make_statement()
    publish([statement])
    seq = find("event", statement.public_id).seq
    assert facts(client, seq)["csl"]["title"].startswith("Statement of Speaker")
    for path in (f"/events/{statement.public_id}/", f"/disputes/{statement.dispute.slug}/"):
        assert 'href="/cite/' in client.get(path, follow=True).content.decode()


def test_the_code_for_embedding_is_shown_and_not_run(client, event):
    html = client.get(f"/cite/{seq_of(event)}/").content.decode()
    assert "<iframe" not in html
    assert "&lt;iframe src=" in html
    retract([event], note="No.")
    assert "&lt;iframe" not in client.get(f"/cite/{latest_seq() - 1}/").content.decode()


def test_unknown_revisions_are_404_and_a_second_read_is_304(client, event, django_assert_num_queries):
    assert client.get("/cite/999999/").status_code == 404
    tag = client.get(f"/cite/{seq_of(event)}/")["ETag"]
    path = f"/cite/{seq_of(event)}/"
    with django_assert_num_queries(1):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_what_was_merged_or_moved_leads_to_what_stands_for_it(client, settings):
    settings.SITE_URL = "https://disputes.example"
    one, other = make_party(slug="old-name", name="Old Name"), make_party(slug="new-name", name="New Name")
    publish([one, other])
    seq = find("party", "old-name").seq
    merge(one, other, note="They are one company.")

    assert (facts(client, seq)["state"], facts(client, seq)["note"]) == ("merged", "They are one company.")
    assert facts(client, seq)["successor_url"].endswith("/new-name/")
    page = client.get(f"/cite/{seq}/").content.decode()
    assert "Merged into another." in page
    assert "new-name" in page
    assert "No longer public." not in page


def test_an_object_under_another_address_is_moved_and_not_gone(client):
    dispute = make_dispute(slug="jedi-cloud", name="JEDI")
    publish([make_event(dispute=dispute)])
    seq = find("dispute", "jedi-cloud").seq
    readdress(dispute, "jedi", note="Shorter.")

    assert facts(client, seq)["state"] == "moved"
    assert facts(client, seq)["successor_url"].endswith("/disputes/jedi/")
