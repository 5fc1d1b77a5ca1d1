"""Take in one feed, or a saved file of one, by hand: `manage.py ingest URL_OR_FILE --feed NAME`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from timeline.codelists import FetchState
from timeline.ingest.outcome import Outcome
from timeline.ingest.sources import SOURCES
from timeline.management.terminal import bar, told_of_candidate, told_of_fetch
from timeline.models import Candidate, Feed, Fetch, Item
from timeline.pipeline import AddressRefused, HostSpared, NothingRead, keep_file, poll_by_hand
from timeline.pipeline.foreground import match_now, read_now


class Command(BaseCommand):
    """Fetch or read a file, keep it, read it into items and match them, saying what came of each step."""

    help = "Take in a feed from a web address or a file: keep it, read it, propose events to the editors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address or file, and the feed that it belongs to."""
        parser.add_argument("target", metavar="URL_OR_FILE", help="web address, or a file that was saved")
        parser.add_argument(
            "--feed", required=True, metavar="NAME", help="the feed it belongs to; a new name makes one"
        )
        parser.add_argument(
            "--source", choices=sorted(SOURCES), default=None, help="kind of source, for a new feed (default: feed)"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Run the three stages in the foreground."""
        feed = self._feed(options["feed"], options["source"])
        is_new = feed.pk is None
        fetch = self._keep(feed, options["target"])
        if is_new:
            self.stdout.write(f"New feed “{feed.name}” (switched off; for what is handed in by hand).")
        self._must_be_content(fetch)
        with bar(self.stderr) as progress:
            task = progress.add_task("reading", total=None)
            try:
                fetch = read_now(fetch)
            except NothingRead as error:
                raise CommandError(f"It was kept but could not be read: {error}") from error
            progress.remove_task(task)
            task = progress.add_task("matching")
            started = 0
            for waiting in match_now(Q(feed=feed)):
                started = max(started, waiting)
                progress.update(task, total=started, completed=started - waiting)
        for line in told_of_fetch(fetch):
            self.stdout.write(line)
        self._tell_candidates(feed, fetch)

    def _feed(self, name: str, source: str | None) -> Feed:
        """Return the feed of a name; a new one is stored with what is kept of it, so that a typo leaves none behind."""
        slug = slugify(name)[:60]
        if not slug:
            raise CommandError(f"“{name}” is no name for a feed: use letters, digits and hyphens.")
        feed = Feed.objects.filter(slug=slug).first() or Feed.objects.filter(name__iexact=name).first()
        if feed is None:
            return Feed(slug=slug, name=name, parser=source or "feed")
        if source and feed.parser != source:
            raise CommandError(f"The feed “{feed.name}” is of the kind “{feed.parser}”, not “{source}”.")
        return feed

    def _keep(self, feed: Feed, target: str) -> Fetch:
        if "://" in target:
            try:
                return poll_by_hand(feed, target, now=timezone.now())
            except HostSpared as spared:
                raise CommandError(str(spared)) from spared
            except AddressRefused as refused:
                raise CommandError(
                    f"{Outcome.FORBIDDEN_TARGET.label}: {refused}\n"
                    "Addresses of this machine or a private net must be named in FETCH_ALLOW_HOSTS (host:port)."
                ) from refused
        try:
            return keep_file(feed, Path(target), now=timezone.now())
        except FileNotFoundError as error:
            raise CommandError(f"There is no file {target}, and it is no web address (https://…).") from error
        except OSError as error:
            raise CommandError(f"The file {target} cannot be read: {error.strerror}.") from error

    def _must_be_content(self, fetch: Fetch) -> None:
        if fetch.state == FetchState.WAITING:
            return
        outcome = Outcome(fetch.outcome)
        raise CommandError(f"{outcome.label}: {fetch.detail or outcome.help_text}")

    def _tell_candidates(self, feed: Feed, fetch: Fetch) -> None:
        items = Item.objects.filter(Q(last_fetch=fetch) | Q(pk__in=fetch.repeated), feed=feed)
        failed = items.exclude(error="").count()
        proposed = Candidate.objects.filter(item__in=items).open().select_related("item", "dispute").best_first()
        if not proposed:
            self.stdout.write("Nothing in it is about a dispute of the record that was not decided already.")
        else:
            self.stdout.write(f"{len(proposed)} of them wait for an editor:")
        for candidate in proposed:
            for line in told_of_candidate(candidate):
                self.stdout.write(line)
        if failed:
            self.stdout.write(f"{failed} could not be matched; see the items of this feed in the admin.")
