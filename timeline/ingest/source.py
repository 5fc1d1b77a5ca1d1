"""What a kind of source declares about itself, so that the pipeline, the status page and the docs say the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from timeline.codelists import EventType
from timeline.ingest.item import ParsedFeed, ParsedItem

# What an entry of a docket or an opinion may be: the court's own acts, and what it notes as filed with it.
BY_COURTS = frozenset(
    {
        EventType.PROTEST_FILED,
        EventType.AMENDED_COMPLAINT,
        EventType.SUPPLEMENTAL_FILING,
        EventType.APPEAL_FILED,
        EventType.MOTION,
        EventType.HEARING,
        EventType.ORDER,
        EventType.STAY,
        EventType.REMAND,
        EventType.RULING,
        EventType.DECISION,
        EventType.JUDGMENT,
    }
)


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
class Asking:
    """One request as it is to be sent, with whatever key the source wants; it is never stored."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    content: bytes | None = None


class Ask(Protocol):
    """Puts an address of this kind of source into a request, given the day and the operator's key (may be empty)."""

    def __call__(self, url: str, *, day: date, key: str) -> Asking:
        """Return the request."""
        ...


@dataclass(frozen=True, slots=True)
class Missing:
    """What an item lacks: the key under which it would be an item, where to ask for it, and what it is in words."""

    key: str
    url: str
    reason: str


class FindMissing(Protocol):
    """Says what is to be asked for besides, given an item; it may be known already."""

    def __call__(self, item: ParsedItem) -> Iterable[Missing]:
        """Yield what the item lacks."""
        ...


def ask_plainly(url: str, *, day: date, key: str) -> Asking:  # noqa: ARG001 - the shape of an Ask
    """Ask for the address as it is."""
    return Asking(url=url)


def lacks_nothing(item: ParsedItem) -> Iterable[Missing]:  # noqa: ARG001 - the shape of a FindMissing
    """Say that items of this kind are whole."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of source.

    `budget` and `pause` (between two requests to the same host) bound what we ask; `rhythm` is after how long without
    news an editor should look; `window` is how far back one answer reaches (a longer gap loses entries for ever).
    `decides` says of which kinds of its items the source itself makes what kinds of event so: only these may be
    published without review, and only where an editor trusts the feed and the item's own number matches. `blind` says
    what it cannot show. Where
    `may_be_empty`, an answer without items is an answer (a search without hits, a quiet day in court); elsewhere it is
    a fault. `ask` makes requests of addresses; `key_hosts` are the only hosts that are ever told the operator's key;
    `missing` says what an item needs that came without it.
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
    decides: Mapping[str, frozenset[EventType]] = field(default_factory=dict)
    may_be_empty: bool = False
    ask: Ask = ask_plainly
    key_hosts: frozenset[str] = frozenset()
    missing: FindMissing = lacks_nothing

    def may_have_key(self, url: str) -> bool:
        """Say whether an address may be told the operator's key: over https, and only the source's own hosts."""
        try:
            address = urlsplit(url)
            is_usual_port = address.port in {None, 443}
        except ValueError:
            return False
        return address.scheme == "https" and is_usual_port and address.hostname in self.key_hosts

    @property
    def may_publish(self) -> bool:
        """Say whether anything of it may ever be published without review."""
        return bool(self.decides)


def by_code(sources: Iterable[Source]) -> dict[str, Source]:
    """Index sources by code; raise ValueError if two have the same."""
    found: dict[str, Source] = {}
    for source in sources:
        if source.code in found:
            raise ValueError(f"two sources are called {source.code!r}")
        found[source.code] = source
    return found
