"""Short ways to write steps, protests and the worked example in tests."""

from datetime import date
from datetime import time as time_of_day
from typing import Any

from contracts.procedure import (
    STEP_CODES,
    CaseFacts,
    Deadline,
    Derivation,
    Link,
    ProtestFacts,
    Relation,
    Step,
    When,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def step(
    on: str,
    code: str,
    case: str | None = None,
    *,
    event: str | None = None,
    disposition: str | None = None,
    reason: str | None = None,
    days: int | None = None,
    until: str | None = None,
    parties: tuple[str, ...] = (),
    order: int = 0,
    at: str | None = None,
) -> Step:
    """A step on a day "2024-01-02" or within "2024-01-01/2024-01-31"."""
    first, _, last = on.partition("/")
    when = When(day(first), day(last or first), time_of_day.fromisoformat(at) if at else None)
    return Step(
        event_id=event or f"{first}-{code}-{case or ''}",
        forum=STEP_CODES[code].forum if code in STEP_CODES else "other",
        case=case,
        code=code,
        on=when,
        disposition=disposition,
        reason=reason,
        days=days,
        until=day(until) if until else None,
        parties=parties,
        order=order,
    )


def gao(*cases: CaseFacts, **facts: Any) -> ProtestFacts:
    return ProtestFacts("gao", "GAO", cases or (CaseFacts("B-1", protester=("oracle",)),), **facts)


def cofc(**facts: Any) -> ProtestFacts:
    return ProtestFacts("cofc", "COFC", (CaseFacts("24-1C"),), **facts)


def deadline(derived: Derivation, rule: str) -> Deadline:
    """The only deadline of a rule."""
    (found,) = [deadline for deadline in derived.deadlines if deadline.rule == rule]
    return found


def named(derived: Derivation) -> dict[str, str]:
    """Cases with their end as procedure.md writes it: CLOSED(DENIED)."""
    return {
        case.docket: (f"{case.state}({case.detail})" if case.detail else case.state).upper() for case in derived.cases
    }


ORACLE_COFC = (
    step("2018-12-06", "cofc.filed"),
    step("2018-12-10", "cofc.complaint_published"),
    step("2018-12-12", "cofc.intervention_moved"),
    step("2019-07-12", "cofc.mjar_decided", disposition="denied"),
    step("2019-07-26", "cofc.opinion_published"),
)
ORACLE_CAFC = (
    step("2019-08-26", "cafc.notice_of_appeal"),
    step("2020-09-02", "cafc.decided", disposition="affirmed"),
)
ORACLE_SCOTUS = (step("2021-01-29", "scotus.petition_filed"), step("2021-10-04", "scotus.denied"))
CERTIORARI = Link(Relation.APPEAL, "scotus-20-1057", "SCOTUS", ORACLE_SCOTUS)

# The worked example: every JEDI proceeding with its steps.
JEDI: dict[str, tuple[ProtestFacts, tuple[Step, ...]]] = {
    "B-416657": (
        ProtestFacts(
            "gao-b-416657",
            "GAO",
            (
                CaseFacts("B-416657", protester=("oracle",)),
                CaseFacts("B-416657.2", "supplemental", ("oracle",)),
                CaseFacts("B-416657.3", "supplemental", ("oracle",)),
                CaseFacts("B-416657.4", "supplemental", ("oracle",)),
            ),
            stage="pre-award",
            agency="department-of-defense",
            links=(Link(Relation.LATER, "cofc-18-1880", "COFC", ORACLE_COFC),),
        ),
        (
            step("2018-08-06", "gao.filed", "B-416657"),
            step("2018-09-06", "gao.filed", "B-416657.3"),
            step("2018-10-01", "gao.filed", "B-416657.4"),
            step("2018-11-14", "gao.decided", disposition="denied"),
        ),
    ),
    "B-416657.5": (
        ProtestFacts(
            "gao-b-416657-5",
            "GAO",
            (CaseFacts("B-416657.5", protester=("ibm",)), CaseFacts("B-416657.6", "supplemental", ("ibm",))),
            stage="pre-award",
            links=(Link(Relation.LATER, "cofc-18-1880", "COFC", ORACLE_COFC, same_protester=False),),
        ),
        (step("2018-10-10", "gao.filed", "B-416657.5"), step("2018-12-11", "gao.dismissed", reason="court-pending")),
    ),
    "18-1880C": (
        ProtestFacts(
            "cofc-18-1880",
            "COFC",
            (CaseFacts("18-1880C", protester=("oracle",)),),
            links=(Link(Relation.APPEAL, "cafc-2019-2326", "CAFC", ORACLE_CAFC), CERTIORARI),
        ),
        ORACLE_COFC,
    ),
    "2019-2326": (
        ProtestFacts("cafc-2019-2326", "CAFC", (CaseFacts("2019-2326"),), links=(CERTIORARI,)),
        ORACLE_CAFC,
    ),
    "20-1057": (ProtestFacts("scotus-20-1057", "SCOTUS", (CaseFacts("20-1057"),)), ORACLE_SCOTUS),
    "19-1796C": (
        ProtestFacts("cofc-19-1796", "COFC", (CaseFacts("19-1796C", protester=("amazon-web-services",)),)),
        (
            step("2019-11-22", "cofc.filed"),
            step("2020-02-13", "cofc.pi_granted", until="2020-02-20"),
            step("2020-04-17", "cofc.remanded", days=120, until="2020-08-17"),
            step("2020-09-04", "cofc.remand_completed"),
            step("2021-04-28", "cofc.motion_to_dismiss_denied"),
            step("2021-07-09", "cofc.dismissed", reason="moot"),
        ),
    ),
}
