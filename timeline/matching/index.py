"""The index over the names and numbers of the whole record, built once and asked for every item. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from contracts.identifiers import normal_number
from timeline.matching.numbers import docket_forms
from timeline.matching.vocabulary import COMMON, PROCUREMENT
from timeline.matching.words import Phrases, words

# A party or word of more disputes than this leads to none of them; it still counts for those that something else hit.
TOO_COMMON = 40
SHORTEST_TOPIC = 4
_LEGAL_FORM = re.compile(
    r",?\s+(?:Inc|Incorporated|LLC|L\.L\.C|Corp|Corporation|Company|Co|Ltd|Limited|LP|PLC|GmbH|AG|SE)\.?$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")

Part = Literal["buyer", "bidder", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractNames:
    """What a contract is called and numbered."""

    pk: int
    name: str
    title: str
    acronym: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtestNumbers:
    """The docket numbers of a proceeding, how it is called, and the contracts it is about."""

    pk: int
    name: str
    dockets: tuple[str, ...]
    contracts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNames:
    """A party of a dispute: what it is called, and whether it buys, bids or protests, or has another part."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    part: Part = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeNames:
    """All by which one dispute can be recognised. `first` and `last` are the days of its first and last event."""

    pk: int
    slug: str
    name: str
    title: str
    words: str = ""
    contracts: tuple[ContractNames, ...] = ()
    protests: tuple[ProtestNumbers, ...] = ()
    parties: tuple[PartyNames, ...] = ()
    first: date | None = None
    last: date | None = None


class Named(NamedTuple):
    """A contract, or a dispute as a whole, behind a name or a number."""

    dispute: int
    contract: int | None = None
    protest: int | None = None
    label: str = ""


class PartOf(NamedTuple):
    """A party's part in a dispute."""

    dispute: int
    part: Part


@dataclass(slots=True)
class Index:
    """What is looked up: numbers, names, parties and topics, each leading to disputes."""

    disputes: dict[int, DisputeNames] = field(default_factory=dict)
    numbers: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    names: Phrases[tuple[str, Named]] = field(default_factory=lambda: Phrases(()))
    parties: Phrases[str] = field(default_factory=lambda: Phrases(()))
    parts: dict[str, dict[int, Part]] = field(default_factory=dict)
    topics: dict[str, frozenset[int]] = field(default_factory=dict)

    def title_words(self, dispute: int) -> frozenset[str]:
        """Return the words of the titles of a dispute and its contracts."""
        one = self.disputes[dispute]
        titles = (one.title, *(contract.title for contract in one.contracts))
        return frozenset(word.folded for title in titles for word in words(title))

    def leads(self, party: str) -> Iterator[int]:
        """Yield the disputes that a party's name alone makes worth a look."""
        parts = self.parts[party]
        if len(parts) <= TOO_COMMON:
            yield from (dispute for dispute, part in parts.items() if part != "other")


def build(disputes: Iterable[DisputeNames]) -> Index:
    """Build the index over disputes with all their names and numbers."""
    index = Index({one.pk: one for one in disputes})
    numbers: dict[str, dict[Named, None]] = defaultdict(dict)
    topics: dict[str, set[int]] = defaultdict(set)
    names: list[tuple[str, tuple[str, Named]]] = []
    parties: dict[tuple[str, str], None] = {}
    for one in index.disputes.values():
        for form, named in _numbers(one):
            numbers[form][named] = None
        names += ((name, (name, named)) for name, named in _names(one))
        for word in _topics(one):
            topics[word].add(one.pk)
        for party in one.parties:
            parties |= {(name, party.slug): None for name in _names_of_party(party)}
            parts = index.parts.setdefault(party.slug, {})
            if parts.get(one.pk, "other") == "other":
                parts[one.pk] = party.part
    index.numbers = {form: tuple(found) for form, found in numbers.items()}
    index.names = Phrases(names)
    index.parties = Phrases(parties)
    index.topics = {word: frozenset(found) for word, found in topics.items()}
    return index


def _numbers(dispute: DisputeNames) -> Iterator[tuple[str, Named]]:
    for contract in dispute.contracts:
        for number in contract.numbers:
            yield normal_number(number), Named(dispute.pk, contract.pk, None, f"{number} of {contract.name}")
    for protest in dispute.protests:
        contract_pk = protest.contracts[0] if len(protest.contracts) == 1 else None
        for docket in protest.dockets:
            for form in docket_forms(docket):
                yield form, Named(dispute.pk, contract_pk, protest.pk, protest.name)


def _names(dispute: DisputeNames) -> Iterator[tuple[str, Named]]:
    """Yield the names of a dispute and its contracts: acronyms, titles, titles without their brackets."""
    acronyms = [contract.acronym for contract in dispute.contracts]
    if dispute.name not in acronyms:
        yield dispute.name, Named(dispute.pk)
    yield from ((title, Named(dispute.pk)) for title in _titles(dispute.title))
    for contract in dispute.contracts:
        shared = acronyms.count(contract.acronym) > 1
        if contract.acronym:
            yield contract.acronym, Named(dispute.pk, None if shared else contract.pk)
        yield from ((title, Named(dispute.pk, contract.pk)) for title in _titles(contract.title))


def _titles(title: str) -> Iterator[str]:
    """Yield a title whole, without brackets, and up to a bracket or comma; each only if it has three words."""
    bare = " ".join(_IN_BRACKETS.sub(" ", title).split())
    for form in dict.fromkeys((title, bare, bare.split(",")[0], title.split("(", maxsplit=1)[0])):
        if len(words(form)) >= 3:
            yield form


def _names_of_party(party: PartyNames) -> Iterator[str]:
    """Yield a party's names, also without “Inc.” and the like, which only official papers write."""
    for name in (party.name, *party.aliases):
        yield name
        yield _LEGAL_FORM.sub("", name)


def _topics(dispute: DisputeNames) -> set[str]:
    """Return the words that are characteristic of what is bought."""
    texts = [dispute.title, dispute.words, *(contract.title for contract in dispute.contracts)]
    names = {word.folded for party in dispute.parties for name in (party.name, *party.aliases) for word in words(name)}
    found = {word.folded for text in texts for word in words(text)}
    return {
        word
        for word in found
        if len(word) >= SHORTEST_TOPIC
        and word.isalpha()
        and word not in COMMON
        and word not in PROCUREMENT
        and word not in names
    }
