"""Make a key to the API by hand: `manage.py make_key ADDRESS [--label WORDS]` prints it once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from timeline.keys.holding import MOST_A_HOLDER, TooManyKeys, make_key


class Command(BaseCommand):
    """Make a key for somebody, where the site sends no mail."""

    help = "Make a key that raises the limits of the API, and print it: the only time that it can be seen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the holder's address and what the key is called."""
        parser.add_argument("address", help="the holder's e-mail address")
        parser.add_argument("--label", default="", help="what it is called, at most 80 characters")

    def handle(self, *_: Any, **options: Any) -> None:
        """Make and print it."""
        try:
            validate_email(options["address"])
        except ValidationError as error:
            raise CommandError(f"“{options['address']}” is no e-mail address.") from error
        if len(options["label"]) > 80:
            raise CommandError("The label is longer than 80 characters.")
        try:
            key = make_key(options["address"], options["label"], now=timezone.now())
        except TooManyKeys as error:
            raise CommandError(f"This address has {MOST_A_HOLDER} keys; revoke one in the desk first.") from error
        self.stdout.write(key)
