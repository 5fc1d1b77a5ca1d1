"""What stands around many events at once: their statements, the links that point at them, their corrections."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import connection
from django.db.models import Q

from timeline.codelists import RevisionKind
from timeline.documents.shapes import Document, Ref, parsed
from timeline.models import Entry, EventEntry, Reference, Revision, State
from timeline.selectors.objects import valid_at

PUBLIC_CORRECTIONS = (RevisionKind.CORRECTED, RevisionKind.AMENDED)


def _moment(row: str, as_of: int | None) -> tuple[str, list[int]]:
    """Return the condition that an index row was the newest at a seq, as SQL with its parameters."""
    if as_of is None:
        return f"{row}.valid_to IS NULL", []
    return f"{row}.seq <= %s AND ({row}.valid_to IS NULL OR {row}.valid_to > %s)", [as_of, as_of]


def _valid(as_of: int | None) -> Q:
    return Q(valid_to=None) if as_of is None else Q(seq__lte=as_of) & (Q(valid_to=None) | Q(valid_to__gt=as_of))


def statements_of(events: Sequence[str], *, as_of: int | None = None) -> list[Document]:
    """Return the statements made in or about these events, oldest first; one query."""
    when, parameters = _moment("s", as_of)
    sql = f"""SELECT r.document FROM timeline_eventscope s JOIN timeline_revision r ON r.seq = s.seq
              WHERE s.scope = ANY(%s) AND s.is_statement AND {when} ORDER BY s.position"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [[f"event:{key}" for key in events], *parameters])
        return [parsed(text) for (text,) in cursor.fetchall()]


def links_to(events: Sequence[str], *, as_of: int | None = None) -> dict[str, list[tuple[str, Document]]]:
    """Return, by event, what links to it: (relation, reference to the linking event), oldest first; one query."""
    when, parameters = _moment("r", as_of)
    sql = f"""SELECT r.to_key, r.path, e.key, e.facts FROM timeline_reference r JOIN timeline_entry e ON e.seq = r.seq
              WHERE r.to_type = 'event' AND r.to_key = ANY(%s) AND r.path LIKE 'links/%%' AND {when}
              ORDER BY r.position"""
    found: dict[str, list[tuple[str, Document]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(events), *parameters])
        for to_key, path, key, facts in cursor.fetchall():
            event = {"object": "event", "id": key, **parsed(facts)}
            found.setdefault(to_key, []).append((path.split("/", 1)[1], event))
    return found


def public_after(day: date, events: Collection[str], *, as_of: int | None = None) -> set[str]:
    """Return those of the events that became public only after a day."""
    rows = EventEntry.objects.filter(valid_at(as_of), key__in=list(events), public_by__gt=day)
    return set(rows.values_list("key", flat=True))


def gone_today(events: Sequence[str]) -> set[str]:
    """Return those of the events that readers cannot see any more."""
    rows = Entry.objects.filter(document_type="event", key__in=list(events), valid_to=None).exclude(state=State.LIVE)
    return set(rows.values_list("key", flat=True))


def corrections_of(refs: Sequence[Ref]) -> list[Revision]:
    """Return the corrections of these objects, oldest first; they are all of one type."""
    if not refs:
        return []
    rows = Revision.objects.filter(document_type=refs[0].object, key__in=[ref.id for ref in refs])
    return list(rows.filter(kind__in=PUBLIC_CORRECTIONS).exclude(note="").order_by("seq"))


def disputes_of_party(key: str, *, as_of: int | None = None) -> list[tuple[Document, int]]:
    """Return the disputes in whose events a party takes part, with how many events, the most first; one query."""
    when, parameters = ("s.valid_to IS NULL", [])
    if as_of is not None:
        when, parameters = "s.seq <= %s AND (s.valid_to IS NULL OR s.valid_to > %s)", [as_of, as_of]
    sql = f"""SELECT d.key, d.facts, c.n FROM (
                SELECT e.dispute, count(*) AS n FROM timeline_eventscope s JOIN timeline_evententry e ON e.seq = s.seq
                WHERE s.scope = %s AND NOT s.is_statement AND {when} GROUP BY e.dispute) c
              JOIN timeline_entry d ON d.document_type = 'dispute' AND d.key = c.dispute AND d.valid_to IS NULL
              WHERE d.state = 'live' ORDER BY c.n DESC, d.key"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"party:{key}", *parameters])
        return [({"object": "dispute", "id": key, **parsed(facts)}, n) for key, facts, n in cursor.fetchall()]


def speaking(*, as_of: int | None = None) -> dict[str, dict[str, int]]:
    """Count statements by `speaker` and by `claim`; one query."""
    when, parameters = ("valid_to IS NULL", [])
    if as_of is not None:
        when, parameters = "seq <= %s AND (valid_to IS NULL OR valid_to > %s)", [as_of, as_of]
    sql = f"""SELECT split_part(scope, ':', 1), split_part(scope, ':', 2), count(*) FROM timeline_eventscope
              WHERE is_statement AND (scope LIKE 'speaker:%%' OR scope LIKE 'claim:%%') AND {when} GROUP BY 1, 2"""
    found: dict[str, dict[str, int]] = {"speaker": {}, "claim": {}}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for name, key, n in cursor.fetchall():
            found[name][key] = n
    return found


def _documents(seqs: list[int]) -> list[Document]:
    texts = dict(Revision.objects.filter(pk__in=seqs).values_list("seq", "document"))
    return [parsed(texts[seq]) for seq in seqs if seq in texts]


def referring(
    to_type: str, to_key: str, *, from_type: str, path: str = "", as_of: int | None = None, limit: int = 500
) -> list[tuple[str, Document]]:
    """Return the live documents of a type that show an object, with the path where they show it, in their order."""
    rows = Reference.objects.filter(_valid(as_of), to_type=to_type, to_key=to_key, from_type=from_type)
    if path:
        rows = rows.filter(path__startswith=path)
    found = list(rows.order_by("position").values_list("path", "seq")[:limit])
    texts = dict(Revision.objects.filter(pk__in=[seq for _, seq in found]).values_list("seq", "document"))
    return [(where, parsed(texts[seq])) for where, seq in found]
