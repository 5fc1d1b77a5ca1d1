"""Clocks on their way: every clock that the steps of one case start, before it is known what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from contracts.procedure.anchors import certiorari_rule
from contracts.procedure.calendars import calendar_of
from contracts.procedure.clocks import NO_COMMENTS, STARTED_BY, Clock
from contracts.procedure.derivation import Note, Outcome
from contracts.procedure.due import Due, due_date
from contracts.procedure.facts import ProtestFacts, Step, When
from contracts.procedure.fold import Folded, Taken
from contracts.procedure.inputs import NO_INPUTS, Inputs
from contracts.procedure.tracks import Track

REMANDS = frozenset({"cofc.remanded", "cofc.remand_extended"})
EXTENDED_SLOT = {"report-pending": "report", "comments-pending": "comments", "comments-missed": "comments"}
_ORDER = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Running:
    """One started clock: `index` is the place of its trigger among the moves of the case."""

    clock: Clock
    due: Due
    index: int
    step: Step
    projected: bool = False
    assumed: bool = False  # an input that could move the date is not in the record
    passing: bool = False  # an ordered date whose fulfilment no step shows


@dataclass(frozen=True, slots=True)
class CaseCourse:
    """A folded case with its results, as the clocks read it; `first_filed` is the filing of the protest's lead."""

    facts: ProtestFacts
    track: Track
    folded: Folded
    outcomes: tuple[Outcome, ...]
    first_filed: When | None
    lead: bool


def start_clocks(course: CaseCourse) -> tuple[list[Running], list[Note]]:
    """Return the clocks that the steps of a case start, in the order of the steps, and notes on those that cannot."""
    running: list[Running] = []
    notes: list[Note] = []
    moves = course.folded.moves
    for index, taken in enumerate(moves):
        if not taken.step.on.exact:
            if (course.folded.machine.code, taken.step.code) in STARTED_BY:
                notes.append(_inexact(course, taken))
            continue
        for clock in STARTED_BY.get((course.folded.machine.code, taken.step.code), ()):
            if _applies(course, clock, moves, index):
                running.extend(_started(course, clock, index, taken))
        ordered, note = _ordered(course, index, taken, running)
        running.extend(ordered)
        notes.extend(note)
        if course.lead and taken.step.code == "gao.filed":
            running.extend(_stay_clock(course, index, taken))
    return running, notes


def _inexact(course: CaseCourse, taken: Taken) -> Note:
    text = f"The day of {taken.step.code} is not known, so no clock is computed from it."
    return Note("inexact-trigger", text, course.track.case.docket, taken.step.event_id, taken.since)


def _applies(course: CaseCourse, clock: Clock, moves: Sequence[Taken], index: int) -> bool:
    """Say whether `clock` starts at the step at `index`."""
    taken = moves[index]
    if clock.if_result is not None and not clock.if_result & _results(course, taken):
        return False
    express = any(earlier.step.code == "gao.express_granted" for earlier in moves[:index])
    if clock.rule == "GAO_REPORT_30" and express:
        return False
    if clock.rule == "GAO_AGENCY_NOTICE_1" and course.track.case.kind == "supplemental":
        return False  # a supplement has its own round of report and comments only if GAO asks for it
    if taken.step.code == "cofc.reconsideration_denied":
        return _asked_in_time(moves[:index], "cofc.judgment_entered", "cofc.reconsideration_filed", "COFC_RECON_28")
    if taken.step.code == "cafc.rehearing_denied" and clock.slot == "certiorari":
        return _asked_in_time(moves[:index], "cafc.decided", "cafc.rehearing_filed", "CAFC_REHEARING_45")
    return True


def _results(course: CaseCourse, taken: Taken) -> set[str | None]:
    """Return disposition and reason of `taken`, with corrective action said where it was announced before."""
    words: set[str | None] = set()
    for outcome in course.outcomes:
        if outcome.event_id == taken.step.event_id and outcome.on == taken.since:
            words |= {outcome.disposition, outcome.reason}
    if taken.before.startswith("corrective-action-announced"):
        words.add("academic-corrective-action")
    return words


def _asked_in_time(moves: Sequence[Taken], trigger: str, asked: str, rule: str) -> bool:
    """Say whether the last `asked` came within `rule` of the last `trigger`; an unrecorded one is taken as timely."""
    started = [taken.step.on.earliest for taken in moves if taken.step.code == trigger]
    requests = [taken.step.on.earliest for taken in moves if taken.step.code == asked]
    if not started or not requests:
        return True
    due = due_date(rule, started[-1]).due
    return due is None or requests[-1] <= due


def _started(course: CaseCourse, clock: Clock, index: int, taken: Taken) -> Iterator[Running]:
    """Yield `clock` from its step and the clocks projected from its last day."""
    trigger, rule = taken.step.on.earliest, clock.rule
    inputs = _inputs(course.facts, taken.step.on)
    if rule == "GAO_DECISION_100" and course.track.case.kind == "supplemental":
        if course.first_filed is None:
            return
        rule, first = "GAO_SUPPLEMENT_SAME_DUE", course.first_filed
        trigger, inputs = first.earliest, _inputs(course.facts, first)
    elif rule == "GAO_EXPRESS_65":
        filed = _filed(course)
        if filed is None:
            return
        trigger, inputs = filed.earliest, _inputs(course.facts, filed)
    elif rule == "GAO_COMMENTS_10" and _express(course, index):
        rule = "GAO_EXPRESS_COMMENTS_5"
    elif rule == "SCOTUS_CERT_90":
        rule = certiorari_rule(trigger, calendar_of("SCOTUS", course.facts.closures))
    due = due_date(rule, trigger, inputs)
    if due.due is not None:
        yield Running(clock, due, index, taken.step)
        yield from _projected(course.facts, clock, due, index, taken.step)


