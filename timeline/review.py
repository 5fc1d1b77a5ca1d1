"""The editors' decision on a candidate: only here does a proposal become a draft event or a citation.

Every verb takes the candidate as the editor saw it. If anybody decided on it or its item changed meanwhile, nothing is
written and `DecidedMeanwhile` says what happened. A web form keeps `candidate.version` in a hidden field and puts it
back on the instance before it calls:

    candidate.version = form.cleaned_data["version"]
    event = review.accept(candidate, actor=request.user, now=timezone.now())      # then redirect to the event's form
    review.cite(candidate, event, actor=request.user, now=timezone.now())         # as a further source of an event
    review.reject(candidate, actor=request.user, now=timezone.now(), note="…")
    review.snooze(candidate, until=…, actor=request.user, now=timezone.now())
    review.undo(candidate, actor=request.user, now=timezone.now())                # back into the inbox
    review.acknowledge(candidate, actor=request.user, now=timezone.now())         # seen that the item was edited
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from contracts.dates import PartialDate
from contracts.models import Dispute, Party
from timeline import log
from timeline.codelists import CandidateState, Confidence, PublicBasis
from timeline.documents.shapes import Ref
from timeline.models import Candidate, Citation, Event, EventAmount, EventParty, Item, Source
from timeline.models.candidates import OPEN_STATES
from timeline.proposals import Proposal
from timeline.publishing.writing import take_log_lock


class DecidedMeanwhile(Exception):
    """Somebody else was first, or the item changed; `current` is the candidate as it is now (None if it is gone)."""

    def __init__(self, current: Candidate | None) -> None:
        """Say what happened in one sentence."""
        self.current = current
        super().__init__(_what_happened(current))


class ReviewRefused(Exception):
    """The decision is not possible, and the message says why; nothing was written."""


@transaction.atomic
def accept(
    candidate: Candidate,
    *,
    actor: AbstractBaseUser | None,
    now: datetime,
    fields: Proposal | None = None,
    anchor: str = "",
) -> Event:
    """Make a draft event of a candidate, cited with the item as its source; return the event.

    `fields` are the event's fields as the editor changed them, by default those proposed. `anchor` is at most ten words
    of the item's text, verbatim. Raises ValidationError for fields that an event cannot have.
    """
    _decide(candidate, CandidateState.ACCEPTED, actor=actor, now=now)
    proposal = fields or Proposal.from_json(candidate.proposal)
    event = _draft(candidate, proposal)
    source = source_of(candidate.item, candidate.dispute)
    citation = Citation.objects.create(event=event, source=source, anchor=anchor)
    _remember(candidate, event=event, source=source, citation=citation)
    return event


@transaction.atomic
def cite(
    candidate: Candidate, event: Event, *, actor: AbstractBaseUser | None, now: datetime, anchor: str = ""
) -> Citation:
    """Add a candidate's item to an event as a further source; return the citation, old or new.

    A published event then has an unpublished edit. An item of the demonstration feed can only be cited by an example.
    """
    if candidate.item.feed.is_example and not event.is_example:
        raise ReviewRefused("An item of the demonstration feed cannot be a source of a real event.")
    _decide(candidate, CandidateState.CITED, actor=actor, now=now)
    source = source_of(candidate.item, candidate.dispute)
    citation = event.citations.filter(source=source).first()
    made = citation is None
    if citation is None:
        citation = Citation.objects.create(event=event, source=source, anchor=anchor)
        event.save(update_fields=["changed_at"])  # the edit waits to be published
    _remember(candidate, event=event, source=source, citation=citation if made else None)
    return citation


def reject(candidate: Candidate, *, actor: AbstractBaseUser | None, now: datetime, note: str = "") -> None:
    """Put a candidate aside for good; `note` is the editors' reason and stays among them."""
    _decide(candidate, CandidateState.REJECTED, actor=actor, now=now, note=note)


def snooze(
    candidate: Candidate, *, until: datetime, actor: AbstractBaseUser | None, now: datetime, note: str = ""
) -> None:
    """Put a candidate off; it is in the inbox again from `until` on."""
    if until <= now:
        raise ReviewRefused("The moment until which it is put off has passed.")
    _decide(candidate, CandidateState.SNOOZED, actor=actor, now=now, note=note, snoozed_until=until)


def wake(*, now: datetime) -> int:
    """Put candidates whose time has come back into the inbox; return how many."""
    due = Candidate.objects.filter(state=CandidateState.SNOOZED, snoozed_until__lte=now)
    return due.update(state=CandidateState.NEW, snoozed_until=None, version=F("version") + 1)


