"""Tasks that do what no task should: a worker of the tests takes them in with `--include=tests.faulty_tasks`."""

import os
import signal
import time

from celery import shared_task

KEPT: list[bytes] = []


@shared_task(name="tests.hang", soft_time_limit=1, time_limit=2)
def hang() -> None:
    """Never end, and take no hint."""
    while True:
        try:
            time.sleep(60)
        except Exception:  # noqa: BLE001, S112 - the very fault: it swallows the soft limit
            continue


@shared_task(name="tests.leak")
def leak(megabytes: int) -> None:
    """Keep so much memory for ever."""
    KEPT.append(b"x" * (megabytes * 1_048_576))


@shared_task(name="tests.die")
def die() -> None:
    """End the process that runs it, as the kernel does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


@shared_task(name="tests.sleep")
def sleep(seconds: float) -> None:
    """Keep a process busy."""
    time.sleep(seconds)
