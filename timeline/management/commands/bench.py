"""Measure the site's speed in ratios: `manage.py bench [--full]`."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from rich.console import Console

from timeline.bench import api
from timeline.bench.database import deep_position, own_database, prepare
from timeline.bench.figures import Figure, save, show, unmeasured
from timeline.bench.world import make_world

EVENTS, FULL_EVENTS, DEEP = 100_000, 1_000_000, 50_000
NAMES = {
    "api_list_vs_textbook": f"≥ {api.BARS['list']}",
    "api_list_of_type_vs_textbook": f"≥ {api.BARS['typed']}",
    "api_304_vs_textbook": f"≥ {api.BARS['304']}",
    "api_deep_vs_first": f"≤ {api.BARS['deep']}",
}


class Command(BaseCommand):
    """Fill a database of its own with invented events and let the site and a textbook implementation take turns."""

    help = "Measure speed against a textbook implementation of the same data; prints ratios, writes .local/bench.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size."""
        parser.add_argument("--full", action="store_true", help=f"{FULL_EVENTS:,} events instead of {EVENTS:,}")
        parser.add_argument("--events", type=int, help="so many events (for a quick look)")
        parser.add_argument("--rounds", type=int, default=api.ROUNDS, help="how often each target has its turn")
        parser.add_argument("--seconds", type=float, default=api.SECONDS, help="how long a turn takes")
        parser.add_argument("--output", type=Path, default=Path(settings.BASE_DIR) / ".local" / "bench.json")

    def handle(self, *_: Any, **options: Any) -> None:
        """Measure, print, write; what could not be measured says why."""
        events = options["events"] or (FULL_EVENTS if options["full"] else EVENTS)
        console, begin = Console(), time.monotonic()

        def say(line: str) -> None:
            console.print(f"[dim]{time.monotonic() - begin:5.0f} s[/dim] {line}", highlight=False)

        try:
            figures = self._measure(events, options["rounds"], options["seconds"], say)
        except Exception as error:  # noqa: BLE001 - the file has to say what could not be measured, and why
            reason = f"{type(error).__name__}: {error}"
            figures = [unmeasured(name, bar, reason) for name, bar in NAMES.items()]
        show(figures, console)
        save(figures, options["output"])
        say(f"written to {options['output']}")

    def _measure(self, events: int, rounds: int, seconds: float, say: Callable[[str], None]) -> list[Figure]:
        say(f"inventing {events:,} events")
        world = make_world(events)
        with own_database() as address:
            prepare(world, lambda done: say(f"{done:,} documents in the log") if done % 25_000 == 0 else None)
            deep = deep_position(min(DEEP, events // 2))
            say("both implementations hold the same data; they take turns now")
            return api.measure(
                address, contract=world.largest_contract, deep=deep, rounds=rounds, seconds=seconds, say=say
            )