@transaction.atomic
def undo(candidate: Candidate, *, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Take a decision back: the candidate is new again.

    A draft event made from it is deleted (and can be restored like any draft); a citation made by it is removed from
    its event. Refused once the event was published: retract it first.
    """
    take_log_lock()
    event, citation, was_accepted = candidate.event, candidate.citation, candidate.state == CandidateState.ACCEPTED
    if was_accepted and event is not None and log.newest([Ref("event", event.key)]):
        raise ReviewRefused("The event made from it was published. Retract the event; this decision stays on record.")
    decided = [state for state in CandidateState.values if state not in {CandidateState.NEW, CandidateState.WITHDRAWN}]
    _change(
        candidate,
        decided,
        state=CandidateState.NEW,
        snoozed_until=None,
        event=None,
        citation=None,
        changed_since=False,
        decided_by=actor,
        decided_at=now,
    )
    if was_accepted and event is not None:
        Event.objects.filter(pk=event.pk, deleted_at=None).update(deleted_at=now)
    elif citation is not None and event is not None:
        citation.delete()
        event.save(update_fields=["changed_at"])


def acknowledge(candidate: Candidate, *, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Note that an editor has seen what changed at the source after the decision."""
    _change(candidate, CandidateState.values, changed_since=False, decided_by=actor, decided_at=now)


def source_of(item: Item, dispute: Dispute) -> Source:
    """Find the source that an item is, by its address, or make it for the dispute."""
    earlier = Candidate.objects.filter(item=item, source__isnull=False).select_related("source").first()
    if earlier is not None and earlier.source is not None:
        return earlier.source
    published = PartialDate.of(item.published.earliest) if item.published and item.published.time else item.published
    values = {
        "dispute": dispute,
        "title": item.title[:500] or item.url[:500] or item.key,
        "publisher": item.feed.name,
        "published": published,
        "kind": item.feed.source_kind,
        "lang": item.lang or item.feed.language,
    }
    if not item.url:
        return Source.objects.create(**values)
    source, _ = Source.objects.get_or_create(url=item.url, defaults=values)
    return source


def _draft(candidate: Candidate, proposal: Proposal) -> Event:
    """Write the draft event with its contract, parties and sums."""
    event = Event(
        dispute=candidate.dispute,
        protest=candidate.protest,
        type=proposal.type,
        title=proposal.title,
        summary=proposal.summary,
        date=proposal.date,
        date_public=proposal.date_public or None,
        public_basis=PublicBasis.SOURCE if proposal.date_public else PublicBasis.ASSUMED,
        confidence=Confidence.SINGLE_SOURCE if proposal.is_date_certain else Confidence.DATE_UNCERTAIN,
        is_example=candidate.item.feed.is_example,
    )
    event.full_clean()
    event.save()
    if candidate.contract is not None:
        event.contracts.add(candidate.contract)
    parties = {party.slug: party for party in Party.objects.filter(slug__in=[one.slug for one in proposal.parties])}
    unknown = [one.slug for one in proposal.parties if one.slug not in parties]
    if unknown:
        raise ValidationError({"parties": f"unknown: {', '.join(unknown)}"})
    for one in proposal.parties:
        row = EventParty(event=event, party=parties[one.slug], role=one.role, role_note=one.role_note)
        row.full_clean()
        row.save()
    for sum_ in proposal.amounts:
        amount = EventAmount(event=event, amount=sum_.amount, currency=sum_.currency, what={"en": sum_.what})
        amount.full_clean()
        amount.save()
    return event


def _decide(
    candidate: Candidate, state: CandidateState, *, actor: AbstractBaseUser | None, now: datetime, **more: Any
) -> None:
    """Move an open candidate into a decided state, if it is still what the editor saw."""
    values = {"snoozed_until": None, "note": "", "changed_since": False, **more}
    _change(candidate, OPEN_STATES, state=state, decided_by=actor, decided_at=now, **values)


def _change(candidate: Candidate, states: Any, **values: Any) -> None:
    """Update the row if it has the version seen and one of the states; else raise DecidedMeanwhile."""
    row = Candidate.objects.filter(pk=candidate.pk, version=candidate.version, state__in=states)
    if row.update(version=F("version") + 1, **values) != 1:
        raise DecidedMeanwhile(Candidate.objects.select_related("decided_by").filter(pk=candidate.pk).first())
    candidate.version += 1
    for name, value in values.items():
        setattr(candidate, name, value)


def _remember(candidate: Candidate, **made: Any) -> None:
    """Note on the candidate what its decision made; the decision holds the row's lock."""
    Candidate.objects.filter(pk=candidate.pk).update(**made)
    for name, value in made.items():
        setattr(candidate, name, value)


def _what_happened(current: Candidate | None) -> str:
    if current is None:
        return "This proposal no longer exists."
    if current.state in {CandidateState.NEW, CandidateState.WITHDRAWN}:
        return "This proposal changed while you were looking at it; look at it again."
    who = current.decided_by.get_username() if current.decided_by else "a rule"
    when = f" on {current.decided_at:%Y-%m-%d at %H:%M} UTC" if current.decided_at else ""
    return f"This proposal was already decided: {current.get_state_display().lower()}, by {who}{when}."
