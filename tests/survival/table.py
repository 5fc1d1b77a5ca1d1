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


HEADS = ("what was done", "failed answers", "longest wait", "all went on after", "the tables", "remark")


def row(one: Outcome) -> str:
    """Return the line of one scenario."""
    if not one.is_run:
        return f"| {one.name} | – | – | – | not run | {one.remark} |"
    back = "never" if one.back is None else f"{one.back:.1f} s"
    cells = (one.name, one.failed, f"{one.longest:.1f} s", back, ", ".join(one.wrong) or "whole", one.remark or "–")
    return f"| {' | '.join(map(str, cells))} |"


def write(page: Path, names: Iterable[str], outcomes: Iterable[Outcome], not_done: Mapping[str, str]) -> None:
    """Put the table where the page has the marks, a line for each name; raise ValueError if it has none.

    The line of a scenario that was not run this time stays as it is.
    """
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    former, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{page} has no place for the table.")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in former.strip().splitlines()[2:]}
    rows |= {one.name: row(one) for one in outcomes}
    lines = [f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|"]
    lines += [rows.get(name, row(Outcome.not_run(name, CannotRunError("a run")))) for name in names]
    lines += [f"| {name} | – | – | – | not run | {reason} |" for name, reason in not_done.items()]
    page.write_text("\n".join([before + BEGIN, *lines, END + after]), encoding="utf-8")
