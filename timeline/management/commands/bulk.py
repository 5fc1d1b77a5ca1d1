"""Build the downloads of the whole record: `manage.py bulk`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from timeline.bulk import nightly, shelf


class Command(BaseCommand):
    """Build the newest moment of the log now, whatever the age of the last build, and throw old builds away."""

    help = "Write the whole public record as JSON Lines, CSV and SQLite, with a manifest; see /data/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do instead of building."""
        parser.add_argument("--list", action="store_true", help="only list the builds that stand on the shelf")

    def handle(self, *_: Any, **options: Any) -> None:
        """Build with a progress bar on a terminal, then list what there is."""
        if not options["list"]:
            console = Console(stderr=True)
            with Progress(console=console, disable=not self.stderr.isatty(), transient=True) as bar:
                task = bar.add_task("Building", total=None)
                made = nightly.refresh(
                    now=timezone.now(), at_once=True, say=lambda done: bar.update(task, completed=done)
                )
            self.stdout.write(f"Built {made}." if made else "The newest build is current, or another is under way.")
        for build in shelf.builds():
            total = sum(file["bytes"] for file in build.manifest["files"])
            documents = sum(build.manifest["counts"].values())
            self.stdout.write(
                f"seq {build.seq}: {documents:,} documents, {total / 1e6:.1f} MB, {build.built_at:%Y-%m-%d %H:%M} UTC"
            )
