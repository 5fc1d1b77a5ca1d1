"""Docket entries that say in so many words what the court did: only these may go public unseen as such. Pure."""

import re
from typing import Final

from timeline.classification.court_rules import opening, without_caption

_MOTION: Final = r"(?:the |plaintiffs?['’]?s? |defendants?['’]?s? |unopposed |joint |\[?\d+\]? )*motions?"
_CASE: Final = r"(?:the |this )?(?:case|matter|action|suit|appeal|protest)"
_PREJUDICE: Final = r"(?: with(?:out)? prejudice)?"
_LASTS: Final = r"(?: (?:pending|until) [^.;]{3,80})?"
# What was filed is beyond doubt where the entry says only that: nothing became of it, and it is no paper about it.
_FILED: Final = frozenset({"protest-filed", "amended-complaint", "supplemental-filing", "motion", "appeal-filed"})
_NOT_ONLY_FILED: Final = re.compile(
    r"\b(?:grant(?:ed|ing)|den(?:ied|ying)|withdrawn|moot|vacated|stricken|terminat\w+|propos\w+|unseal\w+"
    r"|fees?|(?:re)?set|remark|exhibits?|response to|answer to|in error|correct(?:ed|ion))\b",
    re.IGNORECASE,
)
# Words of every day that mention a decision stand in entries that decide nothing; of these types the whole first
# sentence must be the clerk's own form. All others are read from what was filed, which the opening words say.
_FORMS: Final = {
    "ruling": (
        r"(?:(?:reported|unreported|public|published|memorandum|nonprecedential|precedential) )*(?:slip )?"
        r"opinion(?: and order)?(?: filed for the court by [^.;]{3,60})?"
        rf"|order granting {_MOTION} to dismiss(?: ?- ?rule 12\(b\)\(\d\))?"
        rf"|order dismissing {_CASE}{_PREJUDICE}|order\W+{_CASE} is (?:hereby )?dismissed{_PREJUDICE}"
    ),
    "remand": (
        rf"(?:order of remand|order remanding {_CASE}|order\W+{_CASE} is (?:hereby )?remanded)"
        r"(?: to (?:the )?[^.;:]{3,120})?"
        rf"|order granting {_MOTION} (?:for|to) (?:a )?(?:voluntary )?remand"
    ),
    "stay": rf"order (?:staying|to stay) (?:{_CASE}|(?:the )?proceedings){_LASTS}"
    rf"|order\W+{_CASE} is (?:hereby )?stayed{_LASTS}",
    "decision": r"petition (?:is )?(?:denied|granted|dismissed)",
}
_PLAIN: Final = {
    type_: re.compile(rf"(?:{form})\s*(?:$|\.|\((?:document|entered|<a|\d)|signed\b)", re.IGNORECASE)
    for type_, form in _FORMS.items()
}
# A later sentence may take it back, or half of it.
_TAKES_BACK: Final = re.compile(
    r"\b(?:vacat\w+|stricken|withdrawn|in error|correct(?:ed|ing|ion)|set aside|rescind\w*|lift\w*"
    r"|den(?:y|ies|ied|ying)|remains? (?:open|pending)|in part|except|moot|reissu\w+|not)\b",
    re.IGNORECASE,
)


def says_plainly(type_: str, title: str, text: str) -> bool:
    """Say whether a docket entry is beyond doubt of a type: of one that is filed where nothing else is said of it."""
    entry = " ".join(opening(text or without_caption(title)).split())
    form = _PLAIN.get(type_)
    if form is None:
        return type_ not in _FILED or _NOT_ONLY_FILED.search(entry) is None
    found = form.match(entry)
    return found is not None and not _TAKES_BACK.search(entry, found.end())
