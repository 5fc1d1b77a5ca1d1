"""Gather what one act publishes: the chosen rows, every draft they refer to, and the reasons against it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from contracts.models.base import Publishable
from timeline import log
from timeline.documents import FACTS, build, find_rows
from timeline.documents.shapes import Document, Facts, Ref, ref_of, references, resolve
from timeline.models import State
from timeline.publishing.errors import Problem
from timeline.publishing.inheriting import inherit

DERIVED_TYPES = ("protest", "claim", "dispute")


@dataclass(slots=True)
class Assembly:
    """Documents of one act by name, those among them that were pulled in, the log's view of all, and the problems.

    `edits` holds, a model, the `changed_at` that each row had just before its document was built.
    """

    documents: dict[Ref, Document] = field(default_factory=dict)
    pulled_in: list[Ref] = field(default_factory=list)
    newest: dict[Ref, log.Newest] = field(default_factory=dict)
    live_facts: dict[Ref, Facts] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    edits: dict[type[Publishable], dict[int, datetime]] = field(default_factory=dict)

    def build(self, rows: Iterable[Publishable]) -> dict[Ref, Document]:
        """Build the documents of rows, remembering which edit of each they show."""
        rows = list(rows)
        for row in rows:
            self.edits.setdefault(type(row), {})[row.pk] = row.changed_at
        return build(rows)

    def facts(self, ref: Ref) -> Facts:
        """Return what documents show of an object: as it is in this act, else as it is in the log."""
        document = self.documents.get(ref)
        if document is not None:
            return FACTS[ref.object](document, self.facts)
        return self.live_facts.get(ref, {})


def assemble(rows: Iterable[Publishable], *, with_drafts: bool) -> Assembly:
    """Build documents closed under reference; what refers to removed or missing objects becomes a problem."""
    assembly = Assembly()
    assembly.documents = assembly.build(rows)
    waiting = dict(assembly.documents)
    while waiting:
        missing = _unknown_references(assembly, waiting)
        newest = log.newest(missing)
        _note_removed(assembly, newest)
        drafts = find_rows(ref for ref in missing if ref not in newest)
        waiting = assembly.build(row for row in drafts.values() if row.deleted_at is None)
        for ref in missing:
            if ref not in newest and ref not in waiting:
                assembly.problems.append(Problem(ref, "is referred to but does not exist"))
        if waiting and not with_drafts:
            assembly.problems += [Problem(ref, "is referred to but is not published yet") for ref in waiting]
        assembly.documents |= waiting
        assembly.pulled_in += list(waiting)
    assembly.problems += inherit(assembly.documents)
    _unknown_references(assembly, assembly.documents)
    assembly.newest = log.newest(assembly.documents)
    return assembly


def _unknown_references(assembly: Assembly, documents: dict[Ref, Document]) -> list[Ref]:
    """Return the references that neither this act nor the log can fill; remember the log's facts of the others."""
    shown = {ref_of(found) for document in documents.values() for _, found in references(document)}
    outside = {ref for ref in shown if ref not in assembly.documents and ref not in assembly.live_facts}
    assembly.live_facts |= log.live_facts(outside)
    return sorted(outside - set(assembly.live_facts))


def _note_removed(assembly: Assembly, newest: dict[Ref, log.Newest]) -> None:
    """Drop links to removed events; anything else that refers to a removed object is a problem."""
    removed = {ref: row.state for ref, row in newest.items() if row.state != State.LIVE}
    if not removed:
        return
    for ref, document in assembly.documents.items():
        drop_links(document, set(removed))
        for path, found in references(document):
            state = removed.get(ref_of(found))
            if state:
                other = ref_of(found)
                assembly.problems.append(Problem(ref, f"refers in {path} to {other}, which was {state}", other))


def drop_links(document: Document, removed: set[Ref]) -> None:
    """Leave links to removed events out of an event's document."""
    if "links" in document:
        document["links"] = [link for link in document["links"] if ref_of(link["event"]) not in removed]


def fill(document: Document, assembly: Assembly) -> None:
    """Fill a document's references from this act, else from the log."""
    outside = {ref_of(found) for _, found in references(document)} - set(assembly.documents) - set(assembly.live_facts)
    assembly.live_facts |= log.live_facts(outside)
    resolve(document, assembly.facts)
