"""Feeds: valid in three formats whatever a title holds, ids that stay, corrections told, drafts never."""

import feedparser
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.factories import make_claim, make_dispute, make_event, make_party, make_protest, make_statement
from timeline.codelists import RevisionKind
from timeline.feeds.entries import clean
from timeline.models import Revision
from timeline.publishing import publish, retract, take_down
from timeline.selectors import latest_seq

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> & ]]> “Δ” 𝔘"
FORMS = ("atom", "rss", "json")
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def record():
    oracle = make_party(slug="oracle", name="Oracle America, Inc.")
    dispute = make_dispute()
    protest = make_protest(dispute=dispute, protester=oracle)
    first = make_event(dispute=dispute, protest=protest, parties={oracle: "protester"}, title={"en": "It began"})
    second = make_event(dispute=dispute, title={"en": "It ended"})
    statement = make_statement(event=first, speaker=oracle, claim=make_claim(dispute=dispute), quote="Unfair.")
    publish([dispute, protest, first])
    publish([second, statement])
    return dispute, protest, first, second, statement


def read(client, path: str, status: int = 200):
    response = client.get(path)
    assert response.status_code == status, response.content[:400]
    return response


def titles(client, path: str) -> list[str]:
    return [item["title"] for item in orjson.loads(read(client, path).content)["items"]]


def test_all_formats_hold_the_same_entries(client, record):
    base = f"/disputes/{record[0].slug}/feed."
    parsed = [feedparser.parse(read(client, base + form).content) for form in ("atom", "rss")]
    items = orjson.loads(read(client, base + "json").content)["items"]
    assert not any(feed.bozo for feed in parsed)
    for feed in parsed:
        assert [entry.id for entry in feed.entries] == [item["id"] for item in items]
        assert [entry.title for entry in feed.entries] == ["It ended", "It began"]


def test_the_newest_publication_comes_first_whenever_it_happened(client, record):
    dispute = record[0]
    publish([make_event(dispute=dispute, title={"en": "Found late"}, date="1999-01-01")])
    assert titles(client, f"/disputes/{dispute.slug}/feed.json")[0] == "Found late"
    assert titles(client, "/feed.json")[0] == "Found late"


@given(st.text())
def test_a_cleaned_text_can_stand_in_xml(text):
    element = etree.Element("title")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text == (clean(text) or None)


@pytest.mark.parametrize("form", FORMS)
def test_any_text_gives_a_valid_feed_that_holds_it_as_text(client, form):
    dispute = make_dispute(name=HOSTILE, standfirst={"en": HOSTILE})
    publish([dispute, make_event(dispute=dispute, title={"en": HOSTILE}, summary={"en": HOSTILE})])
    body = read(client, f"/disputes/{dispute.slug}/feed.{form}").content
    if form == "json":
        item = orjson.loads(body)["items"][0]
        assert item["title"].startswith("<script>")
        assert "<script>" not in item["content_html"]
        return
    root = etree.fromstring(body)
    assert root.findtext(".//{*}entry/{*}title" if form == "atom" else ".//item/title").startswith("<script>")
    html = root.findtext(".//{*}entry/{*}content" if form == "atom" else ".//item/description")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_an_atom_feed_has_what_its_standard_demands(client, record, settings):
    settings.SITE_URL = "https://disputes.example"
    root = etree.fromstring(read(client, f"/disputes/{record[0].slug}/feed.atom").content)
    assert root.findtext("a:id", namespaces=NS) == f"tag:disputes.example,2026:dispute/{record[0].slug}"
    newest = max(entry.findtext("a:updated", namespaces=NS) for entry in root.findall("a:entry", NS))
    assert root.findtext("a:updated", namespaces=NS) == newest
    assert root.findtext("a:author/a:name", namespaces=NS)
    assert all(link.get("href").startswith("https://") for link in root.iter("{*}link"))
    self_link = root.find("a:link[@rel='self']", NS)
    assert self_link.get("href") == f"https://disputes.example/disputes/{record[0].slug}/feed.atom"


def test_a_correction_brings_the_entry_back_under_the_same_id(client, record):
    dispute, _, first, *_ = record
    before = orjson.loads(read(client, f"/disputes/{dispute.slug}/feed.json").content)["items"]
    first.summary = {"en": "It began a day later."}
    first.save()
    publish([first], kind=RevisionKind.CORRECTED, note="The day was wrong.")
    [item, *_] = orjson.loads(read(client, f"/disputes/{dispute.slug}/feed.json").content)["items"]
    assert item["id"] == before[-1]["id"]
    assert item["title"] == "Corrected: It began"
    assert "The day was wrong." in item["content_html"]


