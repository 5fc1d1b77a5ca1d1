"""Turn published events into the procedure engine's steps, and what it derives into a protest document's `status`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from contracts.codelists import CHALLENGER_ROLES, Forum, Role
from contracts.procedure import CaseFacts, Link, ProtestFacts, Relation, Step, When, as_document, derive
from timeline import log
from timeline.documents.shapes import Document, ref_of, reference

# Fields of a derivation that name an event; in the document they are references to it.
EVENT_FIELDS = {
    "event_id": "event",
    "before_event": "before_event",
    "trigger_event": "trigger_event",
    "met_by": "met_by",
}
AFTER = {Forum.AGENCY: (Forum.GAO, Forum.COFC), Forum.GAO: (Forum.COFC,)}


def status_of(
    protest: Document, protests: Iterable[Document], *, supposed: Sequence[Document] = (), until: date = date.max
) -> Document:
    """Derive a protest's status over time, its outcome, stays and deadlines from the events that the log has of it.

    `protests` are all protests of the dispute: an appeal or a suit over the same matter moves the others. `supposed`
    are events that take the place of those of the same id, or come to them, for somebody who asks what would follow.
    With `until` nothing that happened after that day is looked at, in this proceeding, in others or as an input.
    """
    rows = list(protests)
    others = [row for row in rows if row["id"] != protest["id"]]
    higher = _higher(protest["id"], rows)
    own = _steps(protest, supposed, until)
    facts = ProtestFacts(
        id=protest["id"],
        forum=protest["forum"],
        cases=tuple(_case(case, until) for case in protest["cases"]),
        stage=protest["stage"] or None,
        agency=next((row["party"]["id"] for row in protest["parties"] if row["role"] in AGENCY_ROLES), None),
        award_date=_award_before(protest, own),
        **_debriefing(protest, until),
        participants=tuple(row["party"]["id"] for row in protest["parties"]),
        links=tuple(
            link for other in others if (link := _link(protest, own, other, _steps(other, supposed, until), higher))
        ),
    )
    derived: Document = _with_references(as_document(derive(facts, own)))
    for name in ("protest", "forum"):
        derived.pop(name, None)
    return derived


AGENCY_ROLES = (Role.BUYER, Role.RESPONDENT)


def _debriefing(protest: Document, until: date) -> dict[str, Any]:
    """Return what the stay's clock needs of the debriefing; documents from before it was asked for hold nothing."""
    known: Document = protest.get("debriefing") or {}
    return {
        "debriefing_date": _day_by(until, known.get("offered")),
        "debriefing_required": not known.get("none_required", False),
        "answers_delivered": _day_by(until, known.get("answered")),
    }


def _case(case: Document, until: date) -> CaseFacts:
    return CaseFacts(
        docket=case["docket"],
        kind=case["kind"],
        protester=(case["protester"]["id"],) if case["protester"] else (),
        filed=_day_by(until, case["date_filed"]),
    )


def _steps(protest: Document, supposed: Sequence[Document], until: date) -> tuple[Step, ...]:
    """Return the steps that events took in this protest by a day, a step a case that the event names."""
    events = {event["id"]: event for event in log.documents_in_scope(f"protest:{protest['id']}")}
    events |= {event["id"]: event for event in supposed}
    return tuple(
        Step(
            event_id=event["id"],
            forum=protest["forum"],
            case=case,
            code=step["step"],
            on=_when(event["date"]),
            disposition=step["disposition"] or None,
            reason=step["reason"] or None,
            days=step["days"],
            until=_exact_day(step["until"]),
            parties=tuple(party["id"] for party in step["parties"]),
            order=event["day_order"],
        )
        for event in events.values()
        if date.fromisoformat(event["date"]["earliest"]) <= until
        for step in event.get("steps", ())
        if step["protest"]["id"] == protest["id"]
        for case in (step["cases"] or [None])
    )


def _when(day: Document) -> When:
    if day["precision"] == "time":
        return When.instant(datetime.fromisoformat(day["text"].rstrip("~")))
    return When(date.fromisoformat(day["earliest"]), date.fromisoformat(day["latest"]))


def _exact_day(day: Document | None) -> date | None:
    return date.fromisoformat(day["earliest"]) if day and day["earliest"] == day["latest"] else None


def _day_by(until: date, day: Document | None) -> date | None:
    """Return a day that is known exactly, None if it is later than `until`."""
    found = _exact_day(day)
    return found if found and found <= until else None


def _higher(key: str, protests: list[Document]) -> set[str]:
    """Return the proceedings that appeal this one, directly or through another appeal."""
    found = {row["id"] for row in protests if row["appeals"] and row["appeals"]["id"] == key}
    return found.union(*(_higher(one, protests) for one in found)) if found else set()


def _link(
    protest: Document, own: tuple[Step, ...], other: Document, steps: tuple[Step, ...], higher: set[str]
) -> Link | None:
    """Say how another protest of the dispute stands to this one, or None where it cannot move it."""
    relation = Relation.APPEAL if other["id"] in higher else _relation(protest, other)
    if relation is Relation.LATER and steps and own and _first_day(steps) < _first_day(own):
        relation = Relation.EARLIER
    if relation is None:
        return None
    same = bool(_challengers(protest) & _challengers(other))
    return Link(relation, other["id"], other["forum"], steps, same)


def _first_day(steps: tuple[Step, ...]) -> date:
    return min(step.on.earliest for step in steps)


def _relation(protest: Document, other: Document) -> Relation | None:
    if not _shared(protest, other, "contracts") or other["stage"] != protest["stage"]:
        return None
    if protest["forum"] == other["forum"] == Forum.GAO and _base(protest) == _base(other):
        return Relation.GROUP
    if other["forum"] in AFTER.get(protest["forum"], ()):
        return Relation.LATER
    if protest["forum"] in AFTER.get(other["forum"], ()):
        return Relation.EARLIER
    return None


def _shared(one: Document, other: Document, name: str) -> bool:
    return bool({ref_of(item) for item in one[name]} & {ref_of(item) for item in other[name]})


def _base(protest: Document) -> str:
    return str(protest["cases"][0]["docket_number"].split(".")[0]) if protest["cases"] else ""


def _challengers(protest: Document) -> set[str]:
    return {row["party"]["id"] for row in protest["parties"] if row["role"] in CHALLENGER_ROLES}


def _award_before(protest: Document, steps: tuple[Step, ...]) -> date | None:
    """Return the newest award of the disputed contracts up to the first step of a post-award protest."""
    if protest["stage"] != "post-award" or not steps:
        return None
    filed = _first_day(steps)
    contracts = log.live_documents(ref_of(item) for item in protest["contracts"]).values()
    days = [_exact_day(award["date"]) for contract in contracts for award in contract["awards"]]
    return max((day for day in days if day and day <= filed), default=None)


def _with_references(value: Any) -> Any:
    """Replace the ids of events by references, which take the event's title and follow its renaming."""
    if isinstance(value, list):
        return [_with_references(item) for item in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for name, item in value.items():
        if name in EVENT_FIELDS:
            found[EVENT_FIELDS[name]] = reference("event", item) if item else None
        elif name == "event_ids":
            found["events"] = [reference("event", key) for key in item]
        else:
            found[name] = _with_references(item)
    return found
