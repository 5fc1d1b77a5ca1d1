"""`manage.py derive`: derive every protest's status, every claim's counts and every dispute's lists anew.

Events also learn anew for whom people acted on their day. After an upgrade, `rebuild_index` comes first.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.publishing.rederiving import derive_all, outdated


class Command(BaseCommand):
    """Publish what comes out different, or with --check only say so and fail."""

    help = "Derive status, counts and lists anew from the published events."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail if anything would change")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Derive, name what changed, and count it."""
        found = outdated() if options["check"] else derive_all()
        for ref in found:
            self.stdout.write(str(ref))
        if options["check"] and found:
            raise CommandError(f"{len(found)} documents are not what deriving them now would give")
        self.stdout.write(f"{len(found)} documents {'would change' if options['check'] else 'published anew'}.")
