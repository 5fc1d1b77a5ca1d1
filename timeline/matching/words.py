"""Texts as words, and looking up the names of the record in them. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

LONGEST_TEXT = 40_000  # characters; what an article is about stands in its first pages
_WORD = re.compile(r"\w+")

T = TypeVar("T")


class Word(NamedTuple):
    """A word as it stands in the text, and folded for comparison."""

    raw: str
    folded: str


class Found(NamedTuple, Generic[T]):
    """Names of the record that stand at one place of a text, in the text's own spelling."""

    spelling: str
    at: int
    length: int
    names: tuple[T, ...]


def words(text: str) -> list[Word]:
    """Split a text into words; hyphens, dots and apostrophes part words: “KC-X” is two."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT])
    return [Word(raw, raw.casefold()) for raw in _WORD.findall(plain)]


class Phrases(Generic[T]):
    """Names of one or more words, found in a text in one pass: the cost is that of the text, not of the names."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        """Take pairs of a name as people write it, and what it names."""
        entries: dict[tuple[str, ...], list[T]] = {}
        lengths: dict[str, set[int]] = {}
        for name, value in names:
            key = tuple(word.folded for word in words(name))
            if key:
                entries.setdefault(key, []).append(value)
                lengths.setdefault(key[0], set()).add(len(key))
        self._entries = {key: tuple(dict.fromkeys(values)) for key, values in entries.items()}
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def entries(self) -> Iterator[tuple[str, tuple[T, ...]]]:
        """Yield every name in folded words, with what it names."""
        return ((" ".join(key), values) for key, values in self._entries.items())

    def find(self, text: list[Word]) -> Iterator[Found[T]]:
        """Yield the names in a text, at each place the longest: “Oracle America” is not also “Oracle”."""
        at = 0
        while at < len(text):
            found = self._longest(text, at)
            if found is not None:
                yield found
            at += found.length if found else 1

    def _longest(self, text: list[Word], at: int) -> Found[T] | None:
        for length in self._lengths.get(text[at].folded, ()):
            piece = text[at : at + length]
            names = self._entries.get(tuple(word.folded for word in piece))
            if names:
                return Found(" ".join(word.raw for word in piece), at, length, names)
        return None
