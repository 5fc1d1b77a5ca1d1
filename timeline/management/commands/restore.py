"""Bring a backup back: `manage.py restore FOLDER --key FILE`, into an empty database; see docs/operations.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from timeline.backups import programs, restore, restoring, sealing, shelf
from timeline.management.terminal import told_as_bar


class Command(BaseCommand):
    """Restore the newest snapshot of a folder, or the one named, after it was read and compared whole."""

    help = "Restore database and copies of sources from a backup."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to restore and how."""
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder of backups, or one snapshot in it")
        parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="the private key")
        parser.add_argument("--replace", action="store_true", help="empty a database that holds something first")
        parser.add_argument("--check", action="store_true", help="only read all and compare it with the manifest")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it and tell."""
        try:
            private = sealing.identity(options["key"])
            snapshot = shelf.chosen(options["folder"])
            with told_as_bar(self.stderr) as say:
                if options["check"]:
                    size = restoring.check(snapshot, private, say=say)
                    self.stdout.write(f"{snapshot.folder.name} is whole: {size / 1e6:,.1f} MB read.")
                    return
                done = restore(snapshot, private, replace=options["replace"], say=say)
        except (
            sealing.BadKey,
            sealing.Unreadable,
            shelf.NoSnapshot,
            restoring.NotRestored,
            programs.NoProgram,
            OSError,
        ) as error:
            raise CommandError(str(error)) from error
        there = f" ({done.there} were there)" if done.there else ""
        self.stdout.write(
            f"Restored {snapshot.folder.name}: {done.rows:,} rows, {done.copies} copies{there}. If this release is "
            f"newer than {snapshot.manifest['release']}, run `manage.py migrate` before the site starts."
        )
