"""The history of rows, as in `contracts.models.history`, of what happened and how we know; machines keep none."""

from contracts.models.history import keep_history
from timeline.models.events import Event, EventAmount, EventLink, EventParty, EventStep
from timeline.models.grounds import GroundFate
from timeline.models.ingestion import Feed
from timeline.models.sources import Citation, Source
from timeline.models.statements import Claim, Statement

# What editors decide of a feed; how it fares is written every few minutes.
DECIDED_OF_FEEDS = [
    "name",
    "slug",
    "url",
    "parser",
    "enabled",
    "trusted",
    "publishes_unreviewed",
    "source_kind",
    "language",
    "poll_minutes",
    "rhythm_hours",
    "keep_days",
]


class EventContract(Event.contracts.through):  # type: ignore[name-defined, misc]  # made by Django
    """What an event bears on."""

    class Meta:
        proxy = True


class StepCase(EventStep.cases.through):  # type: ignore[name-defined, misc]  # made by Django
    """Which cases a step moves."""

    class Meta:
        proxy = True


class StepParty(EventStep.parties.through):  # type: ignore[name-defined, misc]  # made by Django
    """For whom a step was taken."""

    class Meta:
        proxy = True


for kept in (
    Event,
    EventContract,
    EventStep,
    StepCase,
    StepParty,
    EventParty,
    EventAmount,
    EventLink,
    GroundFate,
    Source,
    Citation,
    Claim,
    Statement,
):
    keep_history(kept)
keep_history(Feed, exclude=None, fields=["id", *DECIDED_OF_FEEDS])
