"""See and switch the sources: `manage.py feeds list | install | sources | enable | disable | test | acknowledge`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from timeline.codelists import FeedState
from timeline.ingest.errors import ParseError
from timeline.ingest.outcome import Outcome
from timeline.ingest.source import Source
from timeline.ingest.sources import SOURCES
from timeline.management.terminal import feed_named
from timeline.matching import current_index
from timeline.models import Feed, Host
from timeline.pipeline import health, installing
from timeline.pipeline.asking import ask
from timeline.pipeline.client import UnknownSource, source_of
from timeline.pipeline.hosts import host_of
from timeline.pipeline.item_rows import unsaved_item
from timeline.pipeline.matching_stage import verdict

OF_ALL = ("list", "install", "sources")
ACTIONS = (*OF_ALL, "enable", "disable", "test", "acknowledge")
LONGEST_ADDRESS = 70  # characters


class Command(BaseCommand):
    """List feeds with how they fare, switch them, or try one without keeping anything."""

    help = "List the feeds and how they fare; switch one on or off; try one without keeping anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the action, and the feed for those that need one."""
        parser.add_argument("action", choices=ACTIONS)
        parser.add_argument("name", nargs="?", help="short name of the feed")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do one of the actions."""
        action, name = options["action"], options["name"]
        if action in OF_ALL:
            if name:
                raise CommandError(f"feeds {action} takes no name: it is about all feeds.")
            getattr(self, f"_{action}")()
        elif not name:
            raise CommandError(f"Name the feed: manage.py feeds {action} NAME")
        else:
            getattr(self, f"_{action}")(feed_named(name))

    def _list(self) -> None:
        feeds = list(Feed.objects.order_by("slug"))
        if not feeds:
            self.stdout.write(
                "There are no feeds yet. Set the shipped ones up with: manage.py feeds install\n"
                "Make one in the admin, or with: manage.py ingest URL --feed NAME"
            )
            return
        wide = max(len(feed.slug) for feed in feeds)
        self.stdout.write(f"{'feed':{wide}}  {'state':8}  {'last answer':16}  {'last news':16}  address")
        for feed in feeds:
            answered, news = _moment(feed.last_success_at), _moment(feed.last_new_item_at)
            self.stdout.write(f"{feed.slug:{wide}}  {_state(feed):8}  {answered:16}  {news:16}  {_address(feed)}")
            for said in _remarks(feed):
                self.stdout.write(f"{'':{wide}}  {said}")
        on = sum(feed.enabled for feed in feeds)
        self.stdout.write(f"{len(feeds)} {'feed' if len(feeds) == 1 else 'feeds'}, {on} switched on. Times are UTC.")

    def _install(self) -> None:
        """Set the shipped feeds up, switched off."""
        made = installing.install()
        for feed in made:
            self.stdout.write(f"{feed.slug:28} {feed.url or 'pushes to this site'}")
        self.stdout.write(f"{len(made)} feeds were set up, switched off." if made else "All shipped feeds are there.")

    def _sources(self) -> None:
        for source in SOURCES.values():
            self.stdout.write(f"{source.code:20} {source.name}: {source.yields}")
            decided = "; ".join(f"{kind} ({', '.join(sorted(types))})" for kind, types in source.decides.items())
            self.stdout.write(f"{'':20} publishes without review, if trusted: {decided or 'nothing'}")
            for address in source.addresses:
                self.stdout.write(f"{'':20} {address}")

    def _enable(self, feed: Feed) -> None:
        if not feed.url and not feed.pushed:
            raise CommandError(f"The feed “{feed.name}” has no address to ask; give it one in the admin.")
        source = _source_of(feed)
        was_on = feed.enabled
        health.enable(feed, now=timezone.now())
        follows = "what it sends is taken in with the next sweep" if feed.pushed else "it is asked with the next sweep"
        self.stdout.write(f"“{feed.name}” {'was on already' if was_on else 'is on'}; {follows}.")
        quiet = Host.objects.filter(name=host_of(feed.url), quiet_until__gt=timezone.now()).first()
        if quiet and quiet.quiet_until:
            self.stderr.write(
                f"Its host is spared until {quiet.quiet_until:%Y-%m-%d %H:%M:%S} UTC, so it waits till then."
            )
        if feed.pushed and not feed.is_example and not settings.COURTLISTENER_SECRET:
            self.stderr.write("Nothing can be sent to this site yet: COURTLISTENER_SECRET is not set.")
        if settings.SOURCE_KEYS.get(source.code) == "":
            self.stderr.write(f"No key is set for {source.name}: it refuses strangers, or allows them little.")

    def _disable(self, feed: Feed) -> None:
        was_on = feed.enabled
        health.disable(feed)
        self.stdout.write(f"“{feed.name}” {'is off' if was_on else 'was off already'}; what it brought stays.")

    def _acknowledge(self, feed: Feed) -> None:
        if feed.gap_at is None and feed.state != FeedState.GAP:
            raise CommandError(f"“{feed.name}” has no gap.")
        health.see_to_gap(feed)
        self.stdout.write(f"The gap of “{feed.name}” is noted as seen to.")

    def _test(self, feed: Feed) -> None:
        """Fetch and read the feed and say what would be proposed; nothing is kept."""
        if feed.pushed:
            raise CommandError(f"“{feed.name}” sends by itself: there is nothing to ask.")
        if not feed.url:
            raise CommandError(f"The feed “{feed.name}” has no address to ask.")
        source = _source_of(feed)
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


def _source_of(feed: Feed) -> Source:
    try:
        return source_of(feed)
    except UnknownSource as unknown:
        raise CommandError(f"“{feed.name}”: {unknown}") from unknown


def _state(feed: Feed) -> str:
    """Return how a feed fares in a word: what is not asked is never called well."""
    if not feed.enabled:
        return "off"
    return "unasked" if feed.state == FeedState.OK and feed.last_success_at is None else feed.state


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"


def _address(feed: Feed) -> str:
    if feed.pushed:
        return "sends by itself"
    return f"{feed.url[: LONGEST_ADDRESS - 1]}…" if len(feed.url) > LONGEST_ADDRESS else feed.url or "handed in by hand"


def _remarks(feed: Feed) -> Iterator[str]:
    """Yield what an operator should know of a feed beyond its line."""
    if feed.enabled and feed.state_detail:
        yield feed.state_detail
    if feed.failures:
        polls = "poll" if feed.failures == 1 else "polls"
        yield f"{feed.failures} {polls} in a row failed; asked again {_moment(feed.due_at)}"
    if feed.publishes_unreviewed:
        yield "publishes without review what it decides itself"
