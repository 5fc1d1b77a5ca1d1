"""The index over the names and numbers of the whole record, built once and asked for every item. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from timeline.matching.names import ContractNames, DisputeNames, Part, PartyNames, ProtestNumbers
from timeline.matching.numbers import contract_form, docket_forms, family_of
from timeline.matching.topics import Topics, topics_of
from timeline.matching.vocabulary import OTHER_NAMES
from timeline.matching.words import Phrases, words

__all__ = ["ContractNames", "DisputeNames", "Index", "Named", "PartyNames", "ProtestNumbers", "build"]

# A party or word of more disputes than this leads to none of them; it still counts for those that something else hit.
TOO_COMMON: Final = 40
SHORTEST_SURNAME: Final = 5
_LEGAL_FORM: Final = re.compile(
    r",?\s+(?:Inc|Incorporated|LLC|L\.L\.C|Corp|Corporation|Company|Co|Ltd|Limited|LP|PLC|GmbH|AG|SE)\.?$",
    re.IGNORECASE,
)
_INITIAL: Final = re.compile(r"\s[A-Z]\.\s")
_IN_BRACKETS: Final = re.compile(r"\(([^)]*)\)")
_STEM: Final = re.compile(r"([A-Z]{4,})-[A-Z0-9]{1,2}")


class Named(NamedTuple):
    """A contract, or a dispute as a whole, behind a name or a number; of a docket number also the forum."""

    dispute: int
    contract: int | None = None
    protest: int | None = None
    label: str = ""
    forum: str = ""


class Name(NamedTuple):
    """A name as the record spells it, and whether it is only the stem of one: “DCGS” of “DCGS-A”."""

    name: str
    named: Named
    is_stem: bool = False


@dataclass(slots=True)
class Index:
    """What is looked up: numbers, names, parties and topics, each leading to disputes."""

    disputes: dict[int, DisputeNames] = field(default_factory=dict)
    numbers: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    families: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    names: Phrases[Name] = field(default_factory=lambda: Phrases(()))
    parties: Phrases[str] = field(default_factory=lambda: Phrases(()))
    surnames: Phrases[str] = field(default_factory=lambda: Phrases(()))
    parts: dict[str, dict[int, PartyNames]] = field(default_factory=dict)
    topics: dict[int, Topics] = field(default_factory=dict)
    topic_counts: Counter[str] = field(default_factory=Counter)
    title_words: dict[int, frozenset[str]] = field(default_factory=dict)

    def part(self, party: str, dispute: int) -> Part | None:
        """Return a party's part in a dispute; None if it has none."""
        names = self.parts[party].get(dispute)
        return names.part if names else None

    def leads(self, party: str) -> Iterator[int]:
        """Yield the disputes that a party's name alone makes worth a look."""
        parts = self.parts[party]
        if len(parts) <= TOO_COMMON:
            yield from (dispute for dispute, names in parts.items() if names.part != "other")


def build(disputes: Iterable[DisputeNames]) -> Index:
    """Build the index over disputes with all their names and numbers."""
    index = Index({one.pk: one for one in disputes})
    numbers: dict[str, dict[Named, None]] = defaultdict(dict)
    families: dict[str, dict[Named, None]] = defaultdict(dict)
    names: list[tuple[str, Name]] = []
    parties: dict[tuple[str, str], None] = {}
    surnames: dict[tuple[str, str], None] = {}
    for one in index.disputes.values():
        for form, named in _numbers(one):
            numbers[form][named] = None
        for family, named in _families(one):
            families[family][named] = None
        names += ((name.name, name) for name in _names(one))
        index.topics[one.pk] = topics_of(one)
        index.topic_counts.update(topic for part in index.topics[one.pk] for topic in part)
        index.title_words[one.pk] = _title_words(one)
        for party in one.parties:
            parties |= {(name, party.slug): None for name in _names_of_party(party)}
            surnames |= {(name, party.slug): None for name in _surname(party)}
            known = index.parts.setdefault(party.slug, {})
            if one.pk not in known or known[one.pk].part == "other":
                known[one.pk] = party
    index.numbers = {form: tuple(found) for form, found in numbers.items()}
    index.families = {family: tuple(found) for family, found in families.items()}
    index.names = Phrases(names)
    index.parties = Phrases(parties)
    index.surnames = Phrases(surnames)
    return index


