"""Show what a reader makes of a file: `manage.py parse SOURCE FILE` prints the items as JSON lines, keeps nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from timeline.ingest.errors import ParseError
from timeline.ingest.http import Limits
from timeline.ingest.sources import SOURCES

# As much as is taken from the web.
MOST_BYTES = Limits().max_bytes


class Command(BaseCommand):
    """Read one saved answer with the reader of a source; no database is touched."""

    help = "Print the items that a source's reader finds in a file, one JSON object a line; nothing is kept."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the source, the file, and what the web would have told beside it."""
        parser.add_argument("source", choices=sorted(SOURCES), help="which reader (see `manage.py feeds sources`)")
        parser.add_argument("file", type=Path, help="the saved answer")
        parser.add_argument("--url", default="", help="the address that answered, for relative links and keys")
        parser.add_argument("--content-type", default="", help="the header Content-Type that came with it")

    def handle(self, *_: Any, **options: Any) -> None:
        """Print items to the standard output, warnings and rejected entries to the standard error."""
        try:
            with options["file"].open("rb") as file:
                body = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        if len(body) > MOST_BYTES:
            raise CommandError(f"{options['file']} is larger than the {MOST_BYTES:,} bytes allowed")
        try:
            parsed = SOURCES[options["source"]].parse(body, options["content_type"], options["url"])
        except ParseError as error:
            raise CommandError(f"{error.outcome.label}: {error}") from error
        for item in parsed.items:
            self.stdout.write(orjson.dumps({**item.as_json(), "content_hash": item.content_hash()}).decode())
        for said in (*parsed.warnings, *map(str, parsed.rejected)):
            self.stderr.write(said)
