"""Group reports by their pairings: the strongest first, never two that contradict each other, in no order of arrival.

What comes out is a function of the set of reports alone: pairings are taken by score and key, and a report joins a
group only if nothing in the group contradicts it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from timeline.corroboration.pairing import Pairing, compare
from timeline.corroboration.report import WINDOW, Report

_RANKS: Final = {"record": 0, "court": 1, "gao": 1, "contracts": 2, "press": 3}
BY_HAND, COMPLETE = 1_000, 100


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a report stands in its group: the member it was paired with, and the sentences of that pairing."""

    report: str
    to: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one happening, the leading one first; `ties` holds one for every other report."""

    reports: tuple[Report, ...]
    ties: Mapping[str, Tie]

    @property
    def leader(self) -> Report:
        """The report that stands for the group: an official one, else the one that was told first."""
        return self.reports[0]

    @property
    def event(self) -> int:
        """The key of the record's event that the group tells of; 0 for none."""
        return next((one.event for one in self.reports if one.event), 0)


def group(
    reports: Iterable[Report],
    *,
    apart: frozenset[str] = frozenset(),
    by_hand: Iterable[tuple[str, str]] = (),
) -> list[Group]:
    """Group reports; every report stands in exactly one group, alone if nothing pairs with it.

    `apart` are the keys of reports that an editor took out: they pair with nothing by rule. `by_hand` are pairs that an
    editor put together: they stay together whatever contradicts it.
    """
    known = {one.key: one for one in sorted(reports, key=_order)}
    found = {
        (one.key, other.key): compare(one, other)
        for one, other in _near(list(known.values()))
        if one.key not in apart and other.key not in apart
    }
    joined = [(one, other) for one, other in by_hand if one in known and other in known]
    for one, other in joined:
        key = _sorted_key(known, one, other)
        found[key] = Pairing(BY_HAND, ["An editor put them together."])
    return _merged(known, found, frozenset(_sorted_key(known, *pair) for pair in joined))


def _near(reports: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Yield the pairs of one dispute whose days are not too far apart, each once, in the reports' order."""
    by_dispute: dict[int, list[Report]] = {}
    for one in reports:
        by_dispute.setdefault(one.dispute, []).append(one)
    for members in by_dispute.values():
        for one, other in combinations(members, 2):
            if is_near(one, other):
                yield one, other


def is_near(one: Report, other: Report) -> bool:
    """Say whether two reports are worth comparing: their days, or the days they were told, lie in one window."""
    days = [day for day in (one.day, one.published) if day]
    others = [day for day in (other.day, other.published) if day]
    if not days or not others:
        return True
    return any(abs(day - at) <= WINDOW for day in days for at in others)


def _merged(
    known: Mapping[str, Report], found: Mapping[tuple[str, str], Pairing], joined: frozenset[tuple[str, str]]
) -> list[Group]:
    member_of = {key: [key] for key in known}
    spanning: list[tuple[str, str, Pairing]] = []
    conflicts = {pair for pair, pairing in found.items() if pairing.conflict and pair not in joined}
    places = {key: at for at, key in enumerate(known)}
    strongest = sorted(
        (pair for pair, pairing in found.items() if pairing.holds or pair in joined),
        key=lambda pair: (pair in joined, -found[pair].score, places[pair[0]], places[pair[1]]),
    )
    for one, other in strongest:
        mine, theirs = member_of[one], member_of[other]
        if mine is theirs:
            continue
        clashes = any((a, b) in conflicts or (b, a) in conflicts for a in mine for b in theirs)
        if clashes and (one, other) not in joined:
            continue
        mine.extend(theirs)
        for key in theirs:
            member_of[key] = mine
        spanning.append((one, other, found[one, other]))
    groups = {id(members): members for members in member_of.values()}.values()
    return [_group([known[key] for key in sorted(members, key=places.__getitem__)], spanning) for members in groups]


def _group(reports: list[Report], spanning: Iterable[tuple[str, str, Pairing]]) -> Group:
    """Make a group of its reports and the pairings that span it; each report but the leader is tied by one."""
    keys = {one.key for one in reports}
    edges: dict[str, list[tuple[str, Pairing]]] = {key: [] for key in keys}
    for one, other, pairing in spanning:
        if one in keys:
            edges[one].append((other, pairing))
            edges[other].append((one, pairing))
    ties: dict[str, Tie] = {}
    reached, waiting = {reports[0].key}, [reports[0].key]
    while waiting:
        at = waiting.pop()
        for key, pairing in edges[at]:
            if key not in reached:
                reached.add(key)
                waiting.append(key)
                ties[key] = Tie(key, at, min(pairing.score, COMPLETE), tuple(pairing.reasons))
    return Group(tuple(reports), ties)


def _order(report: Report) -> tuple[int, str, str]:
    """Order reports by what they are worth as the first: the record, papers, then what was told first; then by key."""
    told = report.told
    return (_RANKS.get(report.register, 3) + 2 * report.is_comment, told.isoformat() if told else "9", report.key)


def _sorted_key(known: Mapping[str, Report], one: str, other: str) -> tuple[str, str]:
    first, second = sorted((known[one], known[other]), key=_order)
    return first.key, second.key
