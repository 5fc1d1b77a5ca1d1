"""The demonstration: `manage.py demo [day [--folder DIR] | --install --port N | --serve --port N | --remove]`."""

import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, close_old_connections
from django.urls import reverse
from django.utils import timezone

from timeline import demo
from timeline.demo import day_run
from timeline.demo.day import SHIPPED, BadFolder, read_day
from timeline.demo.installation import CannotRemove
from timeline.demo.server import FEED_PATH, DemoServer, PageServer, address
from timeline.models import Feed
from timeline.pipeline.proposing import shortened
from timeline.publishing import PublishingRefused

LOOK_EVERY = 1.0  # seconds
LONGEST_TITLE = 90  # characters


class Command(BaseCommand):
    """Install, serve or remove the examples; without an option say how they stand."""

    help = "Install, serve or remove the demonstration feed; without an option say how it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the day or one of the three acts, and the port of the server."""
        parser.add_argument("what", nargs="?", choices=["day"], help="let a day of saved payloads come in")
        day = parser.add_argument_group("day")
        day.add_argument("--folder", type=Path, default=SHIPPED, metavar="DIR", help="payloads with a day.yaml")
        day.add_argument("--site", default="", metavar="URL", help="where the site runs (default: SITE_URL)")
        day.add_argument("--wait", type=float, default=120, metavar="S", help="give up after S seconds")
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--install", action="store_true", help="set the feed up, to be read from --port")
        act.add_argument("--serve", action="store_true", help="serve the examples on --port until stopped")
        act.add_argument("--remove", action="store_true", help="remove all of it, also what was made from it")
        parser.add_argument("--port", type=int, metavar="N", help="port of the server, on this machine only")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do what was asked."""
        if not settings.PUBLISH_EXAMPLES and not options["remove"]:
            raise CommandError("This is a production site: examples can only be removed here.")
        if options["what"] == "day":
            if options["install"] or options["serve"] or options["remove"]:
                raise CommandError("A day is neither installed nor served nor removed by itself: name one act.")
            self._day(options["folder"], options["site"].rstrip("/") or settings.SITE_URL, options)
        elif options["remove"]:
            self._remove()
        elif options["install"] or options["serve"]:
            if not options["port"]:
                raise CommandError("Say where the examples are served: --port N")
            (self._install if options["install"] else self._serve)(options["port"])
        else:
            self._tell()

    def _install(self, port: int) -> None:
        feed = demo.install(address(port) + FEED_PATH, now=timezone.now())
        self.stdout.write(f"“{feed.name}” is read from {feed.url}.")

    def _serve(self, port: int) -> None:
        """Serve in a thread, and say once when the proposals are there."""
        try:
            server = DemoServer(port)
        except OSError as error:
            raise CommandError(f"The examples cannot be served on port {port}: {error.strerror}.") from error
        with server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.stdout.write(f"Serving the demonstration feed at {address(port)}{FEED_PATH}")
            self.stdout.flush()
            told = False
            while True:
                time.sleep(LOOK_EVERY)
                told = self._look(server, told=told)

    def _look(self, server: DemoServer, *, told: bool) -> bool:
        """Notice that the proposals are there, or that the demonstration was removed; return whether all is said."""
        close_old_connections()
        try:
            if not server.removed and demo.installed_feed() is None:
                server.removed = True
                self.stdout.write("The demonstration was removed; nothing is served any more.")
            elif not told and demo.is_read():
                self._tell()
                told = True
        except OperationalError:
            return told  # the database restarts; the next look finds it
        self.stdout.flush()
        return told

    def _day(self, folder: Path, site: str, options: dict[str, Any]) -> None:
        """Serve the folder, let everything in it come in, tell what came of it, and switch the feeds off again."""
        try:
            day = read_day(folder)
            server = PageServer(options["port"] or day_run.former_port(), day.served)
        except BadFolder as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The payloads cannot be served: {error.strerror}. Choose another --port.") from error
        with server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            base = address(server.server_port)
            feeds = day_run.install_day(day, base, now=timezone.now())
            self.stdout.write(f"Serving {folder} at {base}; {len(feeds)} feeds are on.")
            try:
                for one in day.webhooks:
                    self.stdout.write(f"Webhook {one.key}: {day_run.send(one, site, base)}")
                for standing in day_run.follow(feeds, seconds=options["wait"]):
                    self.stdout.write(
                        f"{standing.answered} of {standing.feeds} feeds answered, "
                        f"{standing.waiting} pieces of work wait, {standing.proposals} proposals"
                    )
                    self.stdout.flush()
            except day_run.NothingCame as missing:
                raise CommandError(str(missing)) from missing
            finally:
                day_run.switch_off(feeds)
                server.shutdown()
        self._tell_of_day(feeds, site)

    def _tell_of_day(self, feeds: list[Feed], site: str) -> None:
        for feed in Feed.objects.filter(pk__in=[feed.pk for feed in feeds]).order_by("slug"):
            wrong = f" {feed.state_detail}" if feed.state_detail else ""
            self.stdout.write(f"{feed.name}: {feed.items.count()} items.{wrong}")
        proposals = day_run.proposals_of(feeds)
        for candidate in proposals:
            what = f"{candidate.dispute.name}, {candidate.proposal['type']}, {candidate.proposal['date']}"
            self.stdout.write(f"  {what} ({candidate.strength}): {shortened(str(candidate.item), LONGEST_TITLE)}")
            self.stdout.write(f"      {candidate.reasons[0]}")
        inbox = f"{site}{reverse('admin:index')}timeline/candidate/"
        self.stdout.write(f"{len(proposals)} proposals; review them at {inbox}")
        self.stdout.write("The feeds are off again. `manage.py demo --remove` takes all of it away.")

    def _tell(self) -> None:
        if demo.installed_feed() is None:
            self.stdout.write("There is no demonstration on this site.")
            return
        count, inbox = demo.open_candidates(), f"{settings.SITE_URL}{reverse('admin:index')}timeline/candidate/"
        if count:
            one = "proposal" if count == 1 else "proposals"
            self.stdout.write(f"{count} {one} of the demonstration feed wait for an editor at {inbox}")
        elif demo.is_read():
            self.stdout.write("All proposals of the demonstration feed were decided.")
        else:
            self.stdout.write("The demonstration feed was not read yet.")

    def _remove(self) -> None:
        if not demo.is_installed():
            raise CommandError("There is no demonstration on this site.")
        try:
            removed = demo.remove()
        except (CannotRemove, PublishingRefused) as error:
            raise CommandError(f"Nothing was removed: {error}") from error
        self.stdout.write(f"Removed the feed, {removed.items} items, and {removed.drafts} drafts made from them.")
        for name in removed.taken_down:
            self.stdout.write(
                f"Taken down, because it had been published: {name} (its id and this reason stay in the log)"
            )
