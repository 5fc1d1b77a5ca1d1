"""Corrections proposed because a source changed after it was taken for an event; only an editor changes the event.

    propose(candidate, now=…)                       # its item was edited, filled in or withdrawn at the source
    propose_release(candidate, event, now=…)        # a sealed paper became public: the event gets its second date
    end(candidates, now=…)                          # the decision on them was taken back
    accept(correction, fields=[…], actor=…, now=…)  # writes the chosen fields into the editors' draft
    reject(correction, note=…, actor=…, now=…)

A second edit changes the correction that is open, so that what an editor is shown is always the whole way from what was
decided on to what the source says now; an edit that goes back to it ends the correction.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F

from contracts.dates import PartialDate
from contracts.texts import MAIN_LANGUAGE
from timeline.codelists import CandidateState, CorrectionKind, CorrectionState, PublicBasis
from timeline.models import Candidate, Correction, Event
from timeline.models.candidates import DECIDED_WITH_EVENT
from timeline.proposals import DateBasis, Proposal

# The fields of an event that a source's edit may change, and how an editor calls them.
FIELDS: Final = {
    "title": "Title",
    "summary": "Summary",
    "type": "Type",
    "date": "Date",
    "date_public": "Became public",
    "source_title": "Title of the source",
}

# The registers whose papers can be sealed first and released later.
PAPERS: Final = frozenset({"court", "gao"})


class CorrectionDecided(Exception):
    """The correction was decided, or the source changed again, since the editor looked at it."""


def said_by(candidate: Candidate) -> dict[str, Any]:
    """Return what item and proposal of a candidate say, as plain JSON values, to be compared later."""
    item = candidate.item
    return {
        "title": item.title,
        "text": str(item.parsed.get("text") or item.parsed.get("summary") or ""),
        "url": item.url,
        "proposal": candidate.proposal,
    }


def propose(candidate: Candidate, *, is_withdrawn: bool, now: datetime) -> None:
    """Propose a correction of the event that a decided candidate's changed item is a source of.

    `is_withdrawn` says that the item no longer names the dispute. The caller holds the candidate's row, which has the
    new proposal and its item the new text.
    """
    if candidate.state not in DECIDED_WITH_EVENT or candidate.event_id is None:
        return
    before, after = candidate.seen, said_by(candidate)
    opened = Correction.objects.select_for_update().filter(candidate=candidate, state=CorrectionState.OPEN)
    released = opened.filter(kind=CorrectionKind.RELEASED)
    if before == after and not is_withdrawn:
        opened.exclude(pk__in=released.values("pk")).update(**_ended(CorrectionState.MOOT, now))
        return
    values = {
        "kind": CorrectionKind.WITHDRAWN if is_withdrawn else CorrectionKind.EDITED,
        "event_id": candidate.event_id,
        "after": after,
        "item_revision": candidate.item.revision,
    }
    if opened.update(**values, version=F("version") + 1) == 0:
        Correction.objects.create(candidate=candidate, before=before, proposed_at=now, **values)


def propose_release(candidate: Candidate, event: Event, *, now: datetime) -> None:
    """Propose the day on which a paper became public, for an event that has only the day of its sealed filing.

    Both dates are kept: the event's own stays what it is.
    """
    proposal = Proposal.from_json(candidate.proposal)
    is_paper = candidate.report.get("register") in PAPERS  # an article is public later than what it tells, always
    is_release = proposal.date_public and proposal.date == str(event.date) and event.date_public is None
    if not is_paper or not is_release or proposal.date_basis is not DateBasis.HAPPENED:
        return
    said = said_by(candidate)
    before = {**said, "proposal": {**candidate.proposal, "date_public": ""}}
    Correction.objects.create(
        candidate=candidate,
        event=event,
        kind=CorrectionKind.RELEASED,
        before=before,
        after=said,
        item_revision=candidate.item.revision,
        proposed_at=now,
    )


def end(candidates: Iterable[int], *, now: datetime) -> None:
    """End the open corrections of candidates whose decision was taken back."""
    opened = Correction.objects.filter(candidate__in=list(candidates), state=CorrectionState.OPEN)
    opened.update(**_ended(CorrectionState.MOOT, now))


def changes(correction: Correction) -> dict[str, tuple[str, str]]:
    """Return the fields whose proposed value the source's edit changed: value before, value after, as texts."""
    before, after = (_values(said) for said in (correction.before, correction.after))
    return {name: (before[name], after[name]) for name in FIELDS if before[name] != after[name] and after[name]}


