"""The derivation of a protest: its steps in, everything that follows from them out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from contracts.procedure.deadlines import settle
from contracts.procedure.derivation import Deadline, Derivation, FlagChange, Gap, Note, Outcome, Refusal
from contracts.procedure.facts import ProtestFacts, Step
from contracts.procedure.fold import Folded, fold
from contracts.procedure.gates import gaps, pass_gate, refusals
from contracts.procedure.history import (
    Case,
    case_result,
    filed_on,
    filing,
    last_ruling,
    state_changes,
    with_stated_filing,
)
from contracts.procedure.machines import INJUNCTION, STAY
from contracts.procedure.reading import combined
from contracts.procedure.remarks import odd_results, remarks
from contracts.procedure.results import outcomes, practical_result, whole_result
from contracts.procedure.running import CaseCourse, start_clocks
from contracts.procedure.stays import end_with_case, flag_changes, injunction_ends, stay_ends
from contracts.procedure.tracks import REQUESTS, Placed, Track, court_pending_since, sort_steps

OPEN = frozenset({"pending", "corrective-action", "remanded", "noticed", "unknown"})
# The decisions of higher courts that a protest of this forum can meet.
RECONSIDERED = frozenset({"gao.recon_decided", "gao.decided"})
CHANGED = frozenset({"reversed", "vacated-remanded", "affirmed-in-part", "granted", "granted-in-part"})
REVIEWS = {"COFC": frozenset({"cafc.decided", "scotus.decided"}), "CAFC": frozenset({"scotus.decided"})}


class _Cases(NamedTuple):
    """All cases after the fold, the lead first, with what it refused and what it took as unrecorded."""

    all: tuple[Case, ...]
    refused: tuple[Refusal, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[Note, ...]

    @property
    def main(self) -> tuple[Case, ...]:
        """Return the cases of the protest itself."""
        return tuple(case for case in self.all if case.track.main)


class _Course(NamedTuple):
    """What a protest went through, as far as the practical result of a decision hangs on it."""

    forum: str
    codes: frozenset[str]
    injunction: tuple[FlagChange, ...]
    review: Step | None

    def bring(self, outcome: Outcome | None, reasons: Collection[str | None]) -> str:
        """Return what `outcome` brought in practice, given what was made of it afterwards."""
        later = self.review and outcome and self.review.on.earliest >= outcome.on
        turned = self.review.disposition if self.review and later else None
        return practical_result(self.forum, self.codes, reasons, outcome, self.injunction, review=turned)


def derive(protest: ProtestFacts, steps: Iterable[Step]) -> Derivation:
    """Return all that follows from the `steps` of `protest`, given in any order.

    Nothing in it depends on a reading day: `status_on` and `deadline_state` take that. No step raises an error;
    what cannot follow is listed as refused, what must have happened unrecorded as a gap.
    """
    placed = sort_steps(protest, steps)
    cases = _fold_cases(protest, placed)
    lead = cases.main[0]
    stay, injunction, refused = _flags(protest, placed, cases)
    every, notes = _deadlines(protest, cases, placed)
    deadlines = _merged(every)
    status = combined(
        [case.status for case in cases.main],
        [case.status for case in cases.all if case.track.case.kind == "reconsideration"],
    )
    decided = whole_result([(case.track.case.protester, last_ruling(case.outcomes)) for case in cases.main])
    review = _review(protest, cases, decided)
    bring = _Course(protest.forum, frozenset(step.code for step in placed.own), injunction, review).bring
    practical = bring(decided, {outcome.reason for case in cases.main for outcome in case.outcomes})
    return Derivation(
        protest=protest.id,
        forum=protest.forum,
        status=status,
        filed=min((day for day in map(filed_on, cases.main) if day), default=None),
        decided=decided.on if decided else None,
        disposition=decided.disposition if decided else None,
        reason=decided.reason if decided else None,
        practical_result=None if practical == "none" and status in OPEN else practical,
        review_disposition=review.disposition if review else None,
        stay=stay[-1].state if stay else None,
        injunction=injunction[-1].state if injunction else None,
        cases=tuple(case_result(case, bring) for case in cases.all),
        states=state_changes(cases.all, every),
        stay_states=stay,
        injunction_states=injunction,
        outcomes=tuple(
            replace(outcome, practical_result=bring(outcome, {outcome.reason}))
            for outcome in sorted((o for case in cases.all for o in case.outcomes), key=lambda outcome: outcome.on)
        ),
        gaps=tuple(sorted(cases.gaps, key=lambda gap: gap.on)),
        refused=tuple(sorted((*placed.refused, *cases.refused, *refused), key=lambda refusal: refusal.on)),
        notes=_by_day(
            [*placed.notes, *cases.notes, *notes, *odd_results(placed.own), *remarks(protest, lead, deadlines)]
        ),
        ambiguities=tuple(ambiguity for case in cases.all for ambiguity in case.folded.ambiguities),
        deadlines=deadlines,
        decided_latest=decided.latest if decided else None,
    )


def _review(protest: ProtestFacts, cases: _Cases, decided: Outcome | None) -> Step | None:
    """Return the last decision about the decision: of a higher court, or of GAO asked again, if it changed anything."""
    higher = [t.step for t in cases.main[0].folded.moves if _reviews(protest.forum, t.step)]
    again = [
        t.step
        for case in cases.all
        if case.track.case.kind == "reconsideration"
        for t in case.folded.moves
        if t.step.code in RECONSIDERED and t.step.disposition in CHANGED and decided
    ]
    found = sorted([*higher, *again], key=lambda step: step.on.earliest)
    return found[-1] if found else None


def _reviews(forum: str, step: Step) -> bool:
    """Say whether `step` is the decision of a higher court, which can be to grant, vacate and remand in one."""
    sent_back = step.code == "scotus.granted" and step.disposition == "vacated-remanded"
    return forum in REVIEWS and (step.code in REVIEWS[forum] or sent_back)


def _fold_cases(protest: ProtestFacts, placed: Placed) -> _Cases:
    """Return every case folded: the protest's first, then its supplements, then the requests that follow."""
    court = court_pending_since(protest)
    done: list[Case] = []
    refused: list[Refusal] = []
    missing: list[Gap] = []
    for track in placed.tracks:
        gate = pass_gate(protest, track, _parents(track, done))
        folded = fold(track.machine, gate.track.entries, track.case.docket, complete=protest.record_complete)
        others = {one for other in placed.tracks if other is not track for one in other.case.protester}
        done.append(Case(gate.track, folded, outcomes(protest.forum, gate.track, folded, court, others)))
        refused += [*gate.refused, *refusals(gate.track, folded)]
        # What the record has and was refused is not missing from it.
        told = {refusal.step for refusal in gate.refused}
        missing += [*gate.gaps, *(gap for gap in gaps(gate.track, folded) if gap.missing not in told)]
    kept, notes = _for_all(placed, done, refused)
    return _Cases(tuple(done), tuple(kept), tuple(missing), tuple(notes))


