"""Answers with share cards of what is public: a dispute with its life as a line, an event, a statement."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts import texts
from timeline import selectors
from timeline.cards.drawing import Bar, Card, draw
from timeline.codelists import EventType
from timeline.documents.shapes import Document
from timeline.filters import EventQuery
from timeline.pages import days
from timeline.pages.above import head
from timeline.pages.proceedings import Axis, Proceeding
from timeline.pages.reading import Elsewhere, found_or_elsewhere, public_page, reading_day
from timeline.pages.shown import show_event, show_statement

MOST_MARKS = 40


@public_page
def dispute_card(request: HttpRequest, key: str) -> HttpResponse:
    """Draw a dispute: name, what it is about, how it stands, landmarks and proceedings."""
    try:
        document, _found = found_or_elsewhere(request, "dispute", key, None)
    except Elsewhere as elsewhere:
        return elsewhere.response
    above = head(document, None, EventQuery(dispute=(key,)))
    query = EventQuery(dispute=(key,), significance=("1",), oldest_first=True)
    landmarks = [event["date"]["earliest"] for event in selectors.list_events(query, limit=MOST_MARKS).documents]
    axis = _axis(document, landmarks)
    last = document["last_event"]
    counts = document["counts"]
    card = Card(
        kicker=_words(document["title"]),
        title=document["name"],
        text=_words(document["standfirst"]),
        flag=above["play"].flag,
        foot=_("%(events)s events, %(sources)s sources, last on %(day)s")
        % {"events": counts.get("events", 0), "sources": counts.get("sources", 0), "day": days.short(last["date"])}
        if last
        else "",
        site=_site(),
        years=tuple((name, x / 100) for name, x in axis.years) if axis else (),
        bars=tuple(
            Bar(axis.x(row.filed) / 100, _end(row, axis), row.bar)
            for row in above["proceedings"]
            if axis and row.filed and axis.first <= row.filed <= axis.last
        ),
        marks=tuple(axis.x(date.fromisoformat(day)) / 100 for day in landmarks) if axis else (),
    )
    return _png(card)


@public_page
def event_card(request: HttpRequest, key: str) -> HttpResponse:
    """Draw an event with its date and evidence, or a statement with its speaker."""
    try:
        document, _found = found_or_elsewhere(request, "event", key, None)
    except Elsewhere as elsewhere:
        return elsewhere.response
    dispute = str(document["dispute"].get("name", ""))
    if document["type"] == EventType.STATEMENT:
        quote = show_statement(document)
        speaker = str(document["speaker"].get("name", ""))
        card = Card(f"{dispute} · {quote.when}", f"“{document['quote']['text']}”", "", "", speaker, _site())
        return _png(card)
    event = show_event(document)
    foot = _("%(primary)s primary, %(secondary)s secondary sources") % {
        "primary": len(event.primary),
        "secondary": len(event.secondary),
    }
    kicker = f"{dispute} · {event.when} · {event.type_label}"
    return _png(
        Card(kicker, _words(document["title"]), _words(document["summary"]), str(event.confidence), foot, _site())
    )


def _end(row: Proceeding, axis: Axis) -> float:
    """Return where a bar ends: open ones at the reading day, those without a known outcome soon after their begin."""
    if row.ended is None and not row.pending and row.filed:
        return min(1, axis.x(row.filed) / 100 + 0.02)
    return min(1, axis.x(row.ended or reading_day()) / 100)


def _axis(document: Document, landmarks: list[str]) -> Axis | None:
    """Lay an axis over a dispute's whole years; None for one without events."""
    if not document["first_event"]:
        return None
    first = date(int(min([document["first_event"]["date"]["earliest"], *landmarks])[:4]), 1, 1)
    last = date(int(document["last_event"]["date"]["latest"][:4]), 12, 31)
    axis = Axis(first, last, [])
    step = max(1, (last.year - first.year) // 8)
    years = [(str(year), axis.x(date(year, 1, 1))) for year in range(first.year, last.year + 1, step)]
    return Axis(first, last, years)


def _words(value: texts.TextMap | str) -> str:
    return value if isinstance(value, str) else texts.pick(value, (get_language() or texts.MAIN_LANGUAGE)[:2])[0]


def _site() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _png(card: Card) -> HttpResponse:
    return HttpResponse(draw(card), content_type="image/png")
