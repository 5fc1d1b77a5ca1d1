"""What an editor judges a candidate by: its text with the matched words marked, and events that it may be about."""

import re
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contracts.dates import DateError, PartialDate
from contracts.models import Party
from contracts.models.base import KEPT
from timeline.models import Candidate, Event
from timeline.proposals import Proposal

LONGEST_TEXT = 30_000
NEARBY = timedelta(days=3)
MOST_SIMILAR = 5
MOST_LOOKED_AT = 30
_QUOTED = re.compile(r"“([^”]{2,100})”|[Tt]he number (\S+) is")


def marked_text(candidate: Candidate, parties: Iterable[Party]) -> SafeString:
    """Return the item's text with what was matched in <mark>: numbers, names, acronyms, parties of the proposal."""
    item = candidate.item
    text = str(item.parsed.get("text") or item.parsed.get("summary") or "")[:LONGEST_TEXT]
    return mark(text, matched_words(candidate.reasons, parties))


def marked_title(candidate: Candidate, parties: Iterable[Party]) -> SafeString:
    """Return the item's title, marked alike."""
    return mark(candidate.item.title or candidate.item.key, matched_words(candidate.reasons, parties))


def matched_words(reasons: Iterable[str], parties: Iterable[Party]) -> list[str]:
    """Return the words that the reasons quote, and the names of the parties."""
    quoted = [quote or number for reason in reasons for quote, number in _QUOTED.findall(str(reason))]
    named = [name for party in parties for name in (party.name, *party.aliases)]
    return list(dict.fromkeys(word.rstrip(".,;:") for word in (*quoted, *named) if len(word) > 1))


def mark(text: str, words: Iterable[str]) -> SafeString:
    """Escape a text and put every whole occurrence of the words, in any letters, into <mark>."""
    longest_first = sorted((re.escape(word) for word in words if word), key=len, reverse=True)
    if not longest_first:
        return format_html("{}", text)
    pieces = re.split(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)", text, flags=re.IGNORECASE)
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", piece) if at % 2 else piece,) for at, piece in enumerate(pieces)),
    )


def similar_events(candidate: Candidate, proposal: Proposal) -> list[Event]:
    """Return events that it may be about: those that cite its address, then those of its dispute around its date."""
    events = Event.objects.filter(KEPT)
    found = []
    if candidate.item.url:
        found = list(events.filter(citations__source__url=candidate.item.url).distinct()[:MOST_SIMILAR])
    nearby = list(events.filter(_around(proposal.date), dispute=candidate.dispute).order_by("date")[:MOST_LOOKED_AT])
    nearby.sort(key=lambda event: event.protest_id is None or event.protest_id != candidate.protest_id)
    known = {event.pk for event in found}
    return [*found, *(event for event in nearby if event.pk not in known)][:MOST_SIMILAR]


def _around(date: str) -> Q:
    """Match the days within three of a date, and its month and year where an event is no more exact."""
    try:
        day = PartialDate.parse(date)
    except DateError:
        return Q(pk=None)
    first, after = day.earliest - NEARBY, day.latest + NEARBY + timedelta(days=1)
    coarse = {text for one in (first, day.earliest, day.latest, after) for text in (f"{one:%Y-%m}", f"{one:%Y}")}
    return Q(date__gte=first.isoformat(), date__lt=after.isoformat()) | Q(date__in=sorted(coarse))
