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

Several reports of one happening are decided together, on the leading one: accepting makes one event that cites them
all. `timeline.regrouping` takes a report out of its group, puts it back, and puts two groups together.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from contracts.dates import PartialDate
from contracts.models import Dispute, Party
from timeline import corrections, gathering, log
from timeline.codelists import PRIMARY_SOURCE_KINDS, CandidateState, Confidence, PublicBasis
from timeline.documents.shapes import Ref
from timeline.models import Candidate, Citation, Event, EventAmount, EventParty, Item, Source
from timeline.models.candidates import OPEN_STATES
from timeline.proposals import Proposal, combined
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
    alone: bool = False,
) -> Event:
    """Make a draft event of a candidate, cited with its item and those of the other reports of it; return the event.

    `fields` are the event's fields as the editor changed them, by default those proposed. `anchor` is at most ten words
    of the item's text, verbatim. `alone` leaves the other reports to the editors. Raises ValidationError for fields
    that an event cannot have.
    """
    gathering.hold([candidate.dispute_id])
    _decide(candidate, CandidateState.ACCEPTED, actor=actor, now=now)
    proposal = fields or (Proposal.from_json(candidate.proposal) if alone else proposal_of(candidate))
    event = _draft(candidate, proposal)
    source = source_of(candidate.item, candidate.dispute)
    citation = Citation.objects.create(event=event, source=source, anchor=anchor)
    _remember(candidate, event=event, source=source, citation=citation)
    reports = [] if alone else _reports(candidate)
    for report in reports:
        _cite_too(report, event, actor=actor, now=now)
    if _is_well_sourced([candidate, *reports]) and proposal.is_date_certain:
        event.confidence = Confidence.VERIFIED
        event.save(update_fields=["confidence", "changed_at"])
    _settle([candidate, *reports])
    return event


def proposal_of(candidate: Candidate) -> Proposal:
    """Return what a candidate and the other reports of it propose together."""
    others = [Proposal.from_json(one.proposal) for one in _reports(candidate)]
    return combined(Proposal.from_json(candidate.proposal), others)


@transaction.atomic
def cite(
    candidate: Candidate, event: Event, *, actor: AbstractBaseUser | None, now: datetime, anchor: str = ""
) -> Citation:
    """Add a candidate's item to an event as a further source; return the citation, old or new.

    A published event then has an unpublished edit. An item of the demonstration feed can only be cited by an example.
    """
    if candidate.item.feed.is_example and not event.is_example:
        raise ReviewRefused("An item of the demonstration feed cannot be a source of a real event.")
    gathering.hold([candidate.dispute_id])
    _decide(candidate, CandidateState.CITED, actor=actor, now=now)
    citation = _cite(candidate, event, anchor)
    corrections.propose_release(candidate, event, now=now)
    reports = _reports(candidate)
    for report in reports:
        _cite_too(report, event, actor=actor, now=now)
    _settle([candidate, *reports])
    return citation


@transaction.atomic
def reject(candidate: Candidate, *, actor: AbstractBaseUser | None, now: datetime, note: str = "") -> None:
    """Put a candidate and the reports that it leads aside for good; `note` is the editors' reason, not public."""
    gathering.hold([candidate.dispute_id])
    for report in (candidate, *_reports(candidate)):
        _decide(report, CandidateState.REJECTED, actor=actor, now=now, note=note)
    _settle([candidate])


@transaction.atomic
def snooze(
    candidate: Candidate, *, until: datetime, actor: AbstractBaseUser | None, now: datetime, note: str = ""
) -> None:
    """Put a candidate off with the other reports of it; it is in the inbox again from `until` on."""
    if until <= now:
        raise ReviewRefused("The moment until which it is put off has passed.")
    gathering.hold([candidate.dispute_id])
    for report in (candidate, *_reports(candidate)):
        _decide(report, CandidateState.SNOOZED, actor=actor, now=now, note=note, snoozed_until=until)


