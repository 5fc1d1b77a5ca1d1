"""Load record files: check all of them first, then write, publish and take back in one transaction, or do nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, connection, transaction

from timeline.documents.shapes import Ref
from timeline.links import LinkRefused
from timeline.models import Entry as LogEntry
from timeline.models import RecordOrigin, State
from timeline.publishing import PublishingRefused, problems_of_retracting, publish, retract
from timeline.records.checking import check
from timeline.records.clashes import leave_clashes
from timeline.records.decisions import (
    WRITTEN,
    Action,
    Decision,
    Side,
    Standing,
    decide,
    decide_about_removed,
    leave_what_names_hidden,
)
from timeline.records.entries import RecordFile, read_file
from timeline.records.keying import Given, Names, give
from timeline.records.mistakes import Mistake, RecordRefused
from timeline.records.origins import remember
from timeline.records.schema import PARTIES_FILE
from timeline.records.stored import MODELS, key_field, rows_by_key, values_by_key
from timeline.records.writing import write

RECORD_LOCK = 0x7265_636F_7264
SHIPPED = Path(__file__).parent
RETRACTION_NOTE = "No longer part of the record."

# Called with a phase, the objects done in it so far, and how many there are.
Progress = Callable[[str, int, int], None]


def no_progress(_: str, __: int, ___: int) -> None:
    """Show nothing."""


@dataclass(slots=True)
class Loaded:
    """What a load did: the files in their order, those taken along unasked, and a decision an object."""

    files: list[RecordFile]
    taken_along: list[RecordFile] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def files_of(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the record files in these paths (files or folders), and each parties.yaml beside them that none names."""
    asked: list[Path] = []
    for path in paths:
        asked += sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    asked = list(dict.fromkeys(asked))
    beside = {path.with_name(f"{PARTIES_FILE}.yaml") for path in asked}
    named = {path.resolve() for path in asked}
    along = [path for path in sorted(beside) if path.resolve() not in named and path.is_file()]
    return asked, along


