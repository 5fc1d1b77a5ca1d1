"""How right the grouping of reports is, in pairs of labelled reports: put together rightly, wrongly, or kept apart.

A line of the labelled file is what `manage.py corroborate` reads, with `group`, the happening that it tells of, and
`part` (`rules` were open while the rules were written, `held-out` were first measured without).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import orjson
from django.utils import timezone

from timeline.bench.figures import SHARE, Figure, at_least, bars
from timeline.bench.labelled import ALL, HELD_OUT
from timeline.bench.running import Run
from timeline.management.groups import grouped_texts
from timeline.management.lines import Line, read_lines
from timeline.matching import Index, build, load_record_names
from timeline.records.loading import SHIPPED, load

GROUPS: Final = Path(__file__).resolve().parents[3] / "tests" / "timeline" / "quality" / "groups.jsonl"
PRECISION, RECALL = 0.95, 0.85
TOGETHER, FOUND = "reports put together that tell of one happening", "reports of one happening that are put together"
OF_HELD_OUT = ", of the reports no rule was written for"
BARS = bars(
    at_least("quality_corroboration_precision", PRECISION, TOGETHER, SHARE),
    at_least("quality_corroboration_recall", RECALL, FOUND, SHARE),
    at_least("quality_held_out_corroboration_precision", PRECISION, TOGETHER + OF_HELD_OUT, SHARE),
    at_least("quality_held_out_corroboration_recall", RECALL, FOUND + OF_HELD_OUT, SHARE),
)


def measure(run: Run) -> Iterator[Figure]:
    """Load the shipped record, group the labelled reports without its events, and compare with the labels."""
    with run.empty():
        load([SHIPPED], now=timezone.now())
        index = build(load_record_names())
    for name, part in (("quality", ALL), ("quality_held_out", HELD_OUT)):
        pairs = measure_pairs(index, part=part)
        yield BARS[f"{name}_corroboration_precision"].figure(pairs.precision)
        yield BARS[f"{name}_corroboration_recall"].figure(pairs.recall)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of reports: rightly put together, wrongly put together, wrongly kept apart."""

    right: frozenset[tuple[str, str]]
    wrong: frozenset[tuple[str, str]]
    missed: frozenset[tuple[str, str]]

    @property
    def precision(self) -> float:
        """Share of the pairs put together that belong together; 1 where none was."""
        return len(self.right) / (len(self.right) + len(self.wrong) or 1) if self.right or self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together which were put together; 1 where there are none."""
        return len(self.right) / (len(self.right) + len(self.missed) or 1) if self.right or self.missed else 1.0


def measure_pairs(index: Index, path: Path = GROUPS, part: str = ALL, *, with_events: bool = False) -> Pairs:
    """Group the labelled reports of one part and compare every pair with the labels."""
    labels = [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
    kept = {one["id"]: one["group"] for one in labels if part in {ALL, one["part"]}}
    lines = [line for line in read_lines(path) if line.id in kept]
    found = _pairs_of_groups(index, lines, with_events=with_events)
    wanted = {(one.id, other.id) for one, other in combinations(lines, 2) if kept[one.id] == kept[other.id]}
    return Pairs(frozenset(found & wanted), frozenset(found - wanted), frozenset(wanted - found))


def _pairs_of_groups(index: Index, lines: Sequence[Line], *, with_events: bool) -> set[tuple[str, str]]:
    groups = grouped_texts(index, lines, with_events=with_events)
    return {
        (lines[one].id, lines[other].id) for group in groups for one, other in combinations(sorted(group.places), 2)
    }
