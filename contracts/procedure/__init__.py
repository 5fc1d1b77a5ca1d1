"""The rules of bid protests as pure functions: steps in, status, outcome and clocks out."""

from contracts.procedure.closures import CLOSURES, Closure, ClosureKind
from contracts.procedure.deadlines import deadline_state
from contracts.procedure.derivation import (
    PRACTICAL_RESULTS,
    STATUSES,
    Certainty,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Derivation,
    Working,
    as_document,
)
from contracts.procedure.derive import derive
from contracts.procedure.due import Due, due_date
from contracts.procedure.facts import CaseFacts, Link, ProtestFacts, Relation, Step, When
from contracts.procedure.forums import FORUMS, NEW_YORK, Forum
from contracts.procedure.inputs import NO_INPUTS, BadInput, Inputs, inputs_from
from contracts.procedure.reading import (
    CaseState,
    Headline,
    flag_on,
    headline,
    held_on,
    is_silent,
    states_on,
    status_on,
)
from contracts.procedure.rules import RULES, Rule, UnknownRule, rule_named
from contracts.procedure.steps import CASE_KINDS, DISPOSITIONS, REASONS, STEP_CODES, Effect, StepCode, Term
from contracts.procedure.working import working_of

__all__ = [
    "CASE_KINDS",
    "CLOSURES",
    "DISPOSITIONS",
    "FORUMS",
    "NEW_YORK",
    "NO_INPUTS",
    "PRACTICAL_RESULTS",
    "REASONS",
    "RULES",
    "STATUSES",
    "STEP_CODES",
    "BadInput",
    "CaseFacts",
    "CaseState",
    "Certainty",
    "Closure",
    "ClosureKind",
    "Deadline",
    "DeadlineKind",
    "DeadlineState",
    "Derivation",
    "Due",
    "Effect",
    "Forum",
    "Headline",
    "Inputs",
    "Link",
    "ProtestFacts",
    "Relation",
    "Rule",
    "Step",
    "StepCode",
    "Term",
    "UnknownRule",
    "When",
    "Working",
    "as_document",
    "deadline_state",
    "derive",
    "due_date",
    "flag_on",
    "headline",
    "held_on",
    "inputs_from",
    "is_silent",
    "rule_named",
    "states_on",
    "status_on",
    "working_of",
]