def load(
    paths: Iterable[Path],
    *,
    now: datetime,
    side: Side | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> Loaded:
    """Load record files; raise RecordRefused with every mistake, having written nothing.

    `side` decides where both the file and an editor changed an object; without it such objects are left as they are and
    reported as conflicts.
    """
    asked, along = files_of(paths)
    files = [read_file(path) for path in [*along, *asked]]
    if not files:
        raise RecordRefused([Mistake(str(path), 1, "", "holds no record file (*.yaml)") for path in paths])
    loaded = Loaded(files, files[: len(along)])
    with transaction.atomic():
        _take_record_lock()
        given = _checked(files)
        progress("Checked", len(given), len(given))
        loaded.decisions = _decide_all(files, given, side)
        progress("Compared", len(given), len(given))
        _carry_out(loaded.decisions, now, progress)
        transaction.set_rollback(dry_run)
    return loaded


def _take_record_lock() -> None:
    """Let loads wait for each other; editors are held up only where a row that they edit is being loaded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])


def _checked(files: Sequence[RecordFile]) -> list[Given]:
    names = Names.of(files)
    names.keys |= _shown(names.unknown(files))
    check(files, names)
    given = [found for file in files for found in give(file, names)]
    mistakes = [mistake for file in files for mistake in file.mistakes]
    if mistakes:
        raise RecordRefused(mistakes)
    return given


def _shown(names: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those of these kinds and names that readers see on this site."""
    found = set()
    for kind, model in MODELS.items():
        keys = {name for other, name in names if other == kind}
        live = _states(kind, keys)
        rows = model._default_manager.filter(**{f"{key_field(model)}__in": keys}) if keys else ()
        found |= {(kind, row.key) for row in rows if live.get(row.key) == State.LIVE}
    return found


def _states(kind: str, keys: Iterable[str]) -> dict[str, State]:
    """Return how readers see the named objects; those never published are left out."""
    rows = LogEntry.objects.filter(document_type=MODELS[kind].document_type, key__in=list(keys), valid_to=None)
    return {key: State(state) for key, state in rows.values_list("key", "state")}


def _decide_all(files: Sequence[RecordFile], given: list[Given], side: Side | None) -> list[Decision]:
    origins = list(RecordOrigin.objects.filter(file__in=[file.name for file in files], kind__in=MODELS))
    decisions: list[Decision] = []
    for kind in MODELS:
        ours = [found for found in given if found.entry.kind == kind]
        own = [origin for origin in origins if origin.kind == kind]
        decisions += _decide_kind(kind, ours, own, side)
    leave_clashes(decisions)
    hidden = {(d.kind, d.key) for d in decisions if d.action in {Action.CONFLICT, Action.KEPT} and not d.is_shown}
    leave_what_names_hidden(decisions, hidden)
    return decisions


def _decide_kind(kind: str, given: list[Given], origins: list[RecordOrigin], side: Side | None) -> list[Decision]:
    keys = {found.entry.key for found in given} | {origin.object_key for origin in origins}
    rows = rows_by_key(kind, keys)
    values, states = values_by_key(kind, rows), _states(kind, keys)
    elsewhere = RecordOrigin.objects.filter(kind=kind, object_key__in=keys).exclude(pk__in=[o.pk for o in origins])
    owners = {origin.object_key: origin for origin in [*origins, *elsewhere]}
    entries = {(found.entry.file.name, found.entry.id): found.entry for found in given}
    moved = [
        Mistake(
            str(entry.file.path), entry.line, entry.label, f"its public id was {origin.object_key} and is permanent"
        )
        for origin in origins
        if (entry := entries.get((origin.file, origin.entry))) and entry.key != origin.object_key
    ]
    if moved:
        raise RecordRefused(moved)

    def now(key: str) -> Standing:
        return Standing(rows.get(key), values.get(key, {}), owners.get(key), states.get(key))

    decisions = [decide(found, now(found.entry.key), side) for found in given]
    named = {found.entry.key for found in given}
    removed = [decide_about_removed(o, now(o.object_key), side) for o in origins if o.object_key not in named]
    return decisions + [decision for decision in removed if decision]


def _carry_out(decisions: list[Decision], now: datetime, progress: Progress) -> None:
    """Write, publish, take back, and remember what was given."""
    try:
        with transaction.atomic():
            rows = write(decisions, now=now, progress=progress)
    except LinkRefused as refused:
        raise RecordRefused(Mistake("", 0, "", reason) for reason in refused.reasons) from refused
    except IntegrityError as error:
        raise RecordRefused([Mistake("", 0, "", f"the database refuses this: {error}")]) from error
    if rows:
        progress("Published", 0, len(rows))
        try:
            publish(rows)
        except PublishingRefused as refused:
            raise RecordRefused(
                _where(decisions, problem.ref, problem.message) for problem in refused.problems
            ) from refused
        progress("Published", len(rows), len(rows))
    _take_back(decisions)
    remember(decisions)


def _where(decisions: list[Decision], ref: Ref, reason: str) -> Mistake:
    """Name the entry behind an object that publishing refuses."""
    for decision in decisions:
        if decision.given and Ref(MODELS[decision.kind].document_type, decision.key) == ref:
            entry = decision.given.entry
            return Mistake(str(entry.file.path), entry.line, entry.label, reason)
    return Mistake("", 0, str(ref), reason)


def _take_back(decisions: list[Decision]) -> None:
    """Retract what is no longer in the files; what something else still shows is left and reported."""
    waiting = [decision for decision in decisions if decision.action == Action.RETRACTED and decision.row]
    while waiting:
        rows = [decision.row for decision in waiting if decision.row]
        problems = {problem.ref: problem.message for problem in problems_of_retracting(rows)}
        if not problems:
            retract(rows, note=RETRACTION_NOTE)
            return
        for decision in waiting:
            reason = problems.get(Ref(MODELS[decision.kind].document_type, decision.key))
            if reason:
                decision.action, decision.reason = Action.CONFLICT, f"is no longer in the file, but {reason}"
        waiting = [decision for decision in waiting if decision.action == Action.RETRACTED]


def counts(decisions: Iterable[Decision]) -> dict[tuple[str, str], dict[Action, int]]:
    """Count the decisions by file and kind."""
    found: dict[tuple[str, str], dict[Action, int]] = {}
    for decision in decisions:
        row = found.setdefault((decision.file, decision.kind), dict.fromkeys(Action, 0))
        row[decision.action] += 1
    return found


def changed(decisions: Iterable[Decision]) -> bool:
    """Say whether a load changed anything."""
    return any(decision.action in WRITTEN or decision.action == Action.RETRACTED for decision in decisions)
