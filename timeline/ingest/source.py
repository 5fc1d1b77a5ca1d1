"""What a kind of source declares about itself, so that the pipeline, the status page and the docs say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from timeline.ingest.item import ParsedFeed


class Parser(Protocol):
    """Turns one fetched body into items; raises a ParseError where that cannot be."""

    def __call__(self, body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
        """Read the body, given the header Content-Type and the address that answered."""
        ...


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` requests within `within`, over all workers together."""

    count: int
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of source.

    `budget` and `pause` (between two requests to the same host) bound what we ask; `rhythm` is after how long without
    news an editor should look; `window` is how far back one answer reaches (a longer gap loses entries for ever).
    `trusted_kinds` are the kinds of items that the source itself decides: only these may be published without review,
    and only where an editor trusts the feed and an identifier matches. `blind` says what it cannot show. Where
    `may_be_empty`, an answer without items is an answer (a search without hits, a quiet day in court); elsewhere it is
    a fault.
    """

    code: str
    name: str
    yields: str
    natural_key: str
    parse: Parser
    addresses: tuple[str, ...] = ()
    accept: str = "*/*"
    budget: tuple[Rate, ...] = ()
    pause: timedelta = timedelta(seconds=5)
    poll_every: timedelta = timedelta(hours=1)
    rhythm: timedelta = timedelta(days=7)
    window: timedelta | None = None
    politeness: str
    failure: str
    blind: str
    trusted_kinds: frozenset[str] = frozenset()
    may_be_empty: bool = False


def by_code(sources: Iterable[Source]) -> dict[str, Source]:
    """Index sources by code; raise ValueError if two have the same."""
    found: dict[str, Source] = {}
    for source in sources:
        if source.code in found:
            raise ValueError(f"two sources are called {source.code!r}")
        found[source.code] = source
    return found
