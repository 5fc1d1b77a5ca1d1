"""Memory of web and worker over 100,000 requests and 100,000 tasks, by processes none of which is ever replaced."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import psutil
from django.core.management import call_command

from timeline.bench.chores import own_redis, publishers, working
from timeline.bench.figures import Figure, at_most, bars, told
from timeline.bench.running import Run
from timeline.bench.servers import PRODUCTION, SITE, collect_static, serving
from timeline.bench.wandering import Places, addresses, places, wander
from timeline.models import Event, Fetch, Item
from timeline.publishing import publish

REQUESTS = TASKS = 100_000
EVENTS = 2_000
STEPS, TENTH = 100, 10
MEGABYTE = 1_000_000
BARS = bars(
    at_most(
        "memory_web_growth",
        1.05,
        "memory of the web server while 100,000 different pages, lists and searches are asked for: the last tenth "
        "against the second",
    ),
    at_most(
        "memory_worker_growth",
        1.05,
        "memory of a worker over 100,000 tasks (one in twenty asks a feed, whose news are read and matched; pages are "
        "prepared after publications): the last tenth against the second",
    ),
    told(
        "memory_web", "memory of the web server's three processes in that last tenth, shared pages counted once", "MB"
    ),
    told("memory_worker", "the same of the worker's three processes", "MB"),
)
NEVER_REPLACED = ("--max-requests", "0", "--max-requests-jitter", "0")


class ReplacedError(AssertionError):
    """A process was replaced by a younger one, so that its memory says nothing."""


def measure(run: Run) -> Iterator[Figure]:
    """Ask, and have done, in a hundred steps; after each the memory of all processes is read."""
    with run.another(run.sized(EVENTS)) as record, TemporaryDirectory() as folder:
        held = list(_asked(run, record.url, places(record.world), Path(folder)))
    yield BARS["memory_web_growth"].figure(growth(held))
    yield BARS["memory_web"].figure(mean(held[-TENTH:]) / MEGABYTE)
    with run.empty() as url, TemporaryDirectory() as folder:
        call_command("load_record", "timeline/records/jedi.yaml", verbosity=0)
        held = list(_done(run, url, collect_static(url, Path(folder))))
    yield BARS["memory_worker_growth"].figure(growth(held))
    yield BARS["memory_worker"].figure(mean(held[-TENTH:]) / MEGABYTE)


def growth(held: Sequence[float]) -> float:
    """Return how much more was held in the last tenth than in the second, of as many readings as there are steps."""
    return mean(held[-TENTH:]) / mean(held[TENTH : 2 * TENTH])


def _asked(run: Run, database_url: str, found: Places, folder: Path) -> Iterator[float]:
    """Yield the bytes that the web server holds after each step; raise ReplacedError if they are another's."""
    count, pid_file = run.sized(REQUESTS), folder / "pid"
    paths, answered = addresses(found, count), 0
    static = collect_static(database_url, folder / "static")
    with own_redis() as cache_url:
        # What the cache holds is not what is measured; it need not hold all of it.
        own = {**PRODUCTION, **static, "DATABASE_URL": database_url, "CACHE_URL": cache_url, "PAGE_CACHE_SECONDS": "60"}
        with serving(SITE, own, *NEVER_REPLACED, "--pid", str(pid_file)) as site:
            pid = int(pid_file.read_text())
            first = _family(pid)
            for step in range(STEPS):
                answered += wander(site, islice(paths, max(count // STEPS, 1)))
                yield _held(pid, first)
                run.say(f"{count * (step + 1) // STEPS:,} requests: {_held(pid, first) / MEGABYTE:.1f} MB")
    run.say(f"{answered:,} of them were answered with a page or a list")


def _done(run: Run, database_url: str, static: Mapping[str, str]) -> Iterator[float]:
    """Yield the bytes that a worker holds after each step; raise ReplacedError if they are another's.

    Something is published before each, so that pages are prepared and the log is followed.
    """
    count, changed = run.sized(TASKS), Event.objects.earliest("pk")
    with own_redis() as broker_url, own_redis(broker_url) as cache_url, publishers() as (host, feeds):
        own = {**static, "CACHE_URL": cache_url, "FETCH_ALLOW_HOSTS": host}
        with working(database_url, broker_url, own) as worker:
            worker.do(1, feeds)  # it has started when this is done
            first = _family(worker.pid)
            for step in range(STEPS):
                changed.note = {"en": f"Changed {step}"}
                changed.save()
                publish([changed])
                worker.do(max(count // STEPS, 1), feeds)
                yield _held(worker.pid, first)
                run.say(f"{count * (step + 1) // STEPS:,} tasks: {_held(worker.pid, first) / MEGABYTE:.1f} MB")
    items, fetches = Item.objects.count(), Fetch.objects.count()
    if not items:
        raise AssertionError("the worker took in nothing")
    run.say(f"{items:,} items came in {fetches:,} answers")


def _family(pid: int) -> list[int]:
    return sorted([pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))])


def _held(pid: int, expected: list[int]) -> float:
    """Return the bytes that a process and its children hold, pages that they share counted once (PSS)."""
    if _family(pid) != expected:
        raise ReplacedError("a process was replaced")
    return float(sum(psutil.Process(one).memory_full_info().pss for one in expected))
