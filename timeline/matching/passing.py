"""Whether a text without a number of its own, as the press writes, only mentions a number in passing. Pure."""

import re
from typing import Final

from timeline.matching.index import Index, Named
from timeline.matching.numbers import Number
from timeline.matching.words import words

OPENING: Final = 2  # sentences in which a report says what it is about
_END: Final = re.compile(
    r"(?<!\bNo)(?<!\bNos)(?<!\bv)(?<!\bvs)(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\bFed)(?<!\bCir)(?<!\bU\.S)(?<!\bet al)"
    r"[.!?][”\"’)]*\s+(?=[^a-z\s])|\n+"
)
# Speech of a matter that is not the news: a precedent, a lawyer's earlier case, a comparison.
_ASIDE: Final = re.compile(
    r"\b(?:rel(?:y|ies|ied|ying) (?:up)?on|cit(?:e[sd]?|ing)|quot(?:e[sd]?|ing)|unrelated|no (?:relation|connection)"
    r"|(?:not )?related to|previously|formerly|earlier|precedents?|distinguish(?:e[sd]|ing)?|compar(?:e[sd]?|able|ing)"
    r"|recall(?:s|ed|ing)?|reminiscent|unlike|as in|similar to|best known|once (?:handled|represented|argued|worked)"
    r"|also (?:handled|represented|argued)"
    r"|früher\w*|zuvor|Präzedenzf\w+|beruft sich|stützt\w* sich|unabhängig von|anders als|wie (?:schon )?in)\b",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(r"\bvs?\.\s")


def is_in_passing(index: Index, title: str, text: str, number: Number, named: Named) -> bool:
    """Say whether a number in the running text is no sign of what the text is about.

    It is a sign in the first two sentences, or beside a name of the dispute or a side of the proceeding; never in a
    sentence that speaks of a precedent or an earlier matter, in a list of cases under a title about none of the
    dispute, or in a report that opens with another case.
    """
    opening, start, end = _sentence(text, number)
    sentence = text[start:end]
    if speaks_aside(sentence):
        return True
    if len(_CAPTION.findall(sentence)) > 1 and not _is_beside(index, title, named):  # a round-up of cases
        return True
    if opening < OPENING:
        return False
    return _opens_with_another(index, text, named) or not _is_beside(index, sentence, named)


def speaks_aside(sentence: str) -> bool:
    """Say whether a sentence speaks of another matter than the news: a precedent, an earlier case, a comparison."""
    return _ASIDE.search(sentence) is not None


def _sentence(text: str, number: Number) -> tuple[int, int, int]:
    """Return which sentence of the text a number stands in, and where that begins and ends."""
    start = place = 0
    for end in _END.finditer(text):
        if end.start() >= number.end:
            return place, start, end.start()
        if text[start : end.start()].strip():
            place += 1
        start = end.end()
    return place, start, len(text)


def _opens_with_another(index: Index, text: str, named: Named) -> bool:
    """Say whether the first sentences hold the caption of a case in which no side of the dispute is named."""
    ends = [end.start() for end in _END.finditer(text)][:OPENING]
    opening = text[: ends[-1]] if ends else text
    return _CAPTION.search(opening) is not None and not _is_beside(index, opening, named)


def _is_beside(index: Index, sentence: str, named: Named) -> bool:
    """Say whether a sentence holds a name of the dispute, or a bidder or protester of what the number names."""
    said = words(sentence)
    if any(name.named.dispute == named.dispute for found in index.names.find(said) for name in found.names):
        return True
    sides = next(
        (one.parties for one in index.disputes[named.dispute].protests if one.pk == named.protest), frozenset()
    )
    slugs = {slug for found in index.parties.find(said) for slug in found.names}
    bidders = {slug for slug in slugs if index.part(slug, named.dispute) == "bidder"}
    return bool(bidders & sides if sides else bidders)
