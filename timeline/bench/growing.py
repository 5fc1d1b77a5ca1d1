"""What grows with the record and with the readers: sizes and times for records of any size, and for web processes."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection

from timeline.bench.database import copied, inside
from timeline.bench.filling import fill, without_indexes
from timeline.bench.load import Measured, Target, drive
from timeline.bench.multiplying import multiply
from timeline.bench.servers import collect_static, serving_site
from timeline.bench.world import COMMON, RARE, World, make_world
from timeline.models import Event
from timeline.publishing import partitions, publish
from timeline.publishing.rebuild import rebuild_index
from timeline.publishing.writing import INDEX_TABLES

Say = Callable[[str], None]

ORIGINALS = 100_000  # events that are invented one by one; a larger record has them several times
IN_PARTITIONS = 10_000_000  # from so many events on the log is in partitions
PUBLICATIONS = 9
PROCESSES = (1, 2, 4)
PERIOD = "type=modification&from=2010-01-01&to=2012-12-31"
SIZES = """SELECT pg_database_size(current_database()),
 coalesce((SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits
  WHERE inhparent = 'timeline_revision'::regclass),
  pg_total_relation_size('timeline_revision')),
 (SELECT sum(pg_table_size(x::regclass)) FROM unnest(%s::text[]) x),
 (SELECT sum(pg_indexes_size(x::regclass)) FROM unnest(%s::text[]) x)"""


@dataclass(frozen=True, slots=True)
class Size:
    """A record of so many events: bytes, seconds to fill and to make its index anew, milliseconds of the rest.

    `database`, `log`, `index` and `indexes` are bytes: all, the log, the tables of its index, and what indexes those.
    `rebuild` is None where the index was not made anew, which takes hours for the largest.
    """

    events: int
    in_partitions: bool
    filled: float
    database: int
    log: int
    index: int
    indexes: int
    list_: float
    period: float
    common: float
    rare: float
    publication: float
    rebuild: float | None
    moment: str


@dataclass(frozen=True, slots=True)
class Served:
    """How so many web processes answer one kind of question, eight askers at once: answers a second, milliseconds."""

    processes: int
    asked: str
    rate: float
    median: float
    p99: float
    moment: str


@dataclass(frozen=True, slots=True)
class Effort:
    """How long each target is driven, in seconds, and up to how many events the index is made anew."""

    seconds: float
    rebuild_most: int


def measure_sizes(template: str, sizes: list[int], effort: Effort, say: Say) -> Iterator[Size]:
    """Fill a database of each size, measure, and drop it again; `template` is one with empty tables."""
    for events in sizes:
        with copied(template) as (name, url), inside(name):
            yield _measured(events, url, effort, say)


def measure_processes(template: str, events: int, effort: Effort, say: Say) -> Iterator[Served]:
    """Fill one database and serve it by 1, 2 and 4 processes in turn."""
    with copied(template) as (name, url), inside(name), TemporaryDirectory() as folder:
        world, _seconds = _filled(events, say)
        static = collect_static(url, Path(folder))
        for processes in PROCESSES:
            kept = {**static, "WEB_WORKERS": str(processes)}
            with serving_site(url, **kept) as site:
                yield from _served(processes, _asked(site, world, "page warm", "API list", "search"), effort, say)
            with serving_site(url, **kept, PAGE_CACHE_SECONDS="0", PAGE_PARTS_KEPT="0") as site:
                yield from _served(processes, _asked(site, world, "page cold"), effort, say)


def _filled(events: int, say: Say) -> tuple[World, float]:
    """Fill the database that this process is pointed at; return the world it came of, and the seconds."""
    begin = time.monotonic()
    world = make_world(min(events, ORIGINALS))

    def progress(done: int) -> None:
        say(f"{done:,} written after {time.monotonic() - begin:.0f} s")

    with without_indexes():
        fill(world, progress)
        if events > ORIGINALS:
            multiply(events // ORIGINALS - 1, progress)
    if events >= IN_PARTITIONS:
        partitions.partition()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"{events:,} events stand there after {time.monotonic() - begin:.0f} s")
    return world, time.monotonic() - begin


def _measured(events: int, url: str, effort: Effort, say: Say) -> Size:
    """Fill the database that this process is pointed at, and measure."""
    world, filled = _filled(events, say)
    with connection.cursor() as cursor:
        cursor.execute(SIZES, [list(INDEX_TABLES), list(INDEX_TABLES)])
        database, log, index, indexes = (int(value) for value in cursor.fetchone())
    with serving_site(url, WEB_WORKERS="1") as site:
        api = f"{site}/api/v1/events/"
        targets = {
            "list": f"{api}?contract={world.largest_contract}",
            "period": f"{api}?contract={world.largest_contract}&{PERIOD}",
            "common": f"{api}?q={COMMON}&limit=20",
            "rare": f"{api}?q={RARE}&limit=20",
        }
        found = {name: _driven(Target(address), effort, connections=1) for name, address in targets.items()}
    say(", ".join(f"{name} {one.median:.1f} ms" for name, one in found.items()))
    publication = _publication()
    rebuild = _seconds(rebuild_index) if events <= effort.rebuild_most else None
    say(f"publication {publication:.0f} ms, index anew {rebuild and round(rebuild)} s")
    return Size(
        events=events,
        in_partitions=events >= IN_PARTITIONS,
        filled=filled,
        database=database,
        log=log,
        index=index,
        indexes=indexes,
        list_=found["list"].median,
        period=found["period"].median,
        common=found["common"].median,
        rare=found["rare"].median,
        publication=publication,
        rebuild=rebuild,
        moment=_moment(),
    )


def _publication() -> float:
    """Load a shipped dispute beside all that, and return what publishing a change of one of its events takes, in ms."""
    call_command("load_record", "timeline/records/jedi.yaml", verbosity=0)
    changed = Event.objects.filter(dispute__slug="jedi").earliest("pk")
    taken = []
    for number in range(PUBLICATIONS):
        changed.note = {"en": f"Changed {number}"}
        changed.save()
        taken.append(_seconds(lambda: publish([changed])) * 1_000)
    return median(taken)


def _asked(site: str, world: World, *names: str) -> dict[str, Target]:
    packed = (("Accept-Encoding", "gzip"),)
    page = Target(f"{site}/disputes/{world.disputes[0]['id']}/", headers=packed)
    every = {
        "page warm": page,
        "page cold": page,
        "API list": Target(f"{site}/api/v1/events/?contract={world.largest_contract}", headers=packed),
        "search": Target(f"{site}/search/?q={COMMON}", headers=packed),
    }
    return {name: every[name] for name in names}


def _served(processes: int, targets: dict[str, Target], effort: Effort, say: Say) -> Iterator[Served]:
    for name, target in targets.items():
        one = _driven(target, effort)
        say(f"{processes} web processes, {name}: {one.rate:.0f}/s, median {one.median:.1f} ms, p99 {one.p99:.1f} ms")
        yield Served(processes, name, one.rate, one.median, one.p99, _moment())


def _driven(target: Target, effort: Effort, connections: int = 8) -> Measured:
    drive(target, seconds=effort.seconds / 5, connections=connections)
    return drive(target, seconds=effort.seconds, connections=connections)


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def _moment() -> str:
    """Return when something was measured, and how many processes wanted the processors in the minutes before."""
    return f"{datetime.now(UTC).date().isoformat()}, {os.getloadavg()[1]:.1f}"
