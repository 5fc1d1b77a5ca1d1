"""Take things out of the readers' sight: retract (history stays), take down (history goes too), and put back."""

from collections.abc import Iterable

import orjson
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from contracts.models.base import Publishable
from timeline import log
from timeline.codelists import RevisionKind
from timeline.documents.shapes import Document, Ref, canonical, parsed, ref_of, references
from timeline.models import ChangeSet, Entry, Reference, Revision, State
from timeline.publishing.assembly import DERIVED_TYPES, drop_links
from timeline.publishing.derivation import touched
from timeline.publishing.door import Published, publish
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.rebuild import rows_of_revision
from timeline.publishing.rederiving import rederive
from timeline.publishing.refreshing import refresh, showing
from timeline.publishing.writing import INDEX_TABLES, NewRevision, append, insert_index_rows, take_log_lock


def tombstone(ref: Ref, state: State, **more: Document) -> Document:
    """Return the document that stands for a removed object: type, id and how it was removed."""
    return {"object": ref.object, "id": ref.id, "state": state.value, **more}


@transaction.atomic
def retract(rows: Iterable[Publishable], *, note: str, actor: AbstractBaseUser | None = None) -> Published:
    """Take live objects out of every current read; they stay readable in history, marked, with the public note.

    Links from other events are dropped; anything else that still refers to them makes PublishingRefused name it, so
    that it is changed or retracted together.
    """
    take_log_lock()
    rows = list(rows)
    problems = problems_of_retracting(rows)
    if problems:
        raise PublishingRefused(problems)
    refs = [Ref(row.document_type, row.key) for row in rows]
    newest = log.newest(refs)
    change_set = ChangeSet.objects.create(note=note, actor=actor)  # type: ignore[misc]  # the user model is a setting
    stones = [NewRevision(ref, RevisionKind.RETRACTED, tombstone(ref, State.RETRACTED), {}, note) for ref in refs]
    seqs = dict(zip(refs, append(stones, change_set), strict=True))
    _drop_links_to(set(refs), change_set)
    _derive_again([parsed(row.document) for row in newest.values()], change_set)
    return Published(change_set, seqs, dict.fromkeys(refs, RevisionKind.RETRACTED))


def problems_of_retracting(rows: Iterable[Publishable]) -> list[Problem]:
    """Return the reasons for which `retract` would refuse these rows together."""
    refs = [Ref(row.document_type, row.key) for row in rows]
    newest = log.newest(refs)
    problems = [Problem(ref, "is not live") for ref in refs if ref not in newest or newest[ref].state != State.LIVE]
    return problems + _still_shown(set(refs))


def restore(rows: Iterable[Publishable], *, note: str, actor: AbstractBaseUser | None = None) -> Published:
    """Put retracted objects back as the editors' rows now stand."""
    return publish(rows, kind=RevisionKind.RESTORED, note=note, actor=actor, with_drafts=False)


@transaction.atomic
def take_down(row: Publishable, *, reason: str, actor: AbstractBaseUser | None = None) -> int:
    """Remove an object from history too: every revision of it, and every passage that repeats it, becomes a stub.

    It acts at once, whatever refers to it. Returns the seq of the taken_down revision. No trace of the text, nor a hash
    of it, stays in the log or its index.
    """
    take_log_lock()
    ref = Ref(row.document_type, row.key)
    newest = log.newest([ref])
    if ref not in newest or newest[ref].state == State.TAKEN_DOWN:
        raise PublishingRefused([Problem(ref, "was never published or is already taken down")])
    change_set = ChangeSet.objects.create(actor=actor)  # type: ignore[misc]  # the user model is a setting
    before = [parsed(newest[ref].document)] if newest[ref].state == State.LIVE else []
    stub = tombstone(ref, State.TAKEN_DOWN)
    [seq] = append([NewRevision(ref, RevisionKind.TAKEN_DOWN, stub, {}, reason)], change_set)
    # First as new revisions, so that followers of the log hear of it; then in all older ones.
    _drop_links_to({ref}, change_set)
    refresh({ref: {"state": State.TAKEN_DOWN.value}}, change_set)
    _derive_again(before, change_set)
    _stub_history(ref, seq)
    return seq


