"""Compare two reports: points and sentences for one happening, and what shows that they are two. Pure."""

from dataclasses import dataclass, field
from typing import Final

from timeline.corroboration.days import compare_days
from timeline.corroboration.deeds import AGAINST, CONTRARY
from timeline.corroboration.report import Report

ENOUGH: Final = 60
COPY: Final = 100
SAME_TYPE, SAME_VAGUE_TYPE, KINDRED_TYPE, KINDRED_VAGUE_TYPE, OTHER_VAGUE_TYPE, OTHER_TYPE = 30, 10, 14, 5, -5, -15
FORUM, PROCEEDING, CONTRACT, OTHER_CONTRACT, CHALLENGER, WINNER, SUBJECT, DEED, SAID_DEED = (
    8,
    12,
    5,
    -12,
    15,
    10,
    10,
    14,
    8,
)
OTHER_SUBJECT, OTHER_CHALLENGER, ALSO_NAMED, MOST_NAMED = -18, -25, 3, 9
WORDS, FEWEST_WORDS = 36, 2
COPIED, FEWEST_PASSAGES = 0.55, 6
COPIED_WORDS, FEWEST_COPIED_WORDS = 0.8, 8

# A report of these types says little by its type: who says what has to agree as well.
VAGUE: Final = frozenset(
    """other press-statement leak-or-report letter hearing personnel motion legislation industry-event amendment
    solicitation report-released investigation-opened""".split()  # noqa: SIM905 - a list a person can read
)
# Types that reports of one happening are often given.
KINDRED: Final = (
    frozenset({"ruling", "order", "judgment", "decision", "stay", "remand"}),
    frozenset({"protest-filed", "supplemental-filing", "amended-complaint"}),
    frozenset({"appeal-filed", "protest-filed"}),
    frozenset({"award", "modification"}),
    frozenset({"award", "decision"}),
    frozenset({"termination", "corrective-action"}),
    frozenset({"solicitation", "amendment"}),
    frozenset({"press-statement", "leak-or-report", "letter", "hearing"}),
    frozenset({"press-statement", "bidder-withdrawal"}),
    frozenset({"investigation-opened", "report-released"}),
)
FILINGS: Final = frozenset({"protest-filed", "supplemental-filing", "amended-complaint", "appeal-filed"})
# Who takes one for the other does not mistake a headline but a happening.
APART: Final = (
    FILINGS,
    frozenset({"ruling", "order", "judgment", "decision", "remand"}),
    frozenset({"award"}),
    frozenset({"termination"}),
    frozenset({"bidder-withdrawal"}),
)


