"""The fold: steps in effective order move one case through its machine; what cannot follow is kept and told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from contracts.procedure.derivation import Ambiguity
from contracts.procedure.facts import Step
from contracts.procedure.machines import Machine
from contracts.procedure.steps import STEP_CODES, Effect

# Up to this many steps of one day every order is weighed; beyond, each next step is the cheapest one.
TRIED_IN_FULL = 7


class Entry(NamedTuple):
    """One step on its way into a case.

    `soft` marks a step that names no case and so concerns this one only if it can follow here; `rank` is 0 for
    the result that counts for the case where one event brings several.
    """

    step: Step
    soft: bool = False
    rank: int = 0


class Verdict(IntEnum):
    """What a machine makes of a step, in rising order of doubt."""

    FOLLOWS = 0
    UNUSUAL = 1
    BRIDGED = 2
    SKIPPED = 20
    REFUSED = 40


class Taken(NamedTuple):
    """One step with what it did: the states before and after, and the day from which the latter holds."""

    step: Step
    verdict: Verdict
    before: str
    after: str
    since: date
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A case after its steps: `taken` in effective order, skipped and refused ones included."""

    machine: Machine
    state: str
    taken: tuple[Taken, ...]
    ambiguities: tuple[Ambiguity, ...]

    @property
    def moves(self) -> tuple[Taken, ...]:
        """Return the steps that the machine took."""
        return tuple(taken for taken in self.taken if taken.verdict < Verdict.SKIPPED)


def fold(machine: Machine, entries: Sequence[Entry], case: str, *, complete: bool = False) -> Folded:
    """Return the case after `entries`, in whatever order they are given.

    Steps are taken by day, then by time of day, then by the source's sequence, then in the order that the machine
    allows, then by id. `complete` says that nothing may be taken as unrecorded.
    """
    state, since = machine.start, date.min
    taken: list[Taken] = []
    ambiguities = []
    for group in _days(sorted(entries, key=_key)):
        ordered, open_order = (group, False) if len(group) == 1 else _arrange(machine, state, group, complete=complete)
        if open_order:
            events = tuple(sorted({entry.step.event_id for entry in group}))
            ambiguities.append(Ambiguity(case, group[0].step.on.earliest, events))
        for entry in ordered:
            last = _ruling(taken[-1].step) if taken else None
            verdict, after, missing = _judge(machine, state, entry, last, complete=complete)
            since = max(since, entry.step.on.earliest)
            taken.append(Taken(entry.step, verdict, state, after, since, missing))
            state = after
    return Folded(machine, state, tuple(taken), tuple(ambiguities))


def _key(entry: Entry) -> tuple[date, date, int, str, str, str]:
    """Return what steps are sorted by before the machine has its say; it decides nothing by insertion."""
    step = entry.step
    return step.on.earliest, step.on.latest, entry.rank, step.event_id, step.code, repr(step)


def _days(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return runs of entries whose days overlap, so that the calendar alone does not order them."""
    groups: list[list[Entry]] = []
    latest = date.min
    for entry in entries:
        if groups and entry.step.on.earliest <= latest:
            groups[-1].append(entry)
            latest = max(latest, entry.step.on.latest)
        else:
            groups.append([entry])
            latest = entry.step.on.latest
    return groups


def _judge(
    machine: Machine, state: str, entry: Entry, last: tuple[str, str] | None, *, complete: bool
) -> tuple[Verdict, str, tuple[str, ...]]:
    """Return what `machine` makes of `entry` in `state` after the ruling `last`: verdict, next state, implied steps."""
    step = entry.step
    target = machine.target(state, step)
    if target is None:
        if last == _ruling(step) and STEP_CODES[step.code].effect is Effect.CLOSES:
            return Verdict.FOLLOWS, state, ()  # one ruling with several results
        return (Verdict.SKIPPED if entry.soft else Verdict.REFUSED), state, ()
    bridge = machine.bridges.get((state, step.code))
    if bridge is None:
        return (Verdict.UNUSUAL if (state, step.code) in machine.unusual else Verdict.FOLLOWS), target, ()
    if complete:
        return Verdict.REFUSED, state, ()
    if entry.soft and state == machine.start and STEP_CODES[step.code].effect is not Effect.CLOSES:
        return Verdict.SKIPPED, state, ()
    return Verdict.BRIDGED, target, bridge.missing


def _ruling(step: Step) -> tuple[str, str]:
    """Return what several results of one ruling have in common."""
    return step.event_id, step.code


def _precedes(one: Step, other: Step) -> bool:
    """Say whether the record puts `one` before `other`."""
    if one.on.latest < other.on.earliest:
        return True
    if not (one.on.exact and other.on.exact and one.on.earliest == other.on.earliest):
        return False
    if one.on.time is not None and other.on.time is not None and one.on.time != other.on.time:
        return one.on.time < other.on.time
    return 0 < one.order < other.order


def _free(group: Sequence[Entry], remaining: Sequence[int]) -> Sequence[int]:
    """Return the remaining places that no other one precedes; all of them if the record contradicts itself."""
    return [p for p in remaining if not any(_precedes(group[q].step, group[p].step) for q in remaining)] or remaining


class _Best(NamedTuple):
    """The order of least doubt for some steps of a day, its cost, and the states that orders of this cost end in."""

    cost: int
    order: tuple[int, ...]
    ends: frozenset[str]


def _arrange(machine: Machine, state: str, group: list[Entry], *, complete: bool) -> tuple[list[Entry], bool]:
    """Return the order of least doubt, and whether another one as good ends in another state."""
    if len(group) > TRIED_IN_FULL:
        return _cheapest_first(machine, state, group, complete=complete), False

    @cache
    def best(remaining: frozenset[int], state: str, last: tuple[str, str] | None) -> _Best:
        if not remaining:
            return _Best(0, (), frozenset({state}))
        choices = []
        for place in _free(group, sorted(remaining)):
            verdict, after, missing = _judge(machine, state, group[place], last, complete=complete)
            rest = best(remaining - {place}, after, _ruling(group[place].step))
            choices.append(_Best(verdict + len(missing) + rest.cost, (place, *rest.order), rest.ends))
        least = min(choices, key=lambda choice: choice.cost)
        ends = frozenset().union(*(choice.ends for choice in choices if choice.cost == least.cost))
        return least._replace(ends=ends)

    found = best(frozenset(range(len(group))), state, None)
    one_ruling = len({_ruling(entry.step) for entry in group}) == 1
    return [group[place] for place in found.order], len(found.ends) > 1 and not one_ruling


def _cheapest_first(machine: Machine, state: str, group: list[Entry], *, complete: bool) -> list[Entry]:
    """Return `group` with, at every place, the free entry of least doubt, and what closes the case last."""
    remaining, order = list(range(len(group))), list[Entry]()
    while remaining:
        last = _ruling(order[-1].step) if order else None
        judged = [
            (_judge(machine, state, group[place], last, complete=complete), place) for place in _free(group, remaining)
        ]
        (_, state, _), place = min(judged, key=lambda pair: _doubt(pair[0], group[pair[1]].step))
        order.append(group[place])
        remaining.remove(place)
    return order


def _doubt(judged: tuple[Verdict, str, tuple[str, ...]], step: Step) -> tuple[int, bool]:
    return judged[0] + len(judged[2]), STEP_CODES[step.code].effect is Effect.CLOSES
