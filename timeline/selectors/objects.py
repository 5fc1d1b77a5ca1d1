"""Single objects and their lists, history and incoming links, as the log has them now or had them at a seq."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q, QuerySet

from contracts.identifiers import normal_docket
from contracts.texts import pick
from timeline.codelists import TOLD_KINDS
from timeline.documents.shapes import Document, parsed
from timeline.models import Entry, Part, Reference, Revision, State


@dataclass(frozen=True, slots=True)
class Found:
    """One object at one moment. `document` is JSON text: the document if `state` is live, else its tombstone.

    `note` is the public note of the revision; `retracted_later` says, for a past moment, that it is gone today.
    """

    seq: int
    kind: str
    state: State
    document: str
    note: str
    published_at: datetime
    retracted_later: bool = False

    @property
    def data(self) -> Document:
        """Return the document as values."""
        return parsed(self.document)


def valid_at(as_of: int | None) -> Q:
    """Return the condition that an index row was the newest at a seq; None means now."""
    if as_of is None:
        return Q(valid_to=None)
    return Q(pk__lte=as_of) & (Q(valid_to=None) | Q(valid_to__gt=as_of))


def find(object_type: str, key: str, *, as_of: int | None = None) -> Found | None:
    """Return an object as it was at a seq, a tombstone if removed, None for drafts and unknown ids alike."""
    rows = Entry.objects.filter(valid_at(as_of), document_type=object_type, key=key).select_related("revision")
    row = rows.first()
    if row is None:
        return None
    revision = row.revision
    later = False
    if as_of is not None:
        later = (
            Entry.objects.filter(document_type=object_type, key=key, valid_to=None).exclude(state=State.LIVE).exists()
        )
    return Found(
        revision.seq, revision.kind, State(row.state), revision.document, revision.note, revision.published_at, later
    )


def documents(refs: Iterable[tuple[str, str]], *, as_of: int | None = None) -> dict[tuple[str, str], Document]:
    """Return the live documents of several objects in one query."""
    wanted: dict[str, list[str]] = {}
    for object_type, key in refs:
        wanted.setdefault(object_type, []).append(key)
    if not wanted:
        return {}
    named = reduce(or_, (Q(document_type=object_type, key__in=keys) for object_type, keys in wanted.items()))
    rows = Entry.objects.filter(valid_at(as_of), named, state=State.LIVE)
    texts = rows.values_list("document_type", "key", "revision__document")
    return {(object_type, key): parsed(text) for object_type, key, text in texts}


def list_objects(
    object_type: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    after: str = "",
    limit: int = 100,
    descending: bool = False,
    as_of: int | None = None,
    text: str = "",
) -> list[tuple[str, str]]:
    """List live objects of a type as (position, document text), in the type's order, from behind position `after`.

    `filters` may name `dispute`, `forum` and `key`. The list never counts.
    """
    rows = _live(object_type, as_of)
    for name, values in (filters or {}).items():
        if values:
            rows = rows.filter(**{f"{name}__in": list(values)})
    if text:
        rows = rows.filter(search=search_query(text))
    if after:
        rows = rows.filter(Q(position__lt=after) if descending else Q(position__gt=after))
    order = "-position" if descending else "position"
    return list(rows.order_by(order).values_list("position", "revision__document")[:limit])


def search_query(text: str) -> SearchQuery:
    """Return the text query that any of the three vectors may answer: English, German, and words as written."""
    english, german, simple = (
        SearchQuery(text, config=c, search_type="websearch") for c in ("english", "german", "simple")
    )
    return english | german | simple


SEARCH_CONDITION = (
    "{table}.search @@ (websearch_to_tsquery('english', %s) || websearch_to_tsquery('german', %s)"
    " || websearch_to_tsquery('simple', %s))"
)


def list_parts(
    kind: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    after: str = "",
    limit: int = 100,
    as_of: int | None = None,
) -> list[tuple[str, str]]:
    """List parts of live documents (`bid`, `award`) as (position, document text); `filters`: dispute, document_key."""
    when = Q(valid_to=None) if as_of is None else Q(seq__lte=as_of) & (Q(valid_to=None) | Q(valid_to__gt=as_of))
    rows = Part.objects.filter(when, kind=kind)
    for name, values in (filters or {}).items():
        if values:
            rows = rows.filter(**{f"{name}__in": list(values)})
    if after:
        rows = rows.filter(position__gt=after)
    return list(rows.order_by("position").values_list("position", "document")[:limit])


def incoming_links(object_type: str, key: str, *, as_of: int | None = None) -> list[tuple[str, Document]]:
    """Return what links to an event: (relation, reference to the linking event), oldest first."""
    when = Q(valid_to=None) if as_of is None else Q(seq__lte=as_of) & (Q(valid_to=None) | Q(valid_to__gt=as_of))
    rows = Reference.objects.filter(when, to_type=object_type, to_key=key, path__startswith="links/").order_by(
        "position"
    )
    found = list(rows.values_list("path", "seq"))
    entries = Entry.objects.in_bulk([seq for _, seq in found])
    return [
        (path.split("/", 1)[1], {"object": "event", "id": entries[seq].key, **parsed(entries[seq].facts)})
        for path, seq in found
        if seq in entries
    ]


def removed_since(seqs: Sequence[int]) -> set[int]:
    """Return those of the given revisions whose object is not public today."""
    sql = """SELECT e.seq FROM timeline_entry e JOIN timeline_entry n ON n.document_type = e.document_type
             AND n.key = e.key AND n.valid_to IS NULL WHERE e.seq = ANY(%s) AND n.state <> %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(seqs), State.LIVE])
        return {seq for (seq,) in cursor.fetchall()}


