"""Reads of the log that both the publishing door and the readers' selectors stand on."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from timeline.documents.shapes import Document, Facts, Ref, parsed
from timeline.models import Entry, Revision, State

# On this channel PostgreSQL tells every process that listens, at the commit, that the log has grown.
CHANNEL = "timeline_log"


class Newest(NamedTuple):
    """The newest revision of an object."""

    seq: int
    state: State
    document: str
    facts: str


def latest_seq() -> int:
    """Return the newest seq of the log; 0 for an empty log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM timeline_revision ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def newest(refs: Iterable[Ref]) -> dict[Ref, Newest]:
    """Return the newest revision of each named object; one query a type."""
    found: dict[Ref, Newest] = {}
    for object_type, keys in _by_type(refs).items():
        rows = Entry.objects.filter(document_type=object_type, key__in=keys, valid_to=None).select_related("revision")
        for row in rows:
            newest_one = Newest(row.revision_id, State(row.state), row.revision.document, row.facts)
            found[Ref(object_type, row.key)] = newest_one
    return found


def live_documents(refs: Iterable[Ref]) -> dict[Ref, Document]:
    """Return the current documents of those named objects that are live."""
    return {ref: parsed(row.document) for ref, row in newest(refs).items() if row.state == State.LIVE}


def live_facts(refs: Iterable[Ref]) -> dict[Ref, Facts]:
    """Return what the log shows of those named objects that are live."""
    found: dict[Ref, Facts] = {}
    for object_type, keys in _by_type(refs).items():
        rows = Entry.objects.filter(document_type=object_type, key__in=keys, valid_to=None, state=State.LIVE)
        for key, facts in rows.values_list("key", "facts"):
            found[Ref(object_type, key)] = parsed(facts)
    return found


def documents_in_scope(scope: str) -> Iterator[Document]:
    """Read the current events and statements of a scope such as `protest:abc`, oldest first."""
    sql = """SELECT r.document FROM timeline_eventscope s JOIN timeline_revision r ON r.seq = s.seq
             WHERE s.scope = %s AND s.valid_to IS NULL ORDER BY s.position"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [scope])
        for (text,) in cursor.fetchall():
            yield parsed(text)


def history(ref: Ref) -> list[Revision]:
    """Return all revisions of an object, oldest first."""
    return list(Revision.objects.filter(Q(document_type=ref.object), key=ref.id).order_by("seq"))


def _by_type(refs: Iterable[Ref]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for ref in refs:
        grouped.setdefault(ref.object, []).append(ref.id)
    return grouped
