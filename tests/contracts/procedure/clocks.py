"""A protest at GAO, step by step, and what a clock is on a day."""

from contracts.procedure import (
    DeadlineState,
    Derivation,
    deadline_state,
)
from tests.contracts.procedure.steps import day, deadline, step

OPEN, MET, MISSED = DeadlineState.OPEN, DeadlineState.MET, DeadlineState.MISSED
OVERDUE, MOOT, SUPERSEDED = DeadlineState.OVERDUE, DeadlineState.MOOT, DeadlineState.SUPERSEDED


def state(derived: Derivation, rule: str, on: str) -> DeadlineState:
    return deadline_state(deadline(derived, rule), day(on))


FILED = step("2024-01-02", "gao.filed")
NOTIFIED = step("2024-01-03", "gao.agency_notified")
REPORT = step("2024-02-02", "gao.report_filed")
