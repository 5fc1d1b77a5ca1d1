"""Steps that cannot follow: which rule, step and state an editor should look at; their events are published anyway."""

from collections.abc import Iterable, Mapping

from contracts.procedure import STEP_CODES
from timeline import log
from timeline.documents.protests import short_docket
from timeline.documents.shapes import Document, Ref, ref_of


def refused_steps(protests: Iterable[Document], events: Iterable[str] | None = None) -> list[str]:
    """Say in a sentence each which steps of these protests (of these events, if given) move no state, and why."""
    wanted = None if events is None else set(events)
    return [
        _sentence(protest, refusal)
        for protest in protests
        for refusal in (protest.get("status") or {}).get("refused", [])
        if wanted is None or (refusal["event"] or {}).get("id") in wanted
    ]


def refused_after(revisions: Mapping[Ref, int]) -> list[str]:
    """Say which steps of the events that an act wrote move no state, as the log has it now."""
    events = {ref.id for ref in revisions if ref.object == "event"}
    protests = log.live_documents(ref for ref in revisions if ref.object == "protest")
    return refused_steps(protests.values(), events) if events else []


def refused_now(document: Document) -> list[str]:
    """Say which steps move no state, as last published: all of a protest, or those of an event in its protests."""
    if document["object"] == "protest":
        return refused_steps(log.live_documents([ref_of(document)]).values())
    protests = {ref_of(step["protest"]) for step in document.get("steps", [])}
    return refused_steps(log.live_documents(protests).values(), [document["id"]])


def missing_steps(protests: Iterable[Document]) -> list[str]:
    """Say in a sentence each which steps must have happened in these protests and are not in the record."""
    return [
        f"{gap['case']}: “{_label(gap['missing'])}” must have come before"
        f" “{_label(gap['before_step'])}” of {gap['on']}."
        for protest in protests
        for gap in (protest.get("status") or {}).get("gaps", [])
    ]


def _label(code: str) -> str:
    return STEP_CODES[code].label if code in STEP_CODES else code


def _sentence(protest: Document, refusal: Document) -> str:
    step = _label(refusal["step"])
    where, why = short_docket(protest) or protest["id"], refusal["why"].rstrip(".")
    return (
        f"{where}, {refusal['on']}: the step “{step}” ({refusal['step']}) cannot follow in the state"
        f" “{refusal['state']}”: {why} (rule {refusal['rule']}). The event stands; the state did not move."
    )
