"""Put the publication log into partitions: `manage.py partition_log [--lines 5000000]`; docs say when."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.publishing import partitions


class Command(BaseCommand):
    """Change the log's table while the site runs, once; from then on a task adds partitions ahead of it."""

    help = "Put the publication log into partitions of so many lines each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many lines a partition has."""
        parser.add_argument("--lines", type=int, default=partitions.LINES, help="lines of each partition")

    def handle(self, *_: Any, lines: int, **__: Any) -> None:
        """Do it, and say where the first partition ends."""
        if lines < 1:
            raise CommandError("A partition has at least one line.")
        try:
            bound = partitions.partition(lines=lines)
        except ValueError as error:
            raise CommandError(f"Nothing was changed: {error}.") from error
        self.stdout.write(f"The log is in partitions: what was there is the first, which ends before line {bound:,}.")
