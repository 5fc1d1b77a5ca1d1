"""Write the record of a dispute back as a record file: `manage.py dump_record DISPUTE [--parties] [--into FOLDER]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.models import Dispute
from timeline.records.dumping import dump_dispute, dump_parties
from timeline.records.schema import PARTIES_FILE


class Command(BaseCommand):
    """Print record files, or write them into a folder."""

    help = "Write what readers see of a dispute, and with --parties all parties, as record files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take disputes, and where to write."""
        parser.add_argument("disputes", nargs="*", metavar="DISPUTE", help="slugs of disputes")
        parser.add_argument("--parties", action="store_true", help="the people and organisations of all disputes too")
        parser.add_argument("--into", type=Path, metavar="FOLDER", help="write files there instead of printing them")

    def handle(self, *_: Any, **options: Any) -> None:
        """Print or write one file a dispute."""
        found = {PARTIES_FILE: dump_parties()} if options["parties"] else {}
        for slug in options["disputes"]:
            try:
                found[slug] = dump_dispute(slug)
            except Dispute.DoesNotExist as error:
                known = ", ".join(Dispute.objects.values_list("slug", flat=True))
                raise CommandError(f"There is no dispute “{slug}”; there are: {known}.") from error
        if not found:
            raise CommandError("Name a dispute, or say --parties.")
        for name, text in found.items():
            if options["into"] is None:
                self.stdout.write(text, ending="")
                continue
            path = options["into"] / f"{name}.yaml"
            path.write_text(text, encoding="utf-8")
            self.stderr.write(f"{path} written")
