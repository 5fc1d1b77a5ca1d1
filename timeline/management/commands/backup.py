"""Back the site up: `manage.py backup FOLDER`, encrypted for the key in BACKUP_RECIPIENT; see docs/operations.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timeline.backups import Snapshot, programs, sealing, snapshots, take, taking
from timeline.management.terminal import told_as_bar


class Command(BaseCommand):
    """Write one snapshot of database and copies, or make the key for it, or list what there is."""

    help = "Back up database and copies of sources into a folder, encrypted; only what is new is written again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder and what to do."""
        parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where backups lie, best elsewhere")
        parser.add_argument("--keep", type=int, default=14, help="newest snapshots to keep (0: all); 14 if unsaid")
        parser.add_argument("--recipient", default="", help="public key (age1…) instead of BACKUP_RECIPIENT")
        parser.add_argument("--list", action="store_true", help="only list the snapshots in the folder")
        parser.add_argument("--new-key", type=Path, metavar="FILE", help="only write a new private key")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it and tell."""
        if options["new_key"]:
            self._new_key(options["new_key"])
            return
        folder = options["folder"]
        if folder is None:
            raise CommandError("Say the folder of the backups.")
        if options["list"]:
            for one in snapshots(folder):
                self.stdout.write(_line(one))
            return
        if options["keep"] < 0:
            raise CommandError("--keep is a number of snapshots, or 0 for all.")
        try:
            public = sealing.recipient(options["recipient"] or settings.BACKUP_RECIPIENT)
        except sealing.BadKey as error:
            raise CommandError(f"{error}. Make a key with `manage.py backup --new-key FILE`.") from error
        try:
            with told_as_bar(self.stderr) as say:
                made = take(folder, public, now=timezone.now(), keep=options["keep"], say=say)
        except (taking.NotTaken, programs.NoProgram, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{_line(made.snapshot)}, {made.new} new")
        for name in made.missing:
            self.stderr.write(f"missing in the storage, so not backed up: {name}")
        for name in made.gone:
            self.stdout.write(f"thrown away: {name}")

    def _new_key(self, path: Path) -> None:
        try:
            public = sealing.new_key(path)
        except OSError as error:
            raise CommandError(f"No key was written: {error}") from error
        self.stdout.write(
            f"The private key is in {path}: keep it away from this machine; without it no backup can be read.\n"
            f"BACKUP_RECIPIENT={public}"
        )


def _line(one: Snapshot) -> str:
    said = one.manifest
    total = said["database"]["size"] + sum(copy["size"] for copy in said["copies"])
    return (
        f"{one.folder.name}: seq {said['seq']:,}, {sum(said['rows'].values()):,} rows, {len(said['copies']):,} copies, "
        f"{total / 1e6:,.1f} MB"
    )
