"""Measure the site in ratios and shares: `manage.py bench [--full] [--only api,ingest]`."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console

from timeline.bench.figures import Figure, read, save, show, told_of
from timeline.bench.parts import Part, parts
from timeline.bench.report import PAGE, page
from timeline.bench.running import Run

EVENTS, FULL_EVENTS = 100_000, 1_000_000
ROUNDS, SECONDS = 9, 1.5
LONGEST_REASON = 300


class Command(BaseCommand):
    """Run the parts of the benchmark one after the other, each for itself, in databases of their own."""

    help = "Measure speed and quality against the bars set for them; prints figures, writes .local/bench.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the parts and the size."""
        parser.add_argument("--only", metavar="PARTS", help=f"some parts, with commas between: {', '.join(parts())}")
        parser.add_argument("--full", action="store_true", help=f"{FULL_EVENTS:,} events instead of {EVENTS:,}")
        parser.add_argument("--events", type=int, help="so many events; everything else shrinks alike (a quick look)")
        parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each target has its turn")
        parser.add_argument("--seconds", type=float, default=SECONDS, help="how long a turn takes")
        parser.add_argument(
            "--write-docs",
            action="store_true",
            help="only write docs/performance.md out of the last figures",
        )
        parser.add_argument("--output", type=Path, default=Path(settings.BASE_DIR) / ".local" / "bench.json")

    def handle(self, *_: Any, **options: Any) -> None:
        """Measure, print, write; what could not be measured says why."""
        if options["write_docs"]:
            target = Path(settings.BASE_DIR) / PAGE
            target.write_text(page(parts(), read(options["output"]), day=timezone.localdate()))
            self.stdout.write(f"{target} written out of {options['output']}")
            return
        chosen = _chosen(options["only"])
        events = options["events"] or (FULL_EVENTS if options["full"] else EVENTS)
        console, begin = Console(), time.monotonic()

        def say(line: str) -> None:
            console.print(f"[dim]{time.monotonic() - begin:5.0f} s[/dim] {line}", highlight=False)

        figures: list[Figure] = []
        run = Run(
            events=events,
            rounds=options["rounds"],
            seconds=options["seconds"],
            say=say,
            scale=min(1.0, events / EVENTS),
            full=options["full"],
        )
        with run:
            for name, part in chosen.items():
                say(f"[bold]{name}[/bold]")
                for figure in measured(part, run):
                    say(f"{figure.name}: {told_of(figure)} {figure.bar and f'({figure.bar})'}")
                    figures.append(figure)
        show(figures, console)
        save(figures, options["output"], instead_of=[one.name for one in figures] if options["only"] else None)
        say(f"written to {options['output']}")


def measured(part: Part, run: Run) -> Iterator[Figure]:
    """Yield a figure for every bar of a part: those that it did not come to say why."""
    missing, reason = dict(part.BARS), "its part ended without it"
    try:
        for figure in part.measure(run):
            del missing[figure.name]
            yield figure
    except Exception as error:  # noqa: BLE001 - the file has to say what could not be measured, and why
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"[:LONGEST_REASON]
    yield from (bar.unmeasured(reason) for bar in missing.values())


def _chosen(only: str | None) -> dict[str, Part]:
    found = parts()
    names = [name.strip() for name in only.split(",")] if only else list(found)
    if unknown := [name for name in names if name not in found]:
        raise CommandError(f"There is no part {', '.join(unknown)}; there are: {', '.join(found)}")
    return {name: found[name] for name in names}
