"""What the record calls and numbers its disputes, contracts, proceedings and parties: the matching's input. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Part = Literal["buyer", "bidder", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractNames:
    """What a contract is called and numbered, who takes part in it, what it is worth and when it was in the news.

    `parties` are slugs of bidders, suppliers and protesters, `sums` its ceiling and the values of its awards in
    dollars, `first` and `last` the days of its first and last event.
    """

    pk: int
    name: str
    title: str
    slug: str = ""
    acronym: str = ""
    numbers: tuple[str, ...] = ()
    buyer: str = ""
    parties: frozenset[str] = frozenset()
    sums: frozenset[Decimal] = frozenset()
    first: date | None = None
    last: date | None = None
    is_protested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtestNumbers:
    """The docket numbers of a proceeding, its forum, how it is called, its parties, and the contracts it is about.

    `parties` and `challengers`, those who brought it, are slugs.
    """

    pk: int
    name: str
    dockets: tuple[str, ...]
    forum: str = ""
    contracts: tuple[int, ...] = ()
    parties: frozenset[str] = frozenset()
    challengers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNames:
    """A party of a dispute: what it is called, and whether it buys, bids or protests, or has another part.

    `kind` is a code of the kinds of parties: a court, a legislature or a person leads to no dispute by its name.
    """

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    part: Part = "other"
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeNames:
    """All by which one dispute can be recognised. `first` and `last` are the days of its first and last event."""

    pk: int
    slug: str
    name: str
    title: str
    words: tuple[str, ...] = ()
    contracts: tuple[ContractNames, ...] = ()
    protests: tuple[ProtestNumbers, ...] = ()
    parties: tuple[PartyNames, ...] = ()
    first: date | None = None
    last: date | None = None
