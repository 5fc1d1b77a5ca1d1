"""Which steps concern which case: the way from a protest's steps to the entries of each machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from contracts.procedure.derivation import Note, Refusal
from contracts.procedure.facts import CaseFacts, Link, ProtestFacts, Relation, Step
from contracts.procedure.fold import Entry
from contracts.procedure.machines import INJUNCTION_CODES, Machine, machine_of
from contracts.procedure.steps import STEP_CODES

LATER_KINDS = ("reconsideration", "costs")
REQUESTS = {
    "gao.recon_requested": "reconsideration",
    "gao.recon_decided": "reconsideration",
    "gao.costs_requested": "costs",
    "gao.costs_decided": "costs",
}
STAYED_FORUMS = frozenset({"GAO", "agency"})
COFC_DECISIONS = frozenset({"cofc.mjar_decided", "cofc.dismissed", "cofc.voluntary_dismissal", "cofc.judgment_entered"})


@dataclass(frozen=True, slots=True)
class Track:
    """One case with its machine and the entries that may move it."""

    case: CaseFacts
    machine: Machine
    entries: tuple[Entry, ...]

    @property
    def main(self) -> bool:
        """Say whether this is a case of the protest itself and no request that follows it."""
        return self.case.kind not in LATER_KINDS


@dataclass(frozen=True, slots=True)
class Placed:
    """The steps of a protest by what they move, with what could not be placed; `linked` are those of other protests."""

    own: tuple[Step, ...]
    linked: tuple[Step, ...]
    tracks: tuple[Track, ...]
    stay: tuple[Entry, ...]
    injunction: tuple[Entry, ...]
    refused: tuple[Refusal, ...]
    notes: tuple[Note, ...]


def sort_steps(facts: ProtestFacts, steps: Iterable[Step]) -> Placed:
    """Return the steps of a protest and of the protests linked to it, by the case and machine that they move."""
    own = _settled(steps)
    refused, notes, placed = [], [], []
    for step in own:
        if step.code not in STEP_CODES:
            notes.append(_note("unknown-step", f"{step.code} is no known step; it moves nothing.", step))
        elif step.code.startswith("stay.") and facts.forum not in STAYED_FORUMS:
            refused.append(_no_stay_here(facts, step))
        else:
            placed.append(step)
    linked, more = _linked(facts, placed)
    cases = _cases(facts, placed)
    tracks = tuple(_track(facts.forum, case, cases, placed, linked) for case in cases)
    refused += [_elsewhere(facts, step) for step in placed if not _has_place(facts, step, tracks)]
    stay = tuple(Entry(step) for step in placed if step.code.startswith("stay."))
    injunction = tuple(Entry(step) for step in placed if step.code in INJUNCTION_CODES and facts.forum == "COFC")
    return Placed(tuple(placed), tuple(linked), tracks, stay, injunction, tuple(refused), (*notes, *more))


def _has_place(facts: ProtestFacts, step: Step, tracks: Sequence[Track]) -> bool:
    """Say whether any machine of the protest knows `step`."""
    flag = step.code.startswith("stay.") or (facts.forum == "COFC" and step.code in INJUNCTION_CODES)
    return flag or any(step.code in track.machine.alphabet for track in tracks)


def _elsewhere(facts: ProtestFacts, step: Step) -> Refusal:
    why = f"{step.code} belongs to another proceeding: no case of this one, in the forum {facts.forum}, can take it."
    return Refusal(step.case or facts.id, step.event_id, step.code, "none", "wrong-forum", why, step.on.earliest)


def _settled(steps: Iterable[Step]) -> list[Step]:
    """Return `steps` without repetitions in an order that hangs on their content alone."""
    return sorted(set(steps), key=lambda step: (step.on.earliest, step.event_id, step.code, repr(step)))


def _note(code: str, text: str, step: Step) -> Note:
    return Note(code, text, step.case, step.event_id, step.on.earliest)


def _no_stay_here(facts: ProtestFacts, step: Step) -> Refusal:
    why = "There is no automatic stay in court; only injunctions and voluntary stays exist there."
    return Refusal(step.case or facts.id, step.event_id, step.code, "none", "no-stay-in-court", why, step.on.earliest)


def _cases(facts: ProtestFacts, steps: Sequence[Step]) -> list[CaseFacts]:
    """Return the cases of the protest, lead first, with those that only steps name.

    A request for reconsideration or costs without a number of its own is a case named after its kind.
    """
    cases = list(facts.cases)
    known = {case.docket for case in cases}
    for docket in sorted({step.case for step in steps if step.case} - known):
        kinds = {REQUESTS.get(step.code) for step in steps if step.case == docket}
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        cases.append(CaseFacts(docket, kind or ("supplemental" if cases else "initial")))
    if not any(case.kind not in LATER_KINDS for case in cases):
        cases.insert(0, CaseFacts(facts.id))
    for kind in LATER_KINDS:
        asked = any(REQUESTS.get(step.code) == kind for step in steps)
        if asked and not any(case.kind == kind for case in cases):
            cases.append(CaseFacts(kind, kind))
    order = {"initial": 0, "supplemental": 1}
    return sorted(cases, key=lambda case: order.get(case.kind, 2))


def _track(
    forum: str, case: CaseFacts, cases: Sequence[CaseFacts], steps: Sequence[Step], linked: Sequence[Step]
) -> Track:
    """Return the track of `case` with its entries."""
    machine = machine_of(forum, case.kind)
    lead = next(other for other in cases if other.kind == case.kind or {other.kind, case.kind}.isdisjoint(LATER_KINDS))
    entries = []
    for step in steps:
        if step.code not in machine.alphabet or not _concerns(step, case, cases):
            continue
        mine = not step.parties or bool(set(step.parties) & set(case.protester))
        entries.append(Entry(step, soft=step.case is None and case is not lead, rank=0 if mine else 1))
    entries.extend(Entry(step) for step in linked if step.code in machine.alphabet)
    return Track(case, machine, tuple(entries))


def _concerns(step: Step, case: CaseFacts, cases: Sequence[CaseFacts]) -> bool:
    """Say whether `step` is about `case`: by number, by the kind of request, or because it names none."""
    kind = REQUESTS.get(step.code)
    if step.case is None:
        return case.kind == kind if kind else case.kind not in LATER_KINDS
    if kind is None or any(other.docket == step.case and other.kind == kind for other in cases):
        return case.docket == step.case
    # A request entered under the number that it asks about.
    return case.kind == kind


def _linked(facts: ProtestFacts, own: Sequence[Step]) -> tuple[list[Step], list[Note]]:
    """Return the steps of linked protests that move this one, freed of their docket numbers, and notes on others."""
    steps: list[Step] = []
    notes: list[Note] = []
    seen = {(step.event_id, step.code) for step in own}
    for link in facts.links:
        interlocutory = _interlocutory(facts, link, own)
        if interlocutory:
            notes.append(interlocutory)
            continue
        if not _moves(facts, link):
            continue
        for step in _settled(link.steps):
            if (step.event_id, step.code) not in seen:
                seen.add((step.event_id, step.code))
                steps.append(replace(step, case=None))
    return steps, notes


def _moves(facts: ProtestFacts, link: Link) -> bool:
    """Say whether the steps of `link` can move this protest."""
    if link.relation is Relation.APPEAL:
        return True
    return link.relation is Relation.LATER and facts.forum == "agency" and link.same_protester


def _interlocutory(facts: ProtestFacts, link: Link, own: Sequence[Step]) -> Note | None:
    """Return a note if `link` appeals an order on an injunction, which leaves the case where it is.

    28 U.S.C. § 1292(c)(1), unverified: known by a ruling on an injunction and no decision before the appeal.
    """
    if link.relation is not Relation.APPEAL or facts.forum != "COFC" or link.forum != "CAFC" or not link.steps:
        return None
    first = min(link.steps, key=lambda step: (step.on.earliest, step.event_id))
    before = {step.code for step in own if step.on.earliest <= first.on.earliest}
    if before & COFC_DECISIONS or not before & INJUNCTION_CODES:
        return None
    text = f"{link.protest} appeals an order on an injunction; the case itself stays open."
    return Note("interlocutory-appeal", text, None, first.event_id, first.on.earliest)


def court_pending_since(facts: ProtestFacts) -> tuple[date, str] | None:
    """Return the day and event from which the matter was before a court, for a GAO protest (4 C.F.R. § 21.11)."""
    filings = [
        (step.on.earliest, step.event_id)
        for link in facts.links
        if link.relation is Relation.LATER and link.forum == "COFC"
        for step in link.steps
        if step.code == "cofc.filed"
    ]
    return min(filings, default=None)
