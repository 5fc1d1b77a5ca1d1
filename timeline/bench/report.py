"""Writes docs/performance.md out of the bars that parts declare and the figures of the last runs."""

import os
import platform
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from timeline.bench.figures import Bar
from timeline.bench.parts import Part

PAGE = Path("docs") / "performance.md"
HEAD = """# Performance and quality, measured

This page is written by `manage.py bench --write-docs`; do not edit it by hand.

`make bench` measures what is told below in databases of its own and holds it against bars with fixed names; the figures
stand in `.local/bench.json`. `manage.py bench --only ingest,webhook` measures some parts, `FULL=1 make bench` a
million events instead of a hundred thousand. Speed is told in ratios: both sides of one are measured in the same
run, in turns, on the same machine, so that they say the same on another one; run to run they move by a tenth or two.
What could not be measured does not hold, and says why.

The textbook is what a tutorial would write: for the API a `ModelViewSet` with nested serializers, prefetching and
counted pages over the same data with every index that helps it; for feeds feedparser and `get_or_create`. Both are in
`timeline/bench/textbook/` and run under the same server settings as the site.

"""


def page(parts: Mapping[str, Part], rows: list[dict[str, Any]], *, day: date) -> str:
    """Return the page: a table for each part, its bars with what was measured last; `rows` are those of the file."""
    found = {row["name"]: row for row in rows}
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    busy = f"{os.getloadavg()[2]:.1f} processes wanted them on average"
    tables = [_table(name, part, found) for name, part in parts.items()]
    when = f"Last written {day.isoformat()}, on {machine}; {busy} in the quarter of an hour before."
    return "\n".join([f"{HEAD}{when}\n", *tables])


def _table(name: str, part: Part, found: Mapping[str, dict[str, Any]]) -> str:
    said = (part.__doc__ or "").partition("\n\n")[0].replace("\n", " ").strip()
    lines = [_line(bar, found.get(bar.name)) for bar in part.BARS.values()]
    return "\n".join([f"## {name}", "", said, "", "| figure | what | bar | last |", "|---|---|---|--:|", *lines, ""])


def _line(bar: Bar, row: Mapping[str, Any] | None) -> str:
    if row is None:
        last = "not measured yet"
    elif row["value"] is None:
        last = f"not measured: {row.get('reason', '')}".replace("|", "/")
    else:
        last = f"{row['value']:,g} {row['unit']}{'' if row['holds'] else ' (does not hold)'}"
    return f"| `{bar.name}` | {bar.says} | {bar} | {last} |"
