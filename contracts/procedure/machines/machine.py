"""A state machine as a table: which step leads where, what must have happened unrecorded, and why not."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contracts.procedure.facts import Step

SAME = ""
Target = str | Mapping[str | None, str]
Table = Mapping[str, Mapping[str, Target]]


class Row(NamedTuple):
    """In any of `states`, each of `codes` leads to `to`: a state, SAME, or a state per disposition (None: else)."""

    states: Iterable[str]
    codes: Iterable[str]
    to: Target


class Never(NamedTuple):
    """Why `codes` (empty: any) cannot follow in `states` (empty: any), by the name of the rule."""

    rule: str
    codes: frozenset[str]
    states: frozenset[str]
    why: str


class Bridge(NamedTuple):
    """The steps that must have happened although no record shows them, and the state they lead to."""

    missing: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine of one kind of case.

    `statuses` maps every state to a status; what stands behind a colon in a state's name is its detail. `moves`
    is what `walk` reads: state → step code → next state, steps across a bridge included; `direct` leaves them out.
    `unusual` pairs of state and step are possible, but of two orders the other one is meant.
    """

    code: str
    start: str
    statuses: Mapping[str, str]
    direct: Table
    moves: Table
    bridges: Mapping[tuple[str, str], Bridge]
    alphabet: frozenset[str]
    unusual: frozenset[tuple[str, str]] = frozenset()
    nevers: tuple[Never, ...] = ()

    def target(self, state: str, step: Step) -> str | None:
        """Return the state after `step` in `state`, None if the step cannot follow."""
        to = self.moves[state].get(step.code)
        if to is None or isinstance(to, str):
            return to
        return to.get(step.disposition) or to[None]

    def refusal(self, state: str, code: str) -> tuple[str, str]:
        """Return the rule and its words by which `code` cannot follow in `state`."""
        for never in self.nevers:
            if (not never.codes or code in never.codes) and (not never.states or state in never.states):
                return never.rule, never.why
        return f"{self.code}-order", f"{code} cannot follow in the state {state}."


def walk(machine: Machine, steps: Sequence[Step]) -> str:
    """Return the state after `steps`, which stand in effective order; what cannot follow moves nothing."""
    moves, state = machine.moves, machine.start
    for step in steps:
        to = moves[state].get(step.code)
        if to is not None:
            state = to if isinstance(to, str) else to.get(step.disposition) or to[None]
    return state


def split_state(state: str) -> tuple[str, str | None]:
    """Return the name of a state and its detail: "closed:denied" is closed, denied."""
    name, _, detail = state.partition(":")
    return name, detail or None


def build(
    code: str,
    statuses: Mapping[str, str],
    rows: Sequence[Row],
    *,
    assumable: Sequence[str] = (),
    unusual: frozenset[tuple[str, str]] = frozenset(),
    nevers: tuple[Never, ...] = (),
) -> Machine:
    """Return the machine of `rows`; its first status is the start.

    `assumable` are the steps that may be taken as unrecorded; a decision never is, because its outcome is unknown.
    No bridge leads to an `unusual` pair. Raises ValueError if rows contradict each other or name an unknown state.
    """
    direct: dict[str, dict[str, Target]] = {state: {} for state in statuses}
    for row in rows:
        for state in row.states:
            for step in row.codes:
                to = state if row.to == SAME else row.to
                if direct[state].setdefault(step, to) != to:
                    raise ValueError(f"{code}: {state} + {step} leads to two states")
    alphabet = frozenset(step for table in direct.values() for step in table)
    moves = {state: dict(table) for state, table in direct.items()}
    bridges = {}
    for state in statuses:
        for step in alphabet - direct[state].keys():
            bridge = _bridge(direct, state, step, assumable, unusual)
            if bridge:
                bridges[state, step] = bridge
                to = direct[bridge.state][step]
                moves[state][step] = to
    unknown = {to for table in moves.values() for target in table.values() for to in _targets(target)} - statuses.keys()
    if unknown:
        raise ValueError(f"{code}: unknown states {sorted(unknown)}")
    return Machine(code, next(iter(statuses)), dict(statuses), direct, moves, bridges, alphabet, unusual, nevers)


def _targets(to: Target) -> Iterable[str]:
    return (to,) if isinstance(to, str) else to.values()


def _bridge(
    direct: Table,
    state: str,
    step: str,
    assumable: Sequence[str],
    unusual: frozenset[tuple[str, str]],
) -> Bridge | None:
    """Return the shortest run of assumable steps from `state` to one where `step` can usually follow."""
    seen, queue = {state}, deque([Bridge((), state)])
    while queue:
        path = queue.popleft()
        if path.missing and step in direct[path.state] and (path.state, step) not in unusual:
            return path
        for code in assumable:
            target = direct[path.state].get(code)
            to = target[None] if isinstance(target, Mapping) else target
            if to is not None and to not in seen:
                seen.add(to)
                queue.append(Bridge((*path.missing, code), to))
    return None
