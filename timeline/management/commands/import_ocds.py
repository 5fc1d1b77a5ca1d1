"""Make a copy of a record from its OCDS files: `manage.py import_ocds FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timeline.records.importing import import_ocds
from timeline.records.loading import counts
from timeline.records.mistakes import RecordRefused


class Command(BaseCommand):
    """Load the documents that an OCDS file of a site like this one carries into an empty tracker, and publish them."""

    help = "Fill an empty tracker from OCDS: a package, or JSON Lines (.gz), of releases or of records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="ocds-releases.jsonl.gz, ocds-records.jsonl.gz, or a package")

    def handle(self, *_: Any, **options: Any) -> None:
        """Import, and report by file and kind."""
        try:
            with pghistory.context(by="import_ocds"):
                loaded = import_ocds(options["file"], now=timezone.now())
        except RecordRefused as refused:
            lines = "\n".join(map(str, refused.mistakes))
            raise CommandError(f"{lines}\nNothing was imported.") from refused
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror or error}") from error
        for (file_name, kind), row in sorted(counts(loaded.decisions).items()):
            self.stdout.write(f"{file_name:14} {kind:10} {sum(row.values())}")
