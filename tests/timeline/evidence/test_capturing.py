"""Copying a source: what is kept, what is no copy, and what nothing may do to the worker."""

import gzip
import hashlib
import os
import zlib
from datetime import timedelta
from pathlib import Path

import pytest

from tests.factories import make_source
from tests.feed_server import endless, status
from tests.timeline.evidence.conftest import NOW, copied, html, page
from tests.timeline.evidence.pdf import pdf
from tests.timeline.ingest.scripted_server import reply, serving
from timeline import evidence
from timeline.evidence import store, warc
from timeline.models import Capture, Copy, Watch

pytestmark = pytest.mark.django_db


def test_a_page_is_kept_as_it_came_and_its_text_is_read(source, publisher):
    watch = copied(source)

    capture, copy = watch.newest, watch.held.copy
    assert (capture.outcome, capture.status, capture.kind, capture.compared) == ("ok", 200, "fetched", "first")
    assert capture.final_url == source.url
    assert copy.sha256 == hashlib.sha256(page()).hexdigest()
    assert (copy.size, copy.media_type, copy.state) == (len(page()), "text/html", "read")
    assert "We do not agree with the long-term view" in copy.text
    assert "Front page" in copy.text
    assert "Front page" not in copy.main_text
    assert store.content(copy) == page()
    assert watch.due_at >= NOW + timedelta(hours=24)


def test_what_is_kept_is_a_warc_record_with_the_headers_of_the_answer(source, publisher):
    body = gzip.compress(page())
    publisher["/story"] = html(body, **{"Content-Encoding": "gzip", "Set-Cookie": "id=1", "X-Kept": "yes"})

    copy = copied(source).held.copy

    with store.storage().open(copy.name) as file:
        record = gzip.decompress(file.read()).decode()
    assert record.startswith("WARC/1.0")
    assert f"WARC-Payload-Digest: sha256:{copy.sha256}" in record
    assert f"WARC-Target-URI: {source.url}" in record
    assert "x-kept: yes" in record
    assert "X-Archive-Orig-content-encoding: gzip" in record
    assert "id=1" not in record
    assert "We do not agree" in record


def test_the_same_bytes_are_kept_once_and_not_read_again(source):
    copied(source)
    read_at = Copy.objects.get().kept_at

    watch = copied(source, now=NOW + timedelta(days=1))

    assert Capture.objects.count() == 2
    assert Copy.objects.get().kept_at == read_at
    assert watch.newest.compared == "unchanged"


def test_a_pdf_is_read_page_by_page(db, publisher):
    body = pdf(["The protest is denied.", "Second line."], ["It is so ordered, by the Depart-", "ment of Justice."])
    publisher["/opinion.pdf"] = html(body)

    copy = copied(make_source(url=publisher("/opinion.pdf"))).held.copy

    assert (copy.media_type, copy.pages, copy.state) == ("application/pdf", 2, "read")
    assert copy.text.split("\f")[0].startswith("The protest is denied.")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (status(404), "gone"),
        (status(410), "gone"),
        (status(403), "blocked"),
        (status(401), "blocked"),
        (status(429, b"slow down" * 100), "blocked"),
        (status(451), "blocked"),
        (status(500), "unreachable"),
        (status(200), "not-a-copy"),
        (status(204), "not-a-copy"),
        (status(302, Location="/"), "not-a-copy"),
    ],
)
def test_what_is_no_document_leaves_no_copy(source, publisher, answer, outcome):
    publisher["/"] = html(page())
    publisher["/story"] = answer

    watch = copied(source)

    assert watch.newest.outcome == outcome
    assert watch.held is None
    assert watch.failures == 1
    assert watch.due_at > NOW
    assert not Copy.objects.exists()


def test_a_block_page_of_a_bot_filter_is_no_copy(source, publisher):
    body = b"<html><head><title>Just a moment...</title></head><body>cf-browser-verification challenge-platform</body>"
    publisher["/story"] = status(200, body)

    assert copied(source).newest.outcome == "blocked"


def test_what_went_before_stays_when_the_page_is_gone(source, publisher):
    kept = copied(source).held
    publisher["/story"] = status(404)

    watch = copied(source, now=NOW + timedelta(days=1))

    assert watch.newest.outcome == "gone"
    assert watch.held == kept
    assert store.content(kept.copy) == page()


def test_half_a_gigabyte_is_refused_without_being_read(settings, db):
    with serving({"/huge": reply(b"", Content_Length=str(500_000_000))}) as server:
        settings.FETCH_ALLOW_HOSTS = [f"127.0.0.1:{server.port}"]

        assert copied(make_source(url=server.url("/huge"))).newest.outcome == "too-large"


