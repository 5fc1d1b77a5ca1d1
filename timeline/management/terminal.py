"""How the pipeline's commands speak to a person at a terminal: a bar while it takes, then what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError, OutputWrapper
from django.utils.text import slugify
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from timeline.models import Candidate, Feed, Fetch


def bar(stderr: OutputWrapper) -> Progress:
    """Return a progress bar on standard error, which shows only on a terminal and leaves nothing behind."""
    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not stderr.isatty(), transient=True)


@contextmanager
def told_as_bar(stderr: OutputWrapper) -> Iterator[Callable[[str, int, int], None]]:
    """Yield what shows, told a step, how much of it is done and of how much (0: nobody knows), a bar a step."""
    with bar(stderr) as progress:
        steps = {}

        def say(step: str, done: int, of: int) -> None:
            if step not in steps:
                steps[step] = progress.add_task(step, total=of or None)
            progress.update(steps[step], completed=done)

        yield say


def feed_named(name: str) -> Feed:
    """Find a feed by its short name, or by its name; raise CommandError that lists those there are."""
    found = Feed.objects.filter(slug=slugify(name)).first() or Feed.objects.filter(name__iexact=name).first()
    if found is None:
        known = ", ".join(Feed.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no feed “{name}”; there are: {known}.")
    return found


def told_of_fetch(fetch: Fetch) -> Iterator[str]:
    """Yield what a reading brought, and everything that had to be mended or left out."""
    total = fetch.items_new + fetch.items_changed + fetch.items_same
    entries = "entry" if total == 1 else "entries"
    yield f"{total} {entries}: {fetch.items_new} new, {fetch.items_changed} changed, {fetch.items_same} known"
    for warning in fetch.warnings:
        yield f"  note: {warning}"
    for rejected in fetch.rejected:
        place = f"entry {rejected['entry']}: " if rejected["entry"] else ""
        yield f"  left out: {place}{rejected['reason']}"


def told_of_candidate(candidate: Candidate) -> Iterator[str]:
    """Yield what is proposed and why."""
    yield f"  {candidate.dispute.name} ({candidate.strength}, {candidate.score}): {candidate.item}"
    for reason in candidate.reasons:
        yield f"      {reason}"
