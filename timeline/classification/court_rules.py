"""Docket entries: clerks begin with what was filed, in capitals, so the opening words decide. Pure."""

import re
from typing import Final

from timeline.classification.rules import Rule, rule

# What stands before the opening words: seals, entry numbers, links, the event name that a feed puts in brackets.
_BEFORE: Final = re.compile(
    r"^(?:\s|\*\*[^*]*\*\*|\[?\bsealed\b\]?:?|entry\s*#?\s*\d+\s*:?|minute entry:|\(?<a[^>]*>[^<]*</a>\)?|[-–:;.,#]"
    r"|(?:ecf|dkt\.?|docket|document|doc\.?)\s(?:no\.?\s?|entry\s)?\[?\d+\]?|\[\d+\]|\d{1,2}/\d{1,2}/\d{2,4}|\d+\s)+",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(r"^\[([^\[\]]{3,120})\]")
# A caption and its number stand before the entry in feeds: “19-1796C AMAZON WEB SERVICES, INC. v. USA: Order”.
_CAPTION: Final = re.compile(
    r"^.*?\d\d-(?:[a-z]{2}-)?\d{2,5}\S*\s+(?:[•·]|&bull;)?.{3,160}?\sv(?:s)?\.\s[^:]{2,120}?(?::\s+|$)", re.IGNORECASE
)

_ADJECTIVES: Final = (
    r"(?:(?:joint|unopposed|consent|emergency|renewed|cross|second|first|third|corrected|partial|amended|proposed|"
    r"plaintiffs?['’]?s?|defendants?['’]?s?|appell(?:ant|ee)s?['’]?s?|intervenors?['’]?s?|petitioners?['’]?s?"
    r"|government['’]?s|"
    r"reported|unreported|public|redacted|memorandum|published|nonprecedential|precedential|bench|summary|per curiam|"
    r"judge|vaccine|and|in|final|clerk['’]?s|rule 58|unsealed|re-?issued|re-?docketed"
    r"|for public availability)[\s:,*/-]+)*"
)

# What is granted must follow the verb at once: behind another motion it is only what that one is about.
_GRANTING: Final = (
    r"\bgrant\w*\s+(?:(?!motions?\b|cross-motions?\b|leave\b|to\b|for\b|re\b|that\b)\S+\s+){0,6}(?:cross-?)?motions?"
)
_PROCEDURAL: Final = (
    r"motions? (?:for (?:an? |further )?(?:leave|extension|enlargement|admission|time)"
    r"|to (?:file|exceed|extend|enlarge|withdraw|compel|seal|unseal|strike|supplement|substitute|continue|reschedule"
    r"|expedite))"
)
_TIMETABLE: Final = (
    r"(?!\s(?:of )?(?:the |all )?(?:\w+ )?(?:deadlines?|briefing|discovery|time|responses?|answer|schedule)\b)"
)
# From the order, or from one of its later clauses, on; “while the matter is remanded” looks back at another order.
_ORDERS: Final = (
    r"^.{0,60}\border\b(?:.{0,280}?[.;:,])?"
    r"(?:(?!\b(?:while|since|after|when|until|during|if|unless|pending|why|whether|failure)\b)[^.;:,]){0,160}?"
)

# What became of a motion or petition, told in its first sentence, is the court's order on it.
_DECIDED: Final = (
    r"[^.;:]{0,200}?\b(?:(?:is|are|was|were) (?:hereby )?(?:granted|denied)\b"
    r"|(?:granted|denied|dismissed|withdrawn|moot|stricken)\s*(?:$|[.;(]))"
)

RULES: Final[tuple[Rule, ...]] = (
    rule(
        "order",
        "an order on a motion or a petition, or one that takes a judgment back",
        rf"^{_ADJECTIVES}(?:motion|application|petition for (?:\w+ |en banc )?re(?:hearing|consideration))\b{_DECIDED}"
        r"|^(?:judgment|order|opinion) (?:is )?(?:hereby )?vacated\b",
    ),
    rule(
        "other",
        "the public version of a complaint, or what is attached to one",
        (
            r"^(?:public|redacted)[\s:-]+(?:version of )?(?:the )?(?:amended )?complaint"
            r"|^complaint (?:exhibits?|cover|appendix)\b"
        ),
    ),
    rule(
        "amended-complaint",
        "an amended complaint",
        (
            r"^(?:(?:corrected|sealed)\s)?(?:(?:first|second|third|fourth)\s)?(?:amended"
            r"|supplemental)[\s/-].{0,40}?\bcomplaint"
        ),
    ),
    rule(
        "protest-filed",
        "a complaint",
        r"^(?:bid protest |initial |original )*complaint\b",
    ),
    rule(
        "appeal-filed",
        "an appeal",
        (
            r"^(?:amended )?notice of (?:appeal(?! (?:filing )?fee)|docketing)\b"
            r"|^appeal (?:docketed|filed|transferred)|^new case docketed"
            r"|^petition for (?:a )?writ of certiorari\b(?!.{0,40}\b(?:denied|granted|dismissed)\b)|^docketing notice"
        ),
    ),
    rule(
        "decision",
        "the decision on a petition for certiorari",
        (
            r"^petition (?:is )?(?:denied|granted|dismissed)\b|\bcertiorari (?:is |was )?(?:denied|granted)\b"
            r"|^petition for (?:a )?writ of certiorari\b.{0,40}\b(?:denied|granted|dismissed)\b"
        ),
    ),
    rule("motion", "a petition for rehearing", r"^petition for (?:panel |en banc )?(?:rehearing|reconsideration)"),
    rule(
        "other", "a transcript", r"^(?:official |corrected )?transcript|^notice of filing of (?:official )?transcript"
    ),
    rule(
        "hearing",
        "an argument or a conference before the judge",
        (
            r"^(?:minute entry|proceedings? held|minutes?)\b.{0,200}\b(?:argument|hearing|conference|trial)\b"
            r"|^(?:oral argument|hearing|status conference|telephonic status conference)\b(?!.{0,40}\b(?:set"
            r"|scheduled|reset)\b)"
            r"|^submitted after oral argument|^argued\b|^case (?:argued|submitted)"
        ),
    ),
    rule(
        "other",
        "a notice or stipulation that the suit is given up",
        r"^(?:joint )?(?:notice|stipulation) of (?:voluntary )?dismissal",
    ),
    rule("settlement", "a settlement", r"^(?:joint )?(?:notice of |stipulation of )?settlement\b"),
    rule(
        "motion",
        "a motion",
        rf"^{_ADJECTIVES}(?:cross-?)?(?:motion|application for (?:a )?(?:temporary|preliminary))\b",
    ),
    rule(
        "motion",
        "an answer to a motion",
        (
            rf"^{_ADJECTIVES}(?:response|reply|opposition|sur-?reply|memorandum)\b.{{0,80}}\bmotions?\b"
            r"|^(?:response|reply) to (?:response|opposition)"
        ),
    ),
    rule(
        "judgment",
        "a judgment",
        rf"^{_ADJECTIVES}(?:entry of )?judgment\b(?! on the)|^judgment issued",
    ),
    rule(
        "ruling",
        "an opinion of the court",
        (
            rf"^{_ADJECTIVES}(?:slip )?opinion\b"
            rf"(?!\W+(?:and order\W+)?(?:on|re|granting|denying)\W+(?:\S+\s+){{0,3}}?{_PROCEDURAL}\b)"
        ),
    ),
    # What follows is an order; its words say which.
    rule(
        "remand",
        "an order that remands the matter",
        (
            rf"{_ORDERS}\b(?:remanding|(?:is|are) (?:hereby )?remanded|(?:case|matter) remanded)\b"
            rf"|^.{{0,60}}\border\b.{{0,300}}{_GRANTING} (?:for|to) (?:a )?(?:partial )?(?:voluntary )?remand\b"
        ),
        unless=(
            r"\b(?:den(?:y|ies|ied|ying)\b.{0,60}\bremand|(?:was|were|had been)\b[^.;]{0,60}\bremanded"
            r"|remand\b.{0,20}\b(?:is|are) (?:hereby )?denied"
            r"|extend\w*\b.{0,40}\bremand|remand\b.{0,30}\bextend|extension)"
        ),
    ),
    rule(
        "ruling",
        "an order that ends the case or decides it",
        (
            r"^.{0,60}\border\b.{0,300}\bdismiss(?:ing|es)\b(?:(?!\bmotion)[^.;]){0,20}"
            r"\b(?:case|complaint|action|suit|appeal|protest)\b"
            rf"|{_ORDERS}\b(?:case|complaint|action|suit|appeal|protest) is (?:hereby )?dismissed"
            rf"|^.{{0,60}}\border\b.{{0,300}}{_GRANTING} (?:to dismiss|for (?:partial )?(?:summary )?judgment)"
            r"|^order dismissing(?![^.;]{0,60}\bmotions?\b)"
        ),
        unless=r"\bextension\b|\bmotion to dismiss is (?:hereby )?denied|\breconsider",
    ),
    rule(
        "stay",
        "an order that stays the case",
        (
            rf"{_ORDERS}\bstaying\b{_TIMETABLE}"
            rf"|{_ORDERS}\b(?:case|matter|action|suit|appeal|litigation|proceedings?)\b[^.;]{{0,40}}"
            r"\b(?:is|are) (?:hereby )?stayed\b"
            rf"|^.{{0,60}}\border\b.{{0,200}}{_GRANTING} (?:to|for) (?:a )?stay\b{_TIMETABLE}"
            rf"|^order (?:to )?stay\b{_TIMETABLE}"
        ),
        unless=r"\b(?:lift|den(?:y|ies|ied)|vacat|dissolv)\w*\b",
    ),
    rule(
        "order",
        "an order",
        (
            rf"^{_ADJECTIVES}(?:[a-z’' -]{{3,60}}\s)?(?:order|ordered)\b|^(?:temporary restraining order"
            rf"|preliminary injunction)\b"
            r"|^(?:granting|denying)\b"
        ),
        unless=r"^(?:notice|proposed|response|status|joint status|stipulat)",
    ),
    # Such papers tell the court of what others did.
    rule(
        "other",
        "a paper that is filed",
        r"^(?:joint |second |amended )*(?:notice|status report|certificate|declaration|exhibits?|appendix)\b",
    ),
)

# What no opening words decide, the reader's kind of item does.
KINDS: Final = {
    "opinion": ("ruling", "the item is an opinion of the court"),
    "court-ruling": ("ruling", "the item is a ruling of the court"),
}


def opening(text: str) -> str:
    """Return a docket entry from its opening words on, without seals, numbers and caption.

    A feed's `[Event name]` is the entry where nothing else follows it.
    """
    entry = _BEFORE.sub("", text.strip())
    named = _NAMED.match(entry)
    if named is None:
        return entry
    rest = _BEFORE.sub("", re.sub(r"^\(?<a[^>]*>[^<]*</a>\)?", "", entry[named.end() :].strip()))
    return rest if len(rest) > 12 else named[1]


def without_caption(title: str) -> str:
    """Return what a title says beside number and caption; empty if it is only these."""
    return _CAPTION.sub("", title, count=1)
