"""What the benchmark finds: bars with fixed names, the figures held against them, and both as a table and as a file."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

TIMES, SHARE = "×", "share"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `bar` says what it must reach (“≥ 15”, “≤ 1.3”); where none could be measured, `reason` says why."""

    name: str
    value: float | None
    unit: str
    bar: str
    holds: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """What is measured, under a name that stays, and what it must reach: at least, at most, or nothing.

    `says` is the sentence of the documentation: what is measured, against what.
    """

    name: str
    says: str
    least: float | None
    most: float | None
    unit: str

    def __str__(self) -> str:
        """Return the bar as it is printed."""
        if self.least is not None:
            return f"≥ {self.least:g}"
        return f"≤ {self.most:g}" if self.most is not None else ""

    def figure(self, value: float) -> Figure:
        """Hold a measured value against the bar."""
        holds = (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
        return Figure(self.name, round(value, 3), self.unit, str(self), holds)

    def unmeasured(self, reason: str) -> Figure:
        """Say why there is no value; what is not measured does not hold."""
        return Figure(self.name, None, self.unit, str(self), holds=False, reason=reason)


Bars = dict[str, Bar]


def bars(*declared: Bar) -> Bars:
    """Return the bars of a part by their names."""
    return {bar.name: bar for bar in declared}


def at_least(name: str, limit: float, says: str, unit: str = TIMES) -> Bar:
    """Declare a figure that must not fall below a limit."""
    return Bar(name, says, limit, None, unit)


def at_most(name: str, limit: float, says: str, unit: str = TIMES) -> Bar:
    """Declare a figure that must not exceed a limit."""
    return Bar(name, says, None, limit, unit)


def told(name: str, says: str, unit: str) -> Bar:
    """Declare a figure that is told without a limit: it depends on the machine."""
    return Bar(name, says, None, None, unit)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the figures of a file as they were written, none if there is no file."""
    return list(orjson.loads(path.read_bytes())) if path.is_file() else []


def save(figures: Iterable[Figure], path: Path, *, instead_of: Iterable[str] | None = None) -> None:
    """Write the figures as a JSON list; given the names that were to be measured, keep the others of the file."""
    rows = [{name: value for name, value in asdict(one).items() if name != "reason" or value} for one in figures]
    replaced = set(instead_of) if instead_of is not None else None
    kept = [row for row in read(path) if row["name"] not in replaced] if replaced is not None else []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(kept + rows, option=orjson.OPT_INDENT_2))


def told_of(figure: Figure) -> str:
    """Return a figure's value with its unit, or why there is none."""
    return f"{figure.value:g} {figure.unit}" if figure.value is not None else f"not measured: {figure.reason}"


def show(figures: Iterable[Figure], console: Console) -> None:
    """Print the figures as a table."""
    table = Table("figure", "value", "bar", "holds", title="Figures of one run on this machine")
    for one in figures:
        table.add_row(one.name, told_of(one), one.bar, "yes" if one.holds else "NO")
    console.print(table)
