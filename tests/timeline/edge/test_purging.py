"""What the caches in front of the site are told: everything, however often they fail, and in time."""

import contextlib
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest
from django.utils import timezone

from tests.factories import make_dispute, make_event
from timeline.edge import purging
from timeline.models import EdgeFollower
from timeline.publishing import publish, retract
from tracker.middleware.edge import seconds_left

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Cache:
    """What came to a cache, and the status with which it answers."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 200

    def take(self) -> list[str]:
        """Return the keys of the last calls, and forget these."""
        keys = [key for _method, headers, _body in self.calls for key in headers.get("surrogate-key", "").split()]
        self.calls.clear()
        return keys


@pytest.fixture
def cache(settings):
    cache = Cache()

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            named = {name.lower(): value for name, value in self.headers.items()}
            cache.calls.append((self.command, named, body))
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(cache.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def do_POST(self):
            self.do_PURGE()

        def log_message(self, *arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        settings.CDN_PURGE_URLS = [f"http://127.0.0.1:{server.server_port}/purge"]
        yield cache
        server.shutdown()


def told_until_quiet(now: datetime) -> datetime:
    """Tell all that is due, the second time too."""
    purging.purge_next(now=now)
    now += purging.AGAIN
    purging.purge_next(now=now)
    return now


def test_without_an_address_nothing_is_told_and_answers_bear_no_keys(client):
    publish([make_event(dispute=make_dispute(slug="one"))])

    assert not purging.purge_next(now=NOW)
    assert not EdgeFollower.objects.exists()
    answer = client.get("/disputes/one/")
    assert not {"Surrogate-Key", "Cache-Tag", "CDN-Cache-Control"} & set(answer.headers)


def test_a_change_is_told_once_more_when_older_requests_have_ended(cache):
    now = told_until_quiet(NOW)
    cache.take()
    publish([make_event(dispute=make_dispute(slug="one"))])

    assert purging.purge_next(now=now)
    assert sorted(cache.take()) == ["dispute:one", "log"]
    assert not purging.purge_next(now=now + timedelta(seconds=5))
    assert purging.purge_next(now=now + purging.AGAIN)
    assert sorted(cache.take()) == ["dispute:one", "log"]
    assert not purging.purge_next(now=now + timedelta(days=1))
    assert not cache.calls


def test_a_removal_is_told_for_everything(cache):
    event = make_event(dispute=make_dispute(slug="one"))
    publish([event])
    now = told_until_quiet(NOW)
    cache.take()

    retract([event], note="It was not so.")
    purging.purge_next(now=now)

    assert cache.take() == ["site"]


def test_a_cache_that_fails_is_told_again_ever_later_and_never_given_up(cache, settings):
    now = told_until_quiet(NOW)
    cache.take()
    cache.status = 503
    publish([make_event(dispute=make_dispute(slug="one"))])
    waits = []
    for _attempt in range(settings.MAX_ATTEMPTS + 5):
        assert not purging.purge_next(now=now)
        row = EdgeFollower.objects.get()
        assert "503" in row.error
        waits.append(row.due_at - now)
        assert not purging.purge_next(now=row.due_at - timedelta(seconds=1))
        now = row.due_at

    assert len(cache.calls) == settings.MAX_ATTEMPTS + 5
    assert waits[2] > waits[0] * 2
    assert max(waits) < timedelta(minutes=10)
    cache.status = 204
    cache.take()
    assert purging.purge_next(now=now)
    assert sorted(cache.take()) == ["dispute:one", "log"]
    assert EdgeFollower.objects.get().error == ""


def test_a_worker_that_died_over_it_costs_time_only(cache, settings):
    now = told_until_quiet(NOW)
    cache.take()
    publish([make_event(dispute=make_dispute(slug="one"))])
    until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    EdgeFollower.objects.update(due_at=now, claimed_until=until, attempts=settings.MAX_ATTEMPTS)

    assert not purging.purge_next(now=now)
    assert purging.purge_next(now=until + timedelta(seconds=1))
    assert "dispute:one" in cache.take()


def test_keys_travel_as_json_where_the_cache_wants_that_and_the_secret_in_its_header(cache, settings):
    settings.CDN_PURGE_METHOD, settings.CDN_PURGE_AS = "POST", "json"
    settings.CDN_PURGE_SECRET = "Authorization: Bearer abc"

    purging.purge_next(now=NOW)

    ((method, headers, body),) = cache.calls
    assert method == "POST"
    assert headers["authorization"] == "Bearer abc"
    assert orjson.loads(body) == {"tags": ["site"]}


def test_the_secret_stands_in_no_error(cache, settings, caplog):
    settings.CDN_PURGE_SECRET = "Fastly-Key: hushhush"
    cache.status = 403

    purging.purge_next(now=NOW)

    assert "hushhush" not in caplog.text + EdgeFollower.objects.get().error


def test_pages_name_the_scope_of_their_own_tag(client, cache):
    publish([make_event(dispute=make_dispute(slug="one"))])

    of_dispute, of_list = client.get("/disputes/one/"), client.get("/statements/")

    assert of_dispute["Surrogate-Key"] == "site dispute:one"
    assert of_list["Surrogate-Key"] == "site log"
    assert of_list["Cache-Tag"] == "site,log"
    again = client.get("/statements/", headers={"If-None-Match": of_list["ETag"]})
    assert (again.status_code, again["Surrogate-Key"]) == (304, "site log")
    lasting = {path: "CDN-Cache-Control" in client.get(path) for path in ("/statements/", "/api/v1/events/", "/none/")}
    assert lasting == {"/statements/": True, "/api/v1/events/": False, "/none/": False}
    assert all(client.get(path)["Surrogate-Key"] == "site log" for path in ("/api/v1/events/", "/none/"))


def test_what_belongs_to_one_reader_bears_no_key(client, cache, admin_client):
    for answer in (admin_client.get("/admin/"), client.get("/admin/login/"), client.get("/health/live")):
        assert "Surrogate-Key" not in answer.headers
    assert "Surrogate-Key" not in client.post("/statements/").headers


def test_no_page_is_kept_beyond_midnight_in_new_york():
    assert seconds_left(datetime(2026, 7, 1, 3, 59, tzinfo=UTC)) == 60
    assert seconds_left(datetime(2026, 3, 8, 5, tzinfo=UTC)) == 23 * 3_600  # the clock goes forward
    assert seconds_left(timezone.now()) <= 25 * 3_600