def _parents(track: Track, done: Sequence[Case]) -> list[Folded]:
    """Return the cases that `track` hangs on."""
    if track.case.kind == "initial":
        return []
    kinds = {"initial"} if track.main else {"initial", "supplemental"}
    return [case.folded for case in done if case.track.case.kind in kinds]


def _for_all(placed: Placed, done: Sequence[Case], refused: Sequence[Refusal]) -> tuple[list[Refusal], list[Note]]:
    """Return the refusals that stand: a step for all cases is refused only if no case could take it.

    A second filing that names no number is a supplement whose number is not known, so it becomes a note.
    """
    nameless = {(step.event_id, step.code) for step in placed.own if step.case is None}
    taken = {(t.step.event_id, t.step.code) for case in done for t in case.folded.moves if t.step.case is None}
    kept: list[Refusal] = []
    notes: list[Note] = []
    for refusal in refused:
        key = refusal.event_id, refusal.step
        if key in nameless and key in taken:
            continue
        if key in nameless and refusal.rule == "gao-second-filing":
            text = "A supplement whose number is not in the record; it has no state of its own."
            notes.append(Note("supplement-without-number", text, None, refusal.event_id, refusal.on))
        else:
            kept.append(refusal)
    return kept, notes


def _flags(
    protest: ProtestFacts, placed: Placed, cases: _Cases
) -> tuple[tuple[FlagChange, ...], tuple[FlagChange, ...], list[Refusal]]:
    """Return the states of the stay and of the injunction, and what their machines refused."""
    lead = cases.main[0]
    refused = []
    folds = []
    for machine, entries in ((STAY, placed.stay), (INJUNCTION, placed.injunction)):
        folded = fold(machine, entries, lead.track.case.docket)
        folds.append(folded)
        told = {(refusal.event_id, refusal.step) for refusal in cases.refused}
        refused += [r for r in refusals(lead.track, folded) if (r.event_id, r.step) not in told]
    stay = end_with_case(flag_changes(folds[0]), stay_ends(protest, [case.folded for case in cases.main]), "lifted")
    injunction = end_with_case(flag_changes(folds[1]), injunction_ends(lead.folded), "ended")
    return stay, injunction, refused


def _deadlines(protest: ProtestFacts, cases: _Cases, placed: Placed) -> tuple[list[Deadline], list[Note]]:
    """Return the deadlines of every case, and notes on clocks that could not start."""
    lead = cases.main[0]
    out: list[Deadline] = []
    notes: list[Note] = []
    for case in cases.all:
        folded = with_stated_filing(case)
        course = CaseCourse(protest, case.track, folded, case.outcomes, filing(lead), lead=case is lead)
        running, told = start_clocks(course)
        own = {id(taken.step) for taken in case.folded.taken}
        elsewhere = [
            step
            for step in (*placed.own, *placed.linked)
            if id(step) not in own and not _of_another(step, case, cases.main)
        ]
        out.extend(settle(course, running, elsewhere))
        notes.extend(told)
    return out, notes


def _of_another(step: Step, case: Case, main: Sequence[Case]) -> bool:
    """Say whether `step` moves another case of the protest by its number; requests follow whichever they name."""
    others = {other.track.case.docket for other in main if other is not case}
    return case.track.main and step.case in others and step.code not in REQUESTS


def _merged(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """Return each date of a protest once, by due date: of the cases that share one the last that it binds speaks."""
    found: dict[str, Deadline] = {}
    for deadline in deadlines:
        known = found.get(deadline.key)
        if known is None or _end(deadline) > _end(known):
            found[deadline.key] = deadline
    return tuple(sorted(found.values(), key=lambda deadline: (deadline.due_date, deadline.key)))


def _end(deadline: Deadline) -> date:
    """Return the day from which nothing hangs on a date any more, the last of all days while something does."""
    return deadline.met_on or deadline.moot_on or deadline.superseded_on or date.max


def _by_day(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: note.on))
