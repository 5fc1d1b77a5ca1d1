"""Derive live protests, claims and disputes anew from the log: after removals, and for all of them by command.

The command also brings documents up to date that show a party in the form of an earlier release.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from timeline import log
from timeline.codelists import RevisionKind
from timeline.documents import FACTS
from timeline.documents.acting import POSTS
from timeline.documents.shapes import Facts, Ref, canonical, parsed
from timeline.models import ChangeSet, Entry, State
from timeline.publishing.assembly import DERIVED_TYPES, Assembly, fill
from timeline.publishing.derivation import derive, with_neighbours
from timeline.publishing.refreshing import refresh, stale
from timeline.publishing.writing import NewRevision, append, take_log_lock


def changed_by_deriving(refs: Iterable[Ref], object_type: str) -> list[NewRevision]:
    """Derive the named live documents of a type and return a revision for each that comes out different."""
    newest = log.newest(refs)
    live = {ref: parsed(row.document) for ref, row in newest.items() if row.state == State.LIVE}
    protests = [document for ref, document in live.items() if ref.object == "protest"]
    revisions = []
    for ref, document in sorted(live.items()):
        if ref.object != object_type:
            continue
        derive(ref, document, protests)
        assembly = Assembly()
        fill(document, assembly)
        if canonical(document) != newest[ref].document:
            facts = FACTS[ref.object](document, assembly.facts)
            revisions.append(NewRevision(ref, RevisionKind.UPDATED, document, facts))
    return revisions


def rederive(bearing: set[Ref], change_set: ChangeSet) -> list[Ref]:
    """Write what has changed by deriving the named objects anew, protests with their neighbours; the log is locked."""
    refs = with_neighbours(bearing, [ref.id for ref in bearing if ref.object == "dispute"])
    written: list[Ref] = []
    for object_type in DERIVED_TYPES:
        revisions = changed_by_deriving(refs, object_type)
        append(revisions, change_set)
        written += [revision.ref for revision in revisions]
    return written


def _all() -> set[Ref]:
    rows = Entry.objects.filter(document_type__in=DERIVED_TYPES, valid_to=None, state=State.LIVE)
    return {Ref(*row) for row in rows.values_list("document_type", "key")}


def outdated() -> list[Ref]:
    """Name the live documents whose derived parts differ from what deriving them now would give; write nothing."""
    refs = _all()
    derived = [revision.ref for kind in DERIVED_TYPES for revision in changed_by_deriving(refs, kind)]
    return sorted({*derived, *stale(_people())})


def _people() -> dict[Ref, Facts]:
    """Return what the index says that others show of the parties with posts, on which their events depend."""
    rows = Entry.objects.filter(document_type="party", valid_to=None, state=State.LIVE, facts__contains=f'"{POSTS}":')
    return {Ref("party", key): parsed(facts) for key, facts in rows.values_list("key", "facts")}


@transaction.atomic
def derive_all(*, actor: AbstractBaseUser | None = None) -> list[Ref]:
    """Derive everything anew, after a change of the rules, and publish what comes out different."""
    take_log_lock()
    change_set = ChangeSet.objects.create(note="Derived anew", actor=actor)  # type: ignore[misc]  # the user model is a setting
    written = list(refresh(_people(), change_set))
    written += rederive(_all(), change_set)
    if not written:
        change_set.delete()
    return written
