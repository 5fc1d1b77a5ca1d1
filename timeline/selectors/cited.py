"""One line of the log as somebody cited it, and what the log wrote about its object since."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from timeline.codelists import REMOVING_KINDS, DocumentType, RevisionKind
from timeline.documents.shapes import Document, parsed
from timeline.models import Revision

MOST_LATER = 20


@dataclass(frozen=True, slots=True)
class Cited:
    """A revision, the revisions of its object after it that changed what it says, and whether it is gone.

    Of a dispute the changes of everything in it count: a page on it shows all that. `document` is a stub where the
    object was taken down.
    """

    revision: Revision
    document: Document
    later: list[Revision]
    gone: Revision | None
    newest: Revision

    @property
    def state(self) -> str:
        """Return what became of it, as `state_of` says."""
        return state_of(self.newest, is_changed=bool(self.later))

    @property
    def successor(self) -> Document | None:
        """Return the reference to what stands for the object now; None where nothing does."""
        return successor_of(self.newest)


def state_of(newest: Revision, *, is_changed: bool) -> str:
    """Return `unchanged`, `changed`, `merged` into another, `moved` to another address, or `retracted`."""
    if newest.kind == RevisionKind.MERGED:
        return "moved" if parsed(newest.document).get("readdressed") else "merged"
    if newest.kind in REMOVING_KINDS:
        return "retracted"
    return "changed" if is_changed else "unchanged"


def successor_of(newest: Revision) -> Document | None:
    """Return the reference to what an object was merged into, or became under another address; None where neither."""
    if newest.kind != RevisionKind.MERGED:
        return None
    into: Document = parsed(newest.document)["into"]
    return into


def cited(seq: int) -> Cited | None:
    """Return a revision with what came after it, the newest first; None where the log has no such line."""
    revision = Revision.objects.filter(pk=seq).first()
    if revision is None:
        return None
    own = Revision.objects.filter(document_type=revision.document_type, key=revision.key, seq__gt=seq)
    newest = own.order_by("-seq").first()
    last = newest or revision
    gone = last if last.kind in REMOVING_KINDS else None
    later = own.exclude(kind=RevisionKind.REFRESHED).order_by("-seq")[:MOST_LATER]
    if revision.document_type == DocumentType.DISPUTE:
        later = Revision.objects.filter(pk__in=_in_dispute(revision.key, seq)).order_by("-seq")
    return Cited(revision, parsed(revision.document), list(later), gone, last)


def _in_dispute(key: str, seq: int) -> list[int]:
    """Return the newest changes in a dispute after a seq; a removed object belongs where it was before."""
    sql = """SELECT e.seq FROM timeline_entry e JOIN timeline_revision r ON r.seq = e.seq
             WHERE e.seq > %s AND r.kind <> 'refreshed' AND (e.dispute = %s OR (e.state <> 'live' AND EXISTS (
               SELECT 1 FROM timeline_entry b WHERE b.document_type = e.document_type AND b.key = e.key
               AND b.dispute = %s)))
             ORDER BY e.seq DESC LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [seq, key, key, MOST_LATER])
        return [found for (found,) in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one cited revision: `then` as it was, `now` the newest of its object.

    `last` is the newest that changed what it says, of a dispute anything in it; its own seq where nothing did.
    """

    then: Revision
    now: Revision
    last: int

    @property
    def state(self) -> str:
        """Return what became of it, as `state_of` says."""
        return state_of(self.now, is_changed=self.last > self.then.seq)

    @property
    def successor(self) -> Document | None:
        """Return the reference to what stands for the object now; None where nothing does."""
        return successor_of(self.now)


# Of each object of the cited lines: its newest line, and the newest that is more than a name refreshed.
NEWEST = """SELECT o.document_type, o.key, max(n.seq), coalesce(max(n.seq) FILTER (WHERE n.kind <> 'refreshed'), 0)
 FROM (SELECT DISTINCT document_type, key FROM timeline_revision WHERE seq = ANY(%s)) o
 JOIN timeline_revision n USING (document_type, key) GROUP BY o.document_type, o.key"""
# Of each of these disputes: the newest line of anything that is in it, or was before it was removed.
NEWEST_IN_DISPUTES = """SELECT d.slug, l.seq FROM unnest(%s::text[]) AS d(slug) CROSS JOIN LATERAL (
 SELECT r.seq FROM timeline_entry e JOIN timeline_revision r ON r.seq = e.seq
 WHERE r.kind <> 'refreshed' AND (e.dispute = d.slug OR (e.state <> 'live' AND EXISTS (
   SELECT 1 FROM timeline_entry b WHERE b.document_type = e.document_type AND b.key = e.key AND b.dispute = d.slug)))
 ORDER BY e.seq DESC LIMIT 1) l"""


def standings(seqs: Iterable[int]) -> dict[int, Standing]:
    """Return what became of several cited revisions, by seq, in four queries; without those that the log has not."""
    wanted = list(seqs)
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [wanted])
        newest = {(kind, key): (now, last) for kind, key, now, last in cursor.fetchall()}
        slugs = [key for kind, key in newest if kind == DocumentType.DISPUTE]
        cursor.execute(NEWEST_IN_DISPUTES, [slugs])
        within = dict(cursor.fetchall())
    rows = Revision.objects.in_bulk({*wanted, *(now for now, _last in newest.values())})
    found = {}
    for seq in wanted:
        if (then := rows.get(seq)) is None:
            continue
        now, last = newest[then.document_type, then.key]
        if then.document_type == DocumentType.DISPUTE:
            last = within.get(then.key, last)
        found[seq] = Standing(then, rows[now], max(last, seq))
    return found
