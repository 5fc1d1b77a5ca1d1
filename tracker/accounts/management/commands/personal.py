"""Tells or erases what is stored of one address of mail: `manage.py personal export|erase ADDRESS [--account]`."""

from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from timeline.privacy import holdings
from tracker.accounts import personal

EVERYTHING = (*holdings.HOLDINGS, *personal.HOLDINGS)


class Command(BaseCommand):
    """Answer somebody who asks what is stored of them, or wants it gone."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, the address, and whether an account goes too."""
        parser.add_argument("act", choices=["export", "erase"], help="print everything as JSON, or erase it")
        parser.add_argument("address", help="the address of mail, in any case")
        parser.add_argument("--account", action="store_true", help="erase: retire the editor's account with it, too")

    def handle(self, *, act: str, address: str, account: bool, **_: Any) -> None:
        """Do it, and say what came of it."""
        address = address.strip()
        try:
            validate_email(address)
        except ValidationError:
            raise CommandError(f"“{address}” is no address of mail.") from None
        if act == "export":
            said = {"address": address, "stored": holdings.told(EVERYTHING, address)}
            self.stdout.write(orjson.dumps(said, default=str, option=orjson.OPT_INDENT_2).decode())
            return
        with transaction.atomic():
            counts = holdings.erase(EVERYTHING if account else holdings.HOLDINGS, address)
        for label, count in counts.items():
            self.stdout.write(f"{label}: {count}")
        if not counts:
            self.stdout.write("Nothing is stored of this address.")
        if not account and personal.users(address).exists():
            self.stdout.write(
                self.style.WARNING("An account of the desk has this address: it stays without --account.")
            )
