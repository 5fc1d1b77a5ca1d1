"""The part each named party plays in an event: from captions and filings, and from who acts in a headline. Pure."""

import re
from collections.abc import Callable
from typing import Final

from timeline.classification.told import Participant, Role, Told

_SIDES: Final = {
    "COFC": ("plaintiff", "defendant"),
    "CAFC": ("appellant", "appellee"),
    "SCOTUS": ("petitioner", "respondent"),
    "other": ("plaintiff", "defendant"),
}
_V: Final = re.compile(r"\sv(?:s)?\.\s")
_SIGNED: Final = re.compile(r"\b(?:chief |senior |special )?(?:judges?|justice|richter(?:in)?)\s", re.IGNORECASE)
_FILED_BY: Final = re.compile(r"\bfiled by ", re.IGNORECASE)
_INTERVENES: Final = re.compile(r"\binterven", re.IGNORECASE)
# Who challenges, by the forum.
_CHALLENGER: Final = {"COFC": "plaintiff", "CAFC": "appellant", "SCOTUS": "petitioner"}
_CHALLENGES: Final = frozenset({"protest-filed", "supplemental-filing", "amended-complaint", "appeal-filed"})
_DECIDES: Final = frozenset({"decision", "ruling", "order", "remand", "judgment", "stay", "hearing", "motion"})
_CHALLENGES_CALLED: Final = "protests?|challenge|lawsuit|suit|appeal|complaint|claims?|klage|beschwerde"
_WINS_AFTER: Final = (
    r"(?:(?:awards?|awarded|goes|went|given|gives?|contract|deal|award|win|vergeben|vergibt|geht|auftrag|an|für|to"
    r"|with|at)\s"
    r"(?:\S+\s){0,6}?(?:to|with|for|an|für|mit)\s(?:the\s)?)"
)
_WINS_BEFORE: Final = (
    r"(?:['’]s)?\W{1,3}(?:\S+\s){0,2}?(?:wins?|won|gets?|lands?|beats?|bests|snags?|nabs|secures?|receives|sticht"
    r"|gewinnt|erhält|"
    r"bekommt|shares?|share|teilen|is awarded|was awarded|has been awarded|are awarded|awarded)\b"
)


def roles_of(told: Told, event_type: str, forum: str, register: str) -> tuple[Role, ...]:
    """Return the role of every named party; `other` where nothing shows it."""
    captions = _V.split(told.title, maxsplit=1)
    both = f"{told.title}\n{told.text}"
    found = []
    for one in told.participants:
        role = (
            _by_kind(one, event_type, both)
            or _by_caption(one, captions, forum if register == "court" else "")
            or _by_filing(one, both, event_type)
            or (_of_gao(one, event_type) if forum == "GAO" else "")
            or _by_deed(one, both, event_type, forum)
            or ("buyer" if one.part == "buyer" else "other")
        )
        found.append(Role(one.slug, role, one.spelling))
    return tuple(found)


def _by_kind(one: Participant, event_type: str, text: str) -> str:
    """Read what the kind of a party says: courts are forums, people judges, authors or speakers by what is beside."""
    if one.kind == "court" or one.slug == "gao":
        return "forum"
    if one.kind == "oversight-body":
        return {"report-released": "author", "investigation-opened": "investigator"}.get(event_type, "")
    if one.kind == "legislature":
        return "legislature" if event_type == "legislation" else ""
    if one.kind != "person":
        return ""
    before = _words_before(one, text)
    if _SIGNED.search(before[-24:]):
        return "judge"
    return {"letter": "author", "press-statement": "speaker", "hearing": "witness", "recusal": "official"}.get(
        event_type if _is_subject(one, text) else "", "other"
    )


def _by_caption(one: Participant, sides: list[str], forum: str) -> str:
    if len(sides) != 2 or not forum:
        return ""
    names = _SIDES.get(forum, _SIDES["other"])
    for side, role in zip(sides, names, strict=True):
        if _has(one, side):
            return role
    return ""


