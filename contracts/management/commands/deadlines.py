"""`manage.py deadlines FILE.csv`: check a file of deadline vectors against the rules."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.procedure.vectors import COLUMNS, check


class Command(BaseCommand):
    """Print expected and computed date of every vector; end non-zero if one differs."""

    help = (
        "Compute every deadline of a CSV file (columns of deadline_vectors.csv) and compare it with the expected one."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="CSV with the columns " + ", ".join(COLUMNS))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print one line per vector and the sum."""
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.DictReader(stream)
                missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
                if missing:
                    raise CommandError(f"{options['file']} lacks the columns {', '.join(missing)}")
                checked = list(check(reader))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        for vector in checked:
            mark = "" if vector.agrees else "  MISMATCH"
            unused = f"  (no rule takes {', '.join(vector.unused)})" if vector.unused else ""
            self.stdout.write(f"{vector.id}\t{vector.rule}\t{vector.expected}\t{vector.computed}{mark}{unused}")
        wrong = sum(not vector.agrees for vector in checked)
        self.stdout.write(f"{len(checked)} vectors, {len(checked) - wrong} agree, {wrong} differ")
        if wrong or not checked:
            raise CommandError(f"{wrong} of {len(checked)} vectors differ" if checked else "the file holds no vectors")
