"""The one place that writes links between events; it refuses cycles and effects before their causes, under a lock.

The event that carries a link is the later one, the effect; the event it names is the earlier one, the cause.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from timeline.link_rules import find_cycle, precedes_its_cause
from timeline.models import Event, EventLink

LINKS_LOCK = 0x6C69_6E6B_73


class NewLink(NamedTuple):
    """A link to be written, by the primary keys of its events."""

    source: int
    target: int
    relation: str


class LinkRefused(ValueError):
    """Nothing was written; `reasons` names the events of each wrong link."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__("; ".join(reasons))


def link(*, source: Event, target: Event, relation: str) -> EventLink:
    """Say how one event acts on an earlier one; raise LinkRefused if that cannot be. Twice is once."""
    add_links([NewLink(source.pk, target.pk, relation)])
    return EventLink.objects.get(source=source, target=target, relation=relation)


@transaction.atomic
def add_links(links: Collection[NewLink]) -> None:
    """Write several links besides those there are, or none of them; raise LinkRefused naming every reason."""
    _refuse_links_to_themselves(links)
    lock_links()
    EventLink.objects.bulk_create(_rows(links), ignore_conflicts=True)
    _refuse_what_cannot_be({link.source for link in links})


@transaction.atomic
def replace_links(*, of: Collection[int], links: Collection[NewLink]) -> None:
    """Make these the only links that the events `of` (primary keys) carry; raise LinkRefused naming every reason.

    Links that others carry to these events are judged again, because their dates may have changed.
    """
    _refuse_links_to_themselves(links)
    lock_links()
    EventLink.objects.filter(source__in=of).delete()
    EventLink.objects.bulk_create(_rows(links))
    _refuse_what_cannot_be(of)


def check_links_of(event: Event) -> None:
    """Judge the links of and to an event again, after its date changed; raise LinkRefused naming every reason."""
    _refuse_what_cannot_be({event.pk})


def _refuse_links_to_themselves(links: Iterable[NewLink]) -> None:
    wrong = {link.source for link in links if link.source == link.target}
    if wrong:
        raise LinkRefused([f"“{event}” is linked to itself" for event in Event.objects.filter(pk__in=wrong)])


def _rows(links: Iterable[NewLink]) -> list[EventLink]:
    return [EventLink(source_id=link.source, target_id=link.target, relation=link.relation) for link in links]


def lock_links() -> None:
    """Let nobody else write links until the transaction ends: two that are fine alone may make a cycle together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LINKS_LOCK])


def _refuse_what_cannot_be(events: Collection[int]) -> None:
    touching = EventLink.objects.filter(Q(source__in=events) | Q(target__in=events)).select_related("source", "target")
    reasons = [
        f"“{row.source}” {row.relation} “{row.target}”, but the effect lies before its cause"
        for row in touching
        if precedes_its_cause(row.source.date, row.source.until, row.target.date)
    ]
    cycle = find_cycle(_edges_from(events))
    if cycle and not reasons:
        titles = {event.pk: str(event) for event in Event.objects.filter(pk__in=cycle)}
        reasons.append("these links lead in a circle: " + " → ".join(f"“{titles[pk]}”" for pk in cycle))
    if reasons:
        raise LinkRefused(reasons)


def _edges_from(events: Collection[int]) -> list[tuple[int, int]]:
    """Return all links that can be reached from these events; a new cycle runs through one of them."""
    sql = """WITH RECURSIVE reach(source_id, target_id) AS (
                 SELECT source_id, target_id FROM timeline_eventlink WHERE source_id = ANY(%s)
                 UNION
                 SELECT l.source_id, l.target_id FROM timeline_eventlink l JOIN reach r ON l.source_id = r.target_id
             ) SELECT source_id, target_id FROM reach"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(events)])
        return [(source, target) for source, target in cursor.fetchall()]
