"""Let go of the bytes of old answers: `manage.py prune [--feed NAME] [--dry-run]` prints what goes and what stays."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from timeline.management.terminal import feed_named
from timeline.pipeline.pruning import Account, prune


class Command(BaseCommand):
    """Prune by the policy of the site and of each feed, and account for it."""

    help = "Let go of the bytes of old answers that nothing stands on, and print an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one feed instead of all, and whether only to say what would go."""
        parser.add_argument("--feed", metavar="NAME", help="only this feed")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *_: Any, **options: Any) -> None:
        """Prune and tell."""
        feeds = [feed_named(options["feed"])] if options["feed"] else None
        total = Account("all", 0, 0)
        for one in prune(now=timezone.now(), feeds=feeds, dry_run=options["dry_run"]):
            for line in _told(one):
                self.stdout.write(line)
            total.pruned, total.freed = total.pruned + one.pruned, total.freed + one.freed
        freed = str(filesizeformat(total.freed)).replace("\xa0", " ")
        if options["dry_run"]:
            self.stdout.write(f"Nothing was changed. {total.pruned} answers would lose their bytes: {freed}.")
        else:
            self.stdout.write(f"{total.pruned} answers lost their bytes: {freed} freed.")


def _told(one: Account) -> list[str]:
    unchanged = f"unchanged answers {one.days} days" if one.days else "unchanged answers for ever"
    news = f"those with news {one.news_days} days" if one.news_days else "those with news for ever"
    lines = [f"{one.feed}: keeps {unchanged}, {news}; {one.pruned} pruned ({one.bodies} bodies)"]
    kept = ((one.stood_on, "a candidate stands on them"), (one.newest, "newest"), (one.unread, "not read"))
    said = [f"{count} ({why})" for count, why in kept if count]
    return [*lines, f"    kept although older: {', '.join(said)}"] if said else lines
