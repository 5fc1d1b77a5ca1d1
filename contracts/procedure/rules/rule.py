"""The shape of one time limit: what starts it, how it is counted, what it rests on and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from contracts.procedure.derivation import DeadlineKind


class Unit(StrEnum):
    """What is counted."""

    DAYS = "days"
    BUSINESS_DAYS = "business days"
    MONTHS = "months"
    HOURS = "hours"
    EVENT = "event"  # the limit is the day of an event itself and never moves
    ORDER = "order"  # no length of its own: a forum sets the day


class Basis(StrEnum):
    """How the trigger's day is found: which hours and closed days matter before the count starts."""

    DATE = "date"  # the plain calendar date: awards, judgments, offered debriefings, orders
    FILING = "filing"  # a filing late or on a closed day counts for the forum's next open day
    NOTICE = "notice"  # a notice after the recipient's business hours counts for the next business day


class Lapse(StrEnum):
    """What a lapse in appropriations does to a clock (GAO notice of 1 October 2025)."""

    ROLLS = "rolls"  # like a weekend: due on the first open day
    EXTENDS = "extends"  # one day more for each closed day
    TOLLS = "tolls"  # the closed days do not run


class Verification(StrEnum):
    """How far the text of the rule was read."""

    VERIFIED = "verified"
    PARTLY = "partly verified"
    UNVERIFIED = "unverified"


class Regime(StrEnum):
    """Which edition of FAR Part 33 binds the agency."""

    FAR_CODIFIED = "FAR_CODIFIED"
    RFO_DEVIATION = "RFO_DEVIATION"
    RFO_FINAL = "RFO_FINAL"


LEGAL, TARGET, COURT_ORDER = DeadlineKind.LEGAL, DeadlineKind.TARGET, DeadlineKind.COURT_ORDER
V, P, U = Verification.VERIFIED, Verification.PARTLY, Verification.UNVERIFIED


class Edition(NamedTuple):
    """Where a rule stands under another regime, and how far its text was read there."""

    citation: str
    verification: Verification


class Beginning(NamedTuple):
    """The first day of something that was not always law, as dated data: in words, with how far the day is sure."""

    day: date
    words: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One time limit. `length` counts `unit`; a negative length counts backwards from the trigger.

    `owner` is who must act; a `right` may be left unused. `editions` holds citation and verification where they differ
    under another regime; before `begins` no clock starts. `moved`
    is what has to be said where the last day was moved past closed days, and how sure the day is then.
    """

    code: str
    forum: str
    what: str
    trigger: str
    citation: str
    length: int | None = None
    unit: Unit = Unit.DAYS
    owner: str = "protester"
    right: bool = False
    kind: DeadlineKind = LEGAL
    verification: Verification = V
    basis: Basis = Basis.DATE
    lapse: Lapse = Lapse.ROLLS
    assumption: str | None = None
    editions: Mapping[Regime, Edition] = field(default_factory=lambda: MappingProxyType({}))
    begins: Beginning | None = None
    moved: tuple[str, Verification] | None = None

    @property
    def takes_length(self) -> bool:
        """Say whether an order sets how many units are counted, so that the code is written with a number."""
        return self.length is None and self.unit is not Unit.ORDER

    def citation_under(self, regime: Regime) -> str:
        """Return the citation under `regime`, the codified one where nothing else is known."""
        edition = self.editions.get(regime)
        return edition.citation if edition else self.citation

    def verification_under(self, regime: Regime) -> Verification:
        """Return how far the text of the rule was read under `regime`."""
        edition = self.editions.get(regime)
        return edition.verification if edition else self.verification


_DOUBT = (V, P, U)


def least_sure(*found: Verification) -> Verification:
    """Return the least sure of several verifications: a chain is as strong as its weakest part."""
    return max(found, key=_DOUBT.index)
