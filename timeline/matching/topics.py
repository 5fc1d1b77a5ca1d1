"""What is bought, in single words: by them a headline is recognised that names parties but not the contract. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from timeline.matching.names import DisputeNames
from timeline.matching.senses import is_acronym
from timeline.matching.vocabulary import COMMON, COMPOUND_HEADS, PROCUREMENT, SAME_THING
from timeline.matching.words import words

SHORTEST_TOPIC = 4


class Topics(NamedTuple):
    """The topics of a dispute: those of its own title and of protested contracts, and all others."""

    main: frozenset[str]
    other: frozenset[str]


def topics_of(dispute: DisputeNames) -> Topics:
    """Return the topics of a dispute: words of its titles but no acronyms, and words that two descriptions share."""
    called = _called(dispute)
    fought_over = [contract for contract in dispute.contracts if contract.is_protested] or dispute.contracts
    main = {topic for text in (dispute.title, *(one.title for one in fought_over)) for topic in topics_in(text)}
    shared = Counter(topic for text in dispute.words for topic in topics_in(text))
    own = {topic_of(word.folded) for name in _names(dispute) for word in words(name)}
    other = {topic for contract in dispute.contracts for topic in topics_in(contract.title)}
    other |= {topic for topic, count in shared.items() if count > 1 and topic not in own}
    return Topics(frozenset(main - called), frozenset(other - main - called))


def topics_in(text: str) -> set[str]:
    """Return the topics that a text's words stand for."""
    return {topic for topic in map(topic_of, (word.folded for word in words(text))) if topic}


def topic_of(word: str) -> str:
    """Return the topic that a word stands for, the same in the plural and in German; empty for a word that says little.

    “tankers”, “Tankflugzeuge” and what a “Tankerauftrag” is about are all “tanker”.
    """
    for form in _forms(word):
        if form in SAME_THING:
            return SAME_THING[form]
    for head in COMPOUND_HEADS:
        rest = word.removesuffix(head)
        if rest != word and len(rest) >= SHORTEST_TOPIC:
            return topic_of(rest.removesuffix("s"))
    form = _singular(word)
    says_much = len(form) >= SHORTEST_TOPIC and form.isalpha() and not {word, form} & (COMMON | PROCUREMENT)
    return form if says_much else ""


def _forms(word: str) -> Iterable[str]:
    yield word
    for ending in ("s", "n", "en", "es", "e"):
        if word.endswith(ending):
            yield word.removesuffix(ending)


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 4 and not word.endswith(("ss", "is", "us")) else word


def _called(dispute: DisputeNames) -> set[str]:
    """Return the topics that are only names: an acronym is counted as a name and cannot keep itself company."""
    names = (dispute.name, *(name for one in dispute.contracts for name in (one.acronym, one.name)))
    return {topic_of(word.folded) for name in names if is_acronym(name) for word in words(name)}


def _names(dispute: DisputeNames) -> Iterable[str]:
    for party in dispute.parties:
        yield from (party.name, *party.aliases)
