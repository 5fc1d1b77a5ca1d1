"""A reader of German gets the whole record: every text of ours in the shipped files stands in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from timeline import records
from timeline.records.entries import read_file
from timeline.records.fields import Field, ListOf, Map, Words
from timeline.records.schema import ENTRIES

SHIPPED = sorted(Path(records.__file__).parent.glob("*.yaml"))


class Shown(NamedTuple):
    """A text of ours: where it stands, and its words by language."""

    place: str
    texts: dict[str, str]


def texts_in(field: Field, value: Any, place: str) -> Iterator[Shown]:
    """Return the texts within a value; translations of quotes are the quote's business."""
    if isinstance(field, ListOf):
        for number, item in enumerate(value):
            yield from texts_in(field.item, item, f"{place}[{number}]")
    elif isinstance(field, Map):
        for name, inner in field.fields.items():
            if value.get(name) is not None:
                yield from texts_in(inner, value[name], f"{place}.{name}")
    elif isinstance(field, Words) and field.need_main:
        yield Shown(place, value)


def texts_of(path: Path) -> list[Shown]:
    """Return every text of a record file."""
    found = read_file(path)
    assert found.mistakes == []
    return [shown for entry in found.entries for shown in texts_in(ENTRIES[entry.kind], entry.values, entry.label)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_text_of_a_shipped_file_has_its_german(path):
    texts = texts_of(path)
    assert len(texts) > 20
    assert [shown.place for shown in texts if "de" not in shown.texts] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_german_is_written_as_german_is(path):
    """Dates, sums and quotation marks of a sentence follow German use; names and quoted English stay as they are."""
    english = re.compile(
        r"[“][^„”]*”"  # “quoted” instead of „quoted“
        r"|[$]\s?\d"
        r"|\b(?:January|February|March|May|June|July|October|December) \d"
        r"|\d,\d{3}\b"
        r"|\b(?:the|were|with) "
    )
    quoted = re.compile("„[^“]*“")
    wrong = [
        (shown.place, found.group())
        for shown in texts_of(path)
        if (found := english.search(quoted.sub("", shown.texts.get("de", ""))))
    ]
    assert wrong == []
