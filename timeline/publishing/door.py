"""Publish: one act, one change set, closed under reference, derived and refreshed in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from contracts.models.base import Publishable
from timeline import log
from timeline.codelists import EventType, RevisionKind
from timeline.documents import FACTS
from timeline.documents.shapes import Document, Facts, Ref, canonical, parsed, ref_of, resolve
from timeline.models import ChangeSet, State
from timeline.publishing.assembly import DERIVED_TYPES, Assembly, assemble, fill
from timeline.publishing.checks import problems_of
from timeline.publishing.derivation import derive, touched, with_neighbours
from timeline.publishing.edits import note_published_edits
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.four_eyes import disputes_of, fingerprint, settle, strict_disputes
from timeline.publishing.inheriting import take_from_event
from timeline.publishing.refreshing import refresh
from timeline.publishing.writing import NewRevision, append, take_log_lock

UNREVIEWED = "belongs to a dispute in which nothing is published without two publishers"
CHANGE_KINDS = frozenset({RevisionKind.UPDATED, RevisionKind.CORRECTED, RevisionKind.AMENDED, RevisionKind.RESTORED})


@dataclass(frozen=True, slots=True)
class Published:
    """What one act wrote: its change set (None if nothing had changed) and a revision a document, by name."""

    change_set: ChangeSet | None
    revisions: dict[Ref, int]
    kinds: dict[Ref, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would do: documents with their kind, drafts that come along, and the problems against it.

    `documents` are those of the act as they now stand, changed or not, without what only publishing derives.
    """

    kinds: dict[Ref, str]
    pulled_in: list[Ref]
    problems: list[Problem]
    documents: dict[Ref, Document]

    @property
    def fingerprint(self) -> str:
        """Return a hash of all that would be published: what was seen before is what is confirmed."""
        return fingerprint(self.kinds, self.documents)


def plan(rows: Iterable[Publishable], *, kind: RevisionKind | None = None) -> Plan:
    """Say what `publish` would do with these rows, writing nothing."""
    assembly = _checked(rows, with_drafts=True)
    _resolve_all(assembly)
    kinds = {ref: _kind(assembly, ref, kind) for ref in assembly.documents}
    changed = {ref: k for ref, k in kinds.items() if k}
    return Plan(changed, assembly.pulled_in, assembly.problems, assembly.documents)


@transaction.atomic
def publish(
    rows: Iterable[Publishable],
    *,
    kind: RevisionKind | None = None,
    note: str = "",
    actor: AbstractBaseUser | None = None,
    with_drafts: bool = True,
    automatic_from: str = "",
    change_set: ChangeSet | None = None,
) -> Published:
    """Publish rows with every draft they refer to; raise PublishingRefused and write nothing if anything is against it.

    Raises SecondNeeded, which says so by objects, where another publisher has to stand for it too.

    `kind` says what sort of change it is (updated, corrected, amended, restored); objects new to the log are
    `published` whatever it says, unchanged ones are left alone. `note` is public. `change_set` makes it part of an act
    that writes more than this, and that sees to its second publisher itself.
    """
    take_log_lock()
    assembly = _checked(rows, with_drafts=with_drafts)
    if assembly.problems:
        raise PublishingRefused(assembly.problems)
    _resolve_all(assembly)
    alone = _settled(assembly, actor, automatic_from) if change_set is None else False
    own = change_set or ChangeSet.objects.create(
        note=note, actor=actor, automatic_from=automatic_from, single_editor=alone
    )  # type: ignore[misc]  # the user model is a setting
    act = Act(assembly, own, kind, note)
    act.write_documents()
    act.carry_to_statements()
    act.write_derived()
    act.refresh_others()
    note_published_edits(assembly.edits)
    if not act.revisions:
        if change_set is None:
            own.delete()
        return Published(None, {}, {})
    return Published(own, act.revisions, act.kinds)


def _settled(assembly: Assembly, actor: AbstractBaseUser | None, automatic_from: str) -> bool:
    """Ask for the second publisher where one is needed; return whether it needed one and there is none."""
    if actor is None and not automatic_from:
        return False
    kinds = {ref: _kind(assembly, ref, None) for ref in assembly.documents}
    if actor is not None:
        return settle(kinds, assembly.documents, actor)
    of_disputes = {ref: disputes_of(assembly.documents[ref]) for ref, kind in kinds.items() if kind}
    strict = strict_disputes(slug for slugs in of_disputes.values() for slug in slugs)
    if against := [Problem(ref, UNREVIEWED) for ref, slugs in of_disputes.items() if slugs & strict.keys()]:
        raise PublishingRefused(against)
    return False


def _checked(rows: Iterable[Publishable], *, with_drafts: bool) -> Assembly:
    assembly = assemble(rows, with_drafts=with_drafts)
    for ref, document in assembly.documents.items():
        assembly.problems += problems_of(ref, document, allow_examples=settings.PUBLISH_EXAMPLES)
        newest = assembly.newest.get(ref)
        if newest and newest.state in {State.MERGED, State.TAKEN_DOWN}:
            assembly.problems.append(Problem(ref, f"was {newest.state.label.lower()} and cannot be published again"))
    return assembly


def _resolve_all(assembly: Assembly) -> None:
    for document in assembly.documents.values():
        resolve(document, assembly.facts)


