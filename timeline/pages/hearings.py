"""Hearings as entries of calendars (RFC 5545): on their day, or at their hour, as the record has them today."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event, vUri

from contracts import texts
from contracts.codelists import Forum
from timeline import selectors
from timeline.codelists import REMOVING_KINDS, EventType
from timeline.documents.shapes import Document, parsed
from timeline.filters import EventQuery
from timeline.pages.paths import language, page_path
from timeline.selectors import Publication

MOST = 1_000
# Filters that mean the same for due dates and for events; under any other a calendar holds due dates alone.
SHARED = ("dispute", "protest", "forum")


def hearings(
    chosen: Mapping[str, Sequence[str]], *, first: date | None = None, last: date | None = None
) -> list[Event]:
    """Return the entries of hearings that filters leave, within days if given; of what has no day there is none."""
    if any(values for name, values in chosen.items() if name not in SHARED):
        return []
    query = EventQuery(
        type=(EventType.HEARING.value,),
        dispute=tuple(chosen.get("dispute", ())),
        protest=tuple(chosen.get("protest", ())),
        forum=tuple(chosen.get("forum", ())),
    )
    page = selectors.list_events(query, limit=MOST)
    written = selectors.times_of(page.seqs)
    documents = zip(map(parsed, page.texts), page.seqs, strict=True)
    listed = [entry(one, seq, written[seq]) for one, seq in documents if _is_within(one["date"], first, last)]
    removed = [one for one in selectors.publications(query, limit=MOST) if one.kind in REMOVING_KINDS]
    return [*listed, *map(cancelled, removed)]


def _is_within(day: Document, first: date | None, last: date | None) -> bool:
    is_day = day["precision"] in {"day", "time"}
    return is_day and (first or date.min) <= date.fromisoformat(day["earliest"]) <= (last or date.max)


def entry(document: Document, seq: int, written: datetime) -> Event:
    """Write one hearing; its id stays and its sequence rises with every revision, so that a moved day moves it."""
    protest, dispute = document["protest"] or {}, document["dispute"]
    case = protest.get("docket") or (str(Forum(protest["forum"]).label) if protest.get("forum") else "")
    where = ", ".join(filter(None, (str(dispute.get("name", dispute["id"])), str(case))))
    found = begun(document, seq, written)
    begin, end = span(document)
    found.add("dtstart", begin)
    if end is not None:
        found.add("dtend", end)
    found.add("summary", f"{where}: {texts.pick(document['title'], language())[0]}")
    found.add("description", texts.pick(document["summary"], language())[0])
    found.add("url", vUri(f"{settings.SITE_URL}{page_path('event', document['id'], document['slug'])}"))
    found.add("status", "CONFIRMED")
    found.add("categories", [str(EventType.HEARING.label)])
    return found


def cancelled(removed: Publication) -> Event:
    """Write what takes a removed hearing out of the calendars that have it; of the hearing itself it says nothing.

    Programs know it again by its id (RFC 5546, 3.2.1); its day is that of the removal. What was taken down has no
    entry: nothing says any more that it was a hearing.
    """
    found = begun(removed.document, removed.seq, removed.published_at)
    found.add("dtstart", removed.published_at.astimezone(UTC).date())
    found.add("summary", _("Removed from the record"))
    found.add("status", "CANCELLED")
    return found


def begun(document: Document, seq: int, written: datetime) -> Event:
    """Begin an entry with that by which programs tell a newer one from an older; it takes up nobody's time."""
    found = Event()
    found.add("uid", f"{document['id']}@{urlsplit(settings.SITE_URL).hostname}")
    found.add("sequence", seq)
    found.add("dtstamp", written.astimezone(UTC))
    found.add("last-modified", written.astimezone(UTC))
    found.add("transp", "TRANSPARENT")
    return found


def span(document: Document) -> tuple[date | datetime, date | datetime | None]:
    """Return when a hearing begins and ends: whole days up to the one after the last, or an hour without an end."""
    begin = document["date"]
    if begin["precision"] == "time" and not document["until"]:
        at = datetime.fromisoformat(begin["text"])
        return (at.astimezone(UTC) if at.tzinfo else at), None
    last = document["until"] or begin
    return date.fromisoformat(begin["earliest"]), date.fromisoformat(last["latest"]) + timedelta(days=1)
