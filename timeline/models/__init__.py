"""The editors' tables of what happened and how we know, the publication log, and the index tables over it."""

from timeline.models.events import Event, EventAmount, EventLink, EventParty, EventStep
from timeline.models.index import Entry, EventEntry, EventScope, Part, Reference, State
from timeline.models.log import ChangeSet, Revision
from timeline.models.records import RecordOrigin
from timeline.models.sources import Citation, Source
from timeline.models.statements import Claim, Statement

__all__ = [
    "ChangeSet",
    "Citation",
    "Claim",
    "Entry",
    "Event",
    "EventAmount",
    "EventEntry",
    "EventLink",
    "EventParty",
    "EventScope",
    "EventStep",
    "Part",
    "RecordOrigin",
    "Reference",
    "Revision",
    "Source",
    "State",
    "Statement",
]
