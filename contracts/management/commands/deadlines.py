"""`manage.py deadlines FILE.csv`: check a file of deadline vectors against the rules."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.procedure.vectors import COLUMNS, Checked, checked

BAD_FILE = (OSError, UnicodeDecodeError, csv.Error)


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
        """Print one line per vector, those that cannot be read with their place in the file, and the sum."""
        count, wrong, unreadable = 0, 0, list[str]()
        for line, vector in _vectors(options["file"]):
            count += 1
            wrong += not vector.agrees
            unreadable += [str(line)] if vector.unreadable else []
            mark = "" if vector.agrees else f"  {_mark(line, vector)}"
            unused = f"  (no rule takes {', '.join(vector.unused)})" if vector.unused else ""
            self.stdout.write(f"{vector.id}\t{vector.rule}\t{vector.expected}\t{vector.computed}{mark}{unused}")
        self.stdout.write(f"{count} vectors, {count - wrong} agree, {wrong} differ")
        if not count:
            raise CommandError("the file holds no vectors")
        if wrong:
            lines = f"; cannot be read: line {', '.join(unreadable)}" if unreadable else ""
            raise CommandError(f"{wrong} of {count} vectors differ{lines}")


def _mark(line: int, vector: Checked) -> str:
    """Say what is wrong with a vector that does not agree."""
    if vector.unreadable:
        return f"line {line}: UNREADABLE"
    return f"line {line}: NOTHING EXPECTED" if vector.unexpected else "MISMATCH"


def _vectors(file: Path) -> Iterator[tuple[int, Checked]]:
    """Yield each vector with the line of the file on which it ends; CommandError names the line that breaks it."""
    reader = None
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, skipinitialspace=True)
            names = [name.strip().casefold() for name in reader.fieldnames or ()]
            missing = [column for column in COLUMNS if column not in names and column not in {"inputs", "id"}]
            if missing:
                raise CommandError(f"{file}, line 1: the head lacks the columns {', '.join(missing)}")
            reader.fieldnames = names
            for row in reader:
                if any(row.values()):
                    yield reader.line_num, checked(row)
    except BAD_FILE as error:
        where = f", line {reader.line_num}" if reader else ""
        raise CommandError(f"{file}{where} cannot be read: {error}") from error
