"""A protest's derived status as readers see it: stages, clocks on the reading day with their working, gaps. Pure."""

from dataclasses import dataclass
from datetime import date

from contracts.procedure import STATUSES, STEP_CODES, DeadlineState
from timeline.clocks import deadline_state_on
from timeline.derived import working_lines
from timeline.documents.deadlines import numbered
from timeline.documents.shapes import Document
from timeline.pages import days

STATE_WORDS = {
    DeadlineState.OPEN: "Open",
    DeadlineState.MET: "Met",
    DeadlineState.MISSED: "Missed",
    DeadlineState.OVERDUE: "Overdue",
    DeadlineState.MOOT: "No longer matters",
    DeadlineState.SUPERSEDED: "Replaced",
}
KIND_WORDS = {"LEGAL": "by law", "TARGET": "a target", "COURT_ORDER": "by order", "PROJECTED": "projected"}
CERTAINTY_WORDS = {
    "fixed": "date fixed by rule and record",
    "projected": "projected, moves with what it rests on",
    "unverified-rule": "rule or closure not confirmed in full",
}
# The GAO's course as everybody walks it; a square without a step in the record is hollow.
STAGES = {
    "GAO": ("gao.filed", "gao.report_filed", "gao.comments_filed", "gao.decided"),
    "COFC": ("cofc.filed", "cofc.ar_filed", "cofc.mjar_filed", "cofc.mjar_decided", "cofc.judgment_entered"),
    "CAFC": ("cafc.notice_of_appeal", "cafc.brief_filed", "cafc.argued", "cafc.decided", "cafc.mandate"),
    "SCOTUS": ("scotus.petition_filed", "scotus.response_filed", "scotus.denied"),
    "agency": ("agency.filed", "agency.denied"),
}
ENDINGS = ("dismissed", "voluntary_dismissal", "withdrawn", "sustained", "corrective_action", "granted")


@dataclass(frozen=True, slots=True)
class Stage:
    """A square of the stage bar; without an event it is not in the record."""

    label: str
    when: str
    event: Document | None


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline on the reading day, with the lines of its working; `id` is its anchor on the protest's page."""

    id: str
    document: Document
    due: str
    state: str
    kind: str
    certainty: str
    lines: tuple[str, ...]


def stages(protest: Document) -> list[Stage]:
    """Return the stages of the forum's usual course; an ending outside of it takes the last place."""
    taken: dict[str, Document] = {}
    for change in (protest["status"] or {}).get("states", []):
        if change["step"] and change["event"]:
            taken.setdefault(change["step"], change["event"])
    course = list(STAGES.get(protest["forum"], ()))
    other_end = next((code for code in taken if code.split(".")[1] in ENDINGS and code not in course), None)
    if other_end:
        course = [code for code in course if code in taken] + [other_end]
    return [
        Stage(STEP_CODES[code].label, days.short(taken[code]["date"]) if code in taken else "", taken.get(code))
        for code in course
        if code in STEP_CODES
    ]


def clocks(protest: Document, day: date) -> list[Clock]:
    """Return all deadlines of a protest as they stand on a day."""
    return [clock(key, deadline, day) for key, deadline in numbered(protest)]


def clock(key: str, deadline: Document, day: date) -> Clock:
    """Return one deadline as it stands on a day."""
    return Clock(
        id=key,
        document=deadline,
        due=days.short_text(deadline["due_date"]),
        state=state_words(deadline, day),
        kind=KIND_WORDS[deadline["kind"]],
        certainty=CERTAINTY_WORDS[deadline["certainty"]],
        lines=working_lines(deadline),
    )


def state_words(deadline: Document, day: date) -> str:
    """Return what a deadline is on a day in words; a target or a court's own limit can be met late."""
    state = deadline_state_on(deadline, day)
    late = state is DeadlineState.MET and deadline["met_on"] > deadline["due_date"]
    return "Met late" if late else STATE_WORDS[state]


def gaps(protest: Document) -> list[str]:
    """Return in words the steps that must have happened and are not in the record."""
    found = [gap["missing"] for gap in (protest["status"] or {}).get("gaps", [])]
    return [STEP_CODES[code].label for code in dict.fromkeys(found) if code in STEP_CODES]


def status_words(protest: Document) -> str:
    """Return a derived status in the bench's words."""
    term = STATUSES.get((protest["status"] or {}).get("status", "unknown"))
    return term.label if term else "Unknown"
