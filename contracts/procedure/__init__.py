"""The rules of bid protests as pure functions: steps in, status, outcome and clocks out."""

from contracts.procedure.closures import CLOSURES, Closure, ClosureKind
from contracts.procedure.derivation import (
    PRACTICAL_RESULTS,
    STATUSES,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Derivation,
    Working,
    as_document,
)
from contracts.procedure.facts import CaseFacts, Link, ProtestFacts, Relation, Step, When
from contracts.procedure.forums import FORUMS, NEW_YORK, Forum
from contracts.procedure.steps import CASE_KINDS, DISPOSITIONS, REASONS, STEP_CODES, Effect, StepCode, Term

__all__ = [
    "CASE_KINDS",
    "CLOSURES",
    "DISPOSITIONS",
    "FORUMS",
    "NEW_YORK",
    "PRACTICAL_RESULTS",
    "REASONS",
    "STATUSES",
    "STEP_CODES",
    "CaseFacts",
    "Closure",
    "ClosureKind",
    "Deadline",
    "DeadlineKind",
    "DeadlineState",
    "Derivation",
    "Effect",
    "Forum",
    "Link",
    "ProtestFacts",
    "Relation",
    "Step",
    "StepCode",
    "Term",
    "When",
    "Working",
    "as_document",
]
