"""Mail that came back: `manage.py bounces [PATH …]` reads Maildirs and mbox files, or one message from its input."""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timeline import mail
from timeline.mail.returns import MOST_BYTES


class Command(BaseCommand):
    """Take in mail that came back."""

    help = "Read mail that came back: Maildirs (emptied), mbox files (left as they are), or one message as input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folders and files, or the address on the envelope of the message that is the input."""
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument(
            "--to", default="", help="the address to which the message came, as the mail server knows it"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it."""
        now = timezone.now()
        if not options["paths"]:
            row = mail.take(sys.stdin.buffer.read(MOST_BYTES + 1), now=now, came_to=options["to"])
            self.stdout.write(row.get_kind_display() if row else "Left out: too much unknown mail is kept.")
            return
        for path in options["paths"]:
            self.stdout.write(f"{path}: {_taken(path)}")


def _taken(path: Path) -> str:
    now = timezone.now()
    if (path / "new").is_dir():
        return f"{mail.take_folder(path, now=now)} messages read and deleted"
    if not path.is_file():
        raise CommandError(f"{path} is neither a Maildir nor a file.")
    rows = [mail.take(raw, now=now) for raw in mail.messages_of(path)]
    counts = Counter(row.get_kind_display() if row else "left out" for row in rows)
    return "; ".join(f"{label} {count}" for label, count in sorted(counts.items())) or "nothing"
