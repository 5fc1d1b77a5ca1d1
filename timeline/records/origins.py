"""Remember which entry of which file gave which object, and the hash of the values that it then had."""

from collections.abc import Iterable

from django.db.models import Q

from timeline.models import RecordOrigin
from timeline.records.decisions import WRITTEN, Action, Decision, taken_back
from timeline.records.schema import hash_of
from timeline.records.stored import MODELS, values_by_key


def remember(decisions: Iterable[Decision]) -> None:
    """Store the origins of what was written, mark those of what was taken back; write nothing where nothing changed."""
    decisions = list(decisions)
    gone = [d.origin for d in decisions if d.action == Action.RETRACTED and d.origin]
    for origin in gone:
        origin.values_hash = taken_back(origin.values_hash)
    RecordOrigin.objects.bulk_update(gone, ["values_hash"])
    hashes = _hashes([d for d in decisions if d.action in WRITTEN])
    new, old = [], []
    for decision in decisions:
        given = decision.given
        if given is None or decision.action not in WRITTEN | {Action.UNCHANGED}:
            continue
        wanted = hashes.get((decision.kind, decision.key)) or hash_of(given.values)
        if decision.origin is None and decision.action in WRITTEN:
            new.append(_origin(decision, decision.kind, decision.id, decision.key, wanted))
        elif decision.origin is not None and _differs(decision.origin, decision, wanted):
            decision.origin.entry, decision.origin.values_hash = decision.id, wanted
            old.append(decision.origin)
    RecordOrigin.objects.bulk_update(old, ["entry", "values_hash"])
    RecordOrigin.objects.bulk_create(new)
    _remember_parts([d for d in decisions if d.kind == "contract" and d.action in WRITTEN])


def _differs(origin: RecordOrigin, decision: Decision, values_hash: str) -> bool:
    """Say whether an own origin is out of date; one of another file is not ours to change."""
    return origin.file == decision.file and (origin.entry, origin.values_hash) != (decision.id, values_hash)


def _hashes(written: list[Decision]) -> dict[tuple[str, str], str]:
    """Return the hashes of what was written as the tables now have it: the form in which a later load compares."""
    found: dict[tuple[str, str], str] = {}
    for kind in MODELS:
        keys = [decision.key for decision in written if decision.kind == kind]
        if keys:
            found |= {(kind, key): hash_of(values) for key, values in values_by_key(kind, keys).items()}
    return found


def _remember_parts(contracts: list[Decision]) -> None:
    """Store the ids that bids and awards have in the file, so that a dump can write them again."""
    parts = [(decision, part) for decision in contracts if decision.given for part in decision.given.parts]
    stale = Q(kind__in=("bid", "award"), file__in={decision.file for decision in contracts})
    keys = [part.key for _, part in parts]
    ids = [part.id for _, part in parts]
    RecordOrigin.objects.filter(stale & (Q(object_key__in=keys) | Q(entry__in=ids))).delete()
    RecordOrigin.objects.bulk_create(
        _origin(decision, part.kind, part.id, part.key, hash_of(part.values)) for decision, part in parts
    )


def _origin(decision: Decision, kind: str, entry: str, key: str, values_hash: str) -> RecordOrigin:
    return RecordOrigin(file=decision.file, kind=kind, entry=entry, object_key=key, values_hash=values_hash)
