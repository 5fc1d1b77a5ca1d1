"""A protest's derived status as readers see it: stages, clocks on the reading day with their working, gaps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contracts.codelists import Forum
from contracts.procedure import STEP_CODES, DeadlineState
from contracts.procedure.deadlines import UNSEEN
from timeline.clocks import deadline_state_on
from timeline.documents.deadlines import numbered
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.wording import lower_first, term, term_upper
from timeline.pages.working import lines_of

STATE_WORDS: dict[DeadlineState, Promise] = {
    DeadlineState.OPEN: pgettext_lazy("deadline", "Open"),
    DeadlineState.MET: pgettext_lazy("deadline", "Met"),
    DeadlineState.MISSED: pgettext_lazy("deadline", "Missed"),
    DeadlineState.OVERDUE: pgettext_lazy("deadline", "Overdue"),
    DeadlineState.MOOT: pgettext_lazy("deadline", "No longer matters"),
    DeadlineState.SUPERSEDED: pgettext_lazy("deadline", "Replaced"),
}
# Of what no public docket shows: to call it missed, or of no matter, would be a guess.
PASSED = pgettext_lazy("deadline", "Passed")
NOT_USED = pgettext_lazy("deadline", "Not used")
KIND_WORDS: dict[str, Promise] = {
    "LEGAL": _("by law"),
    "TARGET": _("a target"),
    "COURT_ORDER": _("by order"),
    "PROJECTED": _("projected"),
}
CERTAINTY_WORDS: dict[str, Promise] = {
    "fixed": _("date fixed by rule and record"),
    "projected": _("projected, moves with what it rests on"),
    "unverified-rule": _("rule or closure not confirmed in full"),
}
FACTS_LACKING = _("the earliest day: facts that can move it later are not in the record")
# The course of a forum as everybody walks it, with the rules whose clocks say when a step is due.
STAGES: dict[str, dict[str, tuple[str, ...]]] = {
    "GAO": {
        "gao.filed": (),
        "gao.report_filed": ("GAO_REPORT_30",),
        "gao.comments_filed": ("GAO_COMMENTS_10",),
        "gao.decided": ("GAO_EXPRESS_65", "GAO_DECISION_100"),
    },
    "COFC": {
        "cofc.filed": (),
        "cofc.ar_filed": (),
        "cofc.mjar_filed": (),
        "cofc.mjar_decided": (),
        "cofc.judgment_entered": (),
    },
    "CAFC": {
        "cafc.notice_of_appeal": (),
        "cafc.brief_filed": (),
        "cafc.argued": (),
        "cafc.decided": (),
        "cafc.mandate": (),
    },
    "SCOTUS": {"scotus.petition_filed": (), "scotus.response_filed": (), "scotus.denied": ()},
    "agency": {"agency.filed": (), "agency.denied": ("AGENCY_DECISION_TARGET_35",)},
}
# The last step of a course stands for a decision either way until there is one.
UNDECIDED = {"scotus.denied", "agency.denied"}
# Turns off the usual course that readers ask for, in their place by date.
TURNS = (
    "agency.independent_review_requested",
    "gao.corrective_action_notice",
    "gao.dismissal_refused",
    "stay.override",
    "stay.override_set_aside",
    "cofc.tro_granted",
    "cofc.pi_granted",
    "cofc.remanded",
    "cofc.remand_completed",
    "cofc.reconsideration_granted",
    "cafc.rehearing_granted",
)
# What higher courts did with a case, on the bar of the case below.
ABOVE = ("cafc.notice_of_appeal", "cafc.decided", "cafc.mandate", "scotus.granted", "scotus.denied", "scotus.decided")
ENDINGS = ("dismissed", "voluntary_dismissal", "withdrawn", "sustained", "corrective_action", "granted")


@dataclass(frozen=True, slots=True)
class Stage:
    """A square of the stage bar: taken, with its event; still `ahead` of an open case; or not in the record."""

    label: SafeString | str
    when: str
    event: Document | None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline on the reading day, with the lines of its working; `id` is its anchor on the protest's page."""

    id: str
    document: Document
    what: SafeString | str
    owner: SafeString | str
    due: str
    state: str
    kind: str
    certainty: str
    lines: tuple[str, ...]


