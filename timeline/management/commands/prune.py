"""Let go of the bytes of old answers: `manage.py prune [--feed NAME] [--dry-run]` prints what goes and what stays.

Of what stays for ever it says how fast it grows.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from timeline.management.terminal import feed_named
from timeline.models import Feed
from timeline.pipeline.pruning import Account, Growth, growth, prune


class Command(BaseCommand):
    """Prune by the policy of the site and of each feed, and account for it."""

    help = "Let go of the bytes of old answers that nothing stands on, and print an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one feed instead of all, and whether only to say what would go."""
        parser.add_argument("--feed", metavar="NAME", help="only this feed")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *_: Any, **options: Any) -> None:
        """Prune and tell."""
        feeds = [feed_named(options["feed"])] if options["feed"] else list(Feed.objects.order_by("slug"))
        now, total, a_year = timezone.now(), Account("all", 0, 0), 0.0
        for feed, one in zip(feeds, prune(now=now, feeds=feeds, dry_run=options["dry_run"]), strict=True):
            answers, items = growth(feed, now=now)
            a_year += answers.a_year + items.a_year
            for line in (*_told(one), f"    stays for ever: {_grows('answers', answers)}; {_grows('items', items)}"):
                self.stdout.write(line)
            total.pruned, total.freed = total.pruned + one.pruned, total.freed + one.freed
        freed = _size(total.freed)
        self.stdout.write(f"At the pace of the last 30 days, rows of answers and items grow by {_size(a_year)} a year.")
        if options["dry_run"]:
            self.stdout.write(f"Nothing was changed. {total.pruned} answers would lose their bytes: {freed}.")
        else:
            self.stdout.write(f"{total.pruned} answers lost their bytes: {freed} freed.")


def _grows(name: str, grown: Growth) -> str:
    return f"{grown.rows:,} {name}, {grown.a_day:,.1f} a day of {grown.row_bytes:,} bytes"


def _size(count: float) -> str:
    return str(filesizeformat(count)).replace("\xa0", " ")


def _told(one: Account) -> list[str]:
    unchanged = f"unchanged answers {one.days} days" if one.days else "unchanged answers for ever"
    news = f"those with news {one.news_days} days" if one.news_days else "those with news for ever"
    lines = [f"{one.feed}: keeps {unchanged}, {news}; {one.pruned} pruned ({one.bodies} bodies)"]
    kept = ((one.stood_on, "a candidate stands on them"), (one.newest, "newest"), (one.unread, "not read"))
    said = [f"{count} ({why})" for count, why in kept if count]
    return [*lines, f"    kept although older: {', '.join(said)}"] if said else lines