def untouched(correction: Correction) -> set[str]:
    """Return the changed fields in which the event still says what was proposed: no editor's words are lost there."""
    event = correction.event
    now = {
        "title": event.title.get(MAIN_LANGUAGE, ""),
        "summary": event.summary.get(MAIN_LANGUAGE, ""),
        "type": event.type,
        "date": str(event.date),
        "date_public": str(event.date_public or ""),
        "source_title": correction.candidate.source.title if correction.candidate.source else "",
    }
    return {name for name, (before, _) in changes(correction).items() if now[name] == before}


@transaction.atomic
def accept(correction: Correction, *, fields: Iterable[str], actor: AbstractBaseUser | None, now: datetime) -> Event:
    """Write the chosen fields as the source has them now into the draft of the event; return it, not yet published.

    Raises ValidationError for a value that an event cannot have, CorrectionDecided if the correction is not as seen.
    """
    _decide(correction, CorrectionState.ACCEPTED, actor=actor, now=now)
    event = Event.objects.select_for_update().get(pk=correction.event_id)
    found = changes(correction)
    chosen = [name for name in fields if name in found]
    for name in chosen:
        _write(event, correction, name, found[name][1])
    if chosen:
        event.full_clean(validate_unique=False)
        event.save()  # the edit waits to be published
    _look_again(correction.candidate, correction.after)
    return event


@transaction.atomic
def reject(correction: Correction, *, note: str, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Leave the event as it is; `note` is the editors' reason and stays among them."""
    _decide(correction, CorrectionState.REJECTED, actor=actor, now=now, note=note)
    _look_again(correction.candidate, correction.after)


def _decide(
    correction: Correction, state: CorrectionState, *, actor: AbstractBaseUser | None, now: datetime, note: str = ""
) -> None:
    row = Correction.objects.filter(pk=correction.pk, version=correction.version, state=CorrectionState.OPEN)
    values = {"state": state, "decided_by": actor, "decided_at": now, "note": note}
    if row.update(version=F("version") + 1, **values) != 1:
        raise CorrectionDecided("It was decided meanwhile, or the source changed again: look at it once more.")
    correction.refresh_from_db()


def _ended(state: CorrectionState, now: datetime) -> dict[str, Any]:
    return {"state": state, "decided_at": now, "version": F("version") + 1}


def _look_again(candidate: Candidate, said: dict[str, Any]) -> None:
    """Compare later edits with what the editor has now seen."""
    decided = Candidate.objects.filter(pk=candidate.pk, state__in=(*DECIDED_WITH_EVENT, CandidateState.REJECTED))
    decided.update(seen=said, changed_since=False, version=F("version") + 1)


def _values(said: dict[str, Any]) -> dict[str, str]:
    proposal = said.get("proposal") or {}
    values = {name: str(proposal.get(name) or "") for name in ("type", "date", "date_public")}
    texts = {name: (proposal.get(name) or {}).get(MAIN_LANGUAGE, "") for name in ("title", "summary")}
    return {**values, **texts, "source_title": str(said.get("title") or "")}


def _write(event: Event, correction: Correction, name: str, value: str) -> None:
    if name == "source_title":
        source = correction.candidate.source
        if source is not None:
            source.title = value[:500]
            source.full_clean(validate_unique=False)
            source.save()
    elif name in {"title", "summary"}:
        setattr(event, name, {**getattr(event, name), MAIN_LANGUAGE: value})
    elif name == "type":
        event.type = value
    else:
        setattr(event, name, PartialDate.parse(value))
        if name == "date_public":
            is_release = correction.kind == CorrectionKind.RELEASED
            event.public_basis = PublicBasis.RELEASE if is_release else PublicBasis.SOURCE
