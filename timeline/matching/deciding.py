"""Which dispute the numbers of an item name: only numbers that the record holds, in the right court, not as authority.

A decision cites others: “Oracle America, Inc., B-416657, Nov. 14, 2018, 2018 CPD ¶ 391” is not about Oracle's protest.
Where a report has no number of its own, one that it mentions in passing decides nothing either.
A docket number is unique only within its court: No. 20-1057 of the Eighth Circuit is not that of the Supreme Court.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from contracts.codelists import Forum
from timeline.classification.courts import courts_in, forum_of
from timeline.matching.index import Index, Named
from timeline.matching.numbers import Number, family_of, given_number, numbers, numbers_in_address
from timeline.matching.passing import is_in_passing, speaks_aside

# How decisions cite: a reporter, a Westlaw number or a page follows within a few words.
_AS_AUTHORITY: Final = re.compile(
    r"[^\n;¶]{0,60}?(?:\bCPD\b|\bWL\b|\d{1,4} F\.\s?\d(?:d|th)|\d{1,4} Fed\. Cl\.|\d{4},? at \d|Comp\. Gen\.)"
)
_CITED_BEFORE: Final = re.compile(
    r"\b(?:see(?: also)?|cf\.|citing|quoting|accord|e\.g\.,?)\s[^\n;.]{0,60}$", re.IGNORECASE
)
# What the clerk writes of the case below names the same matter.
_FROM_BELOW: Final = re.compile(
    r"(?:appeal(?:ed|s)? (?:from|of)|petition for review|lower court|originating case|case below)\b[^\n;]{0,120}$",
    re.IGNORECASE,
)
# Which file a paper says that it is: “File: B-419783; B-419783.2”, “File number: B-416657”.
_OWN_FILE: Final = re.compile(
    r"\b(?:files?|file numbers?|docket(?: numbers?)?)\s*:\s*((?:[B0-9][-‐-―0-9.:a-z]{3,24}[;,]?\s*(?:and\s)?)+)",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(r"\bv(?:s)?\.\s")

Decisive = tuple[str, Named]


@dataclass(slots=True)
class Decision:
    """What the numbers of a text say: those that the record holds, those of a known family, those it only cites."""

    decisive: list[Decisive] = field(default_factory=list)
    family: list[Decisive] = field(default_factory=list)
    cited: list[Decisive] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """A text with what its numbers are judged by."""

    text: str
    courts: frozenset[str]
    names_party: Callable[[int], bool]
    has_caption: bool


def decide(
    index: Index,
    *,
    title: str,
    text: str,
    url: str,
    given: Iterable[str],
    court: str,
    names_party: Callable[[int], bool],
) -> Decision:
    """Judge all numbers of an item; `given` are those its reader found, `court` the short code of the court it says.

    `names_party` tells whether the item names a bidder or protester of a dispute.
    """
    whole = f"{title}\n{text}"
    courts = courts_in(f"{whole}\n{url}") | ({forum_of(court)} if court else set())
    place = _Place(whole, courts, names_party, _CAPTION.search(whole) is not None)
    papers = [*map(given_number, given), *_of_file(text)]
    # What carries no number or court of its own, or none of the record, only mentions what it holds, as a report does.
    is_report = not court and not any(_hits(index, number) for number in papers)
    own = [*papers, *_in_heading(index, title, url, is_report=is_report)]
    decision = Decision()
    for number in own:
        _judge(index, number, place, decision.decisive, decision.family)
    # A round-up of cases tells of each in passing: none of them is what it is about.
    is_round_up = is_report and any(one.kind != "contract" and not _hits(index, one) for one in numbers(text))
    is_of_own = bool(decision.decisive or decision.family) or not any(number.kind != "contract" for number in own)
    for number in numbers(text):
        named = _hits(index, number)
        if not named:
            continue
        is_aside = is_report and (is_round_up or _is_aside(index, title, text, number, named))
        if is_aside or (number.kind != "contract" and _is_authority(text, number, is_of_own=is_of_own)):
            _judge(index, number, place, decision.cited, decision.cited)
        else:
            _judge(index, number, place, decision.decisive, decision.family)
    return decision


def _in_heading(index: Index, title: str, url: str, *, is_report: bool) -> list[Number]:
    """Return the numbers in an item's address and title that are its own.

    The press puts dates, keys and model numbers there: what the record does not hold counts only in the form of a
    docket or B-number; one without letters needs a caption beside it, as “20-21 season” is none.
    """
    in_title = [] if is_report and speaks_aside(title) else list(numbers(title))
    has_caption = _CAPTION.search(title) is not None
    own = [one for one in numbers_in_address(url) if _hits(index, one) or _is_docket(one, url, has_caption=True)]
    return own + [one for one in in_title if _hits(index, one) or _is_docket(one, title, has_caption=has_caption)]


def _is_docket(number: Number, place: str, *, has_caption: bool) -> bool:
    """Say whether a number that the record does not hold has the form of a docket or B-number, with its hyphen."""
    if number.kind == "b-number":
        return number.raw.casefold() in place.casefold()
    return number.kind == "docket" or (number.kind == "bare docket" and (has_caption or "cv" in number.raw.casefold()))


def _is_aside(index: Index, title: str, text: str, number: Number, named: tuple[Named, ...]) -> bool:
    if _FROM_BELOW.search(text[max(0, number.start - 160) : number.start]):
        return False
    return all(is_in_passing(index, title, text, number, one) for one in named)


def _of_file(text: str) -> list[Number]:
    """Return the numbers that a paper says are its file's."""
    return list(numbers("\n".join(found[1] for found in _OWN_FILE.finditer(text))))


