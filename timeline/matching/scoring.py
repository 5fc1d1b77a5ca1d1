"""Match a text with the record: numbers decide; names and circumstances suggest, with points and reasons. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from timeline.matching.against import against
from timeline.matching.choosing import choose
from timeline.matching.deciding import Decision, Decisive, decide
from timeline.matching.evidence import Evidence
from timeline.matching.index import Index, Name
from timeline.matching.mentions import Mention, parties_of, people_of
from timeline.matching.numbers import family_of
from timeline.matching.reading import Reading, Text, is_procurement
from timeline.matching.senses import AROUND, stands_for_other
from timeline.matching.vocabulary import LOOSE
from timeline.matching.words import words

__all__ = ["Match", "Text", "match"]

OF_A_FAMILY: Final = 95
MOST_SUGGESTED: Final = 90
MOST_WITHOUT_NAME: Final = 74  # an editor sees that circumstances alone speak for it
NEAR: Final = 3  # words between a name and what is said of it: “the award of the JEDI contract”


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The dispute an item is about: keys of rows, a code of `Strength`, a score of 0 to 100, reasons, parties named.

    `spellings` give for each of the parties how the text names it.
    """

    dispute: int
    contract: int | None
    protest: int | None
    strength: str
    score: int
    reasons: tuple[str, ...]
    parties: tuple[str, ...] = ()
    spellings: dict[str, str] = field(default_factory=dict)


def match(index: Index, text: Text) -> Match | None:
    """Return the dispute that a text is about, or None if nothing speaks for one clearly enough."""
    reading = Reading.of(index, text)
    decision = decide(
        index,
        title=text.title,
        text=text.text,
        url=text.url,
        given=text.identifiers,
        court=text.court,
        names_party=lambda dispute: _names_side(index, dispute, reading.found),
    )
    if decision.decisive:
        return _decided(index, decision, reading)
    if decision.family:
        return _of_family(index, decision.family, reading)
    return _suggested(index, decision, reading)


def _names_side(index: Index, dispute: int, found: Iterable[Mention]) -> bool:
    return any(index.part(slug, dispute) in {"bidder", "buyer"} for mention in found for slug in mention.parties)


def _decided(index: Index, decision: Decision, reading: Reading) -> Match:
    """Make a match of the numbers found: the dispute most of them name, its proceeding and contract if it is one."""
    dispute, own, others = _most(index, decision.decisive)
    reasons = [f"The number {raw} is in the record: {named.label}." for raw, named in own]
    reasons += [_family_reason(raw, named.label) for raw, named in decision.family if named.dispute == dispute]
    if others:
        reasons.append(f"It also holds numbers of {', '.join(others)}.")
    protest = _only(named.protest for _, named in own)
    parties = _parties(index, dispute, reading, protest=protest)
    return Match(
        dispute=dispute,
        contract=_only(named.contract for _, named in own),
        protest=protest,
        strength="identifier",
        score=100,
        reasons=tuple(dict.fromkeys(reasons)),
        parties=tuple(parties),
        spellings=parties,
    )


def _of_family(index: Index, found: list[Decisive], reading: Reading) -> Match:
    """Suggest the dispute of a B-number whose family the record knows, though not the case itself."""
    dispute, own, _ = _most(index, found)
    parties = _parties(index, dispute, reading)
    return Match(
        dispute=dispute,
        contract=_only(named.contract for _, named in own),
        protest=None,
        strength="suggestion",
        score=OF_A_FAMILY,
        reasons=tuple(dict.fromkeys(_family_reason(raw, named.label) for raw, named in own)),
        parties=tuple(parties),
        spellings=parties,
    )


def _family_reason(raw: str, label: str) -> str:
    return f"The number {raw} is of the family {family_of(raw)}, known from {label}, but no case that the record holds."


def _most(index: Index, found: list[Decisive]) -> tuple[int, list[Decisive], list[str]]:
    """Return the dispute that most of the numbers name, those numbers, and the names of other disputes."""
    votes = Counter(named.dispute for _, named in found)
    dispute = max(votes, key=lambda pk: (votes[pk], -pk))
    own = [(raw, named) for raw, named in found if named.dispute == dispute]
    return dispute, own, sorted({index.disputes[pk].name for pk in votes if pk != dispute})


