"""Deadlines: what became of each clock, and what its state is on the day somebody reads it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from contracts.procedure.calendars import ONE_DAY
from contracts.procedure.counting import effective_day
from contracts.procedure.derivation import Certainty, Deadline, DeadlineKind, DeadlineState
from contracts.procedure.facts import Step
from contracts.procedure.fold import Taken, Verdict
from contracts.procedure.forums import FORUMS
from contracts.procedure.rules import Verification
from contracts.procedure.running import CaseCourse, Running
from contracts.procedure.working import working_of

# What a trigger adds that is itself a due date, not a step.
PROJECTED = ", projected from the due date before it"
NOT_IN_RECORD = "not in the record"
CASE_CLOSED = "case closed"
UNSEEN = "nothing in the record says whether it was met"
NOTHING_CAME = "the record shows that nothing was filed in time"
OVERTAKEN = "later steps are in the record"
DEBRIEFING_UNKNOWN = (
    "whether a required debriefing was offered is not in the record; if one was, the last day is the later of award"
    " + 10 days and its offered date + 5 days, so this is the earliest that it can be"
)
RESTARTED = "a timely request restarts it"
OVER = frozenset({"closed", "superseded", "decided", "judgment"})
# Ends of a clock after its last day that leave no doubt that nothing met it.
BREACHES = frozenset({CASE_CLOSED, NOTHING_CAME})
NO_PARTY = frozenset({"GAO", "court"})
# A timely request stops the clock of the next higher court until it is decided.
HALTED_BY = {
    "appeal": ("cofc.reconsideration_filed", "reconsideration"),
    "certiorari": ("cafc.rehearing_filed", "rehearing"),
}


class _End(NamedTuple):
    """What became of a clock."""

    met: Step | None = None
    met_on: date | None = None
    moot_on: date | None = None
    moot_why: str | None = None
    superseded_by: Running | None = None

    @property
    def on(self) -> date:
        """Return the day from which it holds."""
        successor = self.superseded_by.step.on.earliest if self.superseded_by else date.max
        return self.met_on or self.moot_on or successor


def settle(course: CaseCourse, running: Sequence[Running], elsewhere: Sequence[Step]) -> tuple[Deadline, ...]:
    """Return the deadlines of one case; `elsewhere` are the steps of the protest's other machines and links.

    A projected date that a real one replaced is left out.
    """
    ends = [_end(course, clock, running, elsewhere) for clock in running]
    return tuple(
        _deadline(course, clock, end)
        for clock, end in zip(running, ends, strict=True)
        if not (clock.projected and end.superseded_by)
    )


def _end(course: CaseCourse, clock: Running, running: Sequence[Running], elsewhere: Sequence[Step]) -> _End:
    """Return the first thing that ended `clock`, in the case or outside of it; time alone where nothing did."""
    inside, outside = _ended_inside(course, clock, running), _met_outside(clock, elsewhere)
    told = inside is not None and inside.met is not None and outside is not None and outside.met is None
    if outside and not told and (inside is None or inside.on >= outside.on):
        return _seen(clock, outside)
    return _seen(clock, inside or _End())


def _seen(clock: Running, end: _End) -> _End:
    """Return `end`, and of a silent clock that outlived its last day that from then on nothing says what became of it.

    What the record shows later, a filing that came late or not at all, holds from its own day on.
    """
    if not clock.clock.silent or clock.due.due is None or end.moot_why == NOTHING_CAME or end.on <= clock.due.due:
        return end
    why = NOT_IN_RECORD if end.moot_why == NOT_IN_RECORD else UNSEEN
    return end._replace(moot_on=clock.due.due + ONE_DAY, moot_why=why)


def _ended_inside(course: CaseCourse, clock: Running, running: Sequence[Running]) -> _End | None:
    """Return what the steps of the case made of `clock`, None if nothing."""
    moves = course.folded.moves
    early = [t.step for t in moves[: clock.index] if t.verdict is Verdict.UNUSUAL and t.step.code in clock.clock.met_by]
    if early:
        return _met(clock, early[0])
    successor = _successor(clock, running)
    for index in range(clock.index + 1, len(moves)):
        end = _ended_by(course, clock, moves[index], running)
        if end is None and successor and successor.index == index:
            end = _End(superseded_by=successor)
        if end is not None:
            return end
    if successor and successor.index == clock.index:
        return _End(superseded_by=successor)
    return None


def _met_outside(clock: Running, elsewhere: Sequence[Step]) -> _End | None:
    """Return which step outside the case met `clock`, None if none did."""
    codes = clock.clock.met_by | clock.clock.shown_by
    outside = [step for step in elsewhere if step.code in codes and step.on.latest >= clock.due.trigger]
    if not outside:
        return None
    first = min(outside, key=lambda step: (step.code in clock.clock.shown_by, step.on.earliest, step.event_id))
    if first.code in clock.clock.shown_by and clock.due.due and first.on.earliest > clock.due.due:
        return _End(moot_on=first.on.earliest, moot_why=NOT_IN_RECORD)
    return _met(clock, first)


def _successor(clock: Running, running: Sequence[Running]) -> Running | None:
    """Return the clock that takes the place of `clock`: the next of its slot, a real one before a projected one."""
    later = [other for other in running if other.clock.slot == clock.clock.slot and not _same(other, clock)]
    later = [o for o in later if o.index > clock.index or (o.index == clock.index and clock.projected > o.projected)]
    return min(later, key=lambda other: (other.index, other.projected), default=None)


def _same(one: Running, other: Running) -> bool:
    """Say whether two clocks are one: an event that rules on several parties starts it once for each."""
    by_event = one.step.event_id == other.step.event_id and one.due.rule.code == other.due.rule.code
    return one is other or (by_event and one.projected == other.projected and one.due.due == other.due.due)


def _ended_by(course: CaseCourse, clock: Running, taken: Taken, running: Sequence[Running]) -> _End | None:
    """Return what the step `taken` makes of `clock`, None if nothing."""
    step = taken.step
    if step.code in clock.clock.met_by:
        return _met(clock, step)
    missed = bool({step.code, step.reason} & clock.clock.missed_by)
    if missed or step.code in clock.clock.implied_by or clock.clock.met_by & set(taken.missing):
        return _End(moot_on=taken.since, moot_why=NOTHING_CAME if missed else NOT_IN_RECORD)
    if clock.passing and clock.due.due and taken.since > clock.due.due:
        return _End(moot_on=taken.since, moot_why=OVERTAKEN)
    halting, slot = HALTED_BY.get(clock.clock.slot, (None, None))
    if step.code == halting and any(
        other.clock.slot == slot and other.due.due and step.on.earliest <= other.due.due for other in running
    ):
        return _End(moot_on=taken.since, moot_why=RESTARTED)
    if clock.clock.ends_with_case and course.folded.machine.statuses[taken.after] in OVER:
        return _End(moot_on=taken.since, moot_why=CASE_CLOSED)
    return None


def _met(clock: Running, step: Step) -> _End:
    """Return that `step` met `clock`, on the day for which the filing counts.

    Of a step whose day is not known it is the last that it can have been, unless only an earlier one was in time: it is
    not called late while it may have been in time.
    """
    day, forum = step.on.earliest, FORUMS[clock.due.rule.forum]
    if not step.on.exact and clock.due.due:
        return _End(met=step, met_on=max(day, min(step.on.latest, clock.due.due), clock.step.on.earliest))
    if step.on.time is not None and forum.late_from is not None and step.on.time >= forum.late_from:
        day = effective_day(day, step.on.time, forum.late_from, clock.due.calendar)
    return _End(met=step, met_on=day)


def _key(clock: Running) -> str:
    """Return what identifies the date within a protest; cases that one step starts on one clock share it."""
    return f"{clock.due.rule.code}/{clock.step.event_id}/{clock.due.due}"


def _deadline(course: CaseCourse, clock: Running, end: _End) -> Deadline:
    """Return the public object of one clock."""
    due, rule = clock.due, clock.due.rule
    if due.raw is None or due.due is None:
        raise ValueError(f"{rule.code} was started without a date")
    working = working_of(due)
    if clock.projected:
        working = replace(working, trigger=working.trigger + PROJECTED)
    if clock.assumed:
        working = replace(working, assumptions=(*working.assumptions, DEBRIEFING_UNKNOWN))
    successor = end.superseded_by
    return Deadline(
        key=_key(clock),
        rule=rule.code,
        what=rule.what,
        citation=working.citation,
        case=course.track.case.docket,
        owner=rule.owner,
        right=rule.right,
        trigger_event=clock.step.event_id,
        trigger_date=due.trigger,
        raw_date=due.raw,
        due_date=due.due,
        rolled_days=due.rolled,
        tolled_days=due.tolled,
        kind=DeadlineKind.PROJECTED if clock.projected else rule.kind,
        rule_verified=due.verification is Verification.VERIFIED,
        certainty=_certainty(clock),
        working=working,
        met_by=end.met.event_id if end.met else None,
        met_on=end.met_on,
        moot_on=end.moot_on,
        moot_why=end.moot_why,
        superseded_by=_key(successor) if successor else None,
        superseded_on=successor.step.on.earliest if successor else None,
    )


def _certainty(clock: Running) -> Certainty:
    """Return how sure the date is: projected, resting on a rule or closure that was not confirmed, or fixed."""
    if clock.projected or clock.assumed:
        return Certainty.PROJECTED
    due = clock.due
    last = max(day for day in (due.raw, due.due, due.trigger) if day)
    shaky = any(not c.verified and c.first <= last and c.last >= due.trigger for c in due.calendar.closures)
    return Certainty.UNVERIFIED_RULE if shaky or due.verification is not Verification.VERIFIED else Certainty.FIXED


def deadline_state(deadline: Deadline, on: date) -> DeadlineState:
    """Return what `deadline` is on the reading day `on`.

    MISSED is said of the legal clock of a party alone, where its day is known; a target, GAO's own limit, an order or
    a projection that passed is OVERDUE, and a right that nobody used is MOOT after its last day. So is what no public
    record shows, until the record shows that it came late or not at all.
    """
    if deadline.met_on is not None and deadline.met_on <= on:
        late = deadline.met_on > deadline.due_date
        return DeadlineState.MISSED if late and _can_be_missed(deadline) else DeadlineState.MET
    if deadline.superseded_on is not None and deadline.superseded_on <= on:
        lapsed = deadline.right and deadline.due_date < deadline.superseded_on
        return DeadlineState.MOOT if lapsed else DeadlineState.SUPERSEDED
    if deadline.moot_on is not None and deadline.moot_on <= on:
        breached = deadline.moot_on > deadline.due_date and deadline.moot_why in BREACHES
        missed = breached and _can_be_missed(deadline) and not deadline.right
        return DeadlineState.MISSED if missed else DeadlineState.MOOT
    if on <= deadline.due_date:
        return DeadlineState.OPEN
    if deadline.right or deadline.moot_why == NOTHING_CAME:
        return DeadlineState.MOOT
    return DeadlineState.MISSED if _can_be_missed(deadline) else DeadlineState.OVERDUE


def _can_be_missed(deadline: Deadline) -> bool:
    """Say whether `deadline` is the legal clock of a party, whose day rests on nothing that the record lacks."""
    party = deadline.kind is DeadlineKind.LEGAL and deadline.owner not in NO_PARTY
    return party and deadline.certainty is not Certainty.PROJECTED
