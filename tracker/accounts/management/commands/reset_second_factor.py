"""Lets somebody in again who lost the authenticator app and all recovery codes."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.accounts import second_factor, sign_ins


class Command(BaseCommand):
    """Remove an account's second factor and end its sign-ins; the next log-in asks for another app."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of the account."""
        parser.add_argument("username", help="The account's user name.")

    def handle(self, *, username: str, **_: Any) -> None:
        """Remove it."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account “{username}”.")
        count = second_factor.remove(user)
        sign_ins.end(user)
        said = "is removed" if count else "was not set up"
        self.stdout.write(f"The second factor of {username} {said}; it is logged out everywhere.")
