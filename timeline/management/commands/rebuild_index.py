"""Rebuild the index tables from the publication log: `manage.py rebuild_index`."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from timeline.models import Revision
from timeline.publishing.rebuild import rebuild_index


class Command(BaseCommand):
    """Empty the index tables and fill them from the log; the rows come out exactly as publishing wrote them."""

    help = "Rebuild the index tables, which hold nothing of their own, from the publication log."

    def handle(self, *_: Any, **__: Any) -> None:
        """Rebuild, showing how far it is on a terminal."""
        console = Console(stderr=True)
        with Progress(console=console, disable=not self.stderr.isatty(), transient=True) as bar:
            task = bar.add_task("Rebuilding", total=Revision.objects.count())
            done = rebuild_index(lambda count: bar.update(task, completed=count))
        self.stdout.write(f"{done} revisions indexed.")