def stages(protest: Document, day: date | None = None, *, pending: bool = False) -> list[Stage]:
    """Return the stages of the forum's usual course with the turns off it; another ending takes the last place.

    Of a case that is `pending` on a day what comes behind the last step taken is still ahead, with the day on which it
    is due where a clock says it.
    """
    taken = _taken(protest["status"] or {})
    rules = STAGES.get(protest["forum"], {})
    above = [code for code in ABOVE if code not in rules]
    course = [code for code in rules if code in STEP_CODES]
    endings = [code for code in taken if code.split(".")[1] in ENDINGS and code not in course]
    if endings:
        course = [code for code in course if code in taken]
    order = [code for code in taken if code in course or code in TURNS or code in above or code in endings[:1]]
    for place, code in enumerate(course):
        if code not in order:
            # What is not in the record stands behind what comes before it in the usual course.
            order.insert(order.index(course[place - 1]) + 1 if place else 0, code)
    last = max((place for place, code in enumerate(order) if code in taken), default=-1)
    return [
        _stage(code, taken.get(code), protest, day if pending and place > last else None, rules.get(code, ()))
        for place, code in enumerate(order)
    ]


def _stage(code: str, event: Document | None, protest: Document, day: date | None, rules: tuple[str, ...]) -> Stage:
    """Return one square; `day` is that on which it is still ahead, None where it is not."""
    label = term(STEP_CODES[code].label)
    if event is not None:
        elsewhere = code in ABOVE and code not in STAGES.get(protest["forum"], {})
        forum = Forum(STEP_CODES[code].forum).label if elsewhere else ""
        return Stage(f"{forum}: {lower_first(str(label))}" if forum else label, days.short(event["date"]), event)
    label = gettext("Decision") if code in UNDECIDED else label
    if day is None:
        return Stage(label, "", None)
    due = [
        deadline["due_date"]
        for _key, deadline in numbered(protest)
        if deadline["rule"] in rules and deadline_state_on(deadline, day) in {DeadlineState.OPEN, DeadlineState.OVERDUE}
    ]
    when = gettext("due %(day)s") % {"day": days.short_text(min(due))} if due else ""
    return Stage(label, when, None, ahead=True)


def _taken(status: Document) -> Document:
    """Return the events of the steps that moved the case, its stay or an injunction, the first of each, by date."""
    changes = [*status.get("states", []), *status.get("stay_states", []), *status.get("injunction_states", [])]
    taken: Document = {}
    for change in sorted(changes, key=lambda change: change["since"]):
        if change["step"] and change["event"]:
            taken.setdefault(change["step"], change["event"])
    return taken


def clocks(protest: Document, day: date) -> list[Clock]:
    """Return all deadlines of a protest as they stand on a day."""
    names = {row["party"]["id"]: row["party"]["name"] for row in protest["parties"]}
    return [clock(key, deadline, day, names) for key, deadline in numbered(protest)]


def clock(key: str, deadline: Document, day: date, names: Mapping[str, str]) -> Clock:
    """Return one deadline as it stands on a day; `names` are those of agencies, by slug."""
    return Clock(
        id=key,
        document=deadline,
        what=term_upper(deadline["what"]),
        owner=term_upper(deadline["owner"]),
        due=days.short_text(deadline["due_date"]),
        state=state_words(deadline, day),
        kind=str(KIND_WORDS[deadline["kind"]]),
        certainty=certainty_words(deadline),
        lines=lines_of(deadline, names),
    )


def certainty_words(deadline: Document) -> str:
    """Return how sure a deadline's day is; a day that rests on no other due date can still lack facts."""
    lacking = deadline["certainty"] == "projected" and deadline["kind"] != "PROJECTED"
    return str(FACTS_LACKING if lacking else CERTAINTY_WORDS[deadline["certainty"]])


def state_words(deadline: Document, day: date) -> str:
    """Return what a deadline is on a day in words; a target or a court's own limit can be met late."""
    state = deadline_state_on(deadline, day)
    known = deadline["certainty"] != "projected"
    late = state is DeadlineState.MET and known and deadline["met_on"] > deadline["due_date"]
    if state is DeadlineState.MOOT and deadline["moot_why"] == UNSEEN:
        return str(PASSED)
    if late:
        return str(_("Met late"))
    return str(NOT_USED if state is DeadlineState.MOOT and _lapsed(deadline) else STATE_WORDS[state])


def _lapsed(deadline: Document) -> bool:
    """Say whether a right's last day passed before anything else ended it."""
    return bool(deadline["right"]) and (deadline["moot_on"] is None or deadline["moot_on"] > deadline["due_date"])


def gaps(protest: Document) -> list[SafeString | str]:
    """Return in words the steps that must have happened and are not in the record."""
    found = [gap["missing"] for gap in (protest["status"] or {}).get("gaps", [])]
    return [term(STEP_CODES[code].label) for code in dict.fromkeys(found) if code in STEP_CODES]
