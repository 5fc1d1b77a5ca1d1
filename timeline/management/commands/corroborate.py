"""Say which texts tell of one happening: `manage.py corroborate FILE.jsonl` prints the groups, and writes nothing."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand

from timeline.management.groups import Told, grouped_texts
from timeline.management.lines import Line, read_lines
from timeline.matching import Index, current_index
from timeline.models import Event

# All texts are compared with each other, so all are kept in memory.
MOST_BYTES = 100_000_000


class Command(BaseCommand):
    """Print the groups that texts would form in the review, each with why its members stand in it."""

    help = (
        "Group texts that tell of one happening. Reads the lines of `classify`: one JSON object a line with id, title, "
        "text, url, published, lang, kind. Prints one JSON object a group; nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="JSON Lines, or - for the standard input")

    def handle(self, *_: Any, **options: Any) -> None:
        """Print every group, in the order of its first member's line; texts about no dispute stand alone."""
        for found in groups(current_index(), list(read_lines(options["file"], most_bytes=MOST_BYTES))):
            self.stdout.write(orjson.dumps(found).decode())


def groups(index: Index, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """Yield the groups of some lines: ids of members, codes and slugs of the record, reasons for each member."""
    found = grouped_texts(index, lines)
    cited = {group.event for group in found if group.event}
    events = {event.pk: event for event in Event.objects.filter(pk__in=cited)}
    for group in sorted(found, key=lambda one: min(one.places)):
        event = events.get(group.event)
        yield {
            "members": [lines[at].id for at in sorted(group.places)],
            "dispute": index.disputes[group.dispute].slug if group.dispute else None,
            "event_type": group.type,
            "day": group.day.isoformat() if group.day else None,
            "reasons": {str(lines[at].id): _reasons(lines, told) for at, told in sorted(group.told.items())},
            "event": event.public_id if event else None,
            "event_title": event.title.get("en", "") if event else None,
            "event_reasons": list(group.event_reasons),
        }


def _reasons(lines: list[Line], told: Told) -> list[str]:
    with_whom = f"With {lines[told.beside].id}:" if told.beside is not None else ""
    return [with_whom, *told.reasons] if with_whom else list(told.reasons)
