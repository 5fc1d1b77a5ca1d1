"""Stays and injunctions: what stops the procurement, from which day, and when it ends with the case."""

from collections.abc import Sequence
from datetime import date
from itertools import dropwhile

from contracts.procedure.derivation import FlagChange
from contracts.procedure.facts import ProtestFacts, Relation
from contracts.procedure.fold import Folded
from contracts.procedure.steps import STEP_CODES, Effect

HOLDING = frozenset({"in-effect", "reinstated", "restrained"})
ENDING = frozenset({"lifted", "dissolved", "ended", "denied"})
WITHOUT_RELIEF = frozenset({"dismissed", "decided:denied"})


def flag_changes(folded: Folded) -> list[FlagChange]:
    """Return the states of a stay or an injunction as its steps moved it."""
    return [
        FlagChange(taken.after, taken.since, taken.step.event_id, taken.step.code)
        for taken in folded.moves
        if taken.after != taken.before
    ]


def end_with_case(changes: Sequence[FlagChange], end: tuple[date, str] | None, ended: str) -> tuple[FlagChange, ...]:
    """Return `changes` with the end that the end of the case brings; after it only a new order counts."""
    if end is None:
        return tuple(changes)
    kept = [change for change in changes if change.since <= end[0]]
    if kept and kept[-1].state not in ENDING:
        kept.append(FlagChange(ended, end[0], end[1], None))
    later = [change for change in changes if change.since > end[0]]
    return (*kept, *dropwhile(lambda change: change.state not in HOLDING, later))


def injunction_ends(folded: Folded) -> tuple[date, str] | None:
    """Return the day on which the court ended the case without relief, and with it a preliminary injunction."""
    ends = [taken for taken in folded.moves if taken.after in WITHOUT_RELIEF and taken.before not in WITHOUT_RELIEF]
    return (ends[-1].since, ends[-1].step.event_id) if ends else None


def stay_ends(facts: ProtestFacts, closed: tuple[date, str] | None) -> tuple[date, str] | None:
    """Return the day on which the last timely protest of the group closed, None while one is open.

    The end of the stay with the last pending protest is partly verified (31 U.S.C. § 3553(c), (d)).
    """
    if closed is None:
        return None
    ends = [closed]
    for link in facts.links:
        if link.relation is not Relation.GROUP:
            continue
        filed = [step.on.earliest for step in link.steps if STEP_CODES[step.code].effect is Effect.FILES]
        ended = [
            (step.on.earliest, step.event_id) for step in link.steps if STEP_CODES[step.code].effect is Effect.CLOSES
        ]
        if filed and min(filed) <= closed[0]:
            if not ended:
                return None
            ends.append(max(ended))
    return max(ends)
