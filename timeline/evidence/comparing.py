"""Says how a copy differs from the one before it: only the document's own text counts, not what stands around it."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from timeline.codelists import Comparison, TextState
from timeline.models import Capture, Copy
from timeline.passages.finding import compared

_MOST_LINES = 5_000


class Change(NamedTuple):
    """Lines that were left out and lines that came in their place."""

    before: list[str]
    after: list[str]


def compare(held: Capture | None, copy: Copy) -> str:
    """Return how a copy differs from the one that was held; empty until both texts are read."""
    if held is None or held.copy is None:
        return Comparison.FIRST
    before = held.copy
    if before.pk == copy.pk:
        return Comparison.UNCHANGED
    if TextState.WAITING in (before.state, copy.state):
        return ""
    if TextState.READ not in (before.state, copy.state):
        return Comparison.EDITED
    if compared(before.main_text) != compared(copy.main_text):
        return Comparison.EDITED
    return Comparison.UNCHANGED if compared(before.text) == compared(copy.text) else Comparison.AROUND


def changes(before: str, after: str) -> Iterator[Change]:
    """Yield where two texts differ, line by line; of very long ones the beginning is compared."""
    old, new = (text.replace("\f", "\n").split("\n")[:_MOST_LINES] for text in (before, after))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield Change(old[a:b], new[c:d])