@dataclass(slots=True)
class Pairing:
    """What speaks for two reports being of one happening: points, sentences, and what speaks against it for good."""

    score: int = 0
    reasons: list[str] = field(default_factory=list)
    conflict: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is enough, and nothing contradicts it."""
        return self.score >= ENOUGH and not self.conflict

    def add(self, points: int, reason: str = "") -> None:
        """Count points, and keep the sentence that says what for."""
        self.score += points
        if reason:
            self.reasons.append(reason)


def compare(one: Report, other: Report) -> Pairing:
    """Compare two reports; which of them is given first changes nothing."""
    pairing = Pairing()
    if one.dispute != other.dispute:
        pairing.conflict = "They are about different disputes."
        return pairing
    if one.event and other.event:
        pairing.conflict = "They are two events of the record."
        return pairing
    share = copied(one, other)
    if share:
        _as_copies(pairing, one, other, share)
        return pairing
    if one.is_comment or other.is_comment:
        pairing.conflict = "One of them looks back or comments."
    elif _is_answered(one, other):
        pairing.conflict = "One of them tells how somebody takes what the other one tells."
    elif one.register == other.register and one.kind == other.kind and one.is_official:
        pairing.conflict = "A source of papers tells each thing once, and these have different words."
    else:
        _weigh(pairing, one, other)
    return pairing


def _is_answered(one: Report, other: Report) -> bool:
    """Say whether one report answers what the other tells; two answers of one party may be one happening."""
    if one.is_answer and other.is_answer:
        return one.subject != other.subject
    if one.event or other.event:
        return (one.is_answer or other.is_answer) and not {one.type, other.type} <= VAGUE
    return one.is_answer or other.is_answer


def copied(one: Report, other: Report) -> float:
    """Return which share of the shorter text stands in the longer one, if it is so much that one is a copy; else 0."""
    if one.event or other.event:
        return 0
    runs = _share(one.passages, other.passages, FEWEST_PASSAGES)
    stems = _share(one.words, other.words, FEWEST_COPIED_WORDS)
    if runs < COPIED and not (stems >= COPIED_WORDS and runs >= COPIED / 2):
        return 0
    if one.is_official or other.is_official:
        same = one.figures == other.figures and one.type == other.type
        return max(runs, stems) if same else 0
    fewer, more = sorted((one.figures, other.figures), key=len)
    return max(runs, stems) if len(fewer & more) >= 0.6 * len(fewer) else 0


def _share(one: frozenset[int] | frozenset[str], other: frozenset[int] | frozenset[str], fewest: int) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= fewest else 0.0


def _as_copies(pairing: Pairing, one: Report, other: Report, share: float) -> None:
    days = compare_days(one, other)
    if days.gap is not None and days.gap > days.longest_gap:
        pairing.conflict = f"The words are the same, but they were published {days.gap} days apart."
        return
    pairing.add(COPY, f"{round(100 * share)} % of the shorter text stands in the other one word for word.")
    if days.reason and not days.conflict:
        pairing.add(max(days.points, 0), days.reason)


def _weigh(pairing: Pairing, one: Report, other: Report) -> None:
    days = compare_days(one, other)
    pairing.add(days.points, days.reason)
    pairing.conflict = (
        days.conflict
        or _types(pairing, one, other)
        or _forums(pairing, one, other)
        or _parties(pairing, one, other)
        or _deeds(pairing, one, other)
    )
    if one.contracts and other.contracts:
        if one.contracts & other.contracts:
            pairing.add(CONTRACT)
        else:
            pairing.add(OTHER_CONTRACT)
    _words(pairing, one, other)


def _types(pairing: Pairing, one: Report, other: Report) -> str:
    if one.type == other.type:
        vague = one.type in VAGUE
        pairing.add(SAME_VAGUE_TYPE if vague else SAME_TYPE, f"Both tell of the same type of event: {one.type}.")
        return ""
    both = {one.type, other.type}
    if any(both <= kindred for kindred in KINDRED):
        points = KINDRED_VAGUE_TYPE if both <= VAGUE else KINDRED_TYPE
        pairing.add(points, f"They tell of kindred types of events: {_both(one.type, other.type)}.")
        return ""
    if both <= VAGUE or "other" in both:
        pairing.add(OTHER_VAGUE_TYPE)
        return ""
    if sum(bool(both & kind) for kind in APART) > 1:
        return f"They tell of different types of events: {_both(one.type, other.type)}."
    pairing.add(OTHER_TYPE)
    return ""


def _forums(pairing: Pairing, one: Report, other: Report) -> str:
    if one.protest and one.protest == other.protest:
        pairing.add(PROCEEDING, "Both name the same proceeding.")
    if one.forum and other.forum:
        if one.forum != other.forum:
            return f"They are of different forums: {_both(one.forum, other.forum)}."
        pairing.add(FORUM, f"Both are of the same forum: {one.forum}.")
    return ""


def _parties(pairing: Pairing, one: Report, other: Report) -> str:
    """Compare who challenges, who wins, and whom the titles name first."""
    common = one.challengers & other.challengers
    if common:
        pairing.add(CHALLENGER, f"Both name the same challenger: {_listed(common)}.")
    elif one.challengers and other.challengers:
        return f"They name different challengers: {_both(_listed(one.challengers), _listed(other.challengers))}."
    elif one.type == other.type and one.type in FILINGS and _is_stranger(one, other):
        pairing.add(OTHER_CHALLENGER)
    won = one.winners & other.winners
    if won:
        pairing.add(WINNER, f"Both name the same awardee: {_listed(won)}.")
    elif one.type == other.type == "award" and _names_none(one.winners, other) and _names_none(other.winners, one):
        return f"They name different awardees: {_both(_listed(one.winners), _listed(other.winners))}."
    if one.type in VAGUE and one.subject and other.subject and not common:
        if one.subject == other.subject:
            pairing.add(SUBJECT, f"Both begin with the same party: {one.subject}.")
        elif one.subject not in other.parties or other.subject not in one.parties:
            pairing.add(OTHER_SUBJECT)
    also = (one.parties & other.parties) - common - won - {one.subject}
    if also:
        pairing.add(min(ALSO_NAMED * len(also), MOST_NAMED), f"Both also name {_listed(also)}.")
    return ""


def _names_none(winners: frozenset[str], other: Report) -> bool:
    """Say whether there are winners and the other report names none of them at all."""
    return bool(winners) and not winners & other.parties


def _is_stranger(one: Report, other: Report) -> bool:
    """Say whether the challenger that one report names does not occur in the other."""
    challengers = one.challengers | other.challengers
    return bool(challengers) and not (challengers <= one.parties and challengers <= other.parties)


def _deeds(pairing: Pairing, one: Report, other: Report) -> str:
    common = one.deeds & other.deeds or ((one.deeds | other.deeds) if _both_against(one, other) else frozenset())
    if common:
        pairing.add(DEED, f"Both say what was done alike: {_listed(common)}.")
        return ""
    said = (one.deeds | one.said) & (other.deeds | other.said)
    if said & (one.deeds | other.deeds):
        pairing.add(SAID_DEED, f"What one title says was done stands in the other text: {_listed(said)}.")
        return ""
    for these, those in CONTRARY:
        sides = [(bool(report.deeds & these), bool(report.deeds & those)) for report in (one, other)]
        if sorted(sides) == [(False, True), (True, False)]:
            return f"They tell of different acts: {_both(_listed(one.deeds), _listed(other.deeds))}."
    return ""


def _both_against(one: Report, other: Report) -> bool:
    """Say whether both turn somebody down, in whatever words: denied, dismissed, lost."""
    return bool(one.deeds & AGAINST and other.deeds & AGAINST)


def _words(pairing: Pairing, one: Report, other: Report) -> None:
    common = one.words & other.words
    fewer = min(len(one.words), len(other.words))
    if len(common) >= FEWEST_WORDS and fewer:
        share = len(common) / fewer
        pairing.add(round(WORDS * share), f"They share {len(common)} telling words ({round(100 * share)} %).")


def _listed(found: frozenset[str]) -> str:
    return ", ".join(sorted(found))


def _both(one: str, other: str) -> str:
    return " and ".join(sorted((one, other)))
