"""The parts of the benchmark, a module each: one that is put here is found by its name, so there is no list to keep.

A part declares `BARS`, which it names for ever, and `measure(run)`, which yields a figure for each as it comes. It runs
for itself: what it needs it makes (`run.empty()`, `run.record()`), and what it raises costs only its own bars.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from timeline.bench.figures import Bars, Figure
from timeline.bench.running import Run


class Part(Protocol):
    """What a module here holds."""

    BARS: Bars

    def measure(self, run: Run) -> Iterator[Figure]:
        """Yield the figures of this part."""


def parts() -> dict[str, Part]:
    """Return all parts by their names, in the order of the alphabet."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: cast("Part", import_module(f"{__name__}.{name}")) for name in names}
