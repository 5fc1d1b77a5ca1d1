"""Tasks and messages that would take a worker down: real processes, which go on with what comes after."""

import json
import time

import psutil
import pytest

from tests.timeline.pipeline.stages import eventually
from timeline.operations import lanes
from tracker.celery import app

pytestmark = pytest.mark.django_db(transaction=True)

FAULTY = "--include=tests.faulty_tasks"


def goes_on(worker) -> None:
    """Wait until the worker does another task."""
    before = worker.log.read_text().count("celery.backend_cleanup")
    app.send_task("celery.backend_cleanup")
    eventually(lambda: worker.log.read_text().count("celery.backend_cleanup") >= before + 2, seconds=15)


def test_a_task_that_hangs_is_ended_and_the_worker_goes_on(start_worker):
    worker = start_worker(FAULTY)

    app.send_task("tests.hang")
    eventually(lambda: "Hard time limit" in worker.log.read_text(), seconds=10)

    goes_on(worker)


def test_a_process_that_has_grown_is_replaced_after_its_task(start_worker):
    worker = start_worker(FAULTY, env={"WORKER_MEMORY_MB": "200"})
    before = worker.pool_pids()

    app.send_task("tests.leak", (200,))
    eventually(lambda: worker.pool_pids() and worker.pool_pids() != before, seconds=15)

    goes_on(worker)
    assert all(psutil.Process(pid).memory_info().rss < 200 * 1_048_576 for pid in worker.pool_pids())


def test_a_task_that_takes_all_memory_fails_alone(start_worker):
    worker = start_worker(FAULTY, env={"WORKER_MEMORY_MOST_MB": "300"})

    app.send_task("tests.leak", (500,))
    eventually(lambda: "MemoryError" in worker.log.read_text(), seconds=15)

    goes_on(worker)


def test_a_message_at_which_every_process_dies_is_let_go_of_when_it_expires(start_worker, broker):
    worker = start_worker(FAULTY)

    app.send_task("tests.die", expires=2)
    eventually(lambda: worker.log.read_text().count("WorkerLostError") >= 1, seconds=10)
    time.sleep(2)

    goes_on(worker)
    eventually(lambda: broker.llen(lanes.SLOW) == 0, seconds=10)


@pytest.mark.parametrize(
    "message",
    [
        {"body": "bm90IEpTT04=", "content-type": "application/json"},
        {"body": "gAR9lC4=", "content-type": "application/x-python-serialize"},
        {"body": "!!! no base64 !!!", "content-type": "application/json"},
    ],
    ids=["no JSON", "a pickle", "no base64"],
)
def test_a_message_that_cannot_be_read_is_thrown_away(start_worker, broker, message):
    worker = start_worker()
    headers = {"task": "timeline.pulse", "id": "1", "lang": "py", "argsrepr": "", "kwargsrepr": ""}
    properties = {
        "delivery_tag": "1",
        "delivery_mode": 2,
        "delivery_info": {"exchange": "", "routing_key": lanes.SLOW},
        "body_encoding": "base64",
        "correlation_id": "1",
        "reply_to": "1",
    }
    envelope = message | {"content-encoding": "utf-8", "headers": headers, "properties": properties}

    broker.lpush(lanes.SLOW, json.dumps(envelope))

    goes_on(worker)
    assert broker.llen(lanes.SLOW) == 0


@pytest.mark.parametrize(
    ("name", "arguments"), [("timeline.nobody_knows", ()), ("timeline.poll_feed", ("a", "b", "c"))]
)
def test_a_task_that_nobody_knows_or_with_wrong_arguments_is_thrown_away(start_worker, broker, name, arguments):
    worker = start_worker()

    app.send_task(name, arguments, queue=lanes.SLOW)

    goes_on(worker)
    assert broker.llen(lanes.SLOW) == 0
