"""Say what the site would make of texts: `manage.py classify FILE.jsonl` matches and classifies, and writes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand

from timeline.management.lines import Line, read_lines
from timeline.matching import Index, Match, Text, current_index, match
from timeline.pipeline.telling import told_by


class Command(BaseCommand):
    """Print for each line the dispute and contract it is about, why, and what kind of event it tells of."""

    help = (
        "Match and classify texts, one JSON object a line with id, title, text, url, published, lang, kind; print one "
        "JSON object a line; nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="JSON Lines, or - for the standard input")

    def handle(self, *_: Any, **options: Any) -> None:
        """Print an answer for every line, in their order."""
        index = current_index()
        for line in read_lines(options["file"]):
            self.stdout.write(orjson.dumps(answer(index, line)).decode())


def answer(index: Index, line: Line) -> dict[str, Any]:
    """Return what the matching and the rules make of one line; codes and slugs of the record, None for unknown."""
    text = Text(title=line.title, text=line.text, url=line.url, published=line.published)
    found = match(index, text)
    told = told_by(index, found, text, kind=line.kind, lang=line.lang)
    return {
        "id": line.id,
        "dispute": index.disputes[found.dispute].slug if found else None,
        "contract": _contract(index, found),
        "strength": found.strength if found else "none",
        "score": found.score if found else 0,
        "reasons": [*(found.reasons if found else ()), *told.reasons],
        "event_type": told.type,
        "forum": told.forum or None,
        "happened_on": told.happened.text if told.happened else None,
        "parties": list(found.parties) if found else [],
        "roles": {one.slug: one.role for one in told.roles},
        "amounts": [{"amount": str(one.value), "currency": one.currency, "said": one.said} for one in told.sums],
    }


def _contract(index: Index, found: Match | None) -> str | None:
    if found is None or found.contract is None:
        return None
    return next(one.slug for one in index.disputes[found.dispute].contracts if one.pk == found.contract)
