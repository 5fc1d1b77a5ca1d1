"""See and switch the sources: `manage.py feeds list | install | sources | enable | disable | test | acknowledge`."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timeline.codelists import FeedState
from timeline.ingest.errors import ParseError
from timeline.ingest.outcome import Outcome
from timeline.ingest.sources import SOURCES
from timeline.management.terminal import feed_named
from timeline.matching import current_index
from timeline.models import Feed
from timeline.pipeline import health, installing
from timeline.pipeline.asking import ask
from timeline.pipeline.client import source_of
from timeline.pipeline.item_rows import unsaved_item
from timeline.pipeline.matching_stage import verdict

ACTIONS = ("list", "install", "sources", "enable", "disable", "test", "acknowledge")


class Command(BaseCommand):
    """List feeds with how they fare, switch them, or try one without keeping anything."""

    help = "List the feeds and how they fare; switch one on or off; try one without keeping anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the action, and the feed for those that need one."""
        parser.add_argument("action", choices=ACTIONS)
        parser.add_argument("name", nargs="?", help="short name of the feed")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do one of the actions."""
        action = options["action"]
        if action == "list":
            self._list()
        elif action == "install":
            self._install()
        elif action == "sources":
            self._sources()
        elif not options["name"]:
            raise CommandError(f"Name the feed: manage.py feeds {action} NAME")
        else:
            getattr(self, f"_{action}")(feed_named(options["name"]))

    def _list(self) -> None:
        feeds = Feed.objects.order_by("slug")
        if not feeds:
            self.stdout.write(
                "There are no feeds yet. Make one in the admin, or with: manage.py ingest URL --feed NAME"
            )
        for feed in feeds:
            switch = "on " if feed.enabled else "off"
            last = f"{feed.last_success_at:%Y-%m-%d %H:%M}" if feed.last_success_at else "never"
            self.stdout.write(f"{feed.slug:24} {switch} {feed.state:8} last success {last:16} {feed.url}")
            if feed.state_detail:
                self.stdout.write(f"{'':24} {feed.state_detail}")

    def _install(self) -> None:
        """Set the shipped feeds up, switched off."""
        made = installing.install()
        for feed in made:
            self.stdout.write(f"{feed.slug:28} {feed.url or 'pushes to this site'}")
        self.stdout.write(f"{len(made)} feeds were set up, switched off." if made else "All shipped feeds are there.")

    def _sources(self) -> None:
        for source in SOURCES.values():
            self.stdout.write(f"{source.code:20} {source.name}: {source.yields}")
            for address in source.addresses:
                self.stdout.write(f"{'':20} {address}")

    def _enable(self, feed: Feed) -> None:
        if not feed.url and not feed.pushed:
            raise CommandError(f"The feed “{feed.name}” has no address to ask; give it one in the admin.")
        health.enable(feed, now=timezone.now())
        self.stdout.write(f"“{feed.name}” is on; it is asked with the next sweep.")

    def _disable(self, feed: Feed) -> None:
        health.disable(feed)
        self.stdout.write(f"“{feed.name}” is off; what it brought stays.")

    def _acknowledge(self, feed: Feed) -> None:
        if feed.gap_at is None and feed.state != FeedState.GAP:
            raise CommandError(f"“{feed.name}” has no gap.")
        health.see_to_gap(feed)
        self.stdout.write(f"The gap of “{feed.name}” is noted as seen to.")

    def _test(self, feed: Feed) -> None:
        """Fetch and read the feed and say what would be proposed; nothing is kept."""
        if not feed.url:
            raise CommandError(f"The feed “{feed.name}” has no address to ask.")
        source = source_of(feed)
        answer = ask(feed, feed.url, now=timezone.now())
        if isinstance(answer, datetime):
            raise CommandError(f"Its host is spared until {answer:%Y-%m-%d %H:%M:%S} UTC; try again then.")
        if answer.outcome is not Outcome.OK:
            raise CommandError(f"{answer.outcome.label}: {answer.reason or answer.outcome.help_text}")
        try:
            parsed = source.parse(answer.body, answer.content_type, answer.url)
        except ParseError as error:
            raise CommandError(f"{error.outcome.label}: {error}") from error
        self.stdout.write(f"{len(parsed.items)} entries in {len(answer.body):,} bytes, {answer.seconds:.1f} s")
        for warning in parsed.warnings:
            self.stdout.write(f"  note: {warning}")
        for rejected in parsed.rejected:
            self.stdout.write(f"  left out: {rejected}")
        index = current_index()
        for one in parsed.items:
            found = verdict(index, unsaved_item(feed, one, now=timezone.now()))
            about = f"{index.disputes[found[0].dispute].name} ({found[0].strength})" if found else "-"
            self.stdout.write(f"  {about:24} {one.title[:90]}")
