"""The parties of the record that a text names: who, how it is spelled, and where. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline.matching.index import Index
from timeline.matching.names import Part
from timeline.matching.vocabulary import FOREIGN
from timeline.matching.words import Found, Word

NOBODY: Mapping[str, int] = {}
_RANK: dict[Part, int] = {"bidder": 2, "buyer": 1, "other": 0}


@dataclass(frozen=True, slots=True)
class Mention:
    """A spelling in a text, the parties that are called so, whether it stands in the title, and its place in words."""

    spelling: str
    parties: tuple[str, ...]
    in_title: bool
    at: int
    length: int


def mentions(index: Index, title: list[Word], body: list[Word]) -> list[Mention]:
    """Return where a text names parties, the title first; a single word must be written large.

    The forces of other countries are none: “Royal Air Force”, “India's Navy”, “its air force”.
    """
    return [
        Mention(found.spelling, found.names, part is title, found.at, found.length)
        for part in (title, body)
        for found in index.parties.find(part)
        if (found.length > 1 or found.spelling[:1].isupper()) and not _is_foreign(index, part, found)
    ]


def _is_foreign(index: Index, part: list[Word], found: Found[str]) -> bool:
    before = [word for word in part[max(0, found.at - 2) : found.at] if word.folded != "s"]
    # A party is of one kind in all its disputes, which may be thousands.
    if not any(next(iter(index.parts[slug].values())).kind == "agency" for slug in found.names):
        return False
    return found.spelling.islower() or (bool(before) and before[-1].raw[:1].isupper() and before[-1].folded in FOREIGN)


def parties_of(
    index: Index, dispute: int, found: Iterable[Mention], *, favoured: Mapping[str, int] = NOBODY
) -> dict[str, str]:
    """Return the parties of one dispute among the mentions, each with the spelling that names it first.

    Where several are called alike (“Amazon”), the most favoured is meant, else the one with the larger part: a bidder
    rather than its parent. A spelling that one mention resolves means the same party in all.
    """
    meant: dict[str, str] = {}
    for mention in found:
        here = [slug for slug in mention.parties if index.part(slug, dispute) is not None]
        if not here or mention.spelling in meant.values():
            continue
        best = max(here, key=lambda slug: (favoured.get(slug, 0), _rank(index, slug, dispute)))
        meant.setdefault(best, mention.spelling)
    return meant


def people_of(index: Index, dispute: int, parts: Iterable[list[Word]], found: list[Mention]) -> dict[str, str]:
    """Return the people of one dispute whom a text calls by their surname only, if nobody else there is called so."""
    taken = {word for mention in found for word in mention.spelling.split()}
    meant: dict[str, str] = {}
    for part in parts:
        for hit in index.surnames.find(part):
            here = [slug for slug in hit.names if index.part(slug, dispute) is not None]
            if len(here) == 1 and hit.spelling[:1].isupper() and hit.spelling not in taken:
                meant.setdefault(here[0], hit.spelling)
    return meant


def _rank(index: Index, slug: str, dispute: int) -> int:
    part = index.part(slug, dispute)
    return _RANK[part] if part else -1
