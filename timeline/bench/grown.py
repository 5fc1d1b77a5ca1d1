"""Writes the tables of docs/growing.md between their marks, out of what was measured of each size and number."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from timeline.bench.growing import Served, Size

PAGE = Path("docs") / "growing.md"
SIZES, PROCESSES = "sizes", "processes"
ASKED = ("page warm", "page cold", "API list", "search")
BETWEEN = ("<!-- {name}: written by make grow -->", "<!-- end of {name} -->")
OF_SIZES = (
    *("events", "database", "log", "index tables", "their indexes", "list", "type and period", "search, common word"),
    *("search, rare word", "publication", "index anew", "filled in", "measured, processes wanting two cores"),
)
OF_PROCESSES = (
    "asked",
    "web processes",
    "answers a second",
    "median",
    "99 % within",
    "measured, processes wanting two cores",
)
UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def keep(path: Path, sizes: Iterable[Size], served: Iterable[Served]) -> tuple[list[Size], list[Served]]:
    """Put what was measured into the file, instead of what it held of the same; return all that it holds then."""
    held: dict[str, list[dict[str, Any]]] = orjson.loads(path.read_bytes()) if path.is_file() else {}
    by_size = {one.events: one for one in (*(Size(**row) for row in held.get(SIZES, ())), *sizes)}
    rows = (*(Served(**row) for row in held.get(PROCESSES, ())), *served)
    by_number = {(ASKED.index(one.asked), one.processes): one for one in rows}
    all_sizes, all_served = [by_size[key] for key in sorted(by_size)], [by_number[key] for key in sorted(by_number)]
    path.parent.mkdir(parents=True, exist_ok=True)
    values = {SIZES: [asdict(one) for one in all_sizes], PROCESSES: [asdict(one) for one in all_served]}
    path.write_bytes(orjson.dumps(values, option=orjson.OPT_INDENT_2))
    return all_sizes, all_served


def write(page: Path, sizes: Iterable[Size], served: Iterable[Served]) -> None:
    """Write both tables where the page has their marks; raise ValueError, and write nothing, where one is missing."""
    text = page.read_text(encoding="utf-8")
    text = _between(text, SIZES, _table(OF_SIZES, (_of_size(one) for one in sizes)))
    text = _between(text, PROCESSES, _table(OF_PROCESSES, (_of_served(one) for one in served)))
    page.write_text(text, encoding="utf-8")


def _between(text: str, name: str, table: str) -> str:
    begin, end = (mark.format(name=name) for mark in BETWEEN)
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the page has no place for the table of {name}")
    return f"{before}{begin}\n{table}\n{end}{after}"


def _table(heads: tuple[str, ...], rows: Iterable[list[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|" + "--:|" * len(heads), *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def _of_size(one: Size) -> list[str]:
    return [
        f"{one.events:,}{' (log in partitions)' if one.in_partitions else ''}",
        *(_bytes(value) for value in (one.database, one.log, one.index, one.indexes)),
        *(f"{value:,.1f} ms" for value in (one.list_, one.period, one.common, one.rare, one.publication)),
        "not run" if one.rebuild is None else f"{one.rebuild:,.0f} s",
        f"{one.filled:,.0f} s",
        one.moment,
    ]


def _of_served(one: Served) -> list[str]:
    times = (f"{one.median:,.1f} ms", f"{one.p99:,.1f} ms")
    return [one.asked, str(one.processes), f"{one.rate:,.0f}", *times, one.moment]


def _bytes(value: int) -> str:
    return next((f"{value / unit:,.1f} {name}" for unit, name in UNITS if value >= unit), f"{value} B")