def test_an_answer_without_an_end_is_cut_off(source, publisher, settings):
    settings.CAPTURE_MOST_BYTES = 3_000_000
    publisher["/story"] = endless(b"x" * 1_000_000)

    assert copied(source).newest.outcome == "too-large"
    assert not Copy.objects.exists()


def test_a_bomb_of_packed_zeros_is_cut_off(source, publisher, settings):
    settings.CAPTURE_MOST_BYTES = 3_000_000
    publisher["/story"] = html(gzip.compress(b"\0" * 300_000_000, 9), **{"Content-Encoding": "gzip"})

    assert copied(source).newest.outcome == "too-large"


def test_a_length_that_lies_is_no_whole_answer(db, settings):
    with serving({"/short": reply(page(), Content_Length=str(len(page()) + 500))}) as server:
        settings.FETCH_ALLOW_HOSTS = [f"127.0.0.1:{server.port}"]

        assert copied(make_source(url=server.url("/short"))).newest.outcome == "unreachable"


def test_private_addresses_are_not_called(db, publisher, settings):
    settings.FETCH_ALLOW_HOSTS = []
    publisher["/secret"] = html(page())

    watch = copied(make_source(url=publisher("/secret")))

    assert watch.newest.outcome == "forbidden"
    assert publisher.requests == []


def test_a_pdf_that_unpacks_to_gigabytes_costs_a_note_and_no_worker(db, publisher):
    bomb = zlib.compress(b"0 " * 100_000_000, 9)
    body = pdf(["x"]).replace(b"<< /Length ", b"<< /Filter /FlateDecode /Length ", 1)
    start, end = body.index(b"stream\n") + 7, body.index(b"\nendstream")
    publisher["/bomb.pdf"] = html(body[:start] + bomb + body[end:])

    copy = copied(make_source(url=publisher("/bomb.pdf"))).held.copy

    assert copy.state == "none"
    assert copy.note


def test_a_page_nested_without_end_costs_no_worker(source, publisher):
    publisher["/story"] = html(b"<div>" * 300_000 + page() + b"<b>" * 100_000)

    assert copied(source).held.copy.state in {"read", "none"}


def test_what_holds_no_text_is_kept_and_said(source, publisher):
    publisher["/story"] = html(b"PK\x03\x04" + b"\0" * 500)

    copy = copied(source).held.copy

    assert (copy.media_type, copy.state) == ("application/zip", "none")
    assert copy.note == "no text can be read from application/zip"


def test_a_host_is_asked_for_one_page_in_ten_seconds(db, publisher, settings):
    settings.FETCH_ALLOW_HOSTS = []
    sources = [make_source(url=f"http://192.0.2.1/{number}") for number in range(2)]
    evidence.watch(sources, now=NOW)

    for watch in Watch.objects.order_by("pk"):
        evidence.capture(watch.pk, now=NOW)

    first, second = Watch.objects.order_by("pk")
    assert first.newest.outcome == "forbidden"
    assert second.newest is None
    assert NOW + timedelta(seconds=10) <= second.due_at <= NOW + timedelta(seconds=15)


def test_two_workers_copy_a_source_once(source, publisher):
    evidence.watch([source], now=NOW)
    watch = Watch.objects.get()

    assert evidence.capture(watch.pk, now=NOW)
    assert evidence.capture(watch.pk, now=NOW) is None

    assert publisher.requests == ["/story"]


def test_a_worker_that_died_after_keeping_the_bytes_leaves_a_copy_that_is_tidied_away(db, publisher):
    copy = store.keep(b"left behind", url="https://x.example/", now=NOW)
    name = copy.name

    assert evidence.tidy(now=NOW + timedelta(hours=23)) == 0
    assert evidence.tidy(now=NOW + timedelta(hours=25)) == 1
    assert not store.storage().exists(name)
    assert not Copy.objects.exists()


def test_bytes_that_were_damaged_are_never_taken_for_the_copy(source):
    copy = copied(source).held.copy
    path = Path(store.storage().path(copy.name))
    path.write_bytes(path.read_bytes()[:200])

    with pytest.raises(store.Missing):
        store.content(copy)


def test_a_record_gives_back_what_was_put_in_whatever_it_is():
    for body in (b"", b"\0" * 10, b"WARC/1.0\r\n\r\n", os.urandom(5_000)):
        packed = warc.record(body=body, sha256="0" * 64, at=NOW, url="https://x.example/", status=200, headers={})
        assert warc.body_of(packed) == body
        handed_in = warc.record(body=body, sha256="0" * 64, at=NOW, url="urn:x:y", status=None, headers={})
        assert warc.body_of(handed_in) == body


def test_a_kept_copy_is_for_nobody_but_its_owner(source):
    copy = copied(source).held.copy

    path = Path(store.storage().path(copy.name))
    assert path.name == f"{copy.sha256}.warc.gz"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
