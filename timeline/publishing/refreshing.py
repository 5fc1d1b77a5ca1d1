"""Carry a new name, merge or removal into every current document that shows the object, as refreshed revisions."""

from django.db import connection

from timeline import log
from timeline.codelists import RevisionKind
from timeline.documents import FACTS
from timeline.documents.acting import on_the_day
from timeline.documents.shapes import Document, Facts, Ref, canonical, parsed, ref_of, references, shown_facts
from timeline.models import ChangeSet, State
from timeline.publishing.writing import NewRevision, append

CHUNK = 5_000
LONGEST_CHAIN = 5


def showing(refs: set[Ref]) -> list[Ref]:
    """Name the live documents that show any of these objects."""
    found: set[Ref] = set()
    with connection.cursor() as cursor:
        for ref in refs:
            cursor.execute(
                """SELECT DISTINCT from_type, from_key FROM timeline_reference
                   WHERE to_type = %s AND to_key = %s AND valid_to IS NULL""",
                [ref.object, ref.id],
            )
            found |= {Ref(*row) for row in cursor.fetchall()}
    return sorted(found)


def refresh(
    renamed: dict[Ref, Facts], change_set: ChangeSet, *, replaced_by: dict[Ref, Ref] | None = None
) -> dict[Ref, int]:
    """Write a refreshed revision for each live document that shows a renamed (or replaced) object; return their seqs.

    A refreshed document may itself be shown elsewhere by a name that changed with it (a protest is called after its
    protester), so the change is followed until nothing changes any more.
    """
    written: dict[Ref, int] = {}
    replaced = replaced_by or {}
    for _ in range(LONGEST_CHAIN):
        if not renamed:
            break
        onward: dict[Ref, Facts] = {}
        shown_in = showing(set(renamed))
        for start in range(0, len(shown_in), CHUNK):
            newest = log.newest(shown_in[start : start + CHUNK])
            revisions = _refreshed(newest, renamed, replaced)
            onward |= {new.ref: new.facts for new in revisions if canonical(new.facts) != newest[new.ref].facts}
            for new, seq in zip(revisions, append(revisions, change_set), strict=True):
                written[new.ref] = seq
        renamed, replaced = onward, {}
    return written


def stale(facts: dict[Ref, Facts]) -> list[Ref]:
    """Name the live documents that show any of these objects otherwise than its facts now say; write nothing."""
    return [new.ref for new in _refreshed(log.newest(showing(set(facts))), facts, {})]


def _refreshed(newest: dict[Ref, log.Newest], renamed: dict[Ref, Facts], replaced: dict[Ref, Ref]) -> list[NewRevision]:
    """Return a revision for each of these live documents that the new facts change."""
    revisions = []
    for ref, row in sorted(newest.items()):
        if row.state != State.LIVE:
            continue
        document = parsed(row.document)
        _substitute(document, renamed, replaced)
        if canonical(document) != row.document:
            facts = FACTS[ref.object](document, shown_facts(document))
            revisions.append(NewRevision(ref, RevisionKind.REFRESHED, document, facts))
    return revisions


def _substitute(document: Document, renamed: dict[Ref, Facts], replaced: dict[Ref, Ref]) -> None:
    for _, found in references(document):
        ref = ref_of(found)
        if ref in renamed:
            target = replaced.get(ref, ref)
            shown = on_the_day(renamed[ref], document)
            found.clear()
            found.update({"object": target.object, "id": target.id, **shown})
