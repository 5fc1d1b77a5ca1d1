"""How a case ended: formal disposition and reason, and, apart from them, what came of it in practice."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from contracts.procedure.derivation import FlagChange, Outcome
from contracts.procedure.fold import Folded, Taken
from contracts.procedure.tracks import Track

# The disposition that a step says by its name; None where the step itself must say it.
DECIDES: dict[str, str | None] = {
    "agency.denied": "denied",
    "agency.dismissed": "dismissed",
    "agency.sustained": "sustained",
    "agency.corrective_action": None,
    "agency.withdrawn": "withdrawn",
    "gao.dismissed": "dismissed",
    "gao.withdrawn": "withdrawn",
    "gao.decided": None,
    "gao.recon_decided": None,
    "gao.costs_decided": None,
    "cofc.voluntary_dismissal": "dismissed",
    "cofc.dismissed": "dismissed",
    "cofc.mjar_decided": None,
    "cafc.decided": None,
    "scotus.denied": "cert-denied",
    "scotus.decided": None,
    "other.decided": None,
    "other.closed": None,
}
REASONS = {"cofc.voluntary_dismissal": "voluntary"}
# What a whole is called of which only a part was won.
PARTLY = {"sustained": "sustained-in-part", "granted": "granted-in-part"}
SUCCESS = frozenset({"granted", "granted-in-part", "sustained", "sustained-in-part"})
REVERSALS = frozenset({"reversed", "vacated-remanded", "affirmed-in-part"})
# A request to reconsider that GAO granted turns the decision round as a reversal above does.
TURNED = frozenset({"reversed", "vacated-remanded", "granted"})
CORRECTIONS = frozenset({"agency.corrective_action", "gao.corrective_action_notice"})


def outcomes(
    forum: str, track: Track, folded: Folded, court: tuple[date, str] | None, others: Collection[str]
) -> tuple[Outcome, ...]:
    """Return every formal result of one case in order; `court` is the day a court got the matter of a GAO protest.

    A result that is for protesters of other cases alone (`others`) is none of this case.
    """
    own = set(track.case.protester)
    prefix = "gao." if forum == "GAO" else f"{forum.lower()}."
    out = []
    for taken in folded.moves:
        step = taken.step
        granted_and_sent_back = step.code == "scotus.granted" and step.disposition == "vacated-remanded"
        if not step.code.startswith(prefix) or not (step.code in DECIDES or granted_and_sent_back):
            continue
        if step.parties and own.isdisjoint(step.parties) and set(step.parties) <= set(others) - own:
            continue
        reason = step.reason or REASONS.get(step.code)
        inferred = None if reason else _inferred_reason(taken, court)
        out.append(
            Outcome(
                case=track.case.docket,
                disposition=DECIDES.get(step.code) or step.disposition,
                reason=reason or inferred,
                on=taken.since,
                event_id=step.event_id,
                parties=step.parties,
                inferred=inferred is not None,
                latest=max(taken.since, step.on.latest),
            )
        )
    return tuple(out)


def _inferred_reason(taken: Taken, court: tuple[date, str] | None) -> str | None:
    """Return the reason of a dismissal that the record does not give but the course of the case shows."""
    if taken.step.code != "gao.dismissed":
        return None
    if taken.before.startswith("corrective-action-announced"):
        return "academic-corrective-action"
    if taken.before == "comments-missed":
        return "no-comments"
    return "court-pending" if court and court[0] <= taken.since else None


def practical_result(
    forum: str,
    codes: Collection[str],
    reasons: Collection[str | None],
    final: Outcome | None,
    injunction: Sequence[FlagChange],
    *,
    review: str | None = None,
) -> str:
    """Return what the protester got, whatever the formal end; "none" if nothing came of it.

    `codes` are the steps of the protest, `reasons` those of all its results, `final` the result that counts, `review`
    what a higher court, or GAO asked again, made of that result afterwards.
    """
    disposition = final.disposition if final else None
    announced = not CORRECTIONS.isdisjoint(codes) and "gao.dismissal_refused" not in codes
    if "academic-corrective-action" in reasons or (announced and disposition in {None, "dismissed", "withdrawn"}):
        return "corrective-action"
    if review in TURNED:
        return "none" if disposition in SUCCESS | REVERSALS else "reversal"
    if disposition in SUCCESS:
        return _success(forum, codes, injunction)
    if disposition in REVERSALS:
        return "reversal"
    if any(change.state == "in-effect" for change in injunction):
        return "injunction"
    return "remand" if "cofc.remanded" in codes else "none"


def whole_result(last: Sequence[tuple[Collection[str], Sequence[Outcome]]]) -> Outcome | None:
    """Return the result of a protest from its cases, each with its protesters and its last results, the lead first.

    Where one case or party won and another was denied, the whole was won in part.
    """
    counted = [
        outcome
        for protesters, found in last
        for outcome in found
        if not (outcome.parties and protesters) or set(outcome.parties) & set(protesters)
    ]
    first = next((outcome for _, found in last for outcome in found), None)
    won = [outcome for outcome in counted if outcome.disposition in SUCCESS]
    if first is None or not won:
        return first
    if any(outcome.disposition == "denied" for outcome in counted):
        whole = PARTLY.get(won[0].disposition or "", won[0].disposition)
        return replace(won[0], disposition=whole, reason=None, inferred=False)
    return first if first in won else won[0]


def _success(forum: str, codes: Collection[str], injunction: Sequence[FlagChange]) -> str:
    """Return what a decision for the protester brought."""
    if forum == "agency":
        return "relief"
    if forum != "GAO":
        return "injunction" if injunction and injunction[-1].state == "in-effect" else "judgment"
    if "gao.rec_implemented" in codes:
        return "recommendation-followed"
    return "recommendation-refused" if "gao.rec_not_implemented" in codes else "recommendation"