def _by_filing(one: Participant, text: str, event_type: str) -> str:
    for found in _FILED_BY.finditer(text):
        if _has(one, text[found.end() : found.end() + len(one.spelling) + 30]):
            if _INTERVENES.search(text[: found.start()]):
                return "intervenor"
            return "movant" if event_type == "motion" else ""
    return ""


def _of_gao(one: Participant, event_type: str) -> str:
    if event_type not in _CHALLENGES | _DECIDES:
        return ""
    return "respondent" if one.part == "buyer" else ""


def _by_deed(one: Participant, text: str, event_type: str, forum: str) -> str:
    """Read who acts or is acted for in a sentence: who sues, who wins, who withdraws."""
    deed = _DEEDS.get(event_type)
    if deed is None or one.part != "bidder":
        return ""
    return deed(one, text, forum)


def _challenger(one: Participant, text: str, forum: str) -> str:
    if _is_subject(one, text):
        return _CHALLENGER.get(forum, "protester")
    return "awardee" if _wins(one, text) else ""


def _challenger_in_decision(one: Participant, text: str, forum: str) -> str:
    said = _spelled(one)
    own = rf"\b{said}(?:['’]s|['’]|s)?\s(?:\S+\s){{0,3}}?(?:{_CHALLENGES_CALLED})\b"
    of = rf"\b(?:{_CHALLENGES_CALLED}) (?:of|by|from|von) (?:\S+ )?{said}\b"
    loses = rf"\b{said} (?:loses?|wins?|verliert|scheitert|gewinnt|unterliegt)\b|\bprotester: {said}"
    if re.search(f"{own}|{of}|{loses}", text, re.IGNORECASE):
        return _CHALLENGER.get(forum, "protester")
    return "awardee" if _wins(one, text) else ""


def _winner(one: Participant, text: str, _forum: str) -> str:
    return "awardee" if _wins(one, text) else "offeror"


def _ended(one: Participant, text: str, _forum: str) -> str:
    return "awardee" if _wins(one, text) else ""


def _bidder(_one: Participant, _text: str, _forum: str) -> str:
    return "offeror"


_DEEDS: Final[dict[str, Callable[[Participant, str, str], str]]] = {
    **dict.fromkeys(_CHALLENGES, _challenger),
    **dict.fromkeys(_DECIDES, _challenger_in_decision),
    "award": _winner,
    "modification": _winner,
    "termination": _ended,
    "bidder-withdrawal": _bidder,
    "bid-submitted": _bidder,
    "competitive-range": _bidder,
}


def _has(one: Participant, text: str) -> bool:
    return re.search(rf"\b{_spelled(one)}", text, re.IGNORECASE) is not None


def _spelled(one: Participant) -> str:
    """Return a pattern for a spelling: between its words any marks may stand (“AMAZON WEB SERVICES, INC.”)."""
    return r"\W+".join(map(re.escape, one.spelling.split()))


def _words_before(one: Participant, text: str) -> str:
    found = re.search(rf"\b{_spelled(one)}", text)
    return text[: found.start()] if found else ""


def _is_subject(one: Participant, text: str) -> bool:
    """Say whether a party stands at the head of the title: before its verb, as far as word order goes."""
    title = text.split("\n", 1)[0]
    found = re.search(rf"\b{_spelled(one)}", title)
    return found is not None and found.start() <= max(12, len(title) // 4)


def _wins(one: Participant, text: str) -> bool:
    said = _spelled(one)
    return (
        re.search(rf"\b{said}{_WINS_BEFORE}", text, re.IGNORECASE) is not None
        or re.search(rf"\b{_WINS_AFTER}{said}\b", text, re.IGNORECASE) is not None
        or re.search(rf"\b(?:picks?|picked|chose|chooses?|selects?|selected|taps?|wählt) {said}\b", text, re.IGNORECASE)
        is not None
    )
