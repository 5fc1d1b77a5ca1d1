"""Measure what grows with the record and with web processes: `manage.py grow [--events 1000,100000] [--processes]`."""

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timeline.bench.database import migrated
from timeline.bench.growing import ORIGINALS, Effort, measure_processes, measure_sizes
from timeline.bench.grown import PAGE, keep, write

EVENTS = "1000,100000,1000000,10000000"
LEAST = 20
BYTES_AN_EVENT = 12_000  # of the disk, with room for the indexes while they are built


class Command(BaseCommand):
    """Measure in databases of its own, which are gone afterwards, and write the tables of the page."""

    help = "Measure records of several sizes and several web processes, and write the tables of docs/growing.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sizes, and how much is measured of each."""
        parser.add_argument("--events", default=EVENTS, help=f"sizes of the record, with commas between ({EVENTS})")
        parser.add_argument("--served-events", type=int, default=1_000, help="the record that web processes serve")
        parser.add_argument("--no-processes", action="store_true", help="measure sizes alone")
        parser.add_argument("--seconds", type=float, default=5, help="how long each address is asked for")
        parser.add_argument(
            "--rebuild-most", type=int, default=1_000_000, help="up to how many events the index is made anew"
        )
        parser.add_argument("--output", type=Path, default=Path(settings.BASE_DIR) / ".local" / "grow.json")
        parser.add_argument("--page", type=Path, default=Path(settings.BASE_DIR) / PAGE)

    def handle(self, *_: Any, **options: Any) -> None:
        """Measure, and write after each size: what breaks off later costs only what was not measured yet."""
        sizes = _sizes(options["events"])
        begin = time.monotonic()

        def say(line: str) -> None:
            self.stdout.write(f"{time.monotonic() - begin:6.0f} s {line}")

        def put(measured: Any, *, served: bool) -> None:
            found = keep(options["output"], () if served else [measured], [measured] if served else ())
            write(options["page"], *found)

        effort = Effort(options["seconds"], options["rebuild_most"])
        with migrated() as (template, _url):
            if not options["no_processes"]:
                for one in measure_processes(template, options["served_events"], effort, say):
                    put(one, served=True)
            for size in measure_sizes(template, sizes, effort, say):
                put(size, served=False)
        say(f"{options['page']} is written")


def _sizes(words: str) -> list[int]:
    """Read the sizes; refuse what is none, and what the disk could not hold."""
    try:
        sizes = sorted({int(word) for word in words.split(",") if word.strip()})
    except ValueError as error:
        raise CommandError(f"--events takes numbers with commas between: {error}") from error
    if any(size < LEAST or (size > ORIGINALS and size % ORIGINALS) for size in sizes):
        raise CommandError(f"A record has {LEAST} events at least, and above {ORIGINALS:,} a multiple of that.")
    free, needed = shutil.disk_usage(settings.BASE_DIR).free, max(sizes, default=0) * BYTES_AN_EVENT
    if needed > free:
        raise CommandError(f"{max(sizes):,} events take some {needed / 1e9:.0f} GB of disk; {free / 1e9:.0f} are free.")
    return sizes
