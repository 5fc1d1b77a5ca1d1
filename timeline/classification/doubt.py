"""Words that speak against a rule of the press: what is denied, asked, expected or supposed is no event. Pure."""

import re
from typing import Final

# Somebody says or asks something here; that is so whatever the verb behind it is.
_SAYINGS: Final = frozenset({"press-statement", "leak-or-report", "letter"})
# A wish is what makes these; only an outright “did not” speaks against them.
_WISHES: Final = frozenset({"motion", "appeal-filed", "solicitation", "bid-submitted", "investigation-opened"})
_PETITION: Final = re.compile(r"supreme court|justices|scotus|high court|oberste", re.IGNORECASE)

_CLAUSE: Final = re.compile(
    r"[,;:.!?]\s|\s[–—-]\s|\b(?:but|after|as|while|though|because|despite|aber|nachdem|weil)\b", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[.!?]\s")
# Words that hold a “not” or a “may” and take nothing back.
_HARMLESS: Final = re.compile(
    r"could(?:n[’']t| not) rule out|\bnot[- ](?:only|just|to-exceed)\b|\bas expected\b|\bwhether or not\b"
    r"|\b(?:that|which) (?:could|may|might|would)\b|\b(?:in|on|by|since|until|last|early|late) may\b|\bmay \d"
    r"|\bno longer\b|\bnicht (?:nur|mehr)\b",
    re.IGNORECASE,
)
_DID_NOT: Final = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is)(?:n[’']t| not)\b|\bnever\b|\bnot yet\b|\byet to\b"
    r"|\bden(?:y|ies|ied|ying) (?:(?:that|it|having|plans?|reports?|rumou?rs?)\b|(?!pending|bidding)\w+ing\b)"
    r"|\b(?:won[’']t|will not|refuses? to) (?:withdraw|drop|pull|quit|leave|exit|back|bow)\b"
    r"|\b(?:dementier|bestreite)\w+|\b(?:nie|niemals)\b",
    re.IGNORECASE,
)
_NOT_SO: Final = re.compile(
    r"\bnot\b|n[’']t\b|^\W*no (?!doubt|surprise|more|evidence|sign|proof)|\bno (?:\w+ ){1,3}yet\b"
    r"|\b(?:may|might|could|would|should|if|whether|rumou?r(?:s|ed)?|poised to"
    r"|(?:un)?likely to (?:cancel|award|pick))\b"
    r"|\bexpect(?:s|ed|ing)?\b|\b(?:wants?|hopes?)\b"
    r"|\b(?:könnten?|dürften?|würden?|soll(?:en|te|ten)?|falls|wenn|sofern|ob|angeblich\w*|gerücht\w*"
    r"|voraussichtlich|möglicherweise|womöglich|vielleicht)\b",
    re.IGNORECASE,
)
# German says “not” behind the verb, so up to the clause's end.
_NICHT: Final = re.compile(r"\b(?:nicht|kein(?:e[nmrs]?)?|weder)\b", re.IGNORECASE)
# What opens the sentence, or denies it, holds for all of it.
_OPENS: Final = re.compile(
    r"^\W*(?:what if|if|should|could|would|rumou?rs?|wenn|falls|sollten?|gerüchte?)\b|\b(?:dementier|bestreite)\w+",
    re.IGNORECASE,
)


def english(type_: str, text: str, found: re.Match[str]) -> str:
    """Return the words by which an English report says that it did not, or may, happen; empty if it happened."""
    return _doubt(type_, text, found, _before(text, found))


def german(type_: str, text: str, found: re.Match[str]) -> str:
    """Return the words by which a German report says that it did not, or may, happen; empty if it happened."""
    clause = _before(text, found)
    doubt = _doubt(type_, text, found, clause)
    if doubt or type_ in _SAYINGS | {"bidder-withdrawal", "report-released"} or _PETITION.search(found[0]):
        return doubt
    end = _CLAUSE.search(text, found.end())
    whole = _HARMLESS.sub("", clause + text[found.end() : end.start() if end else len(text)])
    said = _NICHT.search(whole)
    return said[0] if said else ""


def _doubt(type_: str, text: str, found: re.Match[str], clause: str) -> str:
    if type_ in _SAYINGS:
        return ""
    told = _HARMLESS.sub("", clause)
    said = _DID_NOT.search(told)
    if said is None and (type_ == "bidder-withdrawal" or type_ in _WISHES or _PETITION.search(found[0])):
        return ""
    said = said or _NOT_SO.search(told) or _OPENS.search(_sentence(text, found)) or _asked(text, found)
    return said[0].strip() if said else ""


def _before(text: str, found: re.Match[str]) -> str:
    """Return what was found, from the beginning of its clause."""
    begin = max((one.end() for one in _CLAUSE.finditer(text, 0, found.start())), default=0)
    return text[begin : found.end()]


def _sentence(text: str, found: re.Match[str]) -> str:
    begin = max((one.end() for one in _SENTENCE.finditer(text, 0, found.start())), default=0)
    return text[begin : found.end()]


def _asked(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """Return the mark of the question in which it stands."""
    return re.compile(r"[^.!?]*(\?)").match(text, found.end())
