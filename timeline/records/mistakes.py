"""What is wrong with a record file: where, in which entry, and why. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LONGEST_EXCERPT = 60


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
        return f"{place}{self.entry + ': ' if self.entry else ''}{self.reason}"


class RecordRefused(Exception):
    """Nothing was loaded; `mistakes` says why, in the order of the files."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Keep the mistakes, sorted, each once."""
        self.mistakes = sorted(set(mistakes))
        super().__init__("\n".join(map(str, self.mistakes)))


def excerpt(text: str) -> str:
    """Quote a text in a message: short, on one line, without characters that would steer a terminal."""
    shown = text if len(text) <= LONGEST_EXCERPT else text[:LONGEST_EXCERPT] + "…"
    shown = re.sub(r"\s+", " ", shown)
    plain = "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"} else c for c in shown)
    return f"“{plain}”"
