"""What the stream process does with large requests, foreign methods, slow readers and downloads."""

import csv
import io
import time
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
from django.db import connection

from tests.factories import make_dispute, make_event
from timeline.publishing import publish

pytestmark = pytest.mark.django_db(transaction=True)
MCP = "/streams/mcp"
POST = "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
FILES = ("/api/v1/events.csv", "/api/v1/events.jsonl", "/disputes/jedi/events.csv", "/de/disputes/jedi/events.csv")


def answered(one) -> bytes:
    """Read what comes until the other side hangs up."""
    found = b""
    while part := one.recv(65_536):
        found += part
    return found


@pytest.mark.parametrize("path", [MCP, "/streams/changes/", "/api/v1/events.csv", "/"])
def test_a_request_that_says_that_it_is_too_large_is_refused_before_it_is_sent(streams, wire, path):
    begin = time.monotonic()
    answer = answered(wire(streams, f"{POST.format(path=path)}Content-Length: 900000000\r\n\r\n{{"))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"status":413' in answer
    assert time.monotonic() - begin < 3


def test_a_request_that_does_not_say_how_large_it_is_is_cut_off(streams, wire):
    one = wire(streams, f"{POST.format(path=MCP)}Transfer-Encoding: chunked\r\n\r\n")
    piece = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    try:
        for _ in range(400):
            one.sendall(piece)
    except OSError:
        return  # it hung up on us
    assert b" 413 " in one.recv(1_000).split(b"\r\n")[0]


def test_nothing_is_written_here(streams):
    for method in ("POST", "PUT", "DELETE"):
        answer = httpx.request(method, f"{streams}/streams/changes/")
        assert answer.status_code == 405
        assert answer.json()["type"].endswith("#read-only")
    assert httpx.get(f"{streams}/streams/nothing/").status_code == 404
    assert httpx.options(f"{streams}/streams/changes/").headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert httpx.head(f"{streams}/streams/changes/?wait=60").status_code == 200


def test_downloads_are_what_the_other_door_gives_in_either_language(streams, client):
    dispute = make_dispute(slug="jedi")
    publish([make_event(dispute=dispute, type="ruling") for _ in range(3)])
    for path in (
        "/api/v1/events.csv",
        "/api/v1/events.jsonl",
        "/disputes/jedi/events.csv",
        "/de/disputes/jedi/events.csv",
    ):
        here = httpx.get(f"{streams}{path}")
        there = b"".join(client.get(path).streaming_content)
        assert here.status_code == 200
        assert here.content.replace(streams.encode(), b"") == there.replace(streams.encode(), b"")
        assert httpx.get(f"{streams}/streams{path}").content == here.content
    rows = list(
        csv.reader(io.StringIO(httpx.get(f"{streams}/de/disputes/jedi/events.csv").content.decode("utf-8-sig")))
    )
    assert "Datum" in rows[0]


def lines_to(one, streams) -> list[str]:
    """Return the states in which the system has the server's end of a connection."""
    ends = (urlsplit(streams).port, one.getsockname()[1])
    return [
        each.status
        for each in psutil.net_connections("tcp")
        if each.raddr and (each.laddr.port, each.raddr.port) == ends and each.pid
    ]


# More than the system's own buffers take: as large as no document is.
LARGE = """INSERT INTO timeline_revision (seq, document_type, key, kind, document, note, change_set_id, published_at)
 SELECT seq + n, document_type, key, 'refreshed', document || repeat(' ', 1000000), '', change_set_id,
 published_at + n * interval '1 second' FROM timeline_revision, generate_series(1, 15) n ORDER BY seq DESC LIMIT 15"""


@pytest.mark.parametrize("accepted", ["text/event-stream", "*/*"])
def test_who_takes_nothing_is_let_go(streams, wire, accepted):
    with connection.cursor() as cursor:
        cursor.execute(LARGE)
    text = f"GET /streams/changes/?since=0&limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accepted}\r\n\r\n"
    one = wire(streams, text, SO_RCVBUF=4096)
    assert one.recv(12) == b"HTTP/1.1 200"
    assert lines_to(one, streams) == ["ESTABLISHED"]
    deadline = time.monotonic() + 12
    while lines_to(one, streams) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert lines_to(one, streams) == []
