"""A real cache before the site: it keeps pages for an hour, and lets go of what a publication has changed."""

import socket

import httpx
import pytest
from django.test.utils import override_settings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from tests import varnish
from tests.factories import make_dispute, make_event
from timeline.edge import purging
from timeline.models import EdgeFollower
from timeline.publishing import publish, take_down

STRANGE = (
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "X-Original-URL: /admin/",
    "X-Rewrite-URL: /admin/",
    "X-HTTP-Method-Override: POST",
    "Accept-Language: de",
    "Cookie: django_language=de; sessionid=x",
    "User-Agent: evil.example",
    "Authorization: Bearer nothing",
    "Forwarded: host=evil.example;proto=https",
    "X-Request-ID: evil.example",
)

pytestmark = [pytest.mark.django_db(transaction=True), varnish.needed]


@pytest.fixture
def cache(live_server: LiveServer, tmp_path, settings):
    """Give a client of the cache that stands before the site."""
    with varnish.varnish_before(live_server.url, tmp_path) as url, httpx.Client(base_url=url) as client:
        settings.CDN_PURGE_URLS = [f"{url}/"]
        settings.CDN_PURGE_SECRET = f"X-Purge-Secret: {varnish.SECRET}"
        purging.purge_next(now=timezone.now())
        yield client


def was_kept(answer: httpx.Response) -> bool:
    """Say whether the cache answered alone: it names the request that fetched, too."""
    return len(answer.headers["X-Varnish"].split()) == 2


def test_a_publication_renews_the_pages_it_changes_and_leaves_other_disputes_where_they_are(cache):
    one, other = make_dispute(slug="one"), make_dispute(slug="other")
    publish([make_event(dispute=one), make_event(dispute=other)])
    purging.purge_next(now=timezone.now())
    for path in ("/disputes/one/", "/disputes/other/", "/statements/", "/api/v1/events/"):
        assert cache.get(path).status_code == 200
        assert was_kept(cache.get(path)), path

    publish([make_event(dispute=one, title={"en": "Zebrafish appeal"})])
    assert b"Zebrafish" not in cache.get("/disputes/one/").content
    assert purging.purge_next(now=timezone.now())

    assert b"Zebrafish" in cache.get("/disputes/one/").content
    assert "Zebrafish" in cache.get("/api/v1/events/").text
    assert not was_kept(cache.get("/statements/"))
    assert was_kept(cache.get("/disputes/other/"))


def test_what_was_taken_down_is_gone_from_the_cache(cache):
    event = make_event(dispute=make_dispute(slug="one"), title={"en": "Zebrafish secrets"})
    publish([event])
    purging.purge_next(now=timezone.now())
    path = f"/events/{event.public_id}/"
    paths = [path, "/disputes/one/", "/feed.atom", f"/api/v1/events/{event.public_id}/", "/disputes/one/events.csv"]
    for one in paths:
        assert "Zebrafish" in cache.get(one, follow_redirects=True).text, one

    take_down(event, reason="A court ordered it.")
    purging.purge_next(now=timezone.now())

    for one in paths:
        assert "Zebrafish" not in cache.get(one, follow_redirects=True).text, one
    assert cache.get(path, follow_redirects=True).status_code == 410


def test_a_page_that_was_not_there_comes_when_it_is_published(cache):
    assert cache.get("/disputes/late/").status_code == 404
    assert cache.get("/disputes/late/").status_code == 404

    publish([make_event(dispute=make_dispute(slug="late"))])
    purging.purge_next(now=timezone.now())

    assert cache.get("/disputes/late/").status_code == 200


def test_a_new_release_renews_everything(cache):
    publish([make_event(dispute=make_dispute(slug="one"))])
    purging.purge_next(now=timezone.now())
    cache.get("/disputes/one/")

    with override_settings(RELEASE="another"):
        assert purging.purge_next(now=timezone.now())

    assert not was_kept(cache.get("/disputes/one/"))
    assert EdgeFollower.objects.get().release == "another"


def test_strangers_purge_nothing(cache):
    publish([make_event(dispute=make_dispute(slug="one"))])
    purging.purge_next(now=timezone.now())
    cache.get("/disputes/one/")

    assert cache.request("PURGE", "/", headers={"Surrogate-Key": "site"}).status_code == 403
    wrong = {"Surrogate-Key": "site", "X-Purge-Secret": "guessed"}
    assert cache.request("PURGE", "/", headers=wrong).status_code == 403
    odd = {"Surrogate-Key": '.*" && obj.age > 0s || "', "X-Purge-Secret": varnish.SECRET}
    assert cache.request("PURGE", "/", headers=odd).status_code == 400

    assert was_kept(cache.get("/disputes/one/"))


def test_headers_that_no_cache_keys_by_change_nothing_for_the_next_reader(cache):
    publish([make_event(dispute=make_dispute(slug="one"))])
    purging.purge_next(now=timezone.now())
    clean = cache.get("/disputes/one/").text
    host, port = cache.base_url.host, cache.base_url.port
    for header in STRANGE:
        everything = {"Surrogate-Key": "site", "X-Purge-Secret": varnish.SECRET}
        assert cache.request("PURGE", "/", headers=everything).status_code == 200
        with socket.create_connection((host, port), timeout=10) as line:
            asked = f"GET /disputes/one/ HTTP/1.1\r\nHost: {host}:{port}\r\n{header}\r\nConnection: close\r\n\r\n"
            line.sendall(asked.encode())
            while line.recv(65_536):
                pass

        answer = cache.get("/disputes/one/")

        assert answer.text == clean, header
        assert "evil.example" not in str(answer.headers), header
