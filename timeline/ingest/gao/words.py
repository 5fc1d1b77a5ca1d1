"""GAO's words for the end and the kind of a case, as codes; words that are not known stay words."""

import re
from typing import Final

_OUTCOMES: Final = {
    "denied": "denied",
    "dismissed": "dismissed",
    "sustained": "sustained",
    "withdrawn": "withdrawn",
    "granted": "granted",
    "sustained in part": "sustained-in-part",
    "granted in part": "granted-in-part",
}
_DECIDES: Final = re.compile(
    r"\b(?:we (?P<active>deny|dismiss|sustain|grant)|(?:protests?|requests?|claims?) (?:is|are) "
    r"(?P<passive>denied|dismissed|sustained|granted))\b(?P<rest>[^.;]{0,160})",
    re.IGNORECASE,
)
_ACTIVE: Final = {"deny": "denied", "dismiss": "dismissed", "sustain": "sustained", "grant": "granted"}
_ALSO: Final = re.compile(
    r"\b(?:and|but)\s+(?:we\s+)?(deny|dismiss|sustain|grant|denied|dismissed|sustained|granted)\b"
)
_KINDS: Final = (
    ("reconsideration", re.compile(r"reconsideration", re.IGNORECASE)),
    ("costs", re.compile(r"\bcosts?\b|entitlement", re.IGNORECASE)),
)
_SUFFIX: Final = re.compile(r"\s*(?:--|—|–|-{2,})\s*(?P<kind>[A-Z][A-Za-z ,]+)$")


def disposition(words: str) -> str:
    """Read an outcome as the docket writes it (“Denied”, “Sustained in part”); empty for words that are not known."""
    said = " ".join(words.lower().split())
    if "sustained" in said and ("part" in said or "denied" in said or "dismissed" in said):
        return "sustained-in-part"
    return _OUTCOMES.get(said, "")


def decided(text: str) -> str:
    """Read the disposition out of a decision's own sentence; empty where it says none.

    “We deny the protest in part and dismiss it in part” is denied; anything sustained beside that is sustained in part.
    """
    found = [
        (_ACTIVE.get((one["active"] or "").lower()) or one["passive"].lower(), one["rest"].lower())
        for one in _DECIDES.finditer(text)
    ]
    if not found:
        return ""
    words = {word for word, _ in found}
    rests = " ".join(rest for _, rest in found)
    words |= {_ACTIVE.get(word, word) for word in _ALSO.findall(rests)}
    for good in ("sustained", "granted"):
        if good in words:
            return f"{good}-in-part" if "in part" in rests or len(words) > 1 else good
    return "denied" if "denied" in words else found[0][0]


def case_kind(words: str) -> str:
    """Read the kind of a case; empty for a protest, of which the number does not say whether it supplements another."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")


def protester_of(title: str) -> tuple[str, str]:
    """Split a decision's title into the protester and the kind of case (`Alpha, LLC--Costs`)."""
    found = _SUFFIX.search(title)
    if found is None or not (kind := case_kind(found["kind"])):
        return title.strip(), ""
    return title[: found.start()].strip(" ,"), kind
