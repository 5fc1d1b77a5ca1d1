"""Puts typed lines to an event: parties and citations, and drafts of what the record does not have."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from contracts.models import Party
from contracts.models.base import Publishable
from timeline import pasting
from timeline.entering.reading import Line
from timeline.models import Citation, Event, EventParty, Source
from timeline.spreadsheets.making import made_party, source_of


@transaction.atomic
def add(event: Event, parties: Sequence[Line], sources: Sequence[Line], *, now: datetime) -> list[Publishable]:
    """Add lines that nothing is wrong with; return the drafts that were made. What is there already stays once."""
    made: list[Publishable] = []
    for line in parties:
        if line.party is None:
            raise ValueError(f"Line {line.number} of the parties was not read.")
        who, role = line.party
        if not isinstance(who, Party):
            who = made_party(who)
            made.append(who)
        EventParty.objects.get_or_create(event=event, party=who, role=role, role_note="")
    for line in sources:
        source = _source(line, event, now)
        if line.cited is not None and line.cited.known is None:
            made.append(source)
        anchor = line.cited.anchor if line.cited else ""
        if not Citation.objects.filter(event=event, source=source, anchor=anchor).exists():
            Citation.objects.create(event=event, source=source, anchor=anchor)
    return made


def _source(line: Line, event: Event, now: datetime) -> Source:
    if line.cited is None:
        raise ValueError(f"Line {line.number} of the sources was not read.")
    if line.cited.known is not None:
        return line.cited.known
    source = source_of(line.cited, event.dispute)
    if line.pasted is not None:
        return pasting.take(line.pasted, source, now=now)
    source.save()
    return source
