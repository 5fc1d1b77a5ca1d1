import time

import pytest

from tracker.celery import app


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_takes_a_task_from_the_real_broker(start_worker, broker):
    worker = start_worker()

    app.send_task("celery.backend_cleanup")

    assert wait_for(lambda: "celery.backend_cleanup" in worker.log.read_text())


@pytest.mark.django_db(transaction=True)
def test_a_killed_pool_child_is_replaced(start_worker):
    worker = start_worker()

    killed = worker.kill_pool_child()

    assert wait_for(lambda: worker.pool_pids() and killed not in worker.pool_pids())


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_process(start_worker):
    worker = start_worker(concurrency=2)
    pool = worker.pool_pids()

    worker.kill()

    assert len(pool) >= 2
    assert wait_for(lambda: not worker.pool_pids())
