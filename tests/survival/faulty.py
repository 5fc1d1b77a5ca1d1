"""Gives the running site's workers tasks that hang, leak, take all memory and end the process that runs them."""

import re
import time

import psutil
from celery import Celery

from tests.survival.running import Suffering
from tests.survival.scenarios import scenario
from timeline.operations import lanes

HANG, LEAK, LEAK_MB, GREEDY, GREEDY_MB, DIE = 6, 8, 150, 3, 2_000, 3
SECONDS = 180
MOST_MB = 400  # WORKER_MEMORY_MB: above it a process is replaced when its task is done
MEGABYTE = 1_048_576


@scenario("tasks that hang, leak, take all memory or end their process, beside the others")
def faulty(suffering: Suffering) -> str:
    app = Celery(broker=suffering.redis_url, task_queues=lanes.queues())
    before = set(_pool(suffering))
    for name, times, arguments, expires in (
        ("hang", HANG, (), None),
        ("leak", LEAK, (LEAK_MB,), None),
        ("leak", GREEDY, (GREEDY_MB,), None),
        ("die", DIE, (), SECONDS / 3),  # until then it comes back
    ):
        for _ in range(times):
            app.send_task(f"tests.{name}", arguments, queue=lanes.SLOW, expires=expires)
    began, ended = time.monotonic(), 0
    while ended < HANG or suffering.broker().llen(lanes.SLOW):
        assert time.monotonic() < began + SECONDS, f"after {SECONDS} s only {ended} tasks that hang were ended"
        ended = len(re.findall(r"Hard time limit \(2\.?0?s\) exceeded for tests\.hang", suffering.site.output))
        time.sleep(0.3)
    after = _pool(suffering)
    refused = len(
        set(re.findall(r"Task tests\.leak\[([\w-]+)\] raised unexpected: MemoryFullError", suffering.site.output))
    )
    assert refused == GREEDY, f"{refused} of {GREEDY} tasks that take all memory failed alone"
    assert not before & set(after), "a process that had leaked was not replaced"
    assert max(after.values()) < MOST_MB * MEGABYTE, f"a process holds {max(after.values()) // MEGABYTE} MB"
    return (
        f"{ended} that hang were ended after 2 s, {refused} that want {GREEDY_MB:,} MB failed alone; "
        f"{LEAK} that leak {LEAK_MB} MB each left the largest process with {max(after.values()) // MEGABYTE} MB"
    )


def _pool(suffering: Suffering) -> dict[int, int]:
    """Return the memory, in bytes, of the processes in which the worker of all lanes runs its tasks."""
    found = {}
    for process in psutil.Process(suffering.site.process.pid).children(recursive=True):
        try:
            if "--hostname=worker@" in " ".join(process.parent().cmdline()):
                found[process.pid] = process.memory_info().rss
        except (psutil.Error, AttributeError):  # it ended meanwhile
            continue
    return found
