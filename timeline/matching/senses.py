"""Whether an acronym in a text means the contract or something else of the same letters. Pure."""

from typing import Final

from timeline.matching.vocabulary import OTHER_SENSES
from timeline.matching.words import Word, words

AROUND: Final = 16  # words before and after an acronym in which it may be spelled out
SHORT: Final = 3  # letters up to which an acronym is shared by everybody

_SENSES: Final = {
    name: tuple((sense, frozenset(said.casefold().split())) for sense, said in senses)
    for name, senses in OTHER_SENSES.items()
}


def is_acronym(name: str) -> bool:
    """Say whether a name is one of capitals: “JEDI”, “KC-X”, “DCGS-A CD1”."""
    return name.upper() == name


def is_short(name: str) -> bool:
    """Say whether a name is of so few letters that many things are called so: “HLS”, but not “KC-X”."""
    return is_acronym(name) and name.isalnum() and len(name) <= SHORT


def other_sense(name: str, every_word: frozenset[str]) -> tuple[str, int]:
    """Return what else an acronym seems to mean in a text of these folded words, and how many of them say so."""
    found = ((sense, len(said & every_word)) for sense, said in _SENSES.get(name, ()))
    return max(found, key=lambda one: one[1], default=("", 0))


def stands_for_other(name: str, around: tuple[list[Word], list[Word]], known: frozenset[str]) -> bool:
    """Say whether a text spells an acronym out as something else: “Justice, Equity, Diversity, Inclusion (JEDI)”.

    `around` are the words before and after it, `known` those that it stands for in the record; “Joint European
    Disruptive Initiative” shares only one of its words with the contract and is something else.
    """
    letters = "".join(word.folded for word in words(name))
    if not is_acronym(name) or len(letters) < SHORT:
        return False
    before, after = ([word for word in side if len(word.raw) > 3 or word.raw[:1].isupper()] for side in around)
    for run in (before[-len(letters) :], after[: len(letters)]):
        if "".join(word.folded[0] for word in run) == letters:
            return 2 * len(known & {word.folded for word in run}) < len(run)
    return False
