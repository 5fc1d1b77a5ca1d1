"""With real workers: what is published arrives by itself, and a worker killed in mid-call repeats the id."""

import threading
import time

import pytest

from tests.factories import make_dispute, make_event
from tests.receiver import friendly
from timeline.models import WebhookMessage
from timeline.publishing import publish
from timeline.webhook_states import MessageState

pytestmark = pytest.mark.django_db(transaction=True)
QUICK = {"SWEEP_SECONDS": "1", "CLAIM_SECONDS": "3"}


def wait_for(condition, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)


def test_a_worker_killed_between_sending_and_noting_sends_the_same_id_again(follow, receiver, start_worker):
    dispute = make_dispute(slug="jedi", name="JEDI")
    publish([dispute])
    follow(kinds=["published"])
    gate = threading.Event()
    receiver.answer = lambda handler, call: (gate.wait(30), friendly(handler, call))[1]
    env = {**QUICK, "WEBHOOK_ALLOW_HOSTS": receiver.netloc}
    worker = start_worker(beat=True, env=env)
    publish([make_event(dispute=dispute)])
    wait_for(lambda: receiver.calls)
    worker.kill()  # the receiver has it, nobody noted that
    gate.set()
    assert not WebhookMessage.objects.filter(state=MessageState.DELIVERED).exists()
    start_worker(beat=True, env=env)
    wait_for(lambda: WebhookMessage.objects.filter(state=MessageState.DELIVERED).exists())
    assert len(receiver.calls) == 2
    assert len({call.id for call in receiver.calls}) == 1
    assert len({call.body for call in receiver.calls}) == 1
