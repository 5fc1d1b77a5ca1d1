"""A text taken apart once for all disputes that it might be about. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

from timeline.classification.sums import Sum, sums
from timeline.matching.index import Index
from timeline.matching.mentions import Mention, mentions
from timeline.matching.topics import topic_of
from timeline.matching.vocabulary import BETWEEN, COMPOUND_HEADS, PROCUREMENT, PROCUREMENT_ENDINGS, PURCHASES
from timeline.matching.words import Word, words

OPENING: Final = 60  # words that say what a text is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is matched: an item's words, address, day of publication, and the numbers and the court its reader found."""

    title: str
    text: str = ""
    url: str = ""
    published: date | None = None
    identifiers: tuple[str, ...] = ()
    court: str = ""


@dataclass(frozen=True)
class Reading:
    """A text, its words, and where it names parties of the record; the rest is read when it is asked for."""

    text: Text
    title: list[Word]
    body: list[Word]
    found: list[Mention]

    @classmethod
    def of(cls, index: Index, text: Text) -> "Reading":
        """Take a text apart."""
        title, body = words(text.title), words(text.text)
        return cls(text, title, body, mentions(index, title, body))

    @cached_property
    def every_word(self) -> frozenset[str]:
        """The folded words of title and body."""
        return frozenset(word.folded for word in (*self.title, *self.body))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The folded words of the title."""
        return frozenset(word.folded for word in self.title)

    @property
    def opening(self) -> frozenset[str]:
        """The folded words of the title and of the first lines."""
        return self.title_words | frozenset(word.folded for word in self.body[:OPENING])

    @property
    def title_topics(self) -> set[str]:
        """The topics of the title."""
        return {topic for topic in map(topic_of, (word.folded for _, word in self.loose(self.title))) if topic}

    @cached_property
    def bought(self) -> set[str]:
        """The topics that a word for a purchase follows: “cloud contract”, but not “lunar spacesuit contract”."""
        found = set()
        for part in (self.title, self.body):
            said = [word.folded for word in part if word.folded not in BETWEEN]
            found |= {topic_of(word) for word, after in pairwise(said) if is_procurement(after) or after in PURCHASES}
            found |= {topic_of(word) for word in said if word.endswith(COMPOUND_HEADS)}
        return found

    @cached_property
    def sums(self) -> list[Sum]:
        """The sums of money that it names."""
        return list(sums(f"{self.text.title}\n{self.text.text}"))

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words of procurement in it."""
        return sorted(word for word in self.every_word if is_procurement(word))

    @property
    def has_procurement_in_title(self) -> bool:
        """Whether a word of procurement stands in the title."""
        return any(map(is_procurement, self.title_words))

    @cached_property
    def topics(self) -> set[str]:
        """The topics it speaks of, without words that only are a part of a party's name (“Google Cloud”)."""
        loose = (word.folded for part in (self.title, self.body) for _, word in self.loose(part))
        return {topic for topic in map(topic_of, loose) if topic}

    def loose(self, part: list[Word]) -> Iterator[tuple[int, Word]]:
        """Yield the words of the title or the body that belong to no party's name, with their places."""
        in_title = part is self.title
        spans = (range(one.at, one.at + one.length) for one in self.found if one.in_title == in_title)
        taken = {at for span in spans for at in span}
        return ((at, word) for at, word in enumerate(part) if at not in taken)


def is_procurement(word: str) -> bool:
    """Say whether a folded word is of contracts and disputes over them."""
    return word in PROCUREMENT or word.endswith(PROCUREMENT_ENDINGS)
