"""What one case allows another: supplements need an open protest, requests need a decision to ask about."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from contracts.procedure.derivation import Gap, Refusal
from contracts.procedure.facts import ProtestFacts, Step
from contracts.procedure.fold import Folded, Taken, Verdict
from contracts.procedure.steps import STEP_CODES, Effect
from contracts.procedure.tracks import REQUESTS, Track

SUSTAINED = frozenset({"closed:sustained", "closed:sustained-in-part"})


class Gate(NamedTuple):
    """The track with only the entries that may pass, and what is to be told about the others."""

    track: Track
    refused: tuple[Refusal, ...]
    gaps: tuple[Gap, ...]


def pass_gate(facts: ProtestFacts, track: Track, parents: Sequence[Folded]) -> Gate:
    """Return `track` without the steps that the cases folded before it do not allow."""
    refused, gaps, entries = [], [], []
    for entry in track.entries:
        why = _obstacle(facts, track, entry.step, parents)
        if why:
            refused.append(_refusal(track, entry.step, parents, *why))
            continue
        if REQUESTS.get(entry.step.code) and _asks(entry.step) and not _closed(parents, entry.step.on.earliest):
            if facts.record_complete:
                why = ("request-before-decision", "There is no decision yet that could be asked about.")
                refused.append(_refusal(track, entry.step, parents, *why))
                continue
            gaps.append(_gap(track, entry.step))
        entries.append(entry)
    return Gate(Track(track.case, track.machine, tuple(entries)), tuple(refused), tuple(gaps))


def _obstacle(facts: ProtestFacts, track: Track, step: Step, parents: Sequence[Folded]) -> tuple[str, str] | None:
    """Return the rule and words by which `step` cannot be taken in `track`, None if it can."""
    filed = track.case.filed
    if filed and step.on.latest < filed and STEP_CODES[step.code].effect not in {Effect.FILES, Effect.NOTES}:
        return "before-filing", f"{track.case.docket} was filed only on {filed.isoformat()}."
    if track.main:
        day = step.on.earliest
        late = step.code == "gao.filed" and parents and all(_closed_before(parent, day) for parent in parents)
        text = "A supplement to a closed number must be a new protest."
        return ("gao-supplement-to-closed", text) if late else None
    return _obstacle_to_request(facts, track, step, parents) if _asks(step) else None


def _obstacle_to_request(
    facts: ProtestFacts, track: Track, step: Step, parents: Sequence[Folded]
) -> tuple[str, str] | None:
    """Return why a request for reconsideration or costs cannot be made, None if it can."""
    if facts.participants and step.parties and not set(step.parties) & set(facts.participants):
        return "gao-request-by-outsider", "Only participants in the protest can ask (4 C.F.R. § 21.14(a))."
    closed = _closed(parents, step.on.earliest)
    if closed and track.case.kind == "reconsideration" and all(t.after == "closed:withdrawn" for t in closed):
        return "gao-reconsideration-of-withdrawal", "A withdrawn protest has no decision to reconsider."
    if closed and track.case.kind == "costs" and not any(_gave_relief(taken) for taken in closed):
        return "gao-costs-without-relief", "Costs follow a sustained protest or corrective action only."
    return None


def _asks(step: Step) -> bool:
    return step.code in {"gao.recon_requested", "gao.costs_requested", "gao.filed"}


def _closing(folded: Folded) -> Taken | None:
    """Return the step that closed a case, None while it is open."""
    if folded.machine.statuses[folded.state] != "closed":
        return None
    return next(taken for taken in folded.moves if taken.after == folded.state and taken.before != taken.after)


def _closed(parents: Sequence[Folded], day: date) -> list[Taken]:
    """Return the steps that closed the parents by `day`."""
    return [taken for taken in map(_closing, parents) if taken and taken.since <= day]


def _closed_before(folded: Folded, day: date) -> bool:
    taken = _closing(folded)
    return taken is not None and taken.since < day


def _gave_relief(taken: Taken) -> bool:
    corrected = taken.before.startswith("corrective-action") or taken.step.reason == "academic-corrective-action"
    return taken.after in SUSTAINED or corrected


def _refusal(track: Track, step: Step, parents: Sequence[Folded], rule: str, why: str) -> Refusal:
    state = parents[0].state if parents else track.machine.start
    return Refusal(track.case.docket, step.event_id, step.code, state, rule, why, step.on.earliest)


def _gap(track: Track, step: Step) -> Gap:
    return Gap(track.case.docket, "gao.decided", step.event_id, step.code, step.on.earliest)


def refusals(track: Track, folded: Folded) -> tuple[Refusal, ...]:
    """Return what the machine of `track` refused."""
    out = []
    for taken in folded.taken:
        if taken.verdict is Verdict.REFUSED:
            rule, why = folded.machine.refusal(taken.before, taken.step.code)
            if (taken.before, taken.step.code) in folded.machine.bridges:
                rule, why = "record-complete", "It needs steps that a complete record does not show."
            step = taken.step
            docket = track.case.docket
            out.append(Refusal(docket, step.event_id, step.code, taken.before, rule, why, step.on.earliest))
    return tuple(out)


def gaps(track: Track, folded: Folded) -> tuple[Gap, ...]:
    """Return the steps that must have happened and are not in the record."""
    seen: set[str] = set()
    out: list[Gap] = []
    for taken in folded.moves:
        step = taken.step
        unseen = [code for code in taken.missing if code not in seen]
        out.extend(Gap(track.case.docket, code, step.event_id, step.code, taken.since) for code in unseen)
        seen.add(taken.step.code)
    return tuple(out)
