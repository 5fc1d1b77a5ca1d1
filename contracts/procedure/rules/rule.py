"""The shape of one time limit: what starts it, how it is counted, what it rests on and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One time limit. `length` counts `unit`; a negative length counts backwards from the trigger.

    `owner` is who must act; a `right` may be left unused. `citations` holds what differs under another regime.
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
    citations: Mapping[Regime, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def verified(self) -> bool:
        """Say whether the text of the rule was read in full."""
        return self.verification is V

    @property
    def takes_length(self) -> bool:
        """Say whether an order sets how many units are counted, so that the code is written with a number."""
        return self.length is None and self.unit is not Unit.ORDER

    def citation_under(self, regime: Regime) -> str:
        """Return the citation under `regime`, the codified one where nothing else is known."""
        return self.citations.get(regime, self.citation)
