"""Numbers of requests: in the answer, on every log line, and on those of the tasks that a request started."""

import logging
import time
import uuid

import pytest
from django.test import Client
from django_guid import clear_guid, set_guid

from tracker.celery import app
from tracker.logs import LineFormatter

NUMBER = "0f8fad5bd9cb469fa16570867728950e"


@pytest.fixture
def lines(settings):
    """Write the log as the site does, into a list."""
    handler = logging.Handler()
    handler.addFilter(_filter())
    kept: list[str] = []
    handler.emit = lambda record: kept.append(LineFormatter().format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield kept
    logger.removeHandler(handler)


def _filter() -> logging.Filter:
    """Return the filter that the settings put on the site's one handler."""
    return next(one for handler in logging.getLogger().handlers for one in handler.filters)


@pytest.mark.django_db
def test_every_answer_tells_the_number_of_its_request_and_no_two_are_the_same(client: Client):
    told = [client.get(path)["X-Request-ID"] for path in ("/", "/", "/api/v1/events/", "/no/such/page/", "/admin/")]
    assert len(set(told)) == 5
    assert all(uuid.UUID(number).version == 4 for number in told)


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["1\r\nSet-Cookie: a=b", "x" * 9000, "<script>", "1234", ""])
def test_only_a_number_in_its_form_is_taken_over(client: Client, given: str):
    assert client.get("/", headers={"X-Request-ID": NUMBER})["X-Request-ID"] == NUMBER
    assert client.get("/", headers={"X-Request-ID": given})["X-Request-ID"] != given


@pytest.mark.django_db
def test_what_a_request_writes_to_the_log_names_it(client: Client, lines: list[str]):
    number = client.get("/no/such/page/")["X-Request-ID"]
    assert [f"request_id={number}" in line for line in lines] == [True]


def test_a_line_outside_of_requests_has_no_number(lines: list[str]):
    logging.getLogger("django.request").warning("alone")
    assert lines
    assert "request_id" not in lines[0]


@pytest.mark.django_db(transaction=True)
def test_a_task_is_logged_under_the_request_that_started_it(start_worker, broker):
    worker = start_worker()
    set_guid(NUMBER)
    try:
        app.send_task("timeline.pulse")
    finally:
        clear_guid()
    deadline = time.monotonic() + 10
    while f"request_id={NUMBER}" not in worker.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert f"request_id={NUMBER}" in worker.log.read_text()
