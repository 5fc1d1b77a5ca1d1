"""What readers see of our copies: the result with its day, hash and size, and never a word of the copy itself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_event, make_source, make_statement
from tests.feed_server import status
from tests.timeline.api.described import errors, validator_of
from tests.timeline.evidence.conftest import NOW, copied, html, page
from timeline.models import Citation, Source, Watch
from timeline.publishing import publish, retract
from timeline.selectors import latest_seq

pytestmark = pytest.mark.django_db

PASSAGE = "ordered the Pentagon to stop work"
QUOTE = "We do not agree with the long-term view of the Department"


@pytest.fixture
def event(source):
    event = make_event(cited=False)
    Citation.objects.create(event=event, source=source, anchor=PASSAGE)
    publish([event])
    return event


@pytest.fixture
def statement(event, source):
    statement = make_statement(event=event, cited=False, quote=QUOTE)
    Citation.objects.create(statement=statement, source=source)
    publish([statement])
    return statement


def shown(client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def told(client, path: str) -> list[dict]:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response.json()["results"]


def page_of(row) -> str:
    return f"/events/{row.public_id}/"


def test_nothing_is_called_found_before_there_is_a_copy(client, event, statement):
    assert "no copy yet" in shown(client, page_of(event))
    assert "noch keine Kopie" in shown(client, f"/de{page_of(event)}")
    assert "no copy yet" in shown(client, page_of(statement))
    assert "found in our copy" not in shown(client, page_of(statement))
    assert [one["state"] for one in told(client, f"events/{event.public_id}/evidence/")] == ["no-copy"]


def test_a_fresh_source_says_that_there_is_no_copy(client, event, source):
    assert "No copy of our own yet." in shown(client, f"/sources/{source.public_id}/")
    assert "Noch keine eigene Kopie." in shown(client, f"/de/sources/{source.public_id}/")
    assert told(client, f"sources/{source.public_id}/copies/") == []


def test_a_found_passage_is_told_with_the_day_of_the_copy(client, event, statement, source):
    copied(source)

    assert "passage found in our copy of 22 Nov\u00a02026" in shown(client, page_of(event)).replace("22\u00a0", "22 ")
    assert "quote found in our copy" in shown(client, page_of(statement))
    assert "Zitat gefunden in unserer Kopie" in shown(client, f"/de{page_of(statement)}")
    [one] = told(client, f"events/{event.public_id}/evidence/")
    assert (one["what"], one["words"], one["state"], one["source"]) == ("passage", PASSAGE, "found", source.public_id)
    [one] = told(client, f"statements/{statement.public_id}/evidence/")
    assert (one["what"], one["words"], one["state"]) == ("quote", QUOTE, "found")


def test_what_left_the_page_stays_proved_by_the_older_copy(client, event, source, publisher):
    copied(source)
    publisher["/story"] = html(page("Nothing.").replace(b"ordered the Pentagon", b"asked the Pentagon"))

    copied(source, now=NOW + timedelta(days=1))

    text = shown(client, page_of(event))
    assert "no longer in that of" in text
    [one] = told(client, f"events/{event.public_id}/evidence/")
    assert one["state"] == "found-before"
    assert one["missing_since"].startswith("2026-11-23")


def test_a_passage_that_is_not_there_is_said_so(client, event, source, publisher):
    publisher["/story"] = html(page().replace(b"ordered the Pentagon", b"asked the Pentagon"))

    copied(source)

    assert "passage not found in our copy" in shown(client, page_of(event))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (status(403), "no copy: the publisher refused it on"),
        (status(404), "no copy: it was gone on"),
        (status(500), "no copy: it could not be reached on"),
        (status(200), "no copy: something else was sent on"),
    ],
)
def test_why_there_is_no_copy_is_said(client, event, publisher, answer, words):
    publisher["/story"] = answer
    source = Source.objects.get(url=publisher("/story"))

    copied(source)

    assert words in shown(client, page_of(event))


def test_the_copies_of_a_source_are_listed_with_hash_and_size(client, event, source, publisher):
    copied(source)
    copied(source, now=NOW + timedelta(days=1))
    publisher["/story"] = html(page("Other words."))
    watch = copied(source, now=NOW + timedelta(days=2))

    text = shown(client, f"/sources/{source.public_id}/")
    assert watch.held.copy.sha256 in text
    assert "Copied; Edited since" in text
    results = told(client, f"sources/{source.public_id}/copies/")
    assert [one["compared"] for one in results] == ["edited", "unchanged", "first"]
    assert results[0]["size"] == len(page("Other words."))


def test_no_word_of_a_copy_reaches_a_reader(client, event, statement, source):
    copied(source)
    secret = "siding for now with the company"

    for path in (
        page_of(event),
        page_of(statement),
        f"/sources/{source.public_id}/",
        f"/api/v1/sources/{source.public_id}/copies/",
        f"/api/v1/events/{event.public_id}/evidence/",
        f"/api/v1/events/{event.public_id}/",
        f"/api/v1/search/?q={secret.replace(' ', '+')}",
    ):
        assert secret not in shown(client, path).replace("+", " ").replace(f"q={secret}", "")


def test_what_drafts_cite_is_not_told(client, event, source):
    draft = make_event(cited=False)
    Citation.objects.create(event=draft, source=source, anchor="siding for now with the company")
    copied(source)

    assert [one["words"] for one in told(client, f"events/{event.public_id}/evidence/")] == [PASSAGE]
    assert client.get(f"/api/v1/events/{draft.public_id}/evidence/").status_code == 404


def test_removed_and_unknown_objects_have_no_evidence(client, event, source):
    retract([event], note="No.")

    assert client.get(f"/api/v1/events/{event.public_id}/evidence/").status_code == 410
    assert client.get("/api/v1/sources/unknown/copies/").status_code == 404
    assert client.get(f"/api/v1/sources/{make_source().public_id}/copies/").status_code == 404


def test_pages_and_answers_are_new_once_a_copy_was_made_and_not_before(client, event, source):
    path, api = page_of(event), f"/api/v1/events/{event.public_id}/evidence/"
    tags = {one: client.get(one, follow=True)["ETag"] for one in (path, api)}
    address = client.get(path).headers.get("Location", path)
    assert client.get(address, HTTP_IF_NONE_MATCH=tags[path]).status_code == 304
    assert client.get(api, HTTP_IF_NONE_MATCH=tags[api]).status_code == 304

    copied(source)

    assert client.get(address, HTTP_IF_NONE_MATCH=tags[path]).status_code == 200
    assert client.get(api, HTTP_IF_NONE_MATCH=tags[api]).status_code == 200


def test_of_a_past_moment_todays_copies_say_nothing(client, event, source):
    copied(source)

    assert "our copy" not in shown(client, f"{page_of(event)}?as_of={latest_seq()}")


def test_the_answers_are_as_described(client, event, statement, source, publisher):
    copied(source)
    publisher["/story"] = status(404)
    copied(source, now=NOW + timedelta(days=1))

    for path, component in (
        (f"sources/{source.public_id}/copies/", "Copies"),
        (f"events/{event.public_id}/evidence/", "PassageChecks"),
        (f"statements/{statement.public_id}/evidence/", "PassageChecks"),
    ):
        assert errors(validator_of(component), client.get(f"/api/v1/{path}").json()) == []


def test_a_page_costs_two_queries_more_whatever_it_cites(client, event, source):
    for number in range(5):
        other = make_source()
        Citation.objects.create(event=event, source=other, anchor=f"words {number}")
    publish([event])
    copied(source)
    assert Watch.objects.count() == 1
    address = client.get(page_of(event)).headers.get("Location", page_of(event))

    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert sum("passagecheck" in one["sql"] for one in queries) == 1
