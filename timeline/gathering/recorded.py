"""Events of the record in the shape that reports are compared in: those of a dispute whose days lie in a span."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from contracts.dates import PartialDate
from contracts.models import Contract, Dispute
from contracts.models.base import KEPT, NEVER_PUBLISHED
from timeline.corroboration import WINDOW, Report, published_event
from timeline.models import Event, EventParty

PUBLISHED = KEPT & ~NEVER_PUBLISHED
# More events of one dispute than this around one day are not compared: the record holds no such day.
MOST_EVENTS = 400


def events_near(dispute: int, days: Iterable[date], *, only: Q = KEPT) -> list[Report]:
    """Return the events of a dispute near some days, oldest first; examples are left out.

    A few queries for each run of days that lie close together, each served by the dispute and the date.
    """
    rows: dict[int, Event] = {}
    for first, last in spans(days):
        rows |= {event.pk: event for event in _within(dispute, first, last, only)}
    names = _names_of(dispute) if rows else []
    return [_report(event, names) for event in rows.values()]


def spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return the spans that the windows around some days cover, apart from each other and in order."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        first, last = day - WINDOW, day + WINDOW
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _names_of(dispute: int) -> list[str]:
    """Return what the dispute and its contracts are called, which says nothing of what happened in it."""
    row = Dispute.objects.get(pk=dispute)
    contracts = Contract.objects.filter(dispute=dispute).values_list("acronym", "title")
    titles = [row.title, *(title for _, title in contracts)]
    return [row.name, *(acronym for acronym, _ in contracts), *(text for title in titles for text in title.values())]


def _within(dispute: int, first: date, last: date, only: Q) -> QuerySet[Event]:
    after = (last + timedelta(days=1)).isoformat()
    own = Q(date__gte=first.isoformat(), date__lt=after)
    public = Q(date_public__gte=first.isoformat(), date_public__lt=after)
    parties = Prefetch("parties", EventParty.objects.select_related("party"))
    rows = Event.objects.filter(only, own | public, dispute=dispute, is_example=False)
    return rows.select_related("protest").prefetch_related("contracts", parties).order_by("date", "pk")[:MOST_EVENTS]


def _report(event: Event, names: list[str]) -> Report:
    return published_event(
        key=f"event:{event.public_id}",
        event=event.pk,
        dispute=event.dispute_id,
        contracts=[contract.pk for contract in event.contracts.all()],
        protest=event.protest_id,
        type_=event.type,
        forum=event.protest.forum if event.protest else "",
        day=_day(event.date),
        public=_day(event.date_public),
        roles=[(one.party.slug, one.role) for one in event.parties.all()],
        titles=[event.title[lang] for lang in sorted(event.title, reverse=True)],
        summaries=[event.summary[lang] for lang in sorted(event.summary, reverse=True)],
        names=(*names, *(one.party.name for one in event.parties.all())),
    )


def _day(said: PartialDate | None) -> date | None:
    """Return the day of a date that is as exact as a day."""
    return said.earliest if said and said.precision in {"day", "time"} else None