def _numbers(dispute: DisputeNames) -> Iterator[tuple[str, Named]]:
    for contract in dispute.contracts:
        for number in contract.numbers:
            yield contract_form(number), Named(dispute.pk, contract.pk, None, f"{number} of {contract.name}")
    for protest in dispute.protests:
        for docket in protest.dockets:
            for form in docket_forms(docket):
                yield form, _named(dispute, protest, protest.name)


def _families(dispute: DisputeNames) -> Iterator[tuple[str, Named]]:
    for protest in dispute.protests:
        for docket in protest.dockets:
            if family := family_of(docket):
                yield family, _named(dispute, protest, protest.name)


def _named(dispute: DisputeNames, protest: ProtestNumbers, label: str) -> Named:
    contract = protest.contracts[0] if len(protest.contracts) == 1 else None
    return Named(dispute.pk, contract, protest.pk, label, protest.forum)


def _names(dispute: DisputeNames) -> Iterator[Name]:
    """Yield the names of a dispute and its contracts: acronyms, their stems, titles, titles without their brackets."""
    acronyms = [contract.acronym for contract in dispute.contracts]
    if dispute.name not in acronyms:
        yield Name(dispute.name, Named(dispute.pk))
    yield from (Name(title, Named(dispute.pk)) for title in _titles(dispute.title))
    for contract in dispute.contracts:
        shared = acronyms.count(contract.acronym) > 1
        if contract.acronym:
            yield Name(contract.acronym, Named(dispute.pk, None if shared else contract.pk))
        yield from (Name(title, Named(dispute.pk, contract.pk)) for title in _titles(contract.title))
        yield from (Name(stem, Named(dispute.pk), is_stem=True) for stem in _stem_of_title(contract.title))
    stems = {found[1] for name in (dispute.name, *acronyms) if (found := _STEM.match(name))}
    yield from (Name(stem, Named(dispute.pk), is_stem=True) for stem in sorted(stems - {dispute.name, *acronyms}))


def _stem_of_title(title: str) -> Iterator[str]:
    """Yield what stands before a hyphen, if it has four words: “Distributed Common Ground System-Army”."""
    stem, hyphen, _ = title.partition("-")
    if hyphen and len(words(stem)) >= 4:
        yield stem


def _titles(title: str) -> Iterator[str]:
    """Yield a title whole, without brackets, and up to a bracket or comma; each only if it has three words."""
    bare = " ".join(_IN_BRACKETS.sub(" ", title).split())
    parts = (part.strip() for part in bare.split(","))
    for form in dict.fromkeys((title, bare, *parts, title.split("(", maxsplit=1)[0].strip())):
        if len(words(form)) >= 3:
            yield form


def _title_words(dispute: DisputeNames) -> frozenset[str]:
    titles = (dispute.title, *(contract.title for contract in dispute.contracts))
    return frozenset(word.folded for title in titles for word in words(title))


def _names_of_party(party: PartyNames) -> Iterator[str]:
    """Yield a party's names, also without “Inc.” and middle initials, which only official papers write, and other ones.

    The German genitive of a name of one word is the name with an s: “Microsofts”.
    """
    for name in (party.name, *party.aliases):
        short = _INITIAL.sub(" ", name) if party.kind == "person" else _LEGAL_FORM.sub("", name)
        yield from (name, short, *OTHER_NAMES.get(name, ()))
        if short.isalpha() and not short.endswith("s"):
            yield f"{short}s"


def _surname(party: PartyNames) -> Iterator[str]:
    """Yield a person's surname, by which papers call people once they are known; no very short one."""
    name = re.sub(r",?\s(?:Jr|Sr|II|III)\.?$", "", party.name)
    if party.kind == "person" and " " in name and len(name.rsplit(" ", 1)[1]) >= SHORTEST_SURNAME:
        yield name.rsplit(" ", 1)[1]
