"""Validators, caching, origins and methods: what HTTP promises about every answer."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_event
from timeline.api import validators
from timeline.publishing import publish
from timeline.selectors import Head

PATHS = ("", "events/", "statements/", "bids/", "parties/oracle/", "changes/")


@pytest.fixture
def record(db, one_record):
    return one_record()


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_answer_costs_one_query(read, record, path):
    answer = read(path)
    etag = answer["ETag"]
    with CaptureQueriesContext(connection) as queries:
        response = read(path, 304, if_none_match=etag)
    assert len(queries) == 1
    assert "document" not in queries[0]["sql"]
    assert response.content == b""
    for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert response.headers[name] == answer.headers[name], "a cache takes them over from the 304"
    assert "Content-Type" not in response.headers


def test_every_publication_moves_the_tag(read, record):
    etag = read("events/")["ETag"]
    publish([make_event()])
    assert read("events/", if_none_match=etag)["ETag"] != etag


def test_a_weakened_tag_still_matches(read, record):
    etag = read("events/", accept_encoding="gzip")["ETag"]
    assert etag.startswith("W/")
    read("events/", 304, if_none_match=etag)
    read("events/", 304, if_none_match=f'"other", {etag}')


def test_the_tag_depends_on_the_query_but_not_on_its_order(read, record):
    assert read("events/?type=award&limit=3")["ETag"] == read("events/?limit=3&type=award")["ETag"]
    assert read("events/?type=award")["ETag"] != read("events/?type=ruling")["ETag"]
    assert read("events/")["ETag"] != read("statements/")["ETag"]


def test_the_tag_depends_on_the_release(read, record, settings):
    etag = read("events/")["ETag"]
    settings.RELEASE = "next"
    assert read("events/")["ETag"] != etag


def test_no_date_is_given_while_its_second_is_not_over():
    head = Head(7, datetime(2020, 2, 13, 12, 0, 0, 400_000, tzinfo=UTC))
    same, next_second = head.published_at.replace(microsecond=900_000), head.published_at.replace(second=1)
    assert validators.last_modified_of(head, now=same) is None
    assert validators.last_modified_of(head, now=next_second) == int(head.published_at.timestamp())


def test_a_date_answers_like_a_tag(read, record, monkeypatch):
    later = datetime(2999, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(validators, "now", lambda: later)
    modified = read("events/")["Last-Modified"]
    read("events/", 304, if_modified_since=modified)
    read("events/", if_modified_since="Mon, 01 Jan 2001 00:00:00 GMT")


@pytest.mark.parametrize("validator", [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2999 00:00:00 GMT"}])
@pytest.mark.parametrize(
    "path", ["/api/v1/events/no-such/", "/api/v1/events/?no_such=1", "/events/no-such/", "/disputes/no-such/", "/no/"]
)
def test_where_there_is_no_answer_none_is_unchanged(client, record, path, validator):
    plain = client.get(path)
    assert plain.status_code in {400, 404}
    assert "ETag" not in plain.headers
    assert client.get(path, headers=validator).status_code == plain.status_code


@pytest.mark.parametrize("path", ["/api/v1/events/", "/", "/corrections/"])
def test_any_tag_stands_for_the_answer_that_is_there(client, record, path):
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304


def test_answers_may_be_kept_by_anybody_and_depend_on_the_encoding_alone(read, record):
    response = read("codelists/", accept_encoding="gzip")
    assert response["Cache-Control"] == "public, max-age=10, stale-while-revalidate=60"
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Encoding"] == "gzip"
    assert "Set-Cookie" not in response.headers
    assert read("events/")["Vary"] == "Accept, Accept-Encoding", "what is also a file depends on what is accepted"


def test_every_origin_may_read(client, record):
    response = client.options(
        "/api/v1/events/", headers={"origin": "https://paper.example", "access-control-request-method": "GET"}
    )
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    for path in ("/api/v1/events/", "/api/v1/events/unknown/"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, record, method):
    response = getattr(client, method)("/api/v1/events/")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_head_request_has_the_headers_of_the_answer(client, record):
    head, get = client.head("/api/v1/events/"), client.get("/api/v1/events/")
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        "events/?dispute={d}&contract=jedi&party=oracle&type=award",
        "events/?dispute={d}&include=statements",
        "statements/?dispute={d}",
        "contracts/?dispute={d}",
        "bids/?contract=jedi",
        "parties/?dispute={d}",
        "sources/",
        "changes/",
        "events/?limit=1000",
    ],
)
def test_a_list_takes_at_most_three_queries_and_no_count(read, record, path):
    with CaptureQueriesContext(connection) as queries:
        read(path.format(d=record.dispute.slug))
    assert len(queries) <= 3
    assert not any("count(" in one["sql"].lower() for one in queries)


def test_a_mistake_of_ours_tells_nothing_of_its_inside(client, record, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("timeline.selectors.list_events", broken)
    client.raise_request_exception = False
    response = client.get("/api/v1/events/")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert b"secret" not in response.content
