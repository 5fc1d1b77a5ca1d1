"""Load record files into the editors' tables and publish them: `manage.py load_record [PATH…]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from timeline.records.decisions import Action, Side
from timeline.records.loading import SHIPPED, Loaded, changed, counts, load
from timeline.records.mistakes import RecordRefused


class Command(BaseCommand):
    """Check record files whole, then load and publish them in one transaction, or say all that is wrong with them."""

    help = "Load record files (or folders of them; the shipped ones if none is named) and publish what they hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take paths, and who wins where both sides changed something."""
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="record files or folders of them")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")
        sides = parser.add_mutually_exclusive_group()
        sides.add_argument("--ours", action="store_true", help="where both sides changed an object, keep the site’s")
        sides.add_argument("--theirs", action="store_true", help="where both sides changed an object, take the file’s")

    def handle(self, *_: Any, **options: Any) -> None:
        """Load, and report by file and section."""
        side = Side.OURS if options["ours"] else Side.THEIRS if options["theirs"] else None
        bar = Progress(
            TextColumn("{task.description:10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not self.stderr.isatty(),
            transient=True,
        )
        with bar:
            tasks: dict[str, Any] = {}

            def progress(phase: str, done: int, total: int) -> None:
                if phase not in tasks:
                    tasks[phase] = bar.add_task(phase, total=total)
                bar.update(tasks[phase], completed=done)

            try:
                with pghistory.context(by="load_record"):
                    loaded = load(
                        options["paths"] or [SHIPPED],
                        now=timezone.now(),
                        side=side,
                        dry_run=options["dry_run"],
                        progress=progress,
                    )
            except RecordRefused as refused:
                lines = "\n".join(map(str, refused.mistakes))
                count = len(refused.mistakes)
                raise CommandError(f"{lines}\n{count} mistake{'s' * (count > 1)}; nothing was loaded.") from refused
        self._report(loaded, dry_run=options["dry_run"])

    def _report(self, loaded: Loaded, *, dry_run: bool) -> None:
        for file in loaded.taken_along:
            own = [decision for decision in loaded.decisions if decision.file == file.name]
            if changed(own):
                self.stdout.write(f"{file.path} changed since it was last loaded: loaded too.")
        for (file_name, kind), row in sorted(counts(loaded.decisions).items()):
            shown = ", ".join(f"{row[action]} {action}" for action in Action if row[action])
            self.stdout.write(f"{file_name:14} {kind:10} {shown}")
        for decision in loaded.decisions:
            if decision.action in {Action.CONFLICT, Action.KEPT}:
                self.stdout.write(f"{decision.action}: {decision.file}: {decision.label} {decision.reason}")
        if dry_run:
            self.stdout.write("Nothing was written: this was a dry run.")