def test_a_typing_error_and_a_renamed_party_are_no_news(client, record):
    dispute, _, first, *_ = record
    before = orjson.loads(read(client, f"/disputes/{dispute.slug}/feed.json").content)["items"]
    first.summary = {"en": "It began."}
    first.save()
    publish([first], kind=RevisionKind.AMENDED)
    items = orjson.loads(read(client, f"/disputes/{dispute.slug}/feed.json").content)["items"]
    assert [(item["id"], item["date_modified"]) for item in items] == [(i["id"], i["date_modified"]) for i in before]
    assert items[-1]["summary"] == "It began.", "what is read is what is public now"


def test_a_retraction_is_told_to_followers_with_its_note(client, record):
    dispute, _, _, second, _ = record
    retract([second], note="It never ended.")
    for path in (f"/disputes/{dispute.slug}/feed.json", "/feed.json"):
        [item, *_] = orjson.loads(read(client, path).content)["items"]
        assert item["title"] == "Retracted: It ended"
        assert item["summary"] == "It never ended."


def test_what_was_taken_down_is_repeated_by_no_feed(client, record):
    second = record[3]
    take_down(second, reason="A court ordered it.")
    for path in (f"/disputes/{record[0].slug}/feed.atom", "/feed.atom", "/corrections/feed.atom"):
        assert b"It ended" not in read(client, path).content


def test_drafts_are_in_no_feed(client, record):
    dispute, protest, *_ = record
    make_event(dispute=dispute, protest=protest, title={"en": "Secret draft"})
    record[2].summary = {"en": "Secret draft"}
    record[2].save()
    paths = ["/feed.json", "/events/feed.json", f"/disputes/{dispute.slug}/feed.json", "/parties/oracle/feed.json"]
    for path in [*paths, f"/protests/{protest.public_id}/feed.json", "/corrections/feed.json"]:
        assert b"Secret draft" not in read(client, path).content
    assert read(client, f"/disputes/{make_dispute().slug}/feed.atom", 404)


def test_parties_and_claims_are_followed_for_what_is_said(client, record):
    statement = record[4]
    assert "Unfair." in read(client, "/parties/oracle/feed.json").content.decode()
    assert len(titles(client, f"/claims/{statement.claim.slug}/feed.json")) == 1
    assert len(titles(client, f"/protests/{record[1].public_id}/feed.json")) == 1


def test_filters_narrow_a_feed_and_unknown_ones_are_refused(client, record):
    assert titles(client, "/events/feed.json?party=oracle") == ["It began"]
    assert titles(client, f"/disputes/{record[0].slug}/feed.json?party=oracle") == ["It began"]
    assert b"colour" in read(client, "/events/feed.atom?colour=red", 400).content


def test_the_corrections_have_a_feed_of_their_own(client, record):
    retract([record[3]], note="It never ended.")
    [item] = orjson.loads(read(client, "/corrections/feed.json").content)["items"]
    assert item["id"].endswith(f":revision/{Revision.objects.get(kind='retracted').seq}")


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_that_did_not_change_answers_304_from_one_query(client, record, form, django_assert_num_queries):
    path = f"/disputes/{record[0].slug}/feed.{form}"
    tag = read(client, path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    publish([make_event(dispute=record[0])])
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_an_empty_site_has_a_valid_feed(client):
    assert latest_seq() == 0
    assert not feedparser.parse(read(client, "/feed.atom").content).bozo
    assert read(client, "/feed.txt", 404)


def test_pages_name_their_feeds(client, record):
    html = client.get(f"/disputes/{record[0].slug}/").content.decode()
    assert f'/disputes/{record[0].slug}/feed.atom"' in html
    assert html.count('type="application/rss+xml"') == 1


@pytest.mark.parametrize(
    "path", ["/events/feed.atom", "/de/feed.json", "/deadlines/feed.rss", "/corrections/feed.atom", "/deadlines.ics"]
)
def test_what_is_refused_is_told_as_a_problem_to_programs_of_any_site(client, db, path):
    answer = client.get(f"{path}?colour=red")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    [error] = answer.json()["errors"]
    assert error["parameter"] == "colour"


@pytest.mark.parametrize("name", ["events.csv", "events.jsonl", "entries.csl.json", "chronology.zip"])
def test_a_moment_that_cannot_be_read_is_told_to_programs_too(client, record, name):
    answer = client.get(f"/disputes/{record[0].slug}/{name}?as_of=yesterday")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["as_of"]
