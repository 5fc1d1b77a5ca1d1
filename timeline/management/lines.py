"""Texts handed to a command as JSON Lines: read, checked, and refused with the line that is wrong."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import CommandError


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


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the texts of a file (`-` is the standard input); blank lines are passed over.

    Raises CommandError for a file that cannot be read, and with the number of a line that is no such object.
    """
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield _line(line, number)


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
        return date.fromisoformat(said) if len(said) == 10 else datetime.fromisoformat(said).date()
    except ValueError as error:
        raise CommandError(f"line {number}: published is no date: {said!r}") from error
