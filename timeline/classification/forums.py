"""The forum an event belongs to: named by the item, or the only one that the law leaves. Pure."""

import re
from typing import Final

from contracts.codelists import Forum
from timeline.classification.courts import forum_of
from timeline.classification.told import Told, joined, sentences

_GAO: Final = re.compile(
    r"\bgao\b|government accountability office|\brechnungshofs?\b|congressional watchdog|\bB-?\d{6}\b", re.IGNORECASE
)
_COFC: Final = re.compile(r"court of federal claims|\bcofc\b|claims court|federal court of claims", re.IGNORECASE)
_CAFC: Final = re.compile(r"federal circuit|\bcafc\b|\bfed\. cir", re.IGNORECASE)
_SCOTUS: Final = re.compile(
    r"supreme court|\bscotus\b|\bjustices\b|certiorari|oberste[rsn]? (?:us-)?gericht", re.IGNORECASE
)
_AGENCY: Final = re.compile(
    r"agency-level protest|protests? (?:with|to|at) (?:the )?(?:pentagon|agency|army|navy|air force|nasa"
    r"|defense department)\b"
    r"|\bprotests?\b.{0,40}\bdirectly (?:to|with)\b|\bdepartment itself\b|agency protest",
    re.IGNORECASE,
)
ONE_COURT: Final = (
    "Suits over federal procurements are heard by the Court of Federal Claims only (28 U.S.C. § 1491(b))."
)
_NAMED: Final = (
    (Forum.AGENCY, _AGENCY),
    (Forum.GAO, _GAO),
    (Forum.COFC, _COFC),
    (Forum.CAFC, _CAFC),
    (Forum.SCOTUS, _SCOTUS),
)
_APPEALS_COURT: Final = re.compile(r"\bappeals court|court of appeals|berufungsgericht", re.IGNORECASE)
_TRIAL_COURT: Final = re.compile(
    (
        r"\b(?:judge|federal court|lawsuit|sues?|sued|suit|injunction|richterin|richter|klagt|klage|verklagt"
        r"|us-gericht|bundesgericht|vor gericht)\b"
    ),
    re.IGNORECASE,
)
# A title that says who went to court; what the text says of GAO is then what went before.
_WENT_TO_COURT: Final = re.compile(
    r"\b(?:sues?|sued|lawsuit|suit|to (?:federal )?court|in (?:federal )?court|klagt|verklagt|klage|vor gericht)\b",
    re.IGNORECASE,
)
_ADDRESSES: Final = (
    (Forum.SCOTUS, re.compile(r"supremecourt\.gov", re.IGNORECASE)),
    (Forum.CAFC, re.compile(r"ecf\.cafc|cafc\.uscourts", re.IGNORECASE)),
    (Forum.COFC, re.compile(r"ecf\.cofc|\buscfc\b", re.IGNORECASE)),
    (Forum.OTHER, re.compile(r"ecf\.[a-z0-9]+\.uscourts", re.IGNORECASE)),
)
_WORDS_OF_COURTS: Final = (
    (
        Forum.OTHER,
        re.compile(r"\((?!Fed)\w[\w. ]{0,12} Cir\.\)|\bdistrict court|\b[NSEW]\.D\.", re.IGNORECASE),
        "It names another court.",
    ),
    (
        Forum.COFC,
        re.compile(r"\b\d\d-\d{1,5}\s?C\b|\bRCFC\b"),
        "Only the Court of Federal Claims numbers its cases so.",
    ),
    (Forum.SCOTUS, _SCOTUS, "It names the court."),
    (Forum.CAFC, _CAFC, "It names the court."),
    (Forum.COFC, _COFC, "It names the court."),
)
_LISTED: Final = re.compile(r"^\W*\d\d-\d+\s*(?:[•·]|&bull;).*\bv\. USA\b")
# Types of events that happen before a forum; all others have none.
_BEFORE_A_FORUM: Final = frozenset(
    """protest-filed supplemental-filing amended-complaint motion hearing order ruling decision judgment appeal-filed
    stay remand settlement corrective-action""".split()  # noqa: SIM905 - a list a person can read
)
_FORUMS_OF: Final = {
    "appeal-filed": (Forum.CAFC, Forum.SCOTUS),
    "judgment": (Forum.COFC, Forum.CAFC, Forum.SCOTUS),
    "ruling": (Forum.COFC, Forum.CAFC, Forum.SCOTUS),
    "order": (Forum.COFC, Forum.CAFC, Forum.SCOTUS, Forum.GAO),
    "remand": (Forum.COFC, Forum.CAFC, Forum.SCOTUS),
    "motion": (Forum.COFC, Forum.CAFC, Forum.SCOTUS, Forum.GAO),
    "amended-complaint": (Forum.COFC,),
    "protest-filed": (Forum.AGENCY, Forum.GAO, Forum.COFC),
    "supplemental-filing": (Forum.AGENCY, Forum.GAO),
    "decision": (Forum.GAO, Forum.SCOTUS, Forum.AGENCY),
}


def forum_in(told: Told, event_type: str, register: str) -> tuple[str, str]:
    """Return the forum's code and the sentence that says why; two empty strings where nothing says it."""
    if register == "gao":
        return Forum.GAO.value, "It is a paper of GAO."
    if register == "court":
        return _of_court(told, event_type)
    if register == "contracts" or event_type not in _BEFORE_A_FORUM:
        return "", ""
    return _of_press(told, event_type)


def _of_court(told: Told, event_type: str) -> tuple[str, str]:
    """Read the forum of a docket entry: of its number's proceeding, of its source, of its address, of its words."""
    is_notice = event_type == "appeal-filed" and "notice of appeal" in told.text.lower()
    if is_notice and told.forum == Forum.COFC:
        return Forum.CAFC.value, "A notice of appeal from the Court of Federal Claims leads to the Federal Circuit."
    if told.forum:
        return told.forum, "It is the forum of the proceeding that its number names."
    if told.court:
        return forum_of(told.court), "It is the court that the source says."
    both = joined((told.title, told.text))
    signs = (
        *((forum, sign, told.url, "The address is that of the court.") for forum, sign in _ADDRESSES),
        *((forum, sign, both, reason) for forum, sign, reason in _WORDS_OF_COURTS),
        (Forum.COFC, _LISTED, told.title, "It stands on the list of opinions of the Court of Federal Claims."),
    )
    found = ((forum.value, reason) for forum, sign, place, reason in signs if sign.search(place))
    return next(found, ("", ""))


def _of_press(told: Told, event_type: str) -> tuple[str, str]:
    possible = _FORUMS_OF.get(event_type, tuple(forum for forum, _ in _NAMED))
    for place, text in (("title", told.title), ("text", sentences(told.text, 3))):
        found = [
            (match.start(), forum, match[0])
            for forum, pattern in _NAMED
            if forum in possible and (match := pattern.search(text))
        ]
        if found:
            _, forum, said = min(found, key=lambda one: (one[1] != Forum.AGENCY, one[0]))
            return forum.value, f"“{said}” in the {place} names the forum."
        if event_type == "protest-filed" and told.is_of_record and place == "title" and _WENT_TO_COURT.search(text):
            return Forum.COFC.value, ONE_COURT
        if Forum.CAFC in possible and told.is_of_record and _APPEALS_COURT.search(text):
            return Forum.CAFC.value, "Appeals in bid protests go to the Federal Circuit only (28 U.S.C. § 1295(a)(3))."
    both = joined((told.title, sentences(told.text, 2)))
    if told.is_of_record and Forum.COFC in possible and _TRIAL_COURT.search(both):
        return Forum.COFC.value, ONE_COURT
    return "", ""