def _projected(facts: ProtestFacts, clock: Clock, due: Due, index: int, step: Step) -> Iterator[Running]:
    """Yield what follows from the last day of `due`; intermediate days are not rolled over."""
    for following in clock.then:
        if due.raw is None:
            return
        projected = due_date(following.rule, due.raw, _inputs(facts, None), projected=True)
        yield Running(following, projected, index, step, projected=True)
        yield from _projected(facts, following, projected, index, step)


def _inputs(facts: ProtestFacts, when: When | None) -> Inputs:
    """Return the inputs that the protest gives every rule, and the hour of the trigger."""
    at = when.time if when else None
    if not facts.closures and facts.agency is None and at is None:
        return NO_INPUTS
    return Inputs(agency=facts.agency, closures=facts.closures, time=at)


def _express(course: CaseCourse, index: int) -> bool:
    return any(taken.step.code == "gao.express_granted" for taken in course.folded.moves[:index])


def _filed(course: CaseCourse) -> When | None:
    """Return day and hour of the filing of the case, where the day is known."""
    for taken in course.folded.moves:
        if taken.step.code == "gao.filed" and taken.step.on.exact:
            return taken.step.on
    return When.on(course.track.case.filed) if course.track.case.filed else None


def _ordered(
    course: CaseCourse, index: int, taken: Taken, running: Sequence[Running]
) -> tuple[list[Running], list[Note]]:
    """Return the clock that an order with a day or a length sets, and a note where the two disagree."""
    step = taken.step
    if step.days is None and step.until is None:
        return [], []
    trigger, passing = step.on.earliest, False
    if (step.until is not None and step.until < trigger) or (step.days is not None and step.days < 1):
        text = "The day or length that the order sets lies before the order itself, so no clock is computed from it."
        return [], [Note("order-before-itself", text, course.track.case.docket, step.event_id, taken.since)]
    if step.code in REMANDS:
        rule, slot, met_by = "COFC_REMAND_DAYS", "remand", frozenset({"cofc.remand_completed"})
    elif step.code == "gao.extension_granted" and taken.before in EXTENDED_SLOT:
        slot = EXTENDED_SLOT[taken.before]
        rule, met_by = "GAO_ORDERED_DATE", frozenset({f"gao.{slot}_filed"})
    elif step.code.startswith("cofc."):
        rule, slot, met_by, passing = "COFC_ORDERED_DATE", f"order {index}", _ORDER, True
    else:
        return [], []
    if step.code in {"gao.extension_granted", "cofc.remand_extended"} and step.until is None:
        # More days are added to the day that they extend, before its roll-over.
        earlier = [clock for clock in running if clock.clock.slot == slot and clock.due.raw]
        trigger = earlier[-1].due.raw or trigger if earlier else trigger
    inputs = replace(_inputs(course.facts, None), until=step.until, days=step.days)
    due, notes = due_date(rule, trigger, inputs), []
    if step.days is not None and step.until is not None:
        counted = due_date(rule, trigger, replace(inputs, until=None))
        if counted.due != step.until:
            text = f"{step.days} days end on {counted.due}, the order says {step.until}; the order is followed."
            notes.append(Note("order-differs", text, course.track.case.docket, step.event_id, taken.since))
        else:
            due = counted
    at_gao = rule == "GAO_ORDERED_DATE"
    missed_by = NO_COMMENTS if slot == "comments" else _ORDER
    clock = Clock(course.folded.machine.code, _ORDER, rule, slot, met_by, silent=at_gao, missed_by=missed_by)
    return [Running(clock, due, index, step, passing=passing)], notes


def _stay_clock(course: CaseCourse, index: int, taken: Taken) -> Iterator[Running]:
    """Yield the last day for the automatic stay after award, where its inputs are known."""
    facts = course.facts
    if facts.award_date is None or facts.stage == "pre-award" or facts.award_date > taken.step.on.earliest:
        return
    inputs = Inputs(
        agency=facts.agency,
        award_date=facts.award_date,
        debriefing_date=facts.debriefing_date,
        debriefing_required=facts.debriefing_required,
        answers_delivered=facts.answers_delivered,
        closures=facts.closures,
    )
    # A stay that was imposed is no receipt of the notice, but shows that it came in time.
    notice, shown = frozenset({"gao.agency_notified"}), frozenset({"stay.imposed"})
    clock = Clock("gao", frozenset({"gao.filed"}), "CICA_STAY", "stay", notice, shown_by=shown)
    unknown = facts.debriefing_required and facts.debriefing_date is None
    yield Running(clock, due_date("CICA_STAY", facts.award_date, inputs), index, taken.step, assumed=unknown)
