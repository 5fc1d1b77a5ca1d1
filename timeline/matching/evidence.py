"""What speaks for one dispute in a text that names no number of it, in points and sentences. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from contracts.codelists import Forum
from timeline.classification.sums import Sum
from timeline.matching.index import Index, Named
from timeline.matching.mentions import Mention, parties_of
from timeline.matching.names import DisputeNames, PartyNames
from timeline.matching.reading import Reading
from timeline.matching.senses import is_acronym, is_short
from timeline.matching.vocabulary import FIELDS, IN_COURT, LOOSE, SUING
from timeline.matching.words import words

ENOUGH: Final = 60
TITLE, TITLE_OF_FEW_WORDS, NAME_IN_TITLE, NAME, WEAK_NAME, STEM = 60, 48, 45, 40, 25, 30
BUYER, BIDDER, SECOND_BIDDER, PERSON, OTHER = 15, 15, 10, 8, 4
TOPIC, SECOND_TOPIC, SUM, SUIT = 10, 5, 12, 10
ONE_WORD, TWO_WORDS = 10, 15
MANY: Final = 3  # rivals who are named together where protests are heard: seldom about two contracts
IN_ITS_YEARS = 5
# Different kinds of signs support each other: so many points for so many kinds.
TOGETHER: Final = {2: 8, 3: 18, 4: 28, 5: 35}
YEARS_BEFORE, YEARS_AFTER = timedelta(days=366), timedelta(days=366)
# Where only procurements are fought over; the courts above hear of everything.
PROTEST_FORUMS: Final = frozenset({"gao", "us-court-of-federal-claims"})
COURTS: Final = frozenset({Forum.COFC, Forum.CAFC, Forum.SCOTUS})
EVERYWHERE: Final = frozenset({"court", "government", "legislature", "oversight-body"})


@dataclass(slots=True)
class Evidence:
    """What speaks for one dispute: points and why, which kinds of signs there are, and what speaks against it."""

    dispute: DisputeNames
    points: int = 0
    names: Counter[int | None] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    parties: dict[str, str] = field(default_factory=dict)
    topics: set[str] = field(default_factory=set)
    sued_over: set[int] = field(default_factory=set)
    sums: set[Sum] = field(default_factory=set)
    against: list[str] = field(default_factory=list)
    name: str = ""
    is_named_in_title: bool = False
    bidders: int = 0
    is_in_years: bool = False
    is_stem_of_title: bool = False
    is_as_written: bool = False
    is_beside_procurement: bool = False
    has_vocabulary: bool = False
    firm_words: int = 0
    has_thing: bool = False
    has_own_topic: bool = False
    is_topic_in_title: bool = False
    is_topic_bought: bool = False

    @property
    def is_enough(self) -> bool:
        """Say whether it may be proposed.

        A name needs company: of a party, a topic, a sum, or the vocabulary of procurement; a name of three letters
        needs one of the first three, a title of four words none. To an acronym a bidder alone is company only with
        words that are of procurement and nothing else: “Microsoft Xbox wins JEDI deal”.
        """
        if self.points < ENOUGH or self.against:
            return False
        if not self.name:
            return self._is_enough_without_name
        if is_short(self.name):
            return bool(self.kinds)
        if self.is_stem_of_title and "buyer" not in self.kinds:  # the Air Force has a Distributed Common Ground System
            return False
        if is_acronym(self.name) and self.kinds == {"bidder"}:
            return self.is_beside_procurement or (self.firm_words > 1 and self.is_as_written)
        return bool(self.kinds) or self.has_vocabulary or (not is_acronym(self.name) and len(words(self.name)) > 3)

    @property
    def _is_enough_without_name(self) -> bool:
        """Say whether circumstances alone may propose it: three kinds of signs in its years, and a side among them.

        They must tell the contract from the others of those sides: a thing that no other dispute is about does, or a
        sum or a lawsuit beside both sides. A field in which much is bought needs more: “cloud contract” with rivals,
        a person or a place where protests are heard, or three rivals beside the buyer and it in the title.
        """
        if not self.is_in_years or len(self.kinds) < 3 or not {"buyer", "bidder"} & self.kinds:
            return False
        rivals, both = self.bidders > 1, {"buyer", "bidder"} <= self.kinds
        if not (self.has_vocabulary or len(self.kinds) >= 4 or "sum" in self.kinds):
            return self.has_thing and (rivals or both) and self.firm_words > 0
        if self.has_thing:
            return True
        many = self.bidders >= MANY or any(
            len(contract.parties) > 1 and contract.parties <= self.parties.keys() for contract in self.dispute.contracts
        )
        is_firm = bool({"sum", "suit"} & self.kinds)
        if not self.topics:
            return both and (is_firm or ("forum" in self.kinds and many))
        if both:
            is_bought = self.is_topic_bought and (rivals or bool({"forum", "person"} & self.kinds))
            return is_firm or is_bought or (many and self.is_topic_in_title)
        return rivals and ("sum" in self.kinds or (self.has_own_topic and (is_firm or "forum" in self.kinds)))

    def add(self, points: int, reason: str, kind: str = "") -> None:
        """Count points and say why; a kind of sign is counted once among those that support each other."""
        self.points += points
        self.reasons.append(reason)
        if kind:
            self.kinds.add(kind)

    def add_name(self, spelling: str, name: str, named: Named, *, in_title: bool, is_stem: bool) -> None:
        """Count a name once; an acronym in other letters (“Jedi”) is a weak sign, in small ones none."""
        place = "title" if in_title else "text"
        as_written = spelling == " ".join(word.raw for word in words(name))
        if is_stem:
            points, reason = STEM, f"“{spelling}” stands in the {place}, a part of the name “{self.dispute.name}”."
        elif not is_acronym(name):
            few = len(words(name)) == 3
            points, reason = (TITLE_OF_FEW_WORDS if few else TITLE), f"“{spelling}” stands in the {place}."
        elif as_written:
            points, reason = (NAME_IN_TITLE if in_title else NAME), f"The acronym “{name}” stands in the {place}."
            self.is_as_written = True
        elif spelling[:1].isupper():
            points, reason = WEAK_NAME, f"“{spelling}” stands in the {place}, written unlike the acronym “{name}”."
        else:
            return
        self.names[named.contract] += 2 if in_title else 1
        self.is_named_in_title |= in_title
        if not self.name:
            self.name = name
            self.is_stem_of_title = is_stem and not is_acronym(name)
            self.add(points, reason)

    def add_parties(self, index: Index, found: list[Mention]) -> None:
        """Count the parties of the dispute that the text names, each spelling once."""
        pk = self.dispute.pk
        self.parties = parties_of(index, pk, found)
        said: dict[str, list[str]] = {"buyer": [], "bidder": [], "person": [], "forum": [], "other": []}
        for slug, spelling in self.parties.items():
            said[_sign(index.parts[slug][pk])].append(spelling)
        self.bidders = len(said["bidder"])
        for kind, label, first, second in (
            ("buyer", "the buying agency", BUYER, 0),
            ("bidder", "bidders or protesters", BIDDER, SECOND_BIDDER),
            ("person", "people of the dispute", PERSON, PERSON // 2),
            ("forum", "where protests are heard", OTHER, OTHER),
            ("other", "others of the dispute", OTHER, OTHER),
        ):
            if said[kind]:
                points = first + (second if len(said[kind]) > 1 else 0)
                reason = f"It names {label}: {_quoted(said[kind])}."
                self.add(points, reason, kind if kind != "other" else "")

    def add_topics(self, main: list[str], other: list[str], reading: Reading, *, own: set[str]) -> None:
        """Count words for what is bought: one of its title, or two others, make it a sign.

        `own` are those that no other dispute has: rivals named beside one are a sign of their own.
        """
        found = [*main, *other]
        if not found:
            return
        points = (TOPIC if main else SECOND_TOPIC) + (SECOND_TOPIC if len(found) > 1 else 0)
        kind = "topic" if main or len(other) > 1 else ""
        self.add(points, f"It speaks of what is bought: {_quoted(found)}.", kind)
        self.has_thing = any(topic in own and topic not in FIELDS for topic in main)
        self.has_own_topic = bool(own)
        self.topics = set(found)
        self.is_topic_in_title = bool(self.topics & reading.title_topics)
        self.is_topic_bought = bool(self.topics & reading.bought)
        if own and self.bidders > 1:
            self.kinds.add("rivals")

    def add_sums(self, sums: list[Sum]) -> None:
        """Count a sum that is the ceiling or the value of an award of one of the contracts, exact or rounded."""
        known = {value for contract in self.dispute.contracts for value in contract.sums}
        self.sums = {one for one in sums if any(one.is_about(value) for value in known)}
        if self.sums:
            said = sorted(one.said for one in self.sums)
            self.add(SUM, f"It names a sum of the record: {_quoted(said[:1])}.", "sum")

    def add_vocabulary(self, found: list[str], *, in_title: bool) -> None:
        """Count words of procurement; one in the title or two anywhere show that the text speaks of it."""
        if found:
            self.has_vocabulary = in_title or len(found) > 1
            self.firm_words = sum(word not in LOOSE for word in found)
            self.add(TWO_WORDS if len(found) > 1 else ONE_WORD, f"It speaks of procurement: {_quoted(found)}.")

    def add_suit(self, reading: Reading) -> None:
        """Count speech of courts where one of those named went to court, according to the record.

        Where nothing is said of what is bought, a word like “judge” needs the plaintiff in the title.
        """
        suits = [one for one in self.dispute.protests if one.forum in COURTS]
        brought = [one for one in suits if one.challengers & self.parties.keys()]
        in_title = {slug for mention in reading.found if mention.in_title for slug in mention.parties}
        found = sorted(reading.every_word & SUING)
        if not found and (self.topics or any(one.challengers & in_title for one in brought)):
            found = sorted(reading.opening & IN_COURT)
        if found and brought:
            self.sued_over = {contract for one in brought for contract in one.contracts}
            self.add(SUIT, f"It speaks of a lawsuit, and the record holds one: {_quoted(found)}.", "suit")

    def add_years(self, published: date | None) -> None:
        """Count that the text is of the years of the dispute."""
        first, last = self.dispute.first, self.dispute.last
        if published is None or first is None or last is None:
            self.is_in_years = published is None
        elif first - YEARS_BEFORE <= published <= last + YEARS_AFTER:
            self.is_in_years = True
            self.add(IN_ITS_YEARS, f"It was published in the years of the dispute ({first.year} to {last.year}).")

    def add_together(self) -> None:
        """Count that different kinds of signs come together."""
        self.points += TOGETHER.get(len(self.kinds), 0)


def _sign(names: PartyNames) -> str:
    if names.kind == "person":
        return "person"
    if names.slug in PROTEST_FORUMS:
        return "forum"
    return "other" if names.part == "other" or names.kind in EVERYWHERE else names.part


def _quoted(said: list[str]) -> str:
    return ", ".join(f"“{one}”" for one in said[:4])
