"""What the derivation reads: the steps of a protest and the few facts about it that no step holds."""

from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from enum import StrEnum

from contracts.procedure.closures import Closure
from contracts.procedure.forums import NEW_YORK


@dataclass(frozen=True, slots=True)
class When:
    """The day of a step as an interval, with the time of day in the forum's zone if it is known."""

    earliest: date
    latest: date
    time: time_of_day | None = None

    @classmethod
    def on(cls, day: date, at: time_of_day | None = None) -> "When":
        """Return the interval of one known day."""
        return cls(day, day, at)

    @classmethod
    def instant(cls, moment: datetime) -> "When":
        """Return the day and time in New York of an aware `moment`; ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("an instant needs its offset")
        local = moment.astimezone(NEW_YORK)
        return cls(local.date(), local.date(), local.time())

    @property
    def exact(self) -> bool:
        """Say whether the day is known."""
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Step:
    """One procedural step of one event.

    `forum` is the forum whose docket the step stands in, `case` the docket number it concerns (None: all
    cases of the protest that it can concern). `order` is the source's own sequence within the day, 0 if the
    source gives none. `days` and `until` are what an order set (remand, extension, due date).
    """

    event_id: str
    forum: str
    case: str | None
    code: str
    on: When
    disposition: str | None = None
    reason: str | None = None
    days: int | None = None
    until: date | None = None
    parties: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One docket number of a protest. `filed` is the filing date where no step says it."""

    docket: str
    kind: str = "initial"
    protester: tuple[str, ...] = ()
    filed: date | None = None


class Relation(StrEnum):
    """How a linked protest stands to the one that is derived."""

    APPEAL = "appeal"  # the linked protest appeals this one, directly or through another appeal
    LATER = "later"  # the linked protest took the same matter to another forum afterwards
    EARLIER = "earlier"  # the same matter was in another forum before
    GROUP = "group"  # another protest under the same GAO base number


@dataclass(frozen=True, slots=True)
class Link:
    """Another protest and its steps, as far as they can move this one.

    `same_protester` False marks a LATER case that somebody else filed (GAO dismisses all the same).
    """

    relation: Relation
    protest: str
    forum: str
    steps: tuple[Step, ...] = ()
    same_protester: bool = True


@dataclass(frozen=True, slots=True)
class ProtestFacts:
    """A protest's identity and the inputs of its clocks that are no steps.

    `agency` is the procuring agency by party id or name (it decides enhanced debriefings and the FAR regime).
    `record_complete` says that the docket is recorded without gaps, so nothing unrecorded may be assumed.
    `closures` replaces the shipped closure table of the forums it names.
    """

    id: str
    forum: str
    cases: tuple[CaseFacts, ...] = ()
    stage: str | None = None
    agency: str | None = None
    award_date: date | None = None
    debriefing_date: date | None = None
    debriefing_required: bool = True
    answers_delivered: date | None = None
    participants: tuple[str, ...] = ()
    record_complete: bool = False
    links: tuple[Link, ...] = ()
    closures: tuple[Closure, ...] = ()
