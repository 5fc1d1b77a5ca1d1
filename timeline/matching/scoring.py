"""Score the disputes that an item's numbers, names and circumstances point to, and say in sentences why. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from contracts.identifiers import normal_number
from timeline.matching.index import DisputeNames, Index, Named, Part
from timeline.matching.numbers import Number, docket_forms, numbers
from timeline.matching.vocabulary import PROCUREMENT
from timeline.matching.words import Word, words

ENOUGH = 60
NAME, NAME_IN_TITLE, WEAK_NAME, TITLE = 40, 45, 25, 60
BOTH_SIDES = 10
# Points of a party by its part in the dispute, and of how many parties at most.
PARTS: dict[Part, tuple[str, int, int]] = {
    "buyer": ("the buying agency", 15, 1),
    "bidder": ("bidders or protesters", 15, 2),
    "other": ("others of the dispute", 4, 2),
}
TOPIC, MOST_TOPICS = 5, 3
ONE_WORD, TWO_WORDS = 12, 16
IN_ITS_YEARS = 5
YEARS_BEFORE, YEARS_AFTER = timedelta(days=366), timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is matched: an item's words, address, day of publication, and the numbers that its reader found."""

    title: str
    text: str = ""
    url: str = ""
    published: date | None = None
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The dispute an item is about: keys of rows, a code of `Strength`, a score of 0 to 100, reasons, parties named."""

    dispute: int
    contract: int | None
    protest: int | None
    strength: str
    score: int
    reasons: tuple[str, ...]
    parties: tuple[str, ...] = ()


@dataclass(slots=True)
class Evidence:
    """What speaks for one dispute."""

    dispute: DisputeNames
    points: int = 0
    names: Counter[int | None] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)
    has_name: bool = False
    has_both_sides: bool = False
    has_topic: bool = False

    @property
    def is_enough(self) -> bool:
        """Say whether it may be proposed: named, or both sides named with what is bought, and points enough."""
        return self.points >= ENOUGH and (self.has_name or (self.has_both_sides and self.has_topic))

    def add(self, points: int, reason: str) -> None:
        """Count points and say why."""
        self.points += points
        self.reasons.append(reason)


def match(index: Index, text: Text) -> Match | None:
    """Return the dispute that a text is about, or None if nothing speaks for one clearly enough."""
    title, body = words(text.title), words(text.text)
    parties = _parties(index, [*title, *body])
    decided = _by_number(index, text)
    if decided is not None:
        return _decided(index, decided, parties)
    cases = sorted(
        _by_names(index, text, title, body, parties), key=lambda evidence: (-evidence.points, evidence.dispute.slug)
    )
    enough = [evidence for evidence in cases if evidence.is_enough]
    if not enough:
        return None
    best = enough[0]
    if len(enough) > 1:
        best.reasons.append(f"It may also be about {', '.join(evidence.dispute.name for evidence in enough[1:4])}.")
    return Match(
        dispute=best.dispute.pk,
        contract=_contract(best),
        protest=None,
        strength="suggestion",
        score=min(best.points, 99),
        reasons=tuple(best.reasons),
        parties=_of_dispute(index, best.dispute.pk, parties),
    )


def _by_number(index: Index, text: Text) -> list[tuple[str, Named]] | None:
    """Return what the numbers in a text name, the exact before the family of a B-number; None if they name nothing."""
    given = (Number(raw, (*docket_forms(raw), normal_number(raw))) for raw in text.identifiers)
    found: dict[tuple[str, Named], None] = {}
    for number in (*given, *numbers(f"{text.title}\n{text.text}\n{text.url}")):
        hits = next((index.numbers[form] for form in number.forms if form in index.numbers), ())
        found |= {(number.raw, named): None for named in hits}
    return list(found) or None


def _decided(index: Index, found: list[tuple[str, Named]], parties: dict[str, str]) -> Match:
    """Make a match of the numbers found: the dispute most of them name, its proceeding and contract if it is one."""
    votes = Counter(named.dispute for _, named in found)
    dispute = max(votes, key=lambda pk: (votes[pk], -pk))
    own = [(raw, named) for raw, named in found if named.dispute == dispute]
    reasons = [f"The number {raw} is in the record: {named.label}." for raw, named in own]
    others = sorted({index.disputes[named.dispute].name for _, named in found if named.dispute != dispute})
    if others:
        reasons.append(f"It also holds numbers of {', '.join(others)}.")
    return Match(
        dispute=dispute,
        contract=_only(named.contract for _, named in own),
        protest=_only(named.protest for _, named in own),
        strength="identifier",
        score=100,
        reasons=tuple(dict.fromkeys(reasons)),
        parties=_of_dispute(index, dispute, parties),
    )


def _by_names(
    index: Index, text: Text, title: list[Word], body: list[Word], parties: dict[str, str]
) -> Iterator[Evidence]:
    """Yield what speaks for each dispute that a name or a party of the text leads to."""
    cases: dict[int, Evidence] = {}
    for spelling, in_title, name, named in _names(index, title, body):
        evidence = cases.setdefault(named.dispute, Evidence(index.disputes[named.dispute]))
        _add_name(evidence, spelling, name, named, in_title=in_title)
    for slug in parties:
        for dispute in index.leads(slug):
            cases.setdefault(dispute, Evidence(index.disputes[dispute]))
    every_word = {word.folded for word in (*title, *body)}
    vocabulary = sorted(every_word & PROCUREMENT)
    topics = [(word, index.topics[word]) for word in every_word if word in index.topics]
    for evidence in cases.values():
        _add_parties(index, evidence, parties)
        _add_topics(evidence, sorted(word for word, disputes in topics if evidence.dispute.pk in disputes))
        if vocabulary:
            quoted = ", ".join(f"“{word}”" for word in vocabulary[:4])
            evidence.add(TWO_WORDS if len(vocabulary) > 1 else ONE_WORD, f"It speaks of procurement: {quoted}.")
        _add_years(evidence, text.published)
        yield evidence


def _names(index: Index, title: list[Word], body: list[Word]) -> list[tuple[str, bool, str, Named]]:
    """Return the names of disputes and contracts in a text; no acronym that it spells out as something else."""
    seen: dict[tuple[str, Named], tuple[str, bool, str, Named]] = {}
    others: set[tuple[str, Named]] = set()
    for part in (title, body):
        for found in index.names.find(part):
            around = part[max(0, found.at - 16) : found.at], part[found.at + found.length :][:16]
            for name, named in found.names:
                seen.setdefault((found.spelling, named), (found.spelling, part is title, name, named))
                if stands_for_other(name, around, index.title_words(named.dispute)):
                    others.add((name, named))
    return [hit for hit in seen.values() if hit[2:] not in others]


def _add_name(evidence: Evidence, spelling: str, name: str, named: Named, *, in_title: bool) -> None:
    """Count a name once, at its strongest; an acronym in other letters (“Jedi”) is a weak sign, in small ones none."""
    place = "title" if in_title else "text"
    if not is_acronym(name):
        points, reason = TITLE, f"“{spelling}” stands in the {place}."
    elif spelling == " ".join(word.raw for word in words(name)):
        points, reason = (NAME_IN_TITLE if in_title else NAME), f"The acronym “{name}” stands in the {place}."
    elif spelling[:1].isupper():
        points, reason = WEAK_NAME, f"“{spelling}” stands in the {place}, written unlike the acronym “{name}”."
    else:
        return
    evidence.names[named.contract] += 2 if in_title else 1
    if not evidence.has_name:
        evidence.has_name = True
        evidence.add(points, reason)


def is_acronym(name: str) -> bool:
    """Say whether a name is one of capitals: “JEDI”, “KC-X”, “DCGS-A CD1”."""
    return name.upper() == name


def stands_for_other(name: str, around: tuple[list[Word], list[Word]], known: frozenset[str]) -> bool:
    """Say whether a text spells an acronym out as something else: “Justice, Equity, Diversity, Inclusion (JEDI)”.

    `around` are the words before and after it, `known` those that it stands for in the record.
    """
    letters = "".join(word.folded for word in words(name))
    if not is_acronym(name) or len(letters) < 3:
        return False
    before, after = ([word for word in side if len(word.raw) > 3 or word.raw[:1].isupper()] for side in around)
    for run in (before[-len(letters) :], after[: len(letters)]):
        if "".join(word.folded[0] for word in run) == letters:
            return not known & {word.folded for word in run}
    return False


def _parties(index: Index, text: list[Word]) -> dict[str, str]:
    """Return the parties of the record that a text names, with its spelling; a single word must be written large."""
    found: dict[str, str] = {}
    for hit in index.parties.find(text):
        if hit.length > 1 or hit.spelling[:1].isupper():
            for slug in hit.names:
                found.setdefault(slug, hit.spelling)
    return found


def _add_parties(index: Index, evidence: Evidence, parties: dict[str, str]) -> None:
    """Count the parties of the dispute that the text names, each spelling once; a bidder beside the buyer counts more.

    A spelling may name several parties: “Amazon”.
    """
    pk = evidence.dispute.pk
    by_part: dict[Part, list[str]] = {"buyer": [], "bidder": [], "other": []}
    for slug, spelling in parties.items():
        part = index.parts[slug].get(pk)
        if part is not None and spelling not in by_part[part]:
            by_part[part].append(spelling)
    for part, (label, points, most) in PARTS.items():
        if by_part[part]:
            quoted = ", ".join(f"“{spelling}”" for spelling in by_part[part][:4])
            evidence.add(points * min(len(by_part[part]), most), f"It names {label}: {quoted}.")
    if by_part["buyer"] and by_part["bidder"]:
        evidence.has_both_sides = True
        evidence.points += BOTH_SIDES


def _add_topics(evidence: Evidence, topics: list[str]) -> None:
    if topics:
        evidence.has_topic = True
        quoted = ", ".join(f"“{word}”" for word in topics[:4])
        evidence.add(TOPIC * min(len(topics), MOST_TOPICS), f"It speaks of what is bought: {quoted}.")


def _add_years(evidence: Evidence, published: date | None) -> None:
    first, last = evidence.dispute.first, evidence.dispute.last
    if published and first and last and first - YEARS_BEFORE <= published <= last + YEARS_AFTER:
        evidence.add(IN_ITS_YEARS, f"It was published in the years of the dispute ({first.year} to {last.year}).")


def _contract(evidence: Evidence) -> int | None:
    """Return the contract that was named most; the dispute's only one if none was."""
    named = Counter({pk: count for pk, count in evidence.names.items() if pk is not None})
    if named:
        ranked = named.most_common(2)
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None
    return evidence.dispute.contracts[0].pk if len(evidence.dispute.contracts) == 1 else None


def _of_dispute(index: Index, dispute: int, parties: dict[str, str]) -> tuple[str, ...]:
    return tuple(slug for slug in parties if dispute in index.parts[slug])


def _only(values: Iterable[int | None]) -> int | None:
    """Return the one value that occurs; None for none or several."""
    found = {value for value in values if value is not None}
    return found.pop() if len(found) == 1 else None
