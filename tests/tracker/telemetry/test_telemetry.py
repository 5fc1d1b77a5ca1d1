"""Errors and traces as a real receiver gets them: where and how long, and nothing of whom."""

import gzip
import json
import logging
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest
from celery import shared_task
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.tracker.test_settings import COMPLETE, read_settings
from tracker.middleware.tracing import TracingMiddleware
from tracker.telemetry import errors, traces

WHO = "reporter@example.org"
# Named here: an error is told with the lines of code around it.
HEADERS, SENDER = {"User-Agent": "Somebody/1.0", "Cookie": "a=b"}, "192.0.2.9"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


@pytest.fixture
def receiver():
    """Give the host of a receiver of anything, and what came: pairs of path and unpacked body."""
    came = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = UNPACK.get(self.headers.get("Content-Encoding"), bytes)
            came.append((self.path, unpack(body)))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", came
        server.shutdown()


@pytest.fixture
def sentry(receiver):
    host, came = receiver
    errors.start(f"http://key@{host}/1", part="web")
    yield came
    errors.stop()


@pytest.fixture
def collector(receiver):
    host, came = receiver
    traces.start(f"http://{host}", part="worker", percent=100)
    yield came
    traces.stop()


def told(came):
    """Return the events that Sentry was sent, once all were."""
    errors.stop()
    lines = [line for _path, body in came for line in body.splitlines()]
    return [event for event in map(json.loads, lines) if "logger" in event]


def spans(came):
    traces.stop()
    found = []
    for path, body in came:
        assert path == "/v1/traces"
        said = ExportTraceServiceRequest.FromString(body)
        found += [span for one in said.resource_spans for scope in one.scope_spans for span in scope.spans]
    return found


def fail(secret, *senders):
    detail = f"row of {secret}"
    raise ValueError(f"no such reader {secret} from {senders}\nDETAIL: {detail}")


def test_an_error_is_told_with_its_place_and_kind_and_without_anybody(sentry):
    try:
        fail(WHO, "192.0.2.77", "2001:db8::7")
    except ValueError:
        logging.getLogger("timeline.mail").exception("letter to %s at /alerts/%s/ failed", WHO, "17.signed-token")

    (event,) = told(sentry)
    (error,) = event["exception"]["values"]
    assert error["type"] == "ValueError"
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    assert event["logentry"]["message"] == "letter to %s at /alerts/%s/ failed"
    assert event["tags"]["part"] == "web"
    assert error["value"] == "no such reader […] from ('[…]', '[…]')"
    source = [
        frame.pop(name, "") for frame in error["stacktrace"]["frames"] for name in ("pre_context", "context_line")
    ]
    assert any("fail(WHO" in str(line) for line in source)
    text = json.dumps({**event, "exception": error["value"]})
    for secret in (WHO, "192.0.2.77", "2001:db8", "signed-token", "row of"):
        assert secret not in text, secret
    assert not [frame for frame in error["stacktrace"]["frames"] if {"vars", "abs_path"} & set(frame)]


@pytest.mark.django_db
def test_a_page_that_fails_is_told_with_the_number_of_its_request_alone(sentry, client, monkeypatch):
    def broken(*_arguments, **_named):
        raise RuntimeError("broken")

    monkeypatch.setattr("timeline.pages.home.render", broken)
    client.raise_request_exception = False

    answer = client.get(f"/?q={WHO}", headers=HEADERS, REMOTE_ADDR=SENDER)

    assert answer.status_code == 500
    (event,) = told(sentry)
    assert event["tags"]["request_id"] == answer["X-Request-ID"]
    assert not {"request", "user", "breadcrumbs", "contexts", "extra", "modules"} & set(event)
    for secret in (WHO, HEADERS["User-Agent"], SENDER):
        assert secret not in json.dumps(event)


def test_warnings_are_not_told(sentry):
    logging.getLogger("timeline").warning("It is slow.")

    assert told(sentry) == []


def test_a_receiver_that_is_away_costs_the_site_nothing():
    errors.start("http://key@127.0.0.1:9/1", part="web")
    try:
        logging.getLogger("timeline").error("It failed.")
    finally:
        errors.stop()


@pytest.mark.django_db
def test_a_request_is_told_by_the_pattern_of_its_address(collector, settings):
    settings.OTEL_ENDPOINT = "http://collector"

    def site(request):
        request.resolver_match = type("Match", (), {"route": "alerts/<token>/"})()
        return HttpResponse(status=200 if "ok" in request.GET else 500)

    middleware = TracingMiddleware(site)
    asked = RequestFactory(REMOTE_ADDR="192.0.2.9", headers={"User-Agent": "Somebody/1.0", "traceparent": "00-1-1-01"})
    middleware(asked.get(f"/alerts/17.signed/?ok={WHO}"))
    middleware(asked.generic("HACK-ME", "/alerts/17.signed/"))

    well, badly = spans(collector)
    assert (well.name, badly.name) == ("GET /alerts/<token>/", "OTHER /alerts/<token>/")
    assert badly.status.code == 2
    sent = b"".join(body for _path, body in collector)
    for secret in (WHO, "17.signed", "192.0.2.9", "Somebody", "HACK-ME"):
        assert secret.encode() not in sent, secret


@shared_task(name="tests.traced")
def traced(word):
    if word == "fail":
        raise ValueError(word)


def test_a_task_is_told_by_its_name_and_not_by_what_it_was_given(collector):
    traced.apply((WHO,))
    traced.apply(("fail",))

    well, badly = spans(collector)
    assert well.name == badly.name == "tests.traced"
    assert (well.status.code, badly.status.code) == (0, 2)
    assert WHO.encode() not in b"".join(body for _path, body in collector)


def test_nothing_is_there_unless_it_is_asked_for(settings):
    with pytest.raises(MiddlewareNotUsed):
        TracingMiddleware(lambda _request: HttpResponse())
    # redis-py imports the kit's metrics wherever they are installed; what makes and sends traces is ours to ask for.
    script = (
        "import sys, django; django.setup(); from tracker import telemetry; telemetry.start('web');"
        "ours = ('sentry_sdk', 'opentelemetry.sdk.trace', 'opentelemetry.exporter');"
        "print([one for one in ours if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**COMPLETE, "DJANGO_SETTINGS_MODULE": "tracker.settings"},
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "value"),
    [("SENTRY_DSN", "sentry.example/1"), ("OTEL_ENDPOINT", "collector:4318"), ("OTEL_PERCENT", "110")],
)
def test_what_cannot_be_meant_is_refused_by_name(name, value):
    done = read_settings({**COMPLETE, name: value})

    assert done.returncode != 0
    assert name in done.stderr


def test_what_is_not_installed_is_refused_with_what_to_do():
    blocked = "import sys; sys.modules['sentry_sdk'] = None\n"
    script = f"{blocked}from tracker import settings"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**COMPLETE, "SENTRY_DSN": "https://key@sentry.example/1"},
    )

    assert done.returncode != 0
    assert "pip install .[sentry]" in done.stderr
