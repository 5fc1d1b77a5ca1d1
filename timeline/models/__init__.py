"""The editors' tables of what happened and how we know, what comes in, the log, and the index tables over it."""

from timeline.models import history
from timeline.models.automatic import AutomaticPublication
from timeline.models.candidates import Candidate
from timeline.models.captures import Capture, Copy, LogFollower, PassageCheck, Watch
from timeline.models.corrections import Correction
from timeline.models.deliveries import Delivery, Gap, Host, Lookup
from timeline.models.edge import EdgeFollower
from timeline.models.events import Event, EventAmount, EventLink, EventParty, EventStep
from timeline.models.grounds import GroundFate
from timeline.models.growth import Growth
from timeline.models.imports import EventImport, ImportedRow
from timeline.models.index import Entry, EventEntry, EventScope, Part, Reference, State
from timeline.models.ingestion import Body, Feed, Fetch, Item
from timeline.models.keys import ApiKey
from timeline.models.log import ChangeSet, Revision
from timeline.models.mail import Letter, ReturnedMail
from timeline.models.pasting import PastedAddress, PastedState
from timeline.models.quality import QualityDay
from timeline.models.questions import OpenQuestion
from timeline.models.rearrangements import Rearrangement, RearrangementKind
from timeline.models.records import RecordOrigin
from timeline.models.reports import ReaderReport
from timeline.models.schedules import ScheduledPublication, ScheduleState
from timeline.models.second_looks import SecondLook
from timeline.models.sources import Citation, Source
from timeline.models.statements import Claim, Statement
from timeline.models.subscriptions import Subscription
from timeline.models.webhooks import Webhook, WebhookAttempt, WebhookMessage

__all__ = [
    "ApiKey",
    "AutomaticPublication",
    "Body",
    "Candidate",
    "Capture",
    "ChangeSet",
    "Citation",
    "Claim",
    "Copy",
    "Correction",
    "Delivery",
    "EdgeFollower",
    "Entry",
    "Event",
    "EventAmount",
    "EventEntry",
    "EventImport",
    "EventLink",
    "EventParty",
    "EventScope",
    "EventStep",
    "Feed",
    "Fetch",
    "Gap",
    "GroundFate",
    "Growth",
    "Host",
    "ImportedRow",
    "Item",
    "Letter",
    "LogFollower",
    "Lookup",
    "OpenQuestion",
    "Part",
    "PassageCheck",
    "PastedAddress",
    "PastedState",
    "QualityDay",
    "ReaderReport",
    "Rearrangement",
    "RearrangementKind",
    "RecordOrigin",
    "Reference",
    "ReturnedMail",
    "Revision",
    "ScheduleState",
    "ScheduledPublication",
    "SecondLook",
    "Source",
    "State",
    "Statement",
    "Subscription",
    "Watch",
    "Webhook",
    "WebhookAttempt",
    "WebhookMessage",
    "history",
]
