"""The API's own door: what it leaves out and what it keeps."""

import pytest

pytestmark = pytest.mark.django_db


def test_answers_of_the_api_carry_no_language_cookie_or_nonce(client):
    response = client.get("/api/v1/")

    assert response.status_code == 200
    assert "Content-Language" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Length"] == str(len(response.content))


def test_strange_hosts_are_refused_at_this_door_too(client):
    assert client.get("/api/v1/", headers={"host": "elsewhere.example"}).status_code == 400


def test_what_only_looks_like_the_api_takes_the_ordinary_way(client):
    assert client.get("/api/docs/").headers["Content-Language"] == "en"


def test_unchanged_answers_are_marked_as_dependent_on_encoding_and_form(client):
    tag = client.get("/api/v1/events/")["ETag"]
    response = client.get("/api/v1/events/", headers={"if-none-match": tag, "accept-encoding": "gzip"})

    assert response.status_code == 304
    assert response["Vary"] == "Accept, Accept-Encoding"
    assert "Content-Length" not in response.headers
