"""A webhook that does not arrive whole is refused by the real web server, and its key is free for the whole one."""

import os
import socket
import subprocess
import sys
import time
from io import BytesIO

import pytest
from django.test import Client as Browser
from django.test import RequestFactory

from tests.worker import database_url_of_tests
from timeline import hooks
from timeline.models import Delivery
from tracker.launcher import ports
from tracker.launcher.folder import CHECKOUT

SECRET = "a-secret-of-at-least-thirty-two-letters"
PATH = f"/hooks/courtlistener/{SECRET}/"
BODY = b'{"payload": {"results": []}, "webhook": {"event_type": 1}}'
SECONDS = 30


@pytest.fixture
def site(transactional_db, tmp_path):
    """Port of the web server as production runs it, in a process of its own."""
    port, log = ports.choose(None), tmp_path / "web.log"
    command = ["-m", "gunicorn", "--config", "deploy/gunicorn.py", "tracker.wsgi:application"]
    env = {**os.environ, "DATABASE_URL": database_url_of_tests(), "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
    env |= {"COURTLISTENER_SECRET": SECRET, "COURTLISTENER_SENDERS": "127.0.0.1"}
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, *command], cwd=CHECKOUT, env=env, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + SECONDS
        while not listens(port):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=15)


def listens(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def post(port, body, *headers):
    """Send these very bytes as a body, then no more; the answer's status."""
    lines = [f"POST {PATH} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Idempotency-Key: k-1", *headers, "Connection: close"]
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := line.recv(4096):
            answer += piece
    return int(answer.split(b" ", 2)[1])


def test_a_webhook_cut_off_on_the_wire_leaves_its_key_free_for_the_whole_one(site):
    whole = f"Content-Length: {len(BODY)}"
    chunked = f"{len(BODY):x}\r\n".encode() + BODY + b"\r\n0\r\n\r\n"

    refused = [
        post(site, BODY[:20], whole),
        post(site, b"", whole),
        post(site, b"", "Content-Length: 0"),
        post(site, b""),
        post(site, chunked, "Transfer-Encoding: chunked"),
        post(site, chunked[:20], "Transfer-Encoding: chunked"),
    ]

    assert refused == [400, 400, 400, 411, 411, 411]
    assert not Delivery.objects.exists()
    assert [post(site, BODY, whole) for _ in range(2)] == [200, 200]
    assert bytes(Delivery.objects.get().raw) == BODY


def take(settings, body, **meta):
    """Hand a request to the view as a web server would; the answer's status."""
    settings.COURTLISTENER_SECRET, settings.COURTLISTENER_SENDERS = SECRET, ["127.0.0.1"]
    request = RequestFactory().post(PATH, BODY, "application/json")
    request = type(request)({**request.META, "wsgi.input": BytesIO(body), **meta})
    return hooks.courtlistener(request, SECRET).status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "meta", "expected"),
    [
        (BODY[:-1], {}, 400),
        (b"", {}, 400),
        (b"", {"CONTENT_LENGTH": "0"}, 400),
        (BODY, {"CONTENT_LENGTH": "-5"}, 400),
        (BODY, {"CONTENT_LENGTH": "many"}, 400),
        (BODY, {"CONTENT_LENGTH": "9" * 5000}, 413),
        (BODY, {"CONTENT_LENGTH": str(hooks.MOST_BYTES + 1)}, 413),
        (BODY, {"CONTENT_LENGTH": ""}, 411),
        (BODY, {"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_not_as_long_as_it_says_is_refused_and_nothing_is_stored(settings, body, meta, expected):
    assert take(settings, body, **meta) == expected
    assert not Delivery.objects.exists()
    assert take(settings, BODY) == 200


@pytest.mark.django_db
def test_a_request_without_any_body_is_refused(settings):
    settings.COURTLISTENER_SECRET, settings.COURTLISTENER_SENDERS = SECRET, ["127.0.0.1"]

    assert Browser().post(PATH, b"", "application/json").status_code == 411
    assert not Delivery.objects.exists()
