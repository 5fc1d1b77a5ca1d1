"""Take things out of the readers' sight: retract (history stays), take down (history goes too), and put back."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import orjson
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction

from contracts.models.base import Publishable
from timeline import log
from timeline.codelists import RevisionKind
from timeline.documents import FACTS
from timeline.documents.acting import ACTING_FOR, on_the_day
from timeline.documents.shapes import Document, Facts, Ref, canonical, parsed, ref_of, references, shown_facts
from timeline.models import ChangeSet, Entry, RecordOrigin, Reference, Revision, State
from timeline.publishing.assembly import DERIVED_TYPES, drop_links
from timeline.publishing.derivation import touched
from timeline.publishing.door import Published, publish
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.four_eyes import note_afterwards
from timeline.publishing.rebuild import rows_of_revision
from timeline.publishing.rederiving import rederive
from timeline.publishing.refreshing import refresh, showing
from timeline.publishing.writing import INDEX_TABLES, NewRevision, append, insert_index_rows, take_log_lock
from timeline.row_history import forget

# Objects to be stubbed wherever they show (None), or whose facts changed with a stub (pairs of before and after).
Showing: TypeAlias = dict[Ref, list[tuple[Facts, Facts]] | None]


def tombstone(ref: Ref, state: State, **more: Any) -> Document:
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
    note_afterwards(change_set)
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
    forget(row)
    note_afterwards(change_set)
    return seq


def is_taken_down(row: Publishable) -> bool:
    """Say whether readers find but a stub of this row for good."""
    return Entry.objects.filter(
        document_type=row.document_type, key=row.key, valid_to=None, state=State.TAKEN_DOWN
    ).exists()


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
    """Replace an object's documents, and what others repeat of it, throughout the log; index those revisions anew.

    A name made of a removed one (a protest is called after its protester) is followed until nothing repeats it.
    """
    own = {ref, *_former_names(ref)}
    changed: dict[int, str] = {}
    for name in own:
        older = Revision.objects.filter(document_type=name.object, key=name.id, seq__lt=seq)
        changed |= dict.fromkeys(older.values_list("seq", flat=True), canonical(tombstone(name, State.TAKEN_DOWN)))
    waiting: Showing = dict.fromkeys(own)
    while waiting:
        waiting = _stub_repetitions(waiting, changed)
    _overwrite(seq, changed, own)
    _index_again(sorted(changed))
    RecordOrigin.objects.filter(object_key__in=[name.id for name in own]).update(values_hash="")
    acts = Revision.objects.filter(document_type=ref.object, key__in=[name.id for name in own]).values("change_set")
    ChangeSet.objects.filter(pk__in=acts).update(note="")


def _former_names(ref: Ref) -> set[Ref]:
    """Return the slugs that the object had before: tombstones that say where it went."""
    found: set[Ref] = set()
    for revision in Revision.objects.filter(kind=RevisionKind.MERGED, document_type=ref.object):
        stone = parsed(revision.document)
        if stone.get("readdressed") and stone["into"]["id"] == ref.id:
            former = Ref(ref.object, stone["id"])
            found |= {former, *_former_names(former)}
    return found


def _stub_repetitions(shown: Showing, changed: dict[int, str]) -> Showing:
    """Change, in `changed`, every revision that shows one of these objects; return the objects whose facts changed so.

    None stands for a removed object, whose every showing becomes a stub; else pairs of facts before and after.
    """
    onward: Showing = {}
    for ref, pairs in shown.items():
        rows = Reference.objects.filter(to_type=ref.object, to_key=ref.id).values_list("seq", flat=True).distinct()
        for revision in Revision.objects.filter(seq__in=list(rows)):
            text = changed.get(revision.seq, revision.document)
            document = parsed(text)
            if "state" in document:
                continue
            before = FACTS[document["object"]](document, shown_facts(document))
            for _, found in references(document):
                if ref_of(found) == ref:
                    _stub(found, ref, pairs, document)
            if canonical(document) == text:
                continue
            changed[revision.seq] = canonical(document)
            after = FACTS[document["object"]](document, shown_facts(document))
            if after != before:
                onward[ref_of(document)] = [*(onward.get(ref_of(document)) or []), (before, after)]
    return onward


def _stub(found: Document, ref: Ref, pairs: list[tuple[Facts, Facts]] | None, document: Document) -> None:
    """Make a showing of a removed object a stub, or give one of a renamed object its new facts."""
    if pairs is None:
        found.clear()
        found.update(tombstone(ref, State.TAKEN_DOWN))
        return
    facts = {name: value for name, value in found.items() if name not in {"object", "id"}}
    shown = [(on_the_day(old, document), on_the_day(new, document)) for old, new in pairs]
    # Documents of the time before events showed for whom a person acted.
    shown += [(_without_post(old), _without_post(new)) for old, new in shown]
    after = next((new for old, new in shown if old == facts), None)
    if after is not None:
        found.clear()
        found.update({**ref._asdict(), **after})


def _without_post(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if name != ACTING_FOR}


def _overwrite(seq: int, changed: dict[int, str], own: set[Ref]) -> None:
    """Put the stubs in place of the documents; the trigger lets it through for this revision of kind taken_down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timeline.taking_down', %s, true)", [str(seq)])
        cursor.execute(
            """UPDATE timeline_revision r SET document = x.document,
               note = CASE WHEN r.document_type || ':' || r.key = ANY(%s) THEN '' ELSE r.note END
               FROM jsonb_to_recordset(%s) AS x(seq bigint, document text) WHERE r.seq = x.seq""",
            [
                [f"{ref.object}:{ref.id}" for ref in own],
                orjson.dumps([{"seq": s, "document": d} for s, d in changed.items()]).decode(),
            ],
        )
        cursor.execute("SELECT set_config('timeline.taking_down', '', true)")


def _index_again(seqs: list[int]) -> None:
    """Replace the index rows of changed revisions, keeping which revision closed them."""
    closed = dict(Entry.objects.filter(pk__in=seqs).values_list("pk", "valid_to"))
    with connection.cursor() as cursor:
        for table in INDEX_TABLES:
            cursor.execute(f"DELETE FROM {table} WHERE seq = ANY(%s)", [seqs])
    revisions = Revision.objects.filter(seq__in=seqs).order_by("seq")
    insert_index_rows([rows_of_revision(revision, closed[revision.seq]) for revision in revisions])
