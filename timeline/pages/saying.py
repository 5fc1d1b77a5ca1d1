"""Who said what on a claim, over time: statements by day in two columns, and as marks on five lanes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import pgettext_lazy

from timeline.codelists import Stance
from timeline.documents.shapes import Document
from timeline.pages.shown import Quoted

AGAINST = frozenset({Stance.DENIES})
FOR = frozenset({Stance.ALLEGES, Stance.SUPPORTS, Stance.QUESTIONS})
LANES = (
    (pgettext_lazy("statements on a claim", "Found"), (Stance.FINDS,)),
    (pgettext_lazy("statements on a claim", "Alleged or supported"), (Stance.ALLEGES, Stance.SUPPORTS)),
    (pgettext_lazy("statements on a claim", "Questioned"), (Stance.QUESTIONS,)),
    (pgettext_lazy("statements on a claim", "Denied"), (Stance.DENIES,)),
    (pgettext_lazy("statements on a claim", "Without a position"), (Stance.NO_POSITION,)),
)
MARK, PITCH, MOST_ROWS, FEWEST = 10, 12, 6, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement on its lane, in the drawing's units."""

    x: str
    y: str
    stance: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One way to stand to the claim: where its name stands, its rule below, its marks, and how many found no room."""

    name: str
    name_y: str
    rule_y: str
    count: int
    marks: list[Mark]


@dataclass(slots=True)
class Picture:
    """Statements over time; `years` are (x, year)."""

    width: int
    label: int
    height: int = 0
    lanes: list[Lane] = field(default_factory=list)
    years: list[tuple[str, str]] = field(default_factory=list)


def said_and_found(quotes: Iterable[Quoted]) -> list[dict[str, Any]]:
    """Group statements by day into four places: findings, for, against, and those without a position."""
    days: dict[str, dict[str, Any]] = {}
    for quote in quotes:
        day = days.setdefault(
            quote.document["date"]["text"],
            {"date": quote.document["date"], "found": [], "said": [], "denied": [], "neutral": []},
        )
        if quote.stance == Stance.FINDS:
            day["found"].append(quote)
        elif quote.stance in FOR:
            day["said"].append(quote)
        elif quote.stance in AGAINST:
            day["denied"].append(quote)
        else:
            day["neutral"].append(quote)
    return list(days.values())


def over_time(statements: Sequence[Document], *, width: int, label: int) -> Picture | None:
    """Draw statements on lanes by stance; None for so few that their list says as much.

    `label` is the width kept for the lanes' names; 0 puts them above their lanes, as a phone needs it.
    """
    if len(statements) < FEWEST:
        return None
    days = [date.fromisoformat(one["date"]["earliest"]) for one in statements]
    first, last = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
    scale = (width - label - MARK) / (last - first).days
    picture = Picture(width, label)
    step = max(1, (last.year - first.year + 1) * 44 // (width - label) + 1)
    picture.years = [
        (_n(label + (date(year, 1, 1) - first).days * scale), str(year))
        for year in range(first.year, last.year + 1, step)
    ]
    top = 18.0
    for name, stances in LANES:
        own = [(day, one["stance"]) for day, one in zip(days, statements, strict=True) if one["stance"] in stances]
        if own:
            lane, top = _lane(str(name), own, top, (label, (first, scale)))
            picture.lanes.append(lane)
    picture.height = round(top)
    return picture


def _lane(
    name: str, own: list[tuple[date, str]], top: float, place: tuple[int, tuple[date, float]]
) -> tuple[Lane, float]:
    """Lay out a lane below `top`: marks of the same weeks stand on each other; return it and where it ends."""
    label, (first, scale) = place
    head = 0 if label else 16
    ends: list[float] = []
    placed: list[tuple[float, int, str]] = []
    for day, stance in sorted(own):
        x = label + (day - first).days * scale
        row = next((number for number, end in enumerate(ends) if end <= x), len(ends))
        if row >= MOST_ROWS:
            continue
        ends[row : row + 1] = [x + MARK + 1]
        placed.append((x, row, stance))
    bottom = top + head + 8 + max(1, len(ends)) * PITCH
    marks = [Mark(_n(x), _n(bottom - 4 - MARK - row * PITCH), stance) for x, row, stance in placed]
    return Lane(name, _n(top + 14 if not label else bottom - 5), _n(bottom), len(own), marks), bottom + 2


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
