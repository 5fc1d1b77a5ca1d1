"""The states of every case over time, and what becomes of them when nobody acts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from contracts.procedure.derivation import CaseResult, Deadline, Outcome, StateChange
from contracts.procedure.due import due_date
from contracts.procedure.facts import Step, When
from contracts.procedure.fold import Folded, Taken, Verdict
from contracts.procedure.machines import split_state
from contracts.procedure.steps import STEP_CODES, Effect
from contracts.procedure.tracks import Track


class Case(NamedTuple):
    """One case after the fold, with its results."""

    track: Track
    folded: Folded
    outcomes: tuple[Outcome, ...]

    @property
    def status(self) -> str:
        """Return the status of the case at the end of the record."""
        return self.folded.machine.statuses[self.folded.state]


def state_changes(cases: Sequence[Case], deadlines: Sequence[Deadline]) -> tuple[StateChange, ...]:
    """Return every change of state of every case, by day, with the day after which a state lapses by itself."""
    changes = [
        _change(case, taken, deadlines) for case in cases for taken in case.folded.moves if taken.after != taken.before
    ]
    return tuple(sorted(changes, key=lambda change: change.since))


def _change(case: Case, taken: Taken, deadlines: Sequence[Deadline]) -> StateChange:
    state, detail = split_state(taken.after)
    last, to = _lapse(case, taken, deadlines)
    statuses = case.folded.machine.statuses
    return StateChange(
        case=case.track.case.docket,
        state=state,
        detail=detail,
        status=statuses[taken.after],
        since=taken.since,
        latest=max(taken.since, taken.step.on.latest),
        event_id=taken.step.event_id,
        step=taken.step.code,
        lapses_after=last,
        lapses_to=split_state(to)[0] if to and last else None,
        lapses_status=statuses[to] if to and last else None,
    )


def _lapse(case: Case, taken: Taken, deadlines: Sequence[Deadline]) -> tuple[date | None, str | None]:
    """Return the last day of a state that time alone ends, and the state that follows; Nones for any other."""
    if taken.after == "judgment":
        dues = [
            deadline.due_date
            for deadline in deadlines
            if deadline.rule == "CAFC_NOTICE_OF_APPEAL_60"
            and deadline.case == case.track.case.docket
            and deadline.trigger_date <= taken.since
        ]
        return (max(dues), "final") if dues else (None, None)
    name, detail = split_state(taken.after)
    if case.folded.machine.code == "cafc" and name == "decided":
        return mandate_day(taken.step), f"closed:{detail}"
    if case.folded.machine.code == "cofc" and name == "on-appeal" and detail and not detail.endswith("-rehearing"):
        after = {"remand": "record", "affirmed": "final:affirmed", "reversed": "final:reversed"}
        return mandate_day(taken.step), after.get(detail, "final")
    return None, None


def mandate_day(step: Step) -> date | None:
    """Return the day by which the mandate is to issue after `step`: a decision, or the denial of rehearing.

    Seven days (FRAP 41(b), unverified) from the denial or from the last day for a petition.
    """
    if not step.on.exact:
        return None
    if step.code == "cafc.rehearing_denied":
        return due_date("CAFC_MANDATE_7", step.on.earliest).due
    over = due_date("CAFC_REHEARING_45", step.on.earliest).raw
    return due_date("CAFC_MANDATE_7", over).due if over else None


def case_result(case: Case, bring: Callable[[Outcome, set[str | None]], str]) -> CaseResult:
    """Return where a case stands at the end of the record; `bring` says what a result brought in practice."""
    state, detail = split_state(case.folded.state)
    last = leading(case.outcomes)
    return CaseResult(
        docket=case.track.case.docket,
        kind=case.track.case.kind,
        state=state,
        detail=detail,
        status=case.status,
        filed=filed_on(case),
        decided=last.on if last else None,
        decided_latest=last.latest if last else None,
        disposition=last.disposition if last else None,
        reason=last.reason if last else None,
        practical_result=bring(last, {outcome.reason for outcome in case.outcomes}) if last else None,
    )


def filing(case: Case) -> When | None:
    """Return day and hour of the filing of the case if the record knows it to the day."""
    stated = When.on(case.track.case.filed) if case.track.case.filed else None
    for taken in case.folded.moves:
        if STEP_CODES[taken.step.code].effect is Effect.FILES and taken.before == case.folded.machine.start:
            return taken.step.on if taken.step.on.exact else stated
    noticed = [taken for taken in case.folded.moves if taken.step.code == "cofc.filed"]
    return noticed[0].step.on if noticed and noticed[0].step.on.exact else stated


def with_stated_filing(case: Case) -> Folded:
    """Return the folded case as its clocks read it: filed on the day that the record states apart from the steps.

    Where the filing is known to a month, its step takes that day; where no step tells of it, the first step that
    shows it stands for its event.
    """
    filed, moves, folded = case.track.case.filed, case.folded.moves, case.folded
    first = moves[0] if moves else None
    if filed is None or first is None or first.before != folded.machine.start:
        return folded
    unseen = next((code for code in first.missing if STEP_CODES[code].effect is Effect.FILES), None)
    if unseen and filed <= first.step.on.latest:
        step = Step(first.step.event_id, first.step.forum, case.track.case.docket, unseen, When.on(filed))
        after = folded.machine.target(first.before, step) or first.before
        shown = Taken(step, Verdict.FOLLOWS, first.before, after, filed, ())
        return replace(folded, taken=(shown, *folded.taken))
    inexact = STEP_CODES[first.step.code].effect is Effect.FILES and not first.step.on.exact
    if inexact and first.step.on.earliest <= filed <= first.step.on.latest:
        dated = first._replace(step=replace(first.step, on=When.on(filed)))
        return replace(folded, taken=tuple(dated if taken is first else taken for taken in folded.taken))
    return folded


def filed_on(case: Case) -> date | None:
    """Return the day the case was filed if the record knows it to the day."""
    found = filing(case)
    return found.earliest if found else None


def last_ruling(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the last results of a case: all of one ruling."""
    return [outcome for outcome in outcomes if outcome.on == outcomes[-1].on]


def leading(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return the last result; of several in one ruling the one that counts for the case."""
    return next((outcome for outcome in outcomes if outcome.on == outcomes[-1].on), None)
