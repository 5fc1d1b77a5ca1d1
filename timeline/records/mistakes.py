"""What is wrong with a record file: where, in which entry, and why. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

LONGEST_EXCERPT = 60
LONGEST_MESSAGE = 2_000


class Mistake(NamedTuple):
    """One reason against loading: file, line (from 1), the entry it stands in ("" if in none), and the reason.

    The file is "" where the reason lies in what the site has besides.
    """

    file: str
    line: int
    entry: str
    reason: str

    def __str__(self) -> str:
        """Return place, entry and reason in the form that editors and terminals make clickable."""
        place = f"{self.file}:{self.line}: " if self.file else ""
        return plain(f"{place}{self.entry + ': ' if self.entry else ''}{self.reason}", LONGEST_MESSAGE)


class RecordRefused(Exception):
    """Nothing was loaded; `mistakes` says why, in the order of the files."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Keep the mistakes, sorted, each once."""
        self.mistakes = sorted(set(mistakes))
        super().__init__("\n".join(map(str, self.mistakes)))


def plain(text: str, longest: int = LONGEST_EXCERPT) -> str:
    """Return a text for a message: short, on one line, without characters that would steer a terminal."""
    shown = re.sub(r"\s+", " ", text if len(text) <= longest else text[:longest] + "…")
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown)


def excerpt(text: str) -> str:
    """Quote a text in a message."""
    return f"“{plain(text)}”"
