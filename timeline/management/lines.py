"""Texts handed to a command as JSON Lines: read line by line, checked, and refused with the line that is wrong."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import orjson
from django.core.management.base import CommandError

from contracts.dates import FIRST_YEAR, LAST_YEAR

# The longest papers have some hundred thousand letters; what is longer is no line of texts but a mistaken file.
LONGEST_LINE = 5_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One text: its id as given, its words, where and when it was published, its language, what kind it is."""

    id: Any
    title: str
    text: str
    url: str
    published: date | None
    lang: str
    kind: str


def read_lines(path: Path, *, most_bytes: int | None = None) -> Iterator[Line]:
    """Yield the texts of a file (`-` is the standard input) as they are asked for; blank lines are passed over.

    Raises CommandError for a file that cannot be read, with the number of a line that is no such object or longer than
    five million bytes, and where all together are more than `most_bytes`: for whoever has to keep them all in memory.
    """
    total = 0
    try:
        with _opened(path) as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), start=1):
                total += len(line)
                if len(line) > LONGEST_LINE:
                    raise CommandError(f"line {number} is longer than {LONGEST_LINE:,} bytes")
                if most_bytes is not None and total > most_bytes:
                    raise CommandError(f"line {number}: more than the {most_bytes:,} bytes allowed together")
                if line.strip():
                    yield _line(line, number)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error


def _opened(path: Path) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb")


def _line(line: bytes, number: int) -> Line:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise CommandError(f"line {number} is no JSON: {error}") from error
    if not isinstance(found, dict) or "id" not in found:
        raise CommandError(f"line {number} is no object with an id")
    return Line(
        id=found["id"],
        title=_words(found, "title", number),
        text=_words(found, "text", number),
        url=_words(found, "url", number),
        published=_day(_words(found, "published", number), number),
        lang=_words(found, "lang", number),
        kind=_words(found, "kind", number),
    )


def _words(found: dict[str, Any], name: str, number: int) -> str:
    value = found.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CommandError(f"line {number}: {name} is no text")
    return value


def _day(said: str, number: int) -> date | None:
    """Read a day, or the day of a time in its own zone; None for an empty text."""
    if not said:
        return None
    try:
        day = date.fromisoformat(said) if len(said) == 10 else datetime.fromisoformat(said).date()
    except ValueError as error:
        raise CommandError(f"line {number}: published is no date: {said!r}") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CommandError(f"line {number}: published is not between {FIRST_YEAR} and {LAST_YEAR}: {said!r}")
    return day
