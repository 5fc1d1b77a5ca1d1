"""Merge: move every row, tell the log, write down what was done; all of it in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from contracts.models.base import Publishable
from timeline import log
from timeline.codelists import RevisionKind
from timeline.documents.shapes import Ref, parsed, reference
from timeline.links import LinkRefused, check_links_of, lock_links
from timeline.models import ChangeSet, Event, RearrangementKind, Source, State, Statement
from timeline.publishing.assembly import DERIVED_TYPES
from timeline.publishing.derivation import touched
from timeline.publishing.door import Published, publish
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.four_eyes import note_if_strict
from timeline.publishing.merging import noting
from timeline.publishing.merging.linked import Link, columns_on, owner_of
from timeline.publishing.merging.planning import Planned, columns_of, plan_merge, taken
from timeline.publishing.rederiving import rederive
from timeline.publishing.refreshing import refresh
from timeline.publishing.removal import tombstone
from timeline.publishing.writing import NewRevision, append, take_log_lock

CHANGED = "somebody changed one of the two, or a row that moves, since this page was shown: look again"


@dataclass(slots=True)
class Outcome:
    """What a merge would write, or what stands against it."""

    kinds: dict[Ref, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _Tried(Exception):
    """Ends a merge that is only tried."""


def try_merge(gone: Publishable, kept: Publishable, *, choices: Mapping[str, str] | None = None) -> Outcome:
    """Merge, look at what was written, and roll all of it back."""
    outcome = Outcome()
    try:
        with transaction.atomic():
            outcome.kinds = merge(gone, kept, note="", choices=choices).kinds
            raise _Tried
    except _Tried:
        return outcome
    except PublishingRefused as refused:
        outcome.problems = refused.problems
    return outcome


@transaction.atomic
def merge(
    row: Publishable,
    into: Publishable,
    *,
    note: str,
    actor: AbstractBaseUser | None = None,
    choices: Mapping[str, str] | None = None,
    seen: str = "",
    now: datetime | None = None,
) -> Published:
    """Make one party, event, protest or source the other: all that hangs on it moves, its address redirects.

    `choices` says of what differs or falls together which is taken (`gone` or `kept`). `seen` is the fingerprint of
    the plan that was looked at: where anything of it changed since, PublishingRefused is raised and nothing written.
    A draft that is given up is deleted as drafts are. The act is kept as a `Rearrangement` and can be undone.
    """
    take_log_lock()
    gone, kept = _locked(row), _locked(into)
    planned = plan_merge(gone, kept)
    ref, target = Ref(gone.document_type, gone.key), Ref(kept.document_type, kept.key)
    if planned.problems:
        raise PublishingRefused(planned.problems)
    if seen and seen != planned.fingerprint:
        raise PublishingRefused([Problem(ref, CHANGED)])
    act = _Merge(planned, choices or {})
    try:
        act.move_rows(now or timezone.now(), is_draft=gone.published_edit_at is None)
    except IntegrityError as clash:
        raise PublishingRefused([Problem(ref, f"cannot be merged so: {_first_line(clash)}", target)]) from clash
    except LinkRefused as refused:
        raise PublishingRefused([Problem(ref, reason, target) for reason in refused.reasons]) from refused
    done = Published(None, {}, {})
    if kept.published_edit_at is not None:
        done = act.tell_the_log(note, actor)
    note_if_strict(done.change_set, (parsed(row.document) for row in log.newest(done.kinds).values()))
    moves = [*act.moves, *act.changes()]
    noting.keep(RearrangementKind.MERGE, gone, kept, moves, note=note, actor=actor, change_set=done.change_set)
    into.refresh_from_db()
    return done


class _Merge:
    """One merge while it is being done."""

    def __init__(self, planned: Planned, choices: Mapping[str, str]) -> None:
        self.planned, self.choices = planned, choices
        self.gone, self.kept = planned.gone, planned.kept
        self.moves: list[noting.Move] = []
        self.before = {row: columns_of(row) for row in (self.gone, self.kept)}
        self.owners: dict[tuple[type[Publishable], int], Publishable] = {}

    def move_rows(self, now: datetime, *, is_draft: bool) -> None:
        """Let pairs fall together, point all other rows to the kept object, change its own columns."""
        if isinstance(self.gone, Event):
            lock_links()
        with transaction.atomic():
            for pair in self.planned.pairs:
                self._note_owner(pair.link)
                if pair.twin is None:
                    self._remove(pair.link.row, None)
                elif self.choices.get(pair.name) == "gone":
                    self._remove(pair.twin, pair.link.row)
                    self._move(pair.link, self.kept.pk)
                else:
                    self._remove(pair.link.row, pair.twin)
            for link in self.planned.moves:
                if isinstance(link.row, Statement) and link.column == "event_id":
                    self.owners[(Statement, link.row.pk)] = link.row
                self._move(link, self.kept.pk)
            self._change_columns(now, is_draft=is_draft)
        if isinstance(self.kept, Event):
            check_links_of(self.kept)

    def _change_columns(self, now: datetime, *, is_draft: bool) -> None:
        values = taken(self.planned, self.choices)
        rows = type(self.kept)._default_manager
        if "url" in values:  # one source an address: the row that is given up lets go of it first
            Source.objects.filter(pk=self.gone.pk).update(url="")
        if values or self.planned.moves or self.planned.pairs:
            rows.filter(pk=self.kept.pk).update(**values, changed_at=now)
        if is_draft:
            rows.filter(pk=self.gone.pk).update(deleted_at=now)

    def _move(self, link: Link, to: int) -> None:
        self.moves.append(noting.moved(link, getattr(link.row, link.column), to))
        type(link.row)._default_manager.filter(pk=link.row.pk).update(**{link.column: to})

    def _remove(self, row: models.Model, twin: models.Model | None) -> None:
        """Take a row away that another one stands for; what hangs on it hangs on that one then."""
        taken_away = noting.removed(row)
        for model, column in columns_on(type(row)):
            if model._meta.auto_created or twin is None:
                continue
            for found in model._default_manager.filter(**{column: row.pk}):
                self._move(Link(found, column), twin.pk)
        # Putting back happens in reverse: the row must be there again before others hang on it.
        self.moves.append(taken_away)
        type(row)._default_manager.filter(pk=row.pk).delete()

    def _note_owner(self, link: Link) -> None:
        owner = owner_of(link)
        if owner is not None and owner not in (self.gone, self.kept):
            self.owners[(type(owner), owner.pk)] = owner

    def tell_the_log(self, note: str, actor: AbstractBaseUser | None) -> Published:
        """Write tombstone, the kept object's document, and every document that shows either."""
        ref, target = Ref(self.gone.document_type, self.gone.key), Ref(self.kept.document_type, self.kept.key)
        change_set = ChangeSet.objects.create(note=note, actor=actor)  # type: ignore[misc]  # the user model is a setting
        old = log.newest([ref])
        kinds: dict[Ref, str] = {}
        seqs: dict[Ref, int] = {}
        if ref in old:
            stone = tombstone(ref, State.MERGED, into=reference(target.object, target.id))
            shown = refresh({ref: log.live_facts([target])[target]}, change_set, replaced_by={ref: target})
            seqs |= shown
            kinds |= dict.fromkeys(shown, RevisionKind.REFRESHED)
            [seqs[ref]] = append([NewRevision(ref, RevisionKind.MERGED, stone, {}, note)], change_set)
            kinds[ref] = RevisionKind.MERGED
        for rows, kind in (([_fresh(self.kept)], RevisionKind.UPDATED), (self._shown_anew(), RevisionKind.REFRESHED)):
            done = publish(rows, kind=kind, note=note, with_drafts=False, change_set=change_set)
            seqs |= done.revisions
            kinds |= {name: kind for name, kind in done.kinds.items() if name not in kinds or name == target}
        bearing = touched(parsed(row.document) for row in old.values()) | {
            r for r in kinds if r.object in DERIVED_TYPES
        }
        bearing |= touched(parsed(row.document) for row in log.newest(kinds).values() if row.state == State.LIVE)
        derived = rederive({name for name in bearing if name != ref}, change_set)
        kinds = {**dict.fromkeys(derived, RevisionKind.UPDATED), **kinds}
        if not kinds:
            change_set.delete()
            return Published(None, {}, {})
        return Published(change_set, seqs, kinds)

    def _shown_anew(self) -> list[Publishable]:
        """Return the published objects in whose documents rows fell together; refuse where edits wait on them."""
        rows = [_fresh(owner) for owner in self.owners.values()]
        live = log.live_facts(Ref(row.document_type, row.key) for row in rows)
        rows = [row for row in rows if Ref(row.document_type, row.key) in live]
        waiting = [row for row in rows if row.published_edit_at != row.changed_at]
        if waiting:
            message = "has edits that wait, and rows of it fall together or move: publish them first, or take them back"
            raise PublishingRefused([Problem(Ref(row.document_type, row.key), message) for row in waiting])
        return rows

    def changes(self) -> list[noting.Move]:
        """Say what both objects' own columns were and are."""
        return [noting.changed(row, before, columns_of(row)) for row, before in self.before.items()]


def _locked(row: Publishable) -> Publishable:
    """Read a row anew and let nobody change it, or hang anything on it, until the transaction ends."""
    found: Publishable = type(row)._default_manager.select_for_update().get(pk=row.pk)
    return found


def _fresh(row: Publishable) -> Publishable:
    found: Publishable = type(row)._default_manager.get(pk=row.pk)
    return found


def _first_line(clash: IntegrityError) -> str:
    return str(clash).splitlines()[0]
