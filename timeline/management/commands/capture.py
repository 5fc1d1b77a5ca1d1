"""Copy sources now: `manage.py capture --all | --missing | SOURCE…`, politely, with what came of each.

The work is rows: what a key press or a crash leaves undone is done by the workers, or by the next call of `--missing`.
"""

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q, QuerySet
from django.utils import timezone

from contracts.models.base import KEPT
from timeline import evidence
from timeline.codelists import CaptureOutcome, Verdict
from timeline.management.terminal import bar
from timeline.models import Copy, PassageCheck, Source, Watch

# A host that wants to be left alone for longer is left to the workers.
LONGEST_WAIT = timedelta(minutes=10)


class Command(BaseCommand):
    """Copy sources in the foreground, one page of a host every ten seconds."""

    help = "Copy sources, read their text and look up what is cited from them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which sources."""
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--all", action="store_true", help="all sources that have an address")
        chosen.add_argument("--missing", action="store_true", help="those of which no copy is held")
        parser.add_argument("sources", nargs="*", metavar="SOURCE", help="id or address of a source")

    def handle(self, *_: Any, **options: Any) -> None:
        """Copy and tell."""
        sources = self._chosen(options)
        began = timezone.now()
        evidence.watch(sources, now=began, again=True)
        wanted = {watch.pk for watch in Watch.objects.filter(source__in=sources, stopped="")}
        if stopped := len(sources) - len(wanted):
            self.stdout.write(f"{stopped} are not copied: they have no address, or copying them was stopped.")
        outcomes: Counter[str] = Counter()
        with bar(self.stderr) as progress:
            task = progress.add_task("copying", total=len(wanted))
            for watch in _copied(wanted):
                newest = watch.newest
                if newest is None or newest.captured_at < began:
                    outcomes["left to the workers"] += 1
                    self.stdout.write(f"later        {watch.source.url}  {watch.error}")
                else:
                    outcomes[str(CaptureOutcome(newest.outcome).label)] += 1
                    self.stdout.write(f"{newest.outcome:12} {watch.source.url}  {newest.detail}")
                progress.advance(task)
        for label, count in outcomes.most_common():
            self.stdout.write(f"{count:6} {label}")
        self._tell_passages(sources)

    def _chosen(self, options: dict[str, Any]) -> list[Source]:
        every: QuerySet[Source] = Source.objects.filter(KEPT)
        if options["all"]:
            return list(every)
        if options["missing"]:
            return list(every.exclude(url="").filter(Q(watch=None) | Q(watch__held=None)))
        if not options["sources"]:
            raise CommandError("Say which: --all, --missing, or ids or addresses of sources.")
        found = []
        for name in options["sources"]:
            source = every.filter(Q(public_id=name) | Q(url=name)).first()
            if source is None:
                raise CommandError(f"There is no source of the id or address “{name}”.")
            found.append(source)
        return found

    def _tell_passages(self, sources: list[Source]) -> None:
        checks = PassageCheck.objects.filter(copy__in=Copy.objects.filter(captures__source__in=sources))
        found, missing = (checks.filter(verdict=verdict).count() for verdict in Verdict)
        self.stdout.write(f"{found} passages were found in their copies, {missing} were not.")


def _copied(wanted: set[int]) -> Iterator[Watch]:
    """Copy what is due again and again until nothing is left; yield each as it is done, or given up for now."""
    since = timezone.now()
    while wanted:
        for pk in sorted(wanted):
            sha256 = evidence.capture(pk, now=timezone.now())
            if sha256 is not None:
                evidence.read_copy(sha256, now=timezone.now())
            watch = Watch.objects.select_related("newest", "source").get(pk=pk)
            later = watch.due_at is None or watch.due_at > timezone.now() + LONGEST_WAIT
            if (later and watch.claimed_until is None) or (watch.newest and watch.newest.captured_at >= since):
                wanted.discard(pk)
                yield watch
        waiting = Watch.objects.filter(pk__in=wanted, due_at__isnull=False).order_by("due_at").first()
        if waiting is not None and waiting.due_at is not None:
            time.sleep(min(max((waiting.due_at - timezone.now()).total_seconds(), 0.05), 10))
        elif wanted:
            time.sleep(1)
