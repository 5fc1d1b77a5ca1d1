"""Writes what came of the scenarios into the page, between two marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- written by make survive -->", "<!-- end of what make survive writes -->"


class CannotRunError(Exception):
    """A scenario needs what is not here; the message says what, and goes into the table."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one scenario: answers that failed, the longest wait for one, seconds until all went on.

    `told` are the seconds after which readers had all letters and webhooks of what was published until the fault was
    over; `alarms` those that fired, None where nobody watched.
    """

    name: str
    failed: int
    longest: float
    back: float | None
    wrong: list[str]
    remark: str
    told: float | None = None
    alarms: list[str] | None = None
    is_run: bool = True

    @classmethod
    def not_run(cls, name: str, why: CannotRunError) -> "Outcome":
        """Return what the table says of a scenario that could not be run here; it never counts as survived."""
        return cls(name, failed=0, longest=0, back=None, wrong=["not run"], remark=f"needs {why}", is_run=False)


HEADS = (
    "what was done",
    "failed answers",
    "longest wait",
    "all went on after",
    "readers told after",
    "the tables",
    "alarms",
    "remark",
)


def row(one: Outcome) -> str:
    """Return the line of one scenario."""
    if not one.is_run:
        return f"| {one.name} | – | – | – | – | not run | – | {one.remark} |"
    told = (_seconds(one.back), _seconds(one.told), ", ".join(one.wrong) or "whole")
    alarms = "not watched" if one.alarms is None else ", ".join(one.alarms) or "none"
    cells = (one.name, one.failed, f"{one.longest:.1f} s", *told, alarms, one.remark or "–")
    return f"| {' | '.join(map(str, cells))} |"


def _seconds(after: float | None) -> str:
    return "never" if after is None else f"{after:.1f} s"


def write(page: Path, names: Iterable[str], outcomes: Iterable[Outcome], not_done: Mapping[str, str]) -> None:
    """Put the table where the page has the marks, a line for each name; raise ValueError if it has none.

    The line of a scenario that was not run this time stays as it is.
    """
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in _held(page, BEGIN, END)[2:]}
    rows |= {one.name: row(one) for one in outcomes}
    lines = [f"| {' | '.join(HEADS)} |", "|---" * len(HEADS) + "|"]
    lines += [rows.get(name, row(Outcome.not_run(name, CannotRunError("a run")))) for name in names]
    lines += [f"| {name} | – | – | – | – | not run | – | {reason} |" for name, reason in not_done.items()]
    between(page, BEGIN, END, lines)


def between(page: Path, begin: str, end: str, lines: Iterable[str]) -> None:
    """Put lines between two marks of a page; raise ValueError if it lacks one."""
    _held(page, begin, end)
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    page.write_text("\n".join([before + begin, *lines, end + rest.partition(end)[2]]), encoding="utf-8")


def _held(page: Path, begin: str, end: str) -> list[str]:
    """Return the lines between two marks of a page; raise ValueError if it lacks one."""
    _, _, rest = page.read_text(encoding="utf-8").partition(begin)
    held, found, _ = rest.partition(end)
    if not found:
        raise ValueError(f"{page} has no place for the table.")
    return held.strip().splitlines()