def _is_authority(text: str, number: Number, *, is_of_own: bool) -> bool:
    """Say whether a number is cited as authority: in the form of a citation, or in the papers of another case."""
    if _FROM_BELOW.search(text[max(0, number.start - 160) : number.start]):
        return False
    return _is_cited(text, number) or not is_of_own


def _is_cited(text: str, number: Number) -> bool:
    before, after = text[max(0, number.start - 80) : number.start], text[number.end : number.end + 90]
    return _AS_AUTHORITY.match(after) is not None or (
        _CITED_BEFORE.search(before) is not None and re.search(r"\d", after[:20]) is not None
    )


def _hits(index: Index, number: Number) -> tuple[Named, ...]:
    """Return what a number names in the record, else what its family does."""
    hits = next((index.numbers[form] for form in number.forms if form in index.numbers), ())
    return hits or index.families.get(family_of(number.raw), ())


def _judge(index: Index, number: Number, place: _Place, decisive: list[Decisive], family: list[Decisive]) -> None:
    """Put what a number names where it belongs; what the court or the caption contradicts goes nowhere."""
    hits = next((index.numbers[form] for form in number.forms if form in index.numbers), ())
    fitting = [named for named in hits if number.kind != "bare docket" or _fits(named, place, number)]
    decisive += ((number.raw, named) for named in fitting if (number.raw, named) not in decisive)
    if not hits and number.kind == "b-number":
        found = index.families.get(family_of(number.raw), ())
        family += ((number.raw, named) for named in found if (number.raw, named) not in family)


def _fits(named: Named, place: _Place, number: Number) -> bool:
    """Say whether a docket number without the letter of its court is the one that the record holds.

    It is if its court is the only one named, or if a party of the dispute is named and no court contradicts. A number
    in the form of the courts' own system also is where neither court nor caption speaks against it.
    """
    if not named.forum:
        return True
    others = place.courts - {named.forum}
    if named.forum in place.courts and (not others or place.names_party(named.dispute)):
        return True
    if place.courts and named.forum not in place.courts:
        lower = {Forum.COFC: Forum.CAFC, Forum.CAFC: Forum.SCOTUS}.get(Forum(named.forum))
        return lower in place.courts and place.names_party(named.dispute) and Forum.OTHER not in place.courts
    if place.names_party(named.dispute):
        return True
    return "cv" in number.raw.lower() and not place.has_caption
