"""`manage.py messages`: bring the German catalogue in step with the words of code and templates, and compile it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from timeline import catalogue


class Command(BaseCommand):
    """Collect all words, keep what is translated, name what is missing, compile."""

    help = "Collect the words of the interface, name those without a German translation, and compile the catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the switch that changes nothing."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the catalogue is not complete")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write or check the catalogue; fail while something is missing."""
        catalog = catalogue.updated()
        if not options["check"]:
            catalogue.PO.parent.mkdir(parents=True, exist_ok=True)
            catalogue.PO.write_bytes(catalogue.as_po(catalog))
            catalogue.MO.write_bytes(catalogue.as_mo(catalog))
        wrong = catalogue.mistakes(catalog)
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(catalog)} entries need a hand: edit {catalogue.PO}.")
        self.stdout.write(f"{len(catalog)} entries, all translated.")
