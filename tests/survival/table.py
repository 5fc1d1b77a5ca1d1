"""Writes what came of the scenarios into the page, between two marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- written by make survive -->", "<!-- end of what make survive writes -->"


class CannotRunError(Exception):
    """A scenario needs what is not here; the message says what, and goes into the table."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one scenario: answers that failed, the longest wait for one, seconds until all went on."""

    name: str
    failed: int
    longest: float
    back: float | None
    wrong: list[str]
    remark: str
    is_run: bool = True

    @classmethod
    def not_run(cls, name: str, why: CannotRunError) -> "Outcome":
        """Return what the table says of a scenario that could not be run here; it never counts as survived."""
        return cls(name, failed=0, longest=0, back=None, wrong=["not run"], remark=f"needs {why}", is_run=False)


def table(outcomes: Iterable[Outcome], not_done: Mapping[str, str]) -> str:
    """Return the table."""
    heads = ("what was done", "failed answers", "longest wait", "all went on after", "the tables", "remark")
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for one in outcomes:
        if not one.is_run:
            lines.append(f"| {one.name} | – | – | – | not run | {one.remark} |")
            continue
        back = "never" if one.back is None else f"{one.back:.1f} s"
        cells = (one.name, one.failed, f"{one.longest:.1f} s", back, ", ".join(one.wrong) or "whole", one.remark or "–")
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += [f"| {name} | – | – | – | not run | {reason} |" for name, reason in not_done.items()]
    return "\n".join(lines)


def write(page: Path, outcomes: Iterable[Outcome], not_done: Mapping[str, str]) -> None:
    """Put the table where the page has the marks; raise ValueError if it has none."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{page} has no place for the table.")
    page.write_text(f"{before}{BEGIN}\n{table(outcomes, not_done)}\n{END}{after}", encoding="utf-8")
