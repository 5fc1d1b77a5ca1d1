"""The API's limits: told in every answer, enforced by a problem that says when to go on, never in the way of a 304."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from redis import Connection

from timeline.api import limits

pytestmark = pytest.mark.django_db
send = Connection.send_packed_command
EVENTS = "/api/v1/events/"


@pytest.fixture(autouse=True)
def few(settings):
    """Three requests a minute."""
    settings.API_REQUESTS_A_MINUTE, settings.API_REQUESTS_A_MINUTE_WITH_KEY = 3, 5
    limits._Pause.until = 0.0
    cache.clear()
    yield
    cache.clear()
    limits._Pause.until = 0.0


def test_answers_tell_what_remains_and_the_fourth_when_to_go_on(client):
    answers = [client.get(EVENTS) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one["RateLimit"].split(";")[1] for one in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert {one["RateLimit-Policy"] for one in answers} == {'"anonymous";q=3;w=60'}
    assert 1 <= int(answers[3]["Retry-After"]) <= 20
    assert "Retry-After" not in answers[2]
    problem = answers[3].json()
    assert (problem["status"], problem["type"].rpartition("#")[2]) == (429, "too-many")
    assert "/api-keys/" in problem["detail"]
    assert answers[3]["Cache-Control"] == "no-store"
    assert "RateLimit" in answers[0]["Access-Control-Expose-Headers"]


def test_an_unchanged_answer_is_free(client):
    etag = client.get(EVENTS)["ETag"]
    for _ in range(5):
        assert client.get(EVENTS, headers={"If-None-Match": etag}).status_code == 304
    assert [client.get(EVENTS).status_code for _ in range(3)] == [200, 200, 429]


def test_senders_are_counted_apart_and_an_office_of_the_new_protocol_together(client):
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
        assert [client.get(EVENTS, REMOTE_ADDR=address).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get(EVENTS, REMOTE_ADDR="2001:db8::2").status_code == 429
    assert client.get(EVENTS, REMOTE_ADDR="2001:db8:0:1::2").status_code == 200


def test_a_header_that_anybody_can_write_makes_nobody_another_sender(client):
    answers = [client.get(EVENTS, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(4)]
    assert answers == [200, 200, 200, 429]


def test_addresses_of_senders_are_not_kept(client):
    client.get(EVENTS, REMOTE_ADDR="192.0.2.77")
    keys = [key.decode() for key in cache._cache.get_client().keys("*api*")]
    assert keys
    assert not [key for key in keys if "192.0.2.77" in key]


def test_without_the_counting_server_everybody_is_answered(client, settings, caplog):
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    answers = [client.get(EVENTS) for _ in range(5)]
    assert {one.status_code for one in answers} == {200}
    assert "RateLimit" not in answers[0]
    assert caplog.text.count("not counted") == 1


@pytest.mark.parametrize("given", ["Bearer x", "Basic eDp5", "Bearer ", "Bearer cdt_" + "a" * 32, "Bearer " + "é" * 9])
def test_a_wrong_key_is_refused_in_words(client, given):
    answer = client.get(EVENTS, headers={"Authorization": given})
    assert answer.status_code == 401
    assert "Leave it out" in answer.json()["detail"]


def test_zero_is_without_limit(client, settings):
    settings.API_REQUESTS_A_MINUTE = 0
    answers = [client.get(EVENTS) for _ in range(5)]
    assert {one.status_code for one in answers} == {200}
    assert "RateLimit" not in answers[0]


def test_the_page_for_journalists_tells_the_limits_that_are_enforced(client, settings):
    settings.API_REQUESTS_A_MINUTE, settings.API_REQUESTS_A_MINUTE_WITH_KEY = 1234, 98765
    html = client.get("/for-journalists/").content.decode()
    assert "1,234 requests a minute" in html
    assert "98,765" in html


def test_many_that_count_at_once_give_away_no_more_than_one_allowance():
    def ask(_number):
        return limits._count("anonymous", 40, "somebody")

    with ThreadPoolExecutor(max_workers=8) as many:
        found = list(many.map(ask, range(60)))
    counted = [one.remaining for one in found if one.retry_after is None]
    assert 40 <= len(counted) <= 44  # one comes back every second and a half
    assert set(range(40)) >= set(counted)
    assert {one.remaining for one in found if one.retry_after is not None} == {0}


def test_a_request_costs_one_command_on_a_kept_connection(client, monkeypatch):
    client.get(EVENTS)  # the script is there, the connection open
    sent = []
    monkeypatch.setattr(
        Connection,
        "send_packed_command",
        lambda self, command, **more: sent.append(command) or send(self, command, **more),
    )
    client.get(EVENTS)
    assert len(sent) == 1
    assert b"EVALSHA" in b"".join(sent[0])


def test_a_server_that_forgot_the_script_is_told_it_again(client):
    cache._cache.get_client().script_flush()
    assert [client.get(EVENTS).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert not limits._Pause.until


def test_an_allowance_comes_back_evenly(settings):
    settings.API_REQUESTS_A_MINUTE = 3
    for _ in range(3):
        last = limits._count("anonymous", 3, "steady")
    assert (last.remaining, last.reset) == (0, 60)
    server = cache._cache.get_client()
    full = int(server.get("api:anonymous:steady"))
    server.set("api:anonymous:steady", full - 20_000_000)  # as it is twenty seconds later
    again = limits._count("anonymous", 3, "steady")
    assert (again.remaining, again.retry_after) == (0, None)
    assert limits._count("anonymous", 3, "steady").retry_after == 20
