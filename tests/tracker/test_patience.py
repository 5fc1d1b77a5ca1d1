"""Servers that say nothing, as behind a network that drops packets: whoever asks them finds out within seconds."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from redis.exceptions import RedisError

from timeline.operations import checks
from timeline.pages import shared
from tracker import broker, databases
from tracker.caches import entry

URL = "postgresql://u:p@127.0.0.1:{port}/name"


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_cache_that_says_nothing_is_given_up_within_seconds(silent_port: int, settings):
    settings.CACHES = {"default": entry(f"redis://127.0.0.1:{silent_port}/1")}
    begin = time.monotonic()

    with pytest.raises(RedisError):
        caches["default"].get("anything")
    assert time.monotonic() - begin < 5


@pytest.mark.django_db
def test_a_database_that_says_nothing_is_given_up_within_seconds(silent_port: int):
    told = databases.from_environment(URL.format(port=silent_port))["default"]
    silent = connection.copy("default")
    silent.settings_dict = {**silent.settings_dict, **told}
    begin = time.monotonic()

    with pytest.raises(OperationalError, match=r"timeout|connection after"):
        silent.ensure_connection()
    assert time.monotonic() - begin < 6


@pytest.mark.django_db
def test_the_server_lets_go_of_what_a_vanished_client_holds():
    with connection.cursor() as cursor:
        cursor.execute("SHOW tcp_keepalives_idle")
        assert cursor.fetchone() == ("10",)


def test_an_address_may_say_how_long_its_server_is_waited_for(monkeypatch):
    monkeypatch.setenv("DATABASE_POOL", "1")
    monkeypatch.setenv("READ_DATABASE_URL", URL.format(port=2) + "?connect_timeout=7")

    told = databases.from_environment(URL.format(port=1) + "?tcp_user_timeout=9000")

    assert told["default"]["OPTIONS"]["tcp_user_timeout"] == "9000"
    assert told["default"]["OPTIONS"]["connect_timeout"] == "3"
    assert told["replica"]["OPTIONS"]["connect_timeout"] == "7"
    assert told["replica"]["OPTIONS"]["pool"]["timeout"] < 1


def test_a_broker_is_waited_for_longer_than_it_holds_answers_back_and_not_for_ever():
    assert 1 < broker.broker("redis://127.0.0.1:1/0")[1]["socket_timeout"] < 10


def test_a_broker_that_was_asked_in_vain_is_not_asked_again_for_the_workers(monkeypatch):
    asked = []

    def fail(_key: str) -> None:
        asked.append(1)
        raise OSError

    monkeypatch.setattr(checks, "_ask_database", lambda: None)
    monkeypatch.setattr("timeline.operations.checks.cache.get", fail)

    found = {one.name: one for one in checks.checks(now=datetime.now(UTC))}

    assert asked == [1]
    assert (found["broker"].is_well, found["workers"].is_well) == (False, False)


@pytest.mark.django_db
def test_pages_are_made_while_the_cache_is_away_and_shared_again_when_it_is_back(
    silent_port: int, settings, client, caplog, monkeypatch
):
    monkeypatch.setattr(shared._Pause, "until", 0.0)
    settings.PAGE_CACHE_SECONDS = 60
    there = settings.CACHES
    settings.CACHES = {"default": entry(f"redis://127.0.0.1:{silent_port}/1")}

    assert [client.get(path).status_code for path in ("/", "/parties/", "/claims/")] == [200, 200, 200]
    assert "no page is shared for 5.0 s, the cache's server failed: TimeoutError" in caplog.messages

    settings.CACHES = there
    monkeypatch.setattr(shared._Pause, "until", 0.0)
    shared.put("a-page", "as it was made")
    assert shared.get("a-page") == "as it was made"