def _parties(
    index: Index, dispute: int, reading: Reading, *, protest: int | None = None, contract: int | None = None
) -> dict[str, str]:
    """Return the parties that a text names; of several called alike, who had most to do with the proceeding."""
    about = [
        one
        for one in index.disputes[dispute].protests
        if one.pk == protest or (protest is None and contract is not None and contract in one.contracts)
    ]
    favoured = Counter(slug for one in about for slug in one.parties)
    named = parties_of(index, dispute, reading.found, favoured=favoured)
    return {**people_of(index, dispute, (reading.title, reading.body), reading.found), **named}


def _suggested(index: Index, decision: Decision, reading: Reading) -> Match | None:
    cases = sorted(_weigh(index, reading), key=lambda evidence: (-evidence.points, evidence.dispute.slug))
    enough = [evidence for evidence in cases if evidence.is_enough]
    if not enough:
        return None
    best = enough[0]
    if len(enough) > 1:
        best.reasons.append(f"It may also be about {', '.join(evidence.dispute.name for evidence in enough[1:4])}.")
    cited = [raw for raw, named in decision.cited if named.dispute == best.dispute.pk]
    if cited:
        best.reasons.append(f"It only cites {', '.join(dict.fromkeys(cited))}.")
    contract, reason = choose(best, reading.text.published)
    parties = _parties(index, best.dispute.pk, reading, contract=contract)
    return Match(
        dispute=best.dispute.pk,
        contract=contract,
        protest=None,
        strength="suggestion",
        score=min(best.points, MOST_SUGGESTED if best.name else MOST_WITHOUT_NAME),
        reasons=tuple([*best.reasons, reason] if reason else best.reasons),
        parties=tuple(parties),
        spellings=parties,
    )


def _weigh(index: Index, reading: Reading) -> Iterator[Evidence]:
    """Yield what speaks for each dispute that a name or a party of the text leads to."""
    cases: dict[int, Evidence] = {}
    for spelling, in_title, name in _names(index, reading):
        evidence = cases.setdefault(name.named.dispute, Evidence(index.disputes[name.named.dispute]))
        evidence.add_name(spelling, name.name, name.named, in_title=in_title, is_stem=name.is_stem)
        evidence.is_beside_procurement |= _is_beside_procurement(reading, spelling)
    for slug in {slug for mention in reading.found for slug in mention.parties}:
        for dispute in index.leads(slug):
            cases.setdefault(dispute, Evidence(index.disputes[dispute]))
    if not cases:
        return
    for evidence in cases.values():
        evidence.add_parties(index, reading.found)
        main, other = (sorted(reading.topics & known) for known in index.topics[evidence.dispute.pk])
        own = {topic for topic in (*main, *other) if index.topic_counts[topic] == 1}
        evidence.add_topics(main, other, reading, own=own)
        evidence.add_sums(reading.sums)
        evidence.add_vocabulary(reading.vocabulary, in_title=reading.has_procurement_in_title)
        evidence.add_suit(reading)
        evidence.add_years(reading.text.published)
        evidence.add_together()
        evidence.against = list(against(evidence, reading))
        yield evidence


def _names(index: Index, reading: Reading) -> list[tuple[str, bool, Name]]:
    """Return the names of disputes and contracts in a text; no acronym that it spells out as something else."""
    seen: dict[tuple[str, Name], tuple[str, bool, Name]] = {}
    others: set[Name] = set()
    for part in (reading.title, reading.body):
        for found in index.names.find(part):
            around = part[max(0, found.at - AROUND) : found.at], part[found.at + found.length :][:AROUND]
            for name in found.names:
                seen.setdefault((found.spelling, name), (found.spelling, part is reading.title, name))
                if stands_for_other(name.name, around, index.title_words[name.named.dispute]):
                    others.add(name)
    return [hit for hit in seen.values() if hit[2] not in others]


def _is_beside_procurement(reading: Reading, spelling: str) -> bool:
    """Say whether a name stands beside a word of procurement that other trades do not speak."""
    name = [word.raw for word in words(spelling)]
    for part in (reading.title, reading.body):
        firm = [at for at, word in enumerate(part) if is_procurement(word.folded) and word.folded not in LOOSE]
        places = (at for at in range(len(part)) if [word.raw for word in part[at : at + len(name)]] == name)
        if any(-NEAR <= one - at < len(name) + NEAR for at in places for one in firm):
            return True
    return False


def _only(values: Iterable[int | None]) -> int | None:
    """Return the one value that occurs; None for none or several."""
    found = {value for value in values if value is not None}
    return found.pop() if len(found) == 1 else None