def _kind(assembly: Assembly, ref: Ref, wanted: RevisionKind | None) -> str:
    """Return the kind of the revision to write, or "" where nothing changed."""
    newest = assembly.newest.get(ref)
    if newest is None:
        return RevisionKind.PUBLISHED
    if newest.state == State.RETRACTED:
        return RevisionKind.RESTORED
    if without_derived(parsed(newest.document)) == without_derived(assembly.documents[ref]):
        return ""
    return wanted or RevisionKind.UPDATED


# What others refer to comes first, so that the log is nearly closed under reference at every seq, not only per act.
WRITING_ORDER = ("party", "source", "contract", "event", "protest", "claim", "dispute")
DERIVED_PARTS = {
    "protest": ("status",),
    "claim": ("counts", "findings"),
    "dispute": ("contracts", "protests", "claims", "counts", "first_event", "last_event"),
}


def without_derived(document: Document) -> Document:
    """Return a document without the parts that no editor enters."""
    derived = DERIVED_PARTS.get(document["object"], ())
    return {name: value for name, value in document.items() if name not in derived}


class Act:
    """One act of publishing while it is being written."""

    def __init__(self, assembly: Assembly, change_set: ChangeSet, kind: RevisionKind | None, note: str) -> None:
        """Remember what is to be written, and what was shown of it before."""
        self.assembly, self.change_set, self.kind, self.note = assembly, change_set, kind, note
        self.before = {ref: parsed(row.facts) for ref, row in assembly.newest.items()}
        self.old = [parsed(row.document) for row in assembly.newest.values() if row.state == State.LIVE]
        self.revisions: dict[Ref, int] = {}
        self.kinds: dict[Ref, str] = {}
        self.facts: dict[Ref, Facts] = {}

    def write_documents(self) -> None:
        """Append all documents but those whose derived parts need the others in the log first."""
        kinds = {ref: _kind(self.assembly, ref, self.kind) for ref in self.assembly.documents}
        ordered = sorted(self.assembly.documents.items(), key=lambda item: WRITING_ORDER.index(item[0].object))
        self._append(
            [
                self._revision(ref, kinds[ref], document)
                for ref, document in ordered
                if kinds[ref] and ref.object not in DERIVED_TYPES
            ]
        )

    def carry_to_statements(self) -> None:
        """Write refreshed revisions of statements outside the act that take other things from their event now."""
        revisions = []
        for ref in list(self.revisions):
            event = self.assembly.documents[ref]
            if ref.object != "event" or event["type"] == EventType.STATEMENT or ref not in self.before:
                continue
            for statement in log.documents_in_scope(f"event:{ref.id}"):
                own = ref_of(statement)
                if statement["type"] != EventType.STATEMENT or own in self.assembly.documents:
                    continue
                old = canonical(statement)
                take_from_event(statement, event)
                fill(statement, self.assembly)
                if canonical(statement) != old:
                    revisions.append(self._revision(own, RevisionKind.REFRESHED, statement))
        self._append(revisions)

    def write_derived(self) -> None:
        """Append protests, then claims, then disputes: those of this act and those its events bear on."""
        changed = [document for ref, document in self.assembly.documents.items() if ref in self.revisions]
        own = {ref for ref in self.assembly.documents if ref.object in DERIVED_TYPES}
        bearing = touched([*changed, *self.old, *(self.assembly.documents[ref] for ref in own)]) | own
        disputes = [ref.id for ref in bearing if ref.object == "dispute"]
        outside = log.newest(with_neighbours(bearing, disputes) - own)
        documents = {ref: parsed(row.document) for ref, row in outside.items() if row.state == State.LIVE}
        self.before |= {ref: parsed(row.facts) for ref, row in outside.items()}
        documents |= {ref: self.assembly.documents[ref] for ref in own}
        for object_type in DERIVED_TYPES:
            self._append(
                [
                    revision
                    for ref, document in sorted(documents.items())
                    if ref.object == object_type
                    and (revision := self._derived(ref, document, outside.get(ref), documents))
                ]
            )

    def _derived(
        self, ref: Ref, document: Document, outside: log.Newest | None, documents: dict[Ref, Document]
    ) -> NewRevision | None:
        """Derive one document anew; None where neither an editor nor an event changed it."""
        kind = "" if outside else _kind(self.assembly, ref, self.kind)
        newest = outside or self.assembly.newest.get(ref)
        derive(ref, document, [row for row in documents.values() if row["object"] == "protest"])
        fill(document, self.assembly)
        if not kind and newest is not None and canonical(document) == newest.document:
            return None
        return self._revision(ref, kind or RevisionKind.UPDATED, document)

    def refresh_others(self) -> None:
        """Write refreshed revisions for the documents that show something this act renamed."""
        renamed = {ref: facts for ref, facts in self.facts.items() if ref in self.before and self.before[ref] != facts}
        for ref, seq in refresh(renamed, self.change_set).items():
            self.revisions.setdefault(ref, seq)
            self.kinds.setdefault(ref, RevisionKind.REFRESHED)

    def _revision(self, ref: Ref, kind: str, document: Document) -> NewRevision:
        note = self.note if kind in CHANGE_KINDS else ""
        return NewRevision(ref, kind, document, FACTS[ref.object](document, self.assembly.facts), note)

    def _append(self, revisions: list[NewRevision]) -> None:
        for new, seq in zip(revisions, append(revisions, self.change_set), strict=True):
            self.revisions[new.ref], self.kinds[new.ref], self.facts[new.ref] = seq, new.kind, new.facts
