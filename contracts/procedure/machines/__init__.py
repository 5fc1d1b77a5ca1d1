"""The state machines by forum and kind of case."""

from contracts.procedure.machines.agency import AGENCY
from contracts.procedure.machines.cafc import CAFC
from contracts.procedure.machines.cofc import COFC, INJUNCTION, INJUNCTION_CODES
from contracts.procedure.machines.gao import GAO, GAO_COSTS, GAO_RECONSIDERATION, STAY
from contracts.procedure.machines.machine import Machine, split_state, walk
from contracts.procedure.machines.scotus import OTHER, SCOTUS

BY_FORUM: dict[str, Machine] = {
    "agency": AGENCY,
    "GAO": GAO,
    "COFC": COFC,
    "CAFC": CAFC,
    "SCOTUS": SCOTUS,
    "other": OTHER,
}


def machine_of(forum: str, kind: str) -> Machine:
    """Return the machine of a case; KeyError for an unknown forum."""
    if forum == "GAO" and kind == "reconsideration":
        return GAO_RECONSIDERATION
    if forum == "GAO" and kind == "costs":
        return GAO_COSTS
    return BY_FORUM[forum]


__all__ = ["BY_FORUM", "INJUNCTION", "INJUNCTION_CODES", "STAY", "Machine", "machine_of", "split_state", "walk"]
