"""What the benchmark found: named figures with the bars that they are held against, as a table and as a file."""

from dataclasses import asdict, dataclass
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `bar` says what it must reach (“≥ 15”, “≤ 1.3”); where none could be measured, `reason` says why."""

    name: str
    value: float | None
    unit: str
    bar: str
    holds: bool
    reason: str = ""


def at_least(name: str, value: float, bar: float, unit: str = "×") -> Figure:
    """Make a figure that must not fall below its bar."""
    return Figure(name, round(value, 2), unit, f"≥ {bar:g}", value >= bar)


def at_most(name: str, value: float, bar: float, unit: str = "×") -> Figure:
    """Make a figure that must not exceed its bar."""
    return Figure(name, round(value, 2), unit, f"≤ {bar:g}", value <= bar)


def unmeasured(name: str, bar: str, reason: str, unit: str = "×") -> Figure:
    """Make a figure that could not be measured: its bar does not hold."""
    return Figure(name, None, unit, bar, holds=False, reason=reason)


def save(figures: list[Figure], path: Path) -> None:
    """Write the figures as a JSON list."""
    rows = [{name: value for name, value in asdict(one).items() if name != "reason" or value} for one in figures]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(rows, option=orjson.OPT_INDENT_2))


def show(figures: list[Figure], console: Console) -> None:
    """Print the figures as a table."""
    table = Table("figure", "value", "bar", "holds", title="Ratios of one run on this machine")
    for one in figures:
        value = f"{one.value:g} {one.unit}" if one.value is not None else one.reason
        table.add_row(one.name, value, one.bar, "yes" if one.holds else "NO")
    console.print(table)