def revisions(object_type: str, key: str) -> QuerySet[Revision]:
    """Return the history of an object, newest first; empty for drafts and unknown ids."""
    rows = Revision.objects.filter(document_type=object_type, key=key)
    return rows.select_related("change_set").order_by("-seq")


def changes(*, since: int, limit: int, types: Sequence[str] = ()) -> list[Revision]:
    """Return what the log wrote after seq `since`, oldest first."""
    rows = Revision.objects.filter(seq__gt=since).select_related("change_set")
    if types:
        rows = rows.filter(document_type__in=types)
    return list(rows.order_by("seq")[:limit])


def corrections(*, limit: int = 200, key: str = "", object_type: str = "", as_of: int | None = None) -> list[Revision]:
    """Return the corrections, retractions and take-downs that readers should know of, newest first."""
    rows = Revision.objects.filter(kind__in=TOLD_KINDS)
    if as_of is not None:
        rows = rows.filter(seq__lte=as_of)
    if key:
        rows = rows.filter(document_type=object_type, key=key)
    return list(rows.order_by("-seq")[:limit])


def known_keys(object_type: str, values: Sequence[str]) -> dict[str, str]:
    """Map what a reader wrote to keys of objects ever public; a protest also answers to its docket numbers.

    Readers drop the letter of the Court of Federal Claims: 19-1796 is 19-1796C where no court has the number as such.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT key FROM timeline_entry WHERE document_type = %s AND key = ANY(%s)",
            [object_type, list(values)],
        )
        found = {key: key for (key,) in cursor.fetchall()}
    missing = {value: normal_docket(value) for value in values if value not in found}
    if object_type == "protest" and missing:
        keys = dict(_dockets([number for docket in missing.values() for number in (docket, f"{docket}C")]))
        named = {value: keys.get(docket) or keys.get(f"{docket}C") for value, docket in missing.items()}
        found |= {value: key for value, key in named.items() if key}
    return found


# The smaller id, where two courts gave the same number.
DOCKETS = """SELECT DISTINCT ON (key) key, document_key FROM timeline_part
 WHERE kind = 'number' AND key = ANY(%s) AND document_type = 'protest' AND valid_to IS NULL
 ORDER BY key, document_key"""


def _dockets(wanted: Iterable[str]) -> list[tuple[str, str]]:
    """Return normalised docket number and key of the live protests that have one of these numbers."""
    with connection.cursor() as cursor:
        cursor.execute(DOCKETS, [list(wanted)])
        return list(cursor.fetchall())


def _live(object_type: str, as_of: int | None) -> QuerySet[Entry]:
    return Entry.objects.filter(valid_at(as_of), document_type=object_type, state=State.LIVE)


def names(object_type: str, keys: Iterable[str], *, lang: str = "en") -> dict[str, str]:
    """Return short names of live objects by key, in a language or the one they have; one query."""
    rows = _live(object_type, None).filter(key__in=list(keys))
    found = {}
    for key, text in rows.values_list("key", "facts"):
        facts = parsed(text)
        name = facts.get("short_name") or facts.get("name") or key
        found[key] = name if isinstance(name, str) else pick(name, lang)[0] or key
    return found
