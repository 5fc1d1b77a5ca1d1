"""One webhook that comes five times at the same moment to the real web server, and the worker that takes it in."""

import http.client
import threading
from urllib.parse import urlsplit

import pytest

from tests.factories import make_feed
from tests.timeline.ingest.test_courtlistener import ENTRY, delivery
from tests.timeline.pipeline.conftest import env_of_workers
from tests.timeline.pipeline.stages import eventually
from tests.timeline.pipeline.tables import tables
from timeline.models import Item, Lookup

SECRET = "a-secret-of-at-least-thirty-two-letters"


@pytest.fixture
def post(live_server, settings):
    """Send a webhook to the running site, as its sender would; the answer's status."""
    settings.COURTLISTENER_SECRET = SECRET
    settings.COURTLISTENER_SENDERS = ["127.0.0.1"]

    def send(body: bytes, key: str) -> int:
        there = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=20)
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        there.request("POST", f"/hooks/courtlistener/{SECRET}/", body, headers)
        status = there.getresponse().status
        there.close()
        return status

    return send


def is_read_and_its_case_was_asked_for() -> bool:
    return Item.objects.filter(state="unmatched").exists() and Lookup.objects.filter(rounds=1).exists()


@pytest.mark.django_db(transaction=True)
def test_a_webhook_that_comes_five_times_at_once_leaves_what_one_leaves(jedi, server, post, start_worker):
    make_feed(slug="alerts", parser="courtlistener", url="", pushed=True, enabled=True)
    worker = start_worker(concurrency=2, env=env_of_workers(server, CLAIM_SECONDS="30"))
    statuses, together = [], threading.Barrier(5)

    def send() -> None:
        together.wait()
        statuses.append(post(delivery(ENTRY), "k-1"))

    senders = [threading.Thread(target=send) for _ in range(5)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    eventually(is_read_and_its_case_was_asked_for, nudged=True)

    assert statuses == [200] * 5
    once = tables()  # with an answer to the lookup
    assert [len(once[name]) for name in ("Delivery", "Fetch", "Item")] == [
        1,
        2,
        1,
    ]  # the other answer is that to the lookup

    assert post(delivery(ENTRY), "k-1") == 200  # and a sixth time, long after it was taken in
    eventually(lambda: worker.log.read_bytes().count(b"timeline.sweep") > 3, nudged=True)
    assert tables() == once