def _still_shown(refs: set[Ref]) -> list[Problem]:
    """Name the live documents outside the act that refer to these objects otherwise than by a link."""
    problems = []
    for ref in sorted(refs):
        rows = Reference.objects.filter(to_type=ref.object, to_key=ref.id, valid_to=None).exclude(
            path__startswith="links"
        )
        for path, from_type, from_key in rows.values_list("path", "from_type", "from_key"):
            by = Ref(from_type, from_key)
            if by not in refs and not (by.object in DERIVED_TYPES and path in DERIVED_PATHS):
                problems.append(Problem(ref, f"is still shown by {by} in {path}", by))
    return problems


DERIVED_PATHS = {"status", "findings", "contracts", "protests", "claims", "first_event", "last_event"}


def _drop_links_to(removed: set[Ref], change_set: ChangeSet) -> None:
    """Write refreshed revisions without the links to removed events."""
    revisions = []
    for ref, row in log.newest(showing(removed)).items():
        if row.state != State.LIVE or ref in removed:
            continue
        document = parsed(row.document)
        drop_links(document, removed)
        if canonical(document) != row.document:
            revisions.append(NewRevision(ref, RevisionKind.REFRESHED, document, parsed(row.facts)))
    append(revisions, change_set)


def _derive_again(removed: list[Document], change_set: ChangeSet) -> None:
    """Recompute the protests, claims and disputes that removed objects bore on, or that listed them."""
    listing = {ref for ref in showing({ref_of(document) for document in removed}) if ref.object in DERIVED_TYPES}
    rederive(touched(removed) | listing, change_set)


def _stub_history(ref: Ref, seq: int) -> None:
    """Replace an object's documents, and what others repeat of it, throughout the log; index those revisions anew."""
    stub = canonical(tombstone(ref, State.TAKEN_DOWN))
    changed: dict[int, str] = {}
    own = Revision.objects.filter(document_type=ref.object, key=ref.id, seq__lt=seq)
    changed |= dict.fromkeys(own.values_list("seq", flat=True), stub)
    repeating = Reference.objects.filter(to_type=ref.object, to_key=ref.id).values_list("seq", flat=True).distinct()
    for revision in Revision.objects.filter(seq__in=list(repeating)).exclude(pk__in=changed):
        document = parsed(revision.document)
        for _, found in references(document):
            if ref_of(found) == ref:
                found.clear()
                found.update(tombstone(ref, State.TAKEN_DOWN))
        text = canonical(document)
        if text != revision.document:
            changed[revision.seq] = text
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timeline.taking_down', %s, true)", [str(seq)])
        cursor.execute(
            """UPDATE timeline_revision r SET document = x.document,
               note = CASE WHEN r.document_type = %s AND r.key = %s THEN '' ELSE r.note END
               FROM jsonb_to_recordset(%s) AS x(seq bigint, document text) WHERE r.seq = x.seq""",
            [ref.object, ref.id, orjson.dumps([{"seq": s, "document": d} for s, d in changed.items()]).decode()],
        )
        cursor.execute("SELECT set_config('timeline.taking_down', '', true)")
    _index_again(sorted(changed))


def _index_again(seqs: list[int]) -> None:
    """Replace the index rows of changed revisions, keeping which revision closed them."""
    closed = dict(Entry.objects.filter(pk__in=seqs).values_list("pk", "valid_to"))
    with connection.cursor() as cursor:
        for table in INDEX_TABLES:
            cursor.execute(f"DELETE FROM {table} WHERE seq = ANY(%s)", [seqs])
    revisions = Revision.objects.filter(seq__in=seqs).order_by("seq")
    insert_index_rows([rows_of_revision(revision, closed[revision.seq]) for revision in revisions])
