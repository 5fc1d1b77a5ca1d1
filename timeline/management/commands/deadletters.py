"""Work that was given up: `manage.py deadletters list` shows it with its errors, `retry [WHICH …]` tries it again."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timeline.models import Copy
from timeline.pipeline.dead_letters import KINDS, dead_letters, retry

NAMES = tuple(kind.model._meta.model_name or "" for kind in KINDS)
HASHED = Copy._meta.model_name  # known by the hash of its bytes


class Command(BaseCommand):
    """List what was given up, or try it again."""

    help = "List the work that was given up after several attempts, with its errors, or let it be tried again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the action, and which pieces."""
        parser.add_argument("action", choices=("list", "retry"))
        parser.add_argument("which", nargs="*", metavar="KIND:KEY", help="as listed (item:17); all if none is named")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it."""
        chosen = [_piece(word) for word in options["which"]]
        if options["action"] == "retry":
            count = retry(now=timezone.now(), chosen=chosen or None)
            self.stdout.write(f"{_counted(count)} {'waits' if count == 1 else 'wait'} to be tried again.")
            if chosen and count < len(set(chosen)):
                raise CommandError(f"{len(set(chosen)) - count} of those named were not given up (any more).")
            return
        if chosen:
            raise CommandError("List takes no numbers: it shows all.")
        count = 0
        for kind, number, name, error in dead_letters():
            count += 1
            self.stdout.write(f"{kind}:{number}  {name}\n    {error}")
        self.stdout.write(f"{_counted(count)} {'was' if count == 1 else 'were'} given up.")


def _piece(word: str) -> tuple[str, int | str]:
    kind, _, number = word.partition(":")
    if kind == HASHED and re.fullmatch(r"[0-9a-f]{64}", number):
        return kind, number
    if kind not in NAMES or not number.isdecimal() or len(number) > 18:
        raise CommandError(f"“{word}” is no piece of work like item:17; the kinds are {', '.join(NAMES)}.")
    return kind, int(number)


def _counted(count: int) -> str:
    return f"{count} {'piece' if count == 1 else 'pieces'} of work"
