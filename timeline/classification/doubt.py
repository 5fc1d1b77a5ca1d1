"""Whether a report tells that something happened: what is denied, asked, expected or supposed is no event. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from timeline.classification.doubt_words import ENGLISH, GERMAN, Words

# Somebody says or asks something here; that is so whatever the verb behind it is.
_SAYINGS: Final = frozenset({"press-statement", "leak-or-report", "letter"})
# A refusal is what makes these, and a wish those; other doubts speak against them, too.
_REFUSALS: Final = frozenset({"bidder-withdrawal"})
_WISHES: Final = frozenset({"motion", "appeal-filed", "solicitation", "bid-submitted", "investigation-opened"})
# Who sues or moves alleges something; that it was alleged has happened.
_ALLEGATIONS: Final = frozenset({"protest-filed", "amended-complaint", "supplemental-filing", "motion", "appeal-filed"})
# These are appointed and put off: a report may name the day on which they are to be.
_APPOINTED: Final = frozenset({"decision", "ruling", "award", "hearing", "order", "judgment"})
# “Finds no sign” is what reports say.
_FINDINGS: Final = frozenset({"report-released"})
_PETITION: Final = re.compile(r"supreme court|justices|scotus|high court|oberste", re.IGNORECASE)

_CLAUSE: Final = re.compile(
    r"[,;:.!?]\s|\s[–—-]\s|\b(?:but|after|as|while|though|because|despite|aber|nachdem|weil)\b", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[.!?]\s")
_ASKED: Final = re.compile(r"[^.!?]*(\?)")


def english(type_: str, text: str, found: re.Match[str]) -> str:
    """Return the words by which an English report says that it did not, or may, happen; empty if it happened."""
    return _doubt(type_, text, found, ENGLISH)


def german(type_: str, text: str, found: re.Match[str]) -> str:
    """Return the words by which a German report says that it did not, or may, happen; empty if it happened."""
    doubt = _doubt(type_, text, found, GERMAN)
    if doubt or type_ in _SAYINGS | _REFUSALS | _FINDINGS or _PETITION.search(found[0]):
        return doubt
    # German says “not” behind the verb, too.
    said = GERMAN.no.search(GERMAN.harmless.sub("", _behind(text, found)))
    return said[0] if said else ""


def _doubt(type_: str, text: str, found: re.Match[str], words: Words) -> str:
    if type_ in _SAYINGS:
        return ""
    told = words.harmless.sub("", _before(text, found))
    said = next((one for pattern in _against(type_, found, words) if (one := pattern.search(told))), None)
    if said is None and type_ in _APPOINTED:
        said = words.later.search(words.harmless.sub("", _behind(text, found)))
    said = (
        said
        or words.subordinate.search(text, 0, found.start())
        or words.opens.search(_sentence(text, found))
        or _ASKED.match(text, found.end())
    )
    return said[0].strip() if said else ""


def _against(type_: str, found: re.Match[str], words: Words) -> Iterator[re.Pattern[str]]:
    """Yield what speaks against a type where it stands before the verb, or between subject and verb."""
    yield words.did_not
    yield words.may
    if type_ not in _REFUSALS and not _PETITION.search(found[0]):
        yield words.no
    if type_ not in _WISHES:
        yield words.wish
    if type_ not in _ALLEGATIONS:
        yield words.alleged


def _before(text: str, found: re.Match[str]) -> str:
    """Return what was found, from the beginning of its clause."""
    begin = max((one.end() for one in _CLAUSE.finditer(text, 0, found.start())), default=0)
    return text[begin : found.end()]


def _behind(text: str, found: re.Match[str]) -> str:
    """Return what follows what was found, up to the clause's end."""
    end = _CLAUSE.search(text, found.end())
    return text[found.end() : end.start() if end else len(text)]


def _sentence(text: str, found: re.Match[str]) -> str:
    begin = max((one.end() for one in _SENTENCE.finditer(text, 0, found.start())), default=0)
    return text[begin : found.end()]
