"""What would follow from an event's steps, in sentences for its editor: states, results, gaps, refusals, due dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.procedure import STEP_CODES
from timeline.admin.refusals import refused_steps
from timeline.clocks import deadline_state_on
from timeline.documents.deadlines import numbered
from timeline.documents.protests import short_docket
from timeline.documents.shapes import Document
from timeline.publishing.what_if import Following, bare


@dataclass(frozen=True, slots=True)
class Told:
    """What would become of one proceeding: sentences on its course and its due dates, and steps that cannot follow."""

    name: str
    course: list[str]
    dues: list[str]
    refused: list[str]


def told(followings: list[Following], day: date) -> list[Told]:
    """Say of each proceeding what would be other than it is now; states of due dates are those of `day`."""
    return [
        Told(
            name=short_docket(one.protest) or str(one.protest["id"]),
            course=[*_course(one), *_history(one), *_doubts(one)],
            dues=list(_dues(one, day)),
            refused=refused_steps([{**one.protest, "status": one.after}], [one.event]),
        )
        for one in followings
    ]


def _course(one: Following) -> Iterator[str]:
    """Yield what would become of status, cases, results and of what holds the procurement."""
    before: Document = one.before or {}
    yield _changed("Status", before.get("status"), one.after["status"])
    earlier = {case["docket"]: _state(case) for case in before.get("cases", [])}
    for case in one.after["cases"]:
        if _state(case) != earlier.get(case["docket"]):
            yield _changed(f"State of {case['docket']}", earlier.get(case["docket"]), _state(case))
    for name, words in (
        ("disposition", "Formal end"),
        ("reason", "Reason"),
        ("practical_result", "Practical result"),
        ("stay", "Stay"),
        ("injunction", "Injunction"),
    ):
        if before.get(name) != one.after[name]:
            yield _changed(words, before.get(name), one.after[name])


def _history(one: Following) -> Iterator[str]:
    """Yield the states over time that come and go with the event."""
    before = [_moment(change) for change in (one.before or {}).get("states", [])]
    after = [_moment(change) for change in one.after["states"]]
    yield from (f"New state: {moment}." for moment in after if moment not in before)
    yield from (f"No longer a state: {moment}." for moment in before if moment not in after)


def _moment(change: Document) -> str:
    return f"{change['case']} {_state(change)} from {change['since']} ({change['step'] or 'by time alone'})"


def _state(case: Document) -> str:
    return f"{case['state']}:{case['detail']}" if case["detail"] else str(case["state"])


def _changed(words: str, before: str | None, after: str | None) -> str:
    return f"{words}: {after or 'none'}." if before in {after, None} else f"{words}: {before} → {after or 'none'}."


def _doubts(one: Following) -> Iterator[str]:
    """Yield gaps, notes and open orders of a day that are not there now."""
    for gap in _new(one, "gaps"):
        missing, before = _label(gap["missing"]), _label(gap["before_step"])
        yield f"Not in the record: “{missing}”, which must have come before “{before}” ({gap['case']})."
    for note in _new(one, "notes"):
        yield note["text"]
    for open_order in _new(one, "ambiguities"):
        yield (
            f"{open_order['on']}: the order of that day's steps is open and matters; give a time of day, or the place"
            " within the day."
        )


def _new(one: Following, name: str) -> list[Document]:
    """Return entries of a list that the published status does not have."""
    known = [bare(entry) for entry in (one.before or {}).get(name, [])]
    return [entry for entry in one.after[name] if bare(entry) not in known]


def _label(code: str) -> str:
    return STEP_CODES[code].label if code in STEP_CODES else code


def _dues(one: Following, day: date) -> Iterator[str]:
    """Yield what starts, moves, is met, ends or goes among the due dates."""
    before = dict(numbered({**one.protest, "status": one.before}))
    after = dict(numbered({**one.protest, "status": one.after}))
    for key, due in after.items():
        old = before.get(key)
        if old is None:
            yield f"New: {_due(due)}, {due['citation']}; {_standing(due, day)}."
        elif bare(old) != bare(due):
            moved = f", until now {old['due_date']}" if old["due_date"] != due["due_date"] else ""
            yield f"Changed: {_due(due)}{moved}; {_standing(old, day)} → {_standing(due, day)}."
    for key in before.keys() - after.keys():
        yield f"Gone: {_due(before[key])}."


def _due(due: Document) -> str:
    return f"{due['what']}, due {due['due_date']} ({due['rule']}, {due['certainty']})"


def _standing(due: Document, day: date) -> str:
    """Say what a due date is on the day, and why."""
    state: Any = deadline_state_on(due, day).value
    if due["met_on"]:
        return f"{state} on {due['met_on']}"
    return f"{state}, {due['moot_why']}" if state == "MOOT" and due["moot_why"] else str(state)
