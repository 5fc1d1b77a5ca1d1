"""What a derivation says on a given day: the status of a protest, its stay, and the headline of a procurement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.procedure.deadlines import deadline_state
from contracts.procedure.derivation import DeadlineState, Derivation, FlagChange, StateChange
from contracts.procedure.stays import HOLDING

# From the most to the least alive: of several cases the most alive one speaks for the protest.
ALIVE = (
    "pending",
    "corrective-action",
    "remanded",
    "reconsideration",
    "on-appeal",
    "decided",
    "judgment",
    "noticed",
    "superseded",
    "closed",
    "unknown",
)
_RANK = {status: rank for rank, status in enumerate(ALIVE)}
OPEN = frozenset({"pending", "corrective-action", "remanded", "reconsideration", "on-appeal", "noticed"})
DECISIONS = frozenset({"AGENCY_DECISION_TARGET_35", "GAO_DECISION_100", "GAO_EXPRESS_65"})
# A case whose decision was due so long ago, or of which nothing is recorded for so long, has ended, whether or not
# anybody recorded how.
SILENCE = timedelta(days=365)
ASLEEP = 2 * SILENCE
APPEALS = frozenset({"CAFC_NOTICE_OF_APPEAL_60", "SCOTUS_CERT_90", "SCOTUS_CERT_150_COVID"})


@dataclass(frozen=True, slots=True)
class CaseState:
    """One case on a day."""

    case: str
    state: str
    detail: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Headline:
    """Where a procurement stands: `code` is stayed, open, appeal-time, closed or unknown.

    `protest` is the case that speaks for it, with its own status; the status of the award is another question.
    """

    code: str
    protest: str | None
    forum: str | None
    status: str


def most_alive(statuses: Iterable[str]) -> str:
    """Return the status that speaks for several cases."""
    return min(statuses, key=_RANK.__getitem__, default="unknown")


def combined(main: Iterable[str], requests: Iterable[str]) -> str:
    """Return the status of a protest from its cases and from requests to reconsider that follow it."""
    status = most_alive(main)
    return "reconsideration" if status == "closed" and "pending" in requests else status


def states_on(derivation: Derivation, day: date) -> tuple[CaseState, ...]:
    """Return the state of every case at the end of `day`, time that ran out by then included."""
    last: dict[str, StateChange] = {}
    for change in derivation.states:
        if change.since <= day:
            last[change.case] = change
    out = []
    for case in derivation.cases:
        change_ = last.get(case.docket)
        if change_ is None:
            out.append(CaseState(case.docket, "unfiled", None, "unknown"))
        elif change_.lapses_after is not None and change_.lapses_to is not None and change_.lapses_after < day:
            out.append(CaseState(case.docket, change_.lapses_to, change_.detail, change_.lapses_status or "closed"))
        else:
            out.append(CaseState(case.docket, change_.state, change_.detail, change_.status))
    return tuple(out)


def status_on(derivation: Derivation, day: date) -> str:
    """Return the status code of the protest at the end of `day`."""
    states = {state.case: state.status for state in states_on(derivation, day)}
    kinds = {case.docket: case.kind for case in derivation.cases}
    main = [status for docket, status in states.items() if kinds[docket] not in {"reconsideration", "costs"}]
    requests = [status for docket, status in states.items() if kinds[docket] == "reconsideration"]
    return combined(main, requests)


def flag_on(changes: Sequence[FlagChange], day: date) -> str | None:
    """Return the state of a stay or an injunction at the end of `day`, None if there was none yet."""
    states = [change.state for change in changes if change.since <= day]
    return states[-1] if states else None


def held_on(derivation: Derivation, day: date) -> bool:
    """Say whether a stay or an injunction holds the procurement on `day`."""
    return bool({flag_on(derivation.stay_states, day), flag_on(derivation.injunction_states, day)} & HOLDING)


def headline(derivations: Iterable[Derivation], day: date) -> Headline:
    """Return where a procurement stands on `day`: its most alive case decides.

    An open case with a stay or injunction comes before an open case, that before a running time to appeal, that
    before closed. A case that fell silent, its decision overdue for a year, speaks for nothing.
    """
    ranked = [(*_liveness(derivation, day), derivation) for derivation in derivations]
    ranked = [row for row in ranked if row[1] != "unknown"]
    if not ranked:
        return Headline("unknown", None, None, "unknown")
    _, code, status, derivation = min(
        ranked, key=lambda row: (row[0], row[2] == "on-appeal", -(_began(row[3]).toordinal()), row[3].protest)
    )
    return Headline(code, derivation.protest, derivation.forum, status)


def _liveness(derivation: Derivation, day: date) -> tuple[int, str, str]:
    """Return rank, headline code and status of one protest."""
    status = status_on(derivation, day)
    if status in OPEN and is_silent(derivation, day):
        return 4, "unknown", "unknown"
    if status in OPEN and held_on(derivation, day):
        return 0, "stayed", status
    if status in OPEN:
        return 1, "open", status
    appealable = any(
        deadline.rule in APPEALS
        and deadline.trigger_date <= day
        and deadline_state(deadline, day) is DeadlineState.OPEN
        for deadline in derivation.deadlines
    )
    if not appealable and status == "decided" and _last_change(derivation, day) + SILENCE < day:
        return 3, "closed", status  # decided long ago: the time to appeal is over, whether or not judgment is recorded
    if appealable or status in {"judgment", "decided"}:
        return 2, "appeal-time", status
    return (4, "unknown", status) if status == "unknown" else (3, "closed", status)


def is_silent(derivation: Derivation, day: date) -> bool:
    """Say whether nothing tells what became of a case: its decision overdue for a year, or two years without a step."""
    return _last_change(derivation, day) + ASLEEP < day or any(
        deadline.rule in DECISIONS
        and deadline.due_date + SILENCE < day
        and deadline_state(deadline, day) is DeadlineState.OVERDUE
        for deadline in derivation.deadlines
    )


def _last_change(derivation: Derivation, day: date) -> date:
    """Return the last day on which the last change by `day` can have been, `day` itself if there was none."""
    return max((change.latest for change in derivation.states if change.since <= day), default=day)


def _began(derivation: Derivation) -> date:
    return derivation.states[0].since if derivation.states else date.min
