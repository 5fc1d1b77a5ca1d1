"""A line of daily numbers as small as a word. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, EDGE = 120, 26, 4


@dataclass(frozen=True, slots=True)
class Sparkline:
    """What the template draws: the path, and where its last day stands."""

    path: str
    x: str
    y: str


def sparkline(days: Sequence[tuple[date, int]]) -> Sparkline | None:
    """Draw numbers by their day, on a scale from nought; None where there are fewer than two days."""
    if len(days) < 2:
        return None
    first, last = days[0][0].toordinal(), days[-1][0].toordinal()
    highest = max(count for _, count in days) or 1
    points = [
        (
            EDGE + (day.toordinal() - first) / (last - first) * (WIDTH - 2 * EDGE),
            HEIGHT - EDGE - count / highest * (HEIGHT - 2 * EDGE),
        )
        for day, count in days
    ]
    written = [(f"{x:.1f}", f"{y:.1f}") for x, y in points]
    return Sparkline("M" + "L".join(f"{x} {y}" for x, y in written), *written[-1])
