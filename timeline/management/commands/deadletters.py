"""Work that was given up: `manage.py deadletters list` shows it with its errors, `retry` lets it be tried again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from timeline.pipeline.dead_letters import dead_letters, retry


class Command(BaseCommand):
    """List what was given up, or try it again."""

    help = "List the work that was given up after several attempts, with its errors, or let it be tried again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the action."""
        parser.add_argument("action", choices=("list", "retry"))

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it."""
        if options["action"] == "retry":
            self.stdout.write(f"{retry(now=timezone.now())} pieces of work wait to be tried again.")
            return
        count = 0
        for kind, number, name, error in dead_letters():
            count += 1
            self.stdout.write(f"{kind} {number}: {name}\n    {error}")
        self.stdout.write(f"{count} pieces of work were given up.")
