"""What the record is recognised by, key by key, and which texts hold a key that it has gained. Pure."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from timeline.matching.index import Index
from timeline.matching.numbers import Number, family_of, given_number, numbers, numbers_in_address
from timeline.matching.reading import Text
from timeline.matching.words import Phrases, words


class Key(NamedTuple):
    """A number in a form in which it is looked up, or a name in folded words, and where it leads.

    It leads to a dispute by its primary key; the name of a party leads there with the part that the party has in it, as
    a bidder's name is worth more than that of a passer-by.
    """

    kind: Literal["number", "name"]
    form: str
    leads_to: str


def keys_of(index: Index) -> frozenset[Key]:
    """Return all by which items can be recognised."""
    return frozenset((*_numbers(index), *_names(index)))


class Gains:
    """Keys that the record has gained, looked for in texts that were compared with it before it had them."""

    def __init__(self, keys: Iterable[Key]) -> None:
        """Take the keys; they are looked up all at once, however many they are."""
        gained = list(keys)
        self._numbers = {key.form for key in gained if key.kind == "number"}
        self._names = Phrases((key.form, key) for key in gained if key.kind == "name")

    def are_in(self, text: Text) -> bool:
        """Say whether any of them stands in a text; what that is worth is for the matching to say."""
        if any(any(self._names.find(words(part))) for part in (text.title, text.text)):
            return True
        return bool(self._numbers) and not self._numbers.isdisjoint(
            form for number in _numbers_in(text) for form in _forms(number)
        )


def _numbers(index: Index) -> Iterator[Key]:
    for table in (index.numbers, index.families):
        for form, found in table.items():
            yield from (Key("number", form, str(named.dispute)) for named in found)


def _names(index: Index) -> Iterator[Key]:
    for name, meant in index.names.entries():
        yield from (Key("name", name, str(one.named.dispute)) for one in meant)
    for phrases in (index.parties, index.surnames):
        for name, slugs in phrases.entries():
            parts = (part for slug in slugs for part in index.parts[slug].items())
            yield from (Key("name", name, f"{dispute} {party.part}") for dispute, party in parts)


def _numbers_in(text: Text) -> Iterator[Number]:
    yield from map(given_number, text.identifiers)
    yield from numbers_in_address(text.url)
    yield from numbers(text.title)
    yield from numbers(text.text)


def _forms(number: Number) -> tuple[str, ...]:
    return (*number.forms, family_of(number.raw))
