"""The page of figures is written by the command, and says no other bar than the parts declare."""

import re
from datetime import date
from pathlib import Path

from timeline.bench.figures import at_least, at_most, bars
from timeline.bench.parts import parts
from timeline.bench.report import PAGE, page

ROOT = Path(__file__).resolve().parents[3]
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.*) \| .+ \|$", re.MULTILINE)


class Example:
    """What is measured here."""

    BARS = bars(
        at_least("fast", 15, "how fast"), at_most("small", 2, "how small", "MB"), at_most("lost", 1, "how lost")
    )


def test_every_bar_stands_there_with_its_last_figure_or_why_there_is_none():
    rows = [
        {"name": "fast", "value": 14.5, "unit": "×", "bar": "≥ 15", "holds": False},
        {"name": "lost", "value": None, "unit": "×", "bar": "≤ 1", "holds": False, "reason": "no | server"},
    ]
    text = page({"example": Example}, rows, day=date(2026, 11, 22))

    assert "| `fast` | how fast | ≥ 15 | 14.5 × (does not hold) |" in text
    assert "| `small` | how small | ≤ 2 | not measured yet |" in text
    assert "| `lost` | how lost | ≤ 1 | not measured: no / server |" in text
    assert "## example\n\nWhat is measured here.\n" in text


def test_the_page_in_the_documentation_says_what_the_parts_declare():
    declared = {name: bar for part in parts().values() for name, bar in part.BARS.items()}
    rows = ROW.findall((ROOT / PAGE).read_text())

    assert rows
    assert [(name, says, bar) for name, says, bar in rows if name in declared] == [
        (name, declared[name].says, str(declared[name])) for name, _, _ in rows if name in declared
    ], "write it anew: manage.py bench --write-docs"
