"""Read kept answers again, or match kept items again: `manage.py reparse [--feed NAME] [--since DAY] [--items]`."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q, QuerySet
from django.utils import timezone

from timeline.codelists import FetchState
from timeline.management.terminal import bar, feed_named
from timeline.models import Fetch, Item
from timeline.pipeline import NothingRead, read_again, rematch
from timeline.pipeline.foreground import match_now, read_now


class Command(BaseCommand):
    """Replay what was kept, for example after a reader was mended or the record has grown; nothing is fetched."""

    help = "Read kept answers again with the readers of today and match their items; what did not change stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the range."""
        parser.add_argument("--feed", metavar="NAME", help="only this feed")
        parser.add_argument("--since", type=_day, metavar="DAY", help="only from this day on (UTC)")
        parser.add_argument("--until", type=_day, metavar="DAY", help="only up to this day (UTC)")
        parser.add_argument("--items", action="store_true", help="read nothing, only match the items again")

    def handle(self, *_: Any, **options: Any) -> None:
        """Mark the range as work to be done, and do it."""
        of_feed = Q(feed=feed_named(options["feed"])) if options["feed"] else Q()
        if options["items"]:
            count = rematch(now=timezone.now(), only=of_feed & _between("changed_at", options))
            self.stdout.write(f"{count} items are matched again.")
        else:
            self._read(of_feed & _between("fetched_at", options))
        with bar(self.stderr) as progress:
            task = progress.add_task("matching", total=Item.objects.filter(of_feed, state="waiting").count())
            for waiting in match_now(of_feed):
                progress.update(task, completed=(progress.tasks[task].total or 0) - waiting)

    def _read(self, only: Q) -> None:
        fetches = Fetch.objects.filter(only).order_by("pk")
        self._tell_what_is_lost(fetches)
        read_again(fetches, now=timezone.now())
        waiting = list(fetches.filter(state="waiting"))
        totals = {"items_new": 0, "items_changed": 0, "items_same": 0}
        with bar(self.stderr) as progress:
            for fetch in progress.track(waiting, description="reading"):
                try:
                    result = read_now(fetch)
                except NothingRead as error:
                    self.stderr.write(f"{fetch}: {error}")
                    continue
                for name in totals:
                    totals[name] += getattr(result, name)
        new, changed, same = totals.values()
        self.stdout.write(f"{len(waiting)} answers read again: {new} items new, {changed} changed, {same} the same.")

    def _tell_what_is_lost(self, fetches: QuerySet[Fetch]) -> None:
        """Say which answers of the range cannot be replayed, and from when on all can."""
        pruned = fetches.filter(pruned_at__isnull=False)
        count = pruned.count()
        if count:
            last = pruned.order_by("-fetched_at").values_list("fetched_at", flat=True)[0]
            self.stderr.write(
                f"{count} answers cannot be read again: their bytes were pruned. "
                f"Of those after {last:%Y-%m-%d %H:%M} UTC all bytes are there."
            )
        empty = fetches.filter(pruned_at=None, state=FetchState.NOTHING).count()
        if empty:
            self.stderr.write(f"{empty} answers had no content to read (blocked, unchanged, failed).")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no day like 2026-11-22") from error


def _between(column: str, options: dict[str, Any]) -> Q:
    range_ = Q()
    if options["since"]:
        range_ &= Q(**{f"{column}__gte": datetime.combine(options["since"], time.min, UTC)})
    if options["until"]:
        range_ &= Q(**{f"{column}__lte": datetime.combine(options["until"], time.max, UTC)})
    return range_
