"""Which lane an event lies in and which mark it has: the rules of the picture, used by list and filters too. Pure."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from timeline.documents.acting import ACTING_FOR
from timeline.documents.shapes import Document

PROCUREMENT = frozenset(
    [
        "solicitation",
        "amendment",
        "award",
        "modification",
        "termination",
        "competitive-range",
        "industry-event",
        "corrective-action",
    ]
)
BIDDING = frozenset({"bid-submitted", "bidder-withdrawal"})
FILING = frozenset(["protest-filed", "supplemental-filing", "amended-complaint", "appeal-filed", "motion"])
DECIDING = frozenset(["order", "ruling", "decision", "judgment", "stay", "remand", "settlement", "hearing"])
OVERSIGHT = frozenset({"investigation-opened", "report-released", "legislation"})
IN_FORUM = FILING | {"hearing", "order", "ruling", "judgment", "stay", "remand", "other"}
WHITE_HOUSE = frozenset({"white-house", "donald-trump"})
OVERSIGHT_KINDS = frozenset({"legislature", "oversight-body"})


class Lane(NamedTuple):
    """A row of the picture: its code, name, and the group it stands in."""

    code: str
    name: str | Promise
    group: int


LANES = (
    Lane("agency", _("Agency"), 1),
    Lane("bidders", _("Bidders"), 1),
    Lane("GAO", _("GAO"), 2),
    Lane("COFC", _("Court of Federal Claims"), 2),
    Lane("CAFC", _("Federal Circuit"), 2),
    Lane("SCOTUS", _("Supreme Court"), 2),
    Lane("oversight", _("Congress and oversight"), 3),
    Lane("white-house", _("White House"), 3),
    Lane("press", _("Press"), 3),
)
LANE_OF_TYPE = {
    "leak-or-report": "press",
    **dict.fromkeys(PROCUREMENT, "agency"),
    **dict.fromkeys(BIDDING, "bidders"),
}
LANE_NAMES = {lane.code: lane.name for lane in LANES}
FAMILIES = {
    "procurement": _("Procurement act"),
    "filing": _("Filing"),
    "decision": _("Decision or order"),
    "oversight": _("Oversight act"),
    "statement": _("Public statement"),
    "report": _("Press report"),
    "other": pgettext_lazy("kind of mark", "Other"),
}


def lane_of(event: Document) -> str:
    """Return the code of an event's lane; the first rule that fits decides."""
    kind = event["type"]
    first = event["parties"][0]["party"] if event.get("parties") else {}
    if kind in LANE_OF_TYPE:
        return LANE_OF_TYPE[kind]
    if event["protest"] and (kind in IN_FORUM or (kind == "decision" and _kind_of(first) != "agency")):
        forum = str(event["protest"].get("forum", ""))
        return forum if forum in LANE_NAMES else "agency"
    if kind in {"decision", "hearing"}:
        return "agency" if kind == "decision" else "oversight"
    return _lane_of_party(first)


def _lane_of_party(party: Document) -> str:
    """Return the lane of an organisation, or of the one a person acted for on the day of the event."""
    party = party.get(ACTING_FOR) or party
    if party.get("id") in WHITE_HOUSE:
        return "white-house"
    if party.get("id") == "gao":
        return "GAO"
    if party.get("kind") in OVERSIGHT_KINDS:
        return "oversight"
    return "bidders" if party.get("kind") == "company" else "agency"


def _kind_of(party: Document) -> str | None:
    kind: str | None = (party.get(ACTING_FOR) or party).get("kind")
    return kind


def family_of(event: Document) -> str:
    """Return the family of an event's mark."""
    kind, lane = event["type"], lane_of(event)
    if kind in PROCUREMENT | BIDDING or (kind == "decision" and lane == "agency"):
        return "procurement"
    if kind in FILING:
        return "filing"
    if kind in OVERSIGHT or (kind in {"hearing", "letter"} and lane == "oversight"):
        return "oversight"
    if kind in DECIDING:
        return "decision"
    if kind in {"press-statement", "letter", "statement"}:
        return "statement"
    return "report" if kind == "leak-or-report" else "other"