def wake(*, now: datetime) -> int:
    """Put candidates whose time has come back into the inbox; return how many."""
    due = Candidate.objects.filter(state=CandidateState.SNOOZED, snoozed_until__lte=now)
    return due.update(state=CandidateState.NEW, snoozed_until=None, version=F("version") + 1)


@transaction.atomic
def undo(candidate: Candidate, *, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Take a decision back: the candidate is new again.

    A draft event made from it is deleted (and can be restored like any draft), and the reports that it cites wait
    again too; a citation made by it is removed from its event. Refused once the event was published: retract it first.
    """
    take_log_lock()
    gathering.hold([candidate.dispute_id])
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
    corrections.end([candidate.pk], now=now)
    if was_accepted and event is not None:
        Event.objects.filter(pk=event.pk, deleted_at=None).update(deleted_at=now)
        _reopen(Candidate.objects.filter(event=event, state=CandidateState.CITED), actor=actor, now=now)
    elif citation is not None and event is not None:
        citation.delete()
        event.save(update_fields=["changed_at"])
    gathering.regroup(candidate.dispute_id, [candidate.pk])


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


def _reports(candidate: Candidate) -> list[Candidate]:
    """Return the other open reports of the happening that a candidate leads; the caller holds the dispute."""
    rows = candidate.reports.filter(state__in=OPEN_STATES).select_related("item__feed", "dispute").order_by("pk")
    return list(rows)


def _cite_too(report: Candidate, event: Event, *, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Add a report to the event of its leading one."""
    _decide(report, CandidateState.CITED, actor=actor, now=now)
    _cite(report, event, "")
    corrections.propose_release(report, event, now=now)


def _cite(candidate: Candidate, event: Event, anchor: str) -> Citation:
    """Cite a candidate's item with an event, once; return the citation, old or new."""
    source = source_of(candidate.item, candidate.dispute)
    citation = event.citations.filter(source=source).first()
    made = citation is None
    if citation is None:
        citation = Citation.objects.create(event=event, source=source, anchor=anchor)
        event.save(update_fields=["changed_at"])  # the edit waits to be published
    _remember(candidate, event=event, source=source, citation=citation if made else None)
    return citation


def _is_well_sourced(reports: list[Candidate]) -> bool:
    """Say whether a paper of a court, an agency or a company shows it, and another publisher tells it too."""
    kinds = {one.item.feed.source_kind for one in reports}
    return bool(kinds & PRIMARY_SOURCE_KINDS) and len({one.item.feed_id for one in reports}) > 1


def _settle(decided: list[Candidate]) -> None:
    """Group anew what the decided ones led or stood beside, since they lead nobody any more."""
    pks = [one.pk for one in decided]
    led = set(Candidate.objects.filter(leader__in=pks, state__in=OPEN_STATES).values_list("pk", flat=True))
    former = {one.leader_id for one in decided if one.leader_id}
    gathering.release(pks)
    gathering.regroup(decided[0].dispute_id, led | former)


def _reopen(candidates: Any, *, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Let candidates wait again whose event is gone."""
    pks = list(candidates.values_list("pk", flat=True))
    corrections.end(pks, now=now)
    Candidate.objects.filter(pk__in=pks).update(
        state=CandidateState.NEW,
        event=None,
        citation=None,
        changed_since=False,
        decided_by=actor,
        decided_at=now,
        version=F("version") + 1,
    )


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
    values = {"snoozed_until": None, "note": "", "changed_since": False, "seen": _seen(candidate), **more}
    _change(candidate, OPEN_STATES, state=state, decided_by=actor, decided_at=now, **values)


def _seen(candidate: Candidate) -> dict[str, Any]:
    """Return what is decided on; nothing where the item has newer words that no proposal was computed from yet."""
    is_current = candidate.item.revision == candidate.item_revision
    return corrections.said_by(candidate) if is_current else {}


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
