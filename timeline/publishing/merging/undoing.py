"""Undo a merge or a split: every row and document goes back to what it was, or nothing does and it is said why."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, models, transaction

from contracts.models.base import Publishable
from timeline import log
from timeline.codelists import RevisionKind
from timeline.documents import FACTS
from timeline.documents.shapes import Document, Ref, canonical, parsed, ref_of, references
from timeline.models import ChangeSet, Rearrangement, RearrangementKind, Revision
from timeline.publishing.assembly import DERIVED_TYPES, Assembly, fill
from timeline.publishing.derivation import touched
from timeline.publishing.door import without_derived
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.four_eyes import note_if_strict
from timeline.publishing.merging.linked import linked_rows, thaw
from timeline.publishing.merging.planning import columns_of
from timeline.publishing.rederiving import rederive
from timeline.publishing.writing import NewRevision, append, take_log_lock

LATER = "something was done since that stands on it; undo that first"


@transaction.atomic
def undo(one: Rearrangement, *, note: str, actor: AbstractBaseUser | None = None, now: datetime) -> Rearrangement:
    """Put everything back; raise PublishingRefused, naming what stands on it, where something was changed since."""
    take_log_lock()
    one = Rearrangement.objects.select_for_update(of=("self",)).get(pk=one.pk)
    problems = reasons_against_undoing(one)
    if problems:
        raise PublishingRefused(problems)
    ref = _ref(one)
    earlier = _earlier_documents(one)
    try:
        with transaction.atomic():
            for move in reversed(one.moves):
                _put_back(move)
            if one.kind == RearrangementKind.SPLIT:
                _model(one.model)._default_manager.filter(pk=one.into_pk).delete()
    except (IntegrityError, _GoneSince) as clash:
        raise PublishingRefused([Problem(ref, f"cannot be put back: {LATER}")]) from clash
    if one.change_set is not None:
        one.undone_in = _tell_the_log(earlier, ref, note, actor)
        note_if_strict(one.undone_in, (document for _, document, _ in earlier.values()))
    one.undone_at, one.undone_by = now, actor  # type: ignore[assignment]  # the user model is a setting
    one.save(update_fields=["undone_at", "undone_by", "undone_in"])
    return one


def reasons_against_undoing(one: Rearrangement) -> list[Problem]:
    """Return what was done since and stands on the act; empty where it can be undone."""
    ref = _ref(one)
    if one.undone_at:
        return [Problem(ref, "was put back already")]
    problems = [_problem(one, move) for move in one.moves if not _is_as_left(move)]
    if one.kind == RearrangementKind.SPLIT:
        problems += _against_joining(one)
    if one.change_set is not None:
        problems += _published_since(one)
    return list(dict.fromkeys(problems))


class _GoneSince(Exception):
    """A row is not as the act left it."""


def _is_as_left(move: dict[str, Any]) -> bool:
    rows = _model(move["model"])._default_manager.filter(pk=move["pk"])
    match move["act"]:
        case "moved":
            return rows.filter(**{move["column"]: move["to"]}).exists()
        case "removed":
            return not rows.exists()
        case "changed":
            row = rows.first()
            return row is not None and columns_of(row) == move["after"]
        case _:  # touched: an edit since keeps its own time
            return rows.exists()


def _problem(one: Rearrangement, move: dict[str, Any]) -> Problem:
    name = _model(move["model"])._meta.verbose_name
    return Problem(_ref(one), f"cannot be put back: {name} “{move['words']}” was changed since; undo that first")


def _put_back(move: dict[str, Any]) -> None:
    rows = _model(move["model"])._default_manager.filter(pk=move["pk"])
    match move["act"]:
        case "moved":
            if rows.filter(**{move["column"]: move["to"]}).update(**{move["column"]: move["from"]}) != 1:
                raise _GoneSince
        case "removed":
            thaw(move["row"]).save(force_insert=True)
        case "changed":
            row = thaw(move["before"]).object
            concrete = [field for field in row._meta.concrete_fields if not field.primary_key]
            rows.update(**{field.attname: getattr(row, field.attname) for field in concrete})
        case "touched":
            rows.filter(changed_at=move["after"]).update(changed_at=move["before"])


def _against_joining(one: Rearrangement) -> list[Problem]:
    """Return why the object that a split made cannot go: it was published, or more hangs on it by now."""
    row = _model(one.model)._default_manager.filter(pk=one.into_pk).first()
    if not isinstance(row, Publishable):
        return [Problem(_ref(one), "cannot be put back: what the split made is gone")]
    new = Ref(row.document_type, row.key)
    if row.published_edit_at is not None or log.newest([new]):
        return [Problem(new, "was published since: merge the two instead")]
    moved = {(move["model"], move["pk"], move.get("column")) for move in one.moves if move["act"] == "moved"}
    copied = {f"{row._meta.label_lower}_{field.name}" for field in row._meta.many_to_many}
    more = [
        link
        for link in linked_rows(row)
        if (link.row._meta.label_lower, link.row.pk, link.column) not in moved
        and link.row._meta.label_lower not in copied
    ]
    return [Problem(new, "is used by more than went over to it: take that back first")] if more else []


# --- The log ----------------------------------------------------------------------------------------------------------


def _earlier_documents(one: Rearrangement) -> dict[Ref, tuple[Revision, Document, str]]:
    """Return of each document that the act changed: the revision before it, its document, and how the act wrote it."""
    found: dict[Ref, tuple[Revision, Document, str]] = {}
    if one.change_set is None:
        return found
    written: dict[Ref, list[Revision]] = {}
    for revision in Revision.objects.filter(change_set=one.change_set).order_by("seq"):
        written.setdefault(Ref(revision.document_type, revision.key), []).append(revision)
    for ref, revisions in written.items():
        before = Revision.objects.filter(document_type=ref.object, key=ref.id, seq__lt=revisions[0].seq)
        newest = before.order_by("-seq").first()
        if newest is not None:
            kinds = {revision.kind for revision in revisions}
            found[ref] = (newest, parsed(newest.document), _kind_of_undoing(kinds))
    return found


def _kind_of_undoing(kinds: set[str]) -> str:
    if RevisionKind.MERGED in kinds:
        return RevisionKind.RESTORED
    return RevisionKind.UPDATED if RevisionKind.UPDATED in kinds else RevisionKind.REFRESHED


def _published_since(one: Rearrangement) -> list[Problem]:
    """Name the documents of the act that were published again since, other than by what is worked out of others."""
    problems = []
    earlier = _earlier_documents(one)
    newest = log.newest(earlier)
    shown = {ref_of(found) for _, document, _ in earlier.values() for _, found in references(document)}
    live = set(log.live_facts(shown)) | {_ref(one)}
    for ref, (_, document, _) in earlier.items():
        later = Revision.objects.filter(document_type=ref.object, key=ref.id, seq__lte=newest[ref].seq)
        act = later.filter(change_set=one.change_set).order_by("-seq").first()
        since = [revision for revision in later if act and revision.seq > act.seq]
        if any(not _only_derived(ref, revision, act) for revision in since):
            problems.append(Problem(ref, "was published again since; undo that first"))
        missing = {ref_of(found) for _, found in references(without_derived(document))} - live
        problems += [Problem(ref, f"refers to {name}, which readers no longer see", name) for name in sorted(missing)]
    return problems


def _only_derived(ref: Ref, revision: Revision, act: Revision | None) -> bool:
    if revision.kind == RevisionKind.REFRESHED:
        return True
    if act is None or ref.object not in DERIVED_TYPES:
        return False
    return without_derived(parsed(revision.document)) == without_derived(parsed(act.document))


def _tell_the_log(
    earlier: dict[Ref, tuple[Revision, Document, str]], gone: Ref, note: str, actor: AbstractBaseUser | None
) -> ChangeSet:
    """Write every document as it was before, with today's names of what it shows; the given-up object first."""
    change_set = ChangeSet.objects.create(note=note, actor=actor)  # type: ignore[misc]  # the user model is a setting
    newest = log.newest(earlier)
    documents = {ref: document for ref, (_, document, _) in earlier.items()}
    outside = {ref_of(found) for document in documents.values() for _, found in references(document)} - set(documents)
    assembly = Assembly(documents=documents, live_facts=log.live_facts(outside))
    for document in documents.values():
        fill(document, assembly)
    # The given-up object first: it lives again before others show it.
    for ref in sorted(documents, key=lambda ref: (ref != gone, ref)):
        if canonical(documents[ref]) == newest[ref].document:
            continue
        kind = earlier[ref][2]
        public = note if kind in {RevisionKind.RESTORED, RevisionKind.UPDATED} else ""
        facts = FACTS[ref.object](documents[ref], assembly.facts)
        append([NewRevision(ref, kind, documents[ref], facts, public)], change_set)
    rederive(touched(documents.values()) | {ref for ref in earlier if ref.object in DERIVED_TYPES}, change_set)
    return change_set


def _ref(one: Rearrangement) -> Ref:
    """Return the name of the object that was given up, or split."""
    row = _model(one.model)._default_manager.filter(pk=one.from_pk).first()
    if isinstance(row, Publishable):
        return Ref(row.document_type, row.key)
    return Ref(_model(one.model).document_type, one.from_name)  # type: ignore[attr-defined]  # only such are merged


def _model(label: str) -> type[models.Model]:
    found: type[models.Model] = apps.get_model(label)
    return found
