"""`manage.py rules`: write the tables of time limits in docs/procedure.md anew, from the rules themselves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contracts.procedure.rules.table import rules_table, with_table

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "procedure.md"


class Command(BaseCommand):
    """Print the tables; with --write put them into the document, with --check say whether it has them."""

    help = "Print all time limits with trigger, length and citation, or write them into docs/procedure.md."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do with the tables."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--write", action="store_true", help=f"write them into {DOCUMENT.name}")
        what.add_argument("--check", action="store_true", help=f"fail if {DOCUMENT.name} has others")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print, write or compare."""
        if not options["write"] and not options["check"]:
            self.stdout.write(rules_table())
            return
        text = DOCUMENT.read_text(encoding="utf-8")
        try:
            wanted = with_table(text)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["check"] and text != wanted:
            raise CommandError(f"{DOCUMENT.name} is not what the rules say: run manage.py rules --write")
        if options["write"]:
            DOCUMENT.write_text(wanted, encoding="utf-8")
        self.stdout.write(f"{DOCUMENT.name} says what the rules say.")
