"""A worker that is killed while it copies costs time only: another does the work, once."""

import threading

import pytest
from django.utils import timezone

from tests.factories import make_event, make_source
from tests.feed_server import held
from tests.test_worker import wait_for
from tests.timeline.evidence.conftest import html, page
from timeline import evidence
from timeline.models import Capture, Citation, Copy, PassageCheck, Watch


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_its_copy_to_the_next_one(publisher, start_worker, tmp_path):
    gate = threading.Event()
    publisher["/story"] = held(gate, html(page()))
    source = make_source(url=publisher("/story"))
    Citation.objects.create(event=make_event(cited=False), source=source, anchor="ordered the Pentagon to stop work")
    env = {
        "CLAIM_SECONDS": "2",
        "SWEEP_SECONDS": "1",
        "FETCH_ALLOW_HOSTS": publisher.url.removeprefix("http://"),
        "EVIDENCE_ROOT": str(tmp_path / "evidence"),
    }
    evidence.watch([source], now=timezone.now())
    worker = start_worker(beat=True, env=env)
    assert wait_for(lambda: publisher.requests == ["/story"], seconds=20)

    worker.kill()
    gate.set()
    start_worker(beat=True, env=env)

    assert wait_for(lambda: PassageCheck.objects.filter(verdict="found").exists(), seconds=40)
    assert Capture.objects.count() == 1
    assert Copy.objects.get().state == "read"
    assert Watch.objects.get().attempts == 0
    assert publisher.requests == ["/story", "/story"]
