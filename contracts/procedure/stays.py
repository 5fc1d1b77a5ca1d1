"""Stays and injunctions: what stops the procurement, from which day, and when it ends with the case."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from contracts.procedure.derivation import FlagChange
from contracts.procedure.facts import ProtestFacts, Relation
from contracts.procedure.fold import Folded
from contracts.procedure.history import mandate_day
from contracts.procedure.steps import STEP_CODES, Effect

HOLDING = frozenset({"in-effect", "reinstated", "restrained"})
ENDING = frozenset({"lifted", "dissolved", "ended", "denied"})
ORDERS = frozenset({"cofc.tro_granted", "cofc.pi_granted"})
CLOSED = frozenset({"closed", "superseded"})
WITHOUT_RELIEF = frozenset({"dismissed", "decided:denied"})
TURNED = frozenset({"on-appeal:reversed", "on-appeal:remand"})
MANDATE = "cafc.mandate"


class End(NamedTuple):
    """The day and event with which a case ended."""

    on: date
    event_id: str


def flag_changes(folded: Folded) -> list[FlagChange]:
    """Return the states of a stay or an injunction as its steps moved it, orders given again included."""
    return [
        FlagChange(taken.after, taken.since, taken.step.event_id, taken.step.code)
        for taken in folded.moves
        if taken.after != taken.before or taken.step.code in ORDERS
    ]


def end_with_case(changes: Sequence[FlagChange], ends: Sequence[End], ended: str) -> tuple[FlagChange, ...]:
    """Return `changes` with the ends that the end of the case brings; after one only a new order counts."""
    out: list[FlagChange] = []
    over = False
    timeline: list[tuple[date, int, FlagChange | End]] = [(change.since, 0, change) for change in changes]
    timeline += [(end.on, 1, end) for end in ends]
    for _, _, point in sorted(timeline, key=lambda entry: entry[:2]):
        if isinstance(point, End):
            if out and out[-1].state not in ENDING:
                out.append(FlagChange(ended, point.on, point.event_id, None))
            over = True
        elif (not over or point.state in HOLDING) and not (out and out[-1].state == point.state):
            out.append(point)
            over = False
    return tuple(out)


def injunction_ends(folded: Folded) -> list[End]:
    """Return the days on which the court ended the case without relief, and with it an injunction.

    So does the mandate of a higher court that reversed or set aside the judgment, on the day it issues or is to issue.
    """
    ends = []
    for index, taken in enumerate(folded.moves):
        if taken.after in WITHOUT_RELIEF and taken.before not in WITHOUT_RELIEF:
            ends.append(End(taken.since, taken.step.event_id))
        elif taken.after in TURNED and taken.before not in TURNED:
            mandate = next((later.since for later in folded.moves[index + 1 :] if later.step.code == MANDATE), None)
            ends.append(End(mandate or mandate_day(taken.step) or taken.since, taken.step.event_id))
    return ends


def stay_ends(facts: ProtestFacts, cases: Sequence[Folded]) -> list[End]:
    """Return the days on which the last timely protest of the group closed.

    The end of the stay with the last pending protest is partly verified (31 U.S.C. § 3553(c), (d)).
    """
    moves = [
        (taken.since, place, folded.machine.statuses[taken.after], taken.step.event_id)
        for place, folded in enumerate(cases)
        for taken in folded.moves
    ]
    moves.sort(key=lambda move: move[0])  # stable: within a day each case keeps its own order
    now: dict[int, str] = {}
    ends: list[End] = []
    was_closed = False
    for index, (day, place, status, event) in enumerate(moves):
        now[place] = status
        if index + 1 < len(moves) and moves[index + 1][0] == day:
            continue
        closed = all(known in CLOSED for known in now.values())
        end = _end_of_group(facts, End(day, event)) if closed and not was_closed else None
        ends += [end] if end else []
        was_closed = closed
    return ends


def _end_of_group(facts: ProtestFacts, own: End) -> End | None:
    """Return when the last protest of the group closed, given the end of this one; None while another is open."""
    ends = [own]
    for link in facts.links:
        if link.relation is not Relation.GROUP:
            continue
        filed = [s.on.earliest for s in link.steps if STEP_CODES[s.code].effect is Effect.FILES]
        closed = [End(s.on.earliest, s.event_id) for s in link.steps if STEP_CODES[s.code].effect is Effect.CLOSES]
        if filed and min(filed) <= own.on:
            if not closed:
                return None
            ends.append(max(closed))
    return max(ends)
