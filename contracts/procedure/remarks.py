"""What an editor should look at although it changes no state: odd results, early comments, a last day for the stay."""

from collections.abc import Sequence

from contracts.procedure.deadlines import NOT_IN_RECORD
from contracts.procedure.derivation import Certainty, Deadline, Note
from contracts.procedure.facts import ProtestFacts, Step
from contracts.procedure.fold import Verdict
from contracts.procedure.history import Case, filed_on
from contracts.procedure.steps import MUST_SAY, REASONS_OF, RESULTS_OF, STEP_CODES, Effect
from contracts.procedure.tracks import court_pending_since


def odd_results(steps: Sequence[Step]) -> list[Note]:
    """Return notes on results and reasons that their step cannot bring, and on decisions that bring no result."""
    notes = []
    for step in steps:
        # A filing decides nothing; what other steps without results of their own may say is left open.
        files = STEP_CODES[step.code].effect is Effect.FILES
        allowed = frozenset() if files else RESULTS_OF.get(step.code)
        if step.disposition is None and step.code in MUST_SAY:
            text = f"{step.code} says no result, so the end is known and not how it went."
            notes.append(Note("no-disposition", text, step.case, step.event_id, step.on.earliest))
        elif step.disposition and allowed is not None and step.disposition not in allowed:
            text = (
                f"{step.code} cannot end as {step.disposition}; possible are: {', '.join(sorted(allowed)) or 'none'}."
            )
            notes.append(Note("odd-disposition", text, step.case, step.event_id, step.on.earliest))
        reasons = REASONS_OF.get(step.code)
        if step.reason and reasons is not None and step.reason not in reasons:
            possible = ", ".join(sorted(reasons)) or "none"
            text = f"{step.code} cannot rest on the reason {step.reason}; possible are: {possible}."
            notes.append(Note("odd-reason", text, step.case, step.event_id, step.on.earliest))
    return notes


def remarks(protest: ProtestFacts, lead: Case, deadlines: Sequence[Deadline]) -> list[Note]:
    """Return what an editor should look at although it changes no state."""
    docket, notes = lead.track.case.docket, list[Note]()
    for taken in lead.folded.moves:
        if taken.verdict is Verdict.UNUSUAL and taken.step.code == "gao.comments_filed":
            text = "Comments came before the report: filed early, or the report is not in the record."
            notes.append(Note("comments-before-report", text, docket, taken.step.event_id, taken.since))
    court = court_pending_since(protest)
    if protest.forum == "GAO" and court and not any(o.on < court[0] for o in lead.outcomes):
        text = "The matter is before a court: GAO dismisses it, whoever filed there (4 C.F.R. § 21.11)."
        notes.append(Note("court-pending", text, docket, court[1], court[0]))
    filed = filed_on(lead)
    for deadline in deadlines:
        in_time = deadline.met_on is not None and deadline.met_on <= deadline.due_date
        in_time = in_time or deadline.moot_why == NOT_IN_RECORD
        known = deadline.certainty is not Certainty.PROJECTED
        if deadline.rule == "CICA_STAY" and filed == deadline.due_date and known and not in_time:
            text = "Filed on the last day for the stay: GAO has a day to notify the agency, so it may come too late."
            notes.append(Note("filed-on-stay-deadline", text, docket, deadline.trigger_event, filed))
    return notes
