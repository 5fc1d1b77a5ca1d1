"""How well matching and classification do on items that people have labelled: precision, recall, accuracy.

An item is a line of JSON: what `manage.py classify` reads, with `part` (`rules` were open while the rules were written,
`held-out` were not) and `expect`. An expectation may be a list: any of it is right; one that is absent is not counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson

from timeline.matching import Index, Text, match
from timeline.pipeline.telling import told_by

ALL: Final = "all"
HELD_OUT: Final = "held-out"
# Events are typed from papers with a form of their own, or from headlines; those have a set and bars of their own.
OFFICIAL: Final = frozenset({"courts", "gao"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled item: its family is the file that it stands in."""

    family: str
    part: str
    values: dict[str, Any]
    expect: dict[str, Any]

    @property
    def text(self) -> Text:
        """What the matching reads of it."""
        said = self.values.get("published")
        return Text(
            title=self.values["title"],
            text=self.values.get("text", ""),
            url=self.values.get("url", ""),
            published=date.fromisoformat(said) if said else None,
        )


@dataclass(slots=True)
class Tally:
    """Counts of right, wrong and missed answers, and the items behind the wrong and the missed."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the answers given that are right; 1 where none was given."""
        given = self.right + len(self.wrong)
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the answers wanted that were given; 1 where none was wanted."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0


@dataclass(slots=True)
class Measured:
    """What came out: identifiers, suggestions, contracts, types of court and GAO texts and of others, the rest."""

    identifiers: Tally = field(default_factory=Tally)
    suggestions: Tally = field(default_factory=Tally)
    contracts: Tally = field(default_factory=Tally)
    official_types: Tally = field(default_factory=Tally)
    other_types: Tally = field(default_factory=Tally)
    forums: Tally = field(default_factory=Tally)
    days: Tally = field(default_factory=Tally)
    parties: Tally = field(default_factory=Tally)
    items: Counter[str] = field(default_factory=Counter)


def read_items(folder: Path, part: str = ALL) -> list[Labelled]:
    """Read the labelled items of a folder of JSON Lines, all or those of one part; raise FileNotFoundError for none."""
    if not folder.is_dir():
        raise FileNotFoundError(f"no labelled items in {folder}")
    return [one for path in sorted(folder.glob("*.jsonl")) for one in _read(path) if part in {ALL, one.part}]


def _read(path: Path) -> Iterator[Labelled]:
    for line in path.read_bytes().splitlines():
        values = orjson.loads(line)
        yield Labelled(path.stem, values["part"], values, values["expect"])


def measure_items(index: Index, items: Iterable[Labelled]) -> Measured:
    """Match and classify every item and compare with what was expected of it."""
    measured = Measured()
    for item in items:
        measured.items[item.family] += 1
        _measure(index, item, measured)
    return measured


def _measure(index: Index, item: Labelled, measured: Measured) -> None:
    name, expect = item.values["id"], item.expect
    found = match(index, item.text)
    told = told_by(index, found, item.text, kind=item.values.get("kind", ""), lang=item.values.get("lang", ""))
    dispute = index.disputes[found.dispute].slug if found else None
    strength = found.strength if found else "none"
    for tally, wanted in ((measured.identifiers, "identifier"), (measured.suggestions, "suggestion")):
        if strength == wanted:
            _count(tally, name, is_right=dispute == expect["dispute"])
        elif expect["strength"] == wanted and (strength == "none" or dispute != expect["dispute"]):
            tally.missed.append(name)
    if found and dispute == expect["dispute"]:
        slugs = {one.pk: one.slug for one in index.disputes[found.dispute].contracts}
        _count(measured.contracts, name, is_right=slugs.get(found.contract or 0) == expect["contract"])
    types = measured.official_types if item.family in OFFICIAL else measured.other_types
    answers = {"event_type": told.type, "forum": told.forum or None, "happened_on": str(told.happened or "") or None}
    for key, tally in (("event_type", types), ("forum", measured.forums), ("happened_on", measured.days)):
        if key in expect:
            _count(tally, name, is_right=answers[key] in _several(expect[key]))
    wanted_parties = set(expect.get("parties", ()))
    if found and wanted_parties:
        named = set(found.parties)
        measured.parties.right += len(named & wanted_parties)
        measured.parties.missed += [f"{name}: {slug}" for slug in sorted(wanted_parties - named)]


def _count(tally: Tally, name: str, *, is_right: bool) -> None:
    if is_right:
        tally.right += 1
    else:
        tally.wrong.append(name)


def _several(expected: Any) -> list[Any]:
    return expected if isinstance(expected, list) else [expected]
