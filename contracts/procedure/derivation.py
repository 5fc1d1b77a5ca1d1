"""What the derivation yields: states over time, results, gaps, refusals and deadlines of one protest."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from contracts.procedure.steps import Term

STATUSES: dict[str, Term] = {
    term.code: term
    for term in (
        Term("unknown", "Unknown", "No step is in the record."),
        Term("noticed", "Announced", "A complaint was announced, not yet filed."),
        Term("pending", "Pending", "Open and undecided."),
        Term("corrective-action", "Corrective action announced", "Still open; dismissal is to be expected."),
        Term("remanded", "Remanded", "Before the agency by order of the court."),
        Term("decided", "Decided", "Decided, judgment or mandate not yet in the record."),
        Term("judgment", "Judgment entered", "The time to appeal or to ask again is running."),
        Term("on-appeal", "On appeal", "A higher court has the case."),
        Term("superseded", "Superseded", "The matter went to another forum before this one decided."),
        Term("reconsideration", "Asked again", "Decided; a request to decide again is pending."),
        Term("closed", "Closed", "Over in this forum."),
    )
}

PRACTICAL_RESULTS: dict[str, Term] = {
    term.code: term
    for term in (
        Term("corrective-action", "Corrective action", "The agency changed course, whatever the formal end."),
        Term("recommendation", "Recommendation", "GAO recommended a remedy; whether it was followed is not recorded."),
        Term("recommendation-followed", "Recommendation followed", "The agency did what GAO recommended."),
        Term("recommendation-refused", "Recommendation not followed", "The agency did not follow GAO."),
        Term("judgment", "Judgment for the protester", "The court decided for the protester."),
        Term("injunction", "Injunction", "Award or performance was enjoined."),
        Term("remand", "Remand", "The agency decided again."),
        Term("reversal", "Reversal", "The decision below was turned round or set aside."),
        Term("relief", "Relief by the agency", "The agency sustained the protest."),
        Term("none", "Nothing changed", "The case ended and nothing changed by it."),
    )
}


class DeadlineKind(Enum):
    """What gives a due date its force."""

    LEGAL = "LEGAL"
    TARGET = "TARGET"
    COURT_ORDER = "COURT_ORDER"
    PROJECTED = "PROJECTED"


class DeadlineState(Enum):
    """What a due date is on a given day."""

    OPEN = "OPEN"
    MET = "MET"
    MISSED = "MISSED"
    OVERDUE = "OVERDUE"
    MOOT = "MOOT"
    SUPERSEDED = "SUPERSEDED"


class Certainty(Enum):
    """How sure a computed date is."""

    FIXED = "fixed"
    PROJECTED = "projected"
    UNVERIFIED_RULE = "unverified-rule"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day that a count met and that was no open day of the forum, or a closure `through` a later day."""

    day: date
    why: str
    through: date | None = None

    def __str__(self) -> str:
        """Return the day or span with its reason in brackets."""
        return f"{self.day.isoformat()}{f' to {self.through.isoformat()}' if self.through else ''} ({self.why})"


# What is told of a date's further inputs, in words.
INPUT_WORDS = {
    "agency": "agency",
    "award_date": "award",
    "debriefing_date": "debriefing",
    "debriefing_required": "debriefing required",
    "questions_timely": "questions in time",
    "answers_delivered": "answers delivered",
    "time": "time of day",
    "zone": "time zone",
    "close": "end of business",
    "first_filed": "first protest of the group",
    "judgment_entered": "judgment entered",
    "reconsideration_decided": "reconsideration decided",
    "rehearing_denied": "rehearing denied",
    "amended": "change of the solicitation",
    "next_closing": "next closing time",
    "until": "day set by order",
    "days": "length set by order",
    "closures": "closures stated",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One further input that a date was computed with, by its name and as text: days in ISO form."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Working:
    """How one date was computed, for "How this was computed" and `explain`."""

    rule: str
    what: str
    citation: str
    verification: str
    regime: str
    forum: str
    trigger: str
    trigger_date: date
    effective_date: date | None
    not_counted: date | None
    arithmetic: str
    raw_date: date | None
    closed_days: tuple[ClosedDay, ...]
    rolled_over: tuple[ClosedDay, ...]
    tolled_days: int
    due_date: date | None
    reasons: tuple[str, ...]
    assumptions: tuple[str, ...]
    calendar_version: str
    inputs: tuple[Given, ...] = ()

    @property
    def anchored(self) -> bool:
        """Say whether the count starts from an input, not from the trigger as it counts at the forum."""
        return self.effective_date is not None and self.effective_date.isoformat() in {one.value for one in self.inputs}

    def lines(self) -> tuple[str, ...]:
        """Return the working as English sentences, one per line of print."""
        out = [
            f"Rule {self.rule}: {self.what} ({self.citation}; {self.verification}).",
            f"Trigger: {self.trigger}, {_long(self.trigger_date)}.",
        ]
        if self.inputs:
            out.append(f"Inputs: {'; '.join(f'{INPUT_WORDS[one.name]} {one.value}' for one in self.inputs)}.")
        if self.effective_date and self.effective_date != self.trigger_date:
            told = "Counted from" if self.anchored else "It counts for"
            out.append(f"{told} {_long(self.effective_date)}.")
        if self.not_counted:
            out.append(f"Not counted: {_long(self.not_counted)}.")
        out.extend(f"Because {reason}." for reason in self.reasons)
        out.append(f"Count: {self.arithmetic}.")
        if self.closed_days:
            out.append(f"Holidays and closures within the count: {', '.join(map(str, self.closed_days))}.")
        if self.tolled_days:
            out.append(f"Added for the closure: {self.tolled_days} days.")
        if self.rolled_over:
            out.append(f"Closed on the last day, moved past {', '.join(map(str, self.rolled_over))}.")
        out.extend(f"Assumption: {assumption}." for assumption in self.assumptions)
        out.append(f"Due: {_long(self.due_date) if self.due_date else 'no clock starts'}.")
        return tuple(out)


def _long(day: date) -> str:
    return f"{day:%A} {day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One due date with what it rests on and what met it; its state is a question of the reading day.

    `owner` is who must act: protester, agency, GAO, intervenor, court, party. A `right` (to appeal, to ask
    again) that nobody used is moot after its day, never missed. `moot_on` is the day from which nothing
    depends on the date any more, or from which nothing in the record says whether it was met; a later `met_on` does.
    """

    key: str
    rule: str
    what: str
    citation: str
    case: str
    owner: str
    right: bool
    trigger_event: str
    trigger_date: date
    raw_date: date
    due_date: date
    rolled_days: int
    tolled_days: int
    kind: DeadlineKind
    rule_verified: bool
    certainty: Certainty
    working: Working
    met_by: str | None = None
    met_on: date | None = None
    moot_on: date | None = None
    moot_why: str | None = None
    superseded_by: str | None = None
    superseded_on: date | None = None


@dataclass(frozen=True, slots=True)
class StateChange:
    """One state of one case from a day on; it holds until the next change of the same case.

    `latest` is later than `since` where the day of the step is not known. Where time alone ends the state
    (the time to appeal runs out), `lapses_after` is the last day it holds and the other two say what follows.
    """

    case: str
    state: str
    detail: str | None
    status: str
    since: date
    latest: date
    event_id: str
    step: str
    lapses_after: date | None = None
    lapses_to: str | None = None
    lapses_status: str | None = None


@dataclass(frozen=True, slots=True)
class FlagChange:
    """One state of a stay or an injunction from a day on; `step` None: it follows from the end of the case."""

    state: str
    since: date
    event_id: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One formal result, per case and, where they differ, per party; `inferred` if the reason was not recorded.

    `latest` is later than `on` where the day is not known. `practical_result` is what it brought the parties named.
    """

    case: str
    disposition: str | None
    reason: str | None
    on: date
    event_id: str
    parties: tuple[str, ...] = ()
    inferred: bool = False
    latest: date | None = None
    practical_result: str | None = None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Where one docket number stands at the end of the record, whatever time alone does after it.

    `practical_result` is what its last result brought, None while it has none; `decided_latest` is later than `decided`
    where the day is not known.
    """

    docket: str
    kind: str
    state: str
    detail: str | None
    status: str
    filed: date | None
    decided: date | None
    disposition: str | None
    reason: str | None
    practical_result: str | None = None
    decided_latest: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A step that must have happened before another one and is not in the record."""

    case: str
    missing: str
    before_event: str
    before_step: str
    on: date


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that cannot follow: the event stays, the state does not move."""

    case: str
    event_id: str
    step: str
    state: str
    rule: str
    why: str
    on: date


@dataclass(frozen=True, slots=True)
class Note:
    """Something an editor should look at that changes no state."""

    code: str
    text: str
    case: str | None
    event_id: str | None
    on: date


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Steps of one day whose order the record leaves open and whose order matters."""

    case: str
    on: date
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that follows from the steps of one protest, as at the end of its record; no reading day is in it.

    `status` and the states know nothing of time that ran out since: `status_on` does. `disposition` and `reason`
    are the formal end, `practical_result` what came of it, `review_disposition` what a higher court or a decision on
    reconsideration made of it. Where cases or parties fare differently the whole is sustained or granted in part, and
    `outcomes` say which fared how. `decided_latest` is later than `decided` where the day is not known.
    """

    protest: str
    forum: str
    status: str
    filed: date | None
    decided: date | None
    disposition: str | None
    reason: str | None
    practical_result: str | None
    review_disposition: str | None
    stay: str | None
    injunction: str | None
    cases: tuple[CaseResult, ...]
    states: tuple[StateChange, ...]
    stay_states: tuple[FlagChange, ...]
    injunction_states: tuple[FlagChange, ...]
    outcomes: tuple[Outcome, ...]
    gaps: tuple[Gap, ...]
    refused: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    ambiguities: tuple[Ambiguity, ...]
    deadlines: tuple[Deadline, ...]
    decided_latest: date | None = None


def as_document(value: Any) -> Any:
    """Return `value` (a derivation or any part of it) as dicts, lists, strings and numbers, dates in ISO form."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_document(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [as_document(item) for item in value]
    if isinstance(value, dict):
        return {str(key): as_document(item) for key, item in value.items()}
    return value
