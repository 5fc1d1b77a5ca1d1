"""Publishes what a trusted source decided, one candidate an act: all of it in one transaction, or none of it."""

import logging
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from timeline import corrections, gathering, log, review
from timeline.automatic.refusals import reasons_against
from timeline.codelists import AutomaticState, CandidateState, RevisionKind, Significance
from timeline.documents.shapes import Ref
from timeline.models import AutomaticPublication, Candidate, Event, Feed, Source, State
from timeline.pipeline.claims import Claim, ClaimLost, give_back, settle, take_some
from timeline.publishing import Published, PublishingRefused, problems_of_retracting, publish, retract
from timeline.publishing.writing import take_log_lock

logger = logging.getLogger(__name__)

CONFIRMED = "An editor has looked at it since."


class CannotUndo(Exception):
    """What was published automatically cannot be undone or confirmed any more; the message says why."""


class _LeftToEditors(Exception):
    """Something speaks against publishing it unseen; nothing is written."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


def publish_next(*, now: datetime) -> bool:
    """Publish the next candidate that waits for it, or leave it to the editors with the reasons; False if none waits.

    The claim is ended in the transaction that publishes: killed, doubled or late, an act leaves one event and one
    revision of it, or nothing.
    """
    claim = take_some(AutomaticPublication, now=now, limit=1)
    if claim is None:
        return False
    row = AutomaticPublication.objects.get(pk=claim.pks[0])
    try:
        with transaction.atomic():
            _publish(row, claim, now)
    except _LeftToEditors as left:
        _refuse(claim, left.reasons, now)
    except PublishingRefused as refused:
        _refuse(
            claim, [f"Publishing refuses it: {problem.ref} {problem.message}." for problem in refused.problems], now
        )
    except ValidationError as error:
        _refuse(claim, [f"It makes no event: {said}" for said in error.messages], now)
    except review.DecidedMeanwhile as late:
        _refuse(claim, [str(late)], now)
    except ClaimLost:
        raise
    except Exception as error:
        logger.exception("publishing candidate %s automatically failed", row.candidate_id)
        reason = f"{type(error).__name__}: {error}"
        give_back(claim, reason=reason, attempts=row.attempts, now=now, state=AutomaticState.DEAD)
    return True


def _publish(row: AutomaticPublication, claim: Claim[AutomaticPublication], now: datetime) -> None:
    """Make the event, publish it with its own source and nothing else that is a draft, and end the claim."""
    take_log_lock()  # first, as whoever publishes does: no two of them wait for each other
    # Then the feed, as the reading does: from here on nobody can stop it any more, and nobody did before.
    feed = Feed.objects.select_for_update(no_key=True).get(items__candidate=row.candidate_id)
    gathering.hold(Candidate.objects.filter(pk=row.candidate_id).values_list("dispute_id", flat=True))
    chosen = Candidate.objects.select_related("item", "dispute", "contract", "protest")
    candidate = chosen.select_for_update(of=("self",), no_key=True).get(pk=row.candidate_id)
    candidate.item.feed = feed
    against = reasons_against(candidate, feed, now=now)
    if against:
        raise _LeftToEditors(against)
    known = set(Source.objects.filter(url=candidate.item.url).values_list("pk", flat=True))
    event = review.accept(candidate, actor=None, now=now, alone=True)
    Event.objects.filter(pk=event.pk).update(automatic_from=feed.name, significance=Significance.DETAIL)
    event.refresh_from_db()
    own = [] if candidate.source is None or candidate.source.pk in known else [candidate.source]
    done = publish([event, *own], with_drafts=False, automatic_from=feed.name)
    settle(
        claim,
        state=AutomaticState.PUBLISHED,
        event=event,
        change_set=done.change_set,
        reasons=[],
        decided_at=now,
    )


def _refuse(claim: Claim[AutomaticPublication], reasons: list[str], now: datetime) -> None:
    with transaction.atomic():
        settle(claim, state=AutomaticState.REFUSED, reasons=reasons, decided_at=now)


@transaction.atomic
def undo(row: AutomaticPublication, *, note: str, actor: AbstractBaseUser | None, now: datetime) -> Published:
    """Take back what was published automatically: the event is retracted, its candidate waits for an editor again.

    Its source goes too where nothing else shows it. `note` is public. It is never published automatically again. Raises
    CannotUndo if there is nothing to take back, PublishingRefused if something else that is public stands on the event.
    """
    take_log_lock()
    event = _still_public(row)
    things: list[Event | Source] = [event]
    candidate = Candidate.objects.select_related("source").get(pk=row.candidate_id)
    gathering.hold([candidate.dispute_id])
    source = candidate.source
    if source is not None and not problems_of_retracting([event, source]):
        things.append(source)
    done = retract(things, note=note, actor=actor)
    Candidate.objects.filter(pk=candidate.pk, event=event).update(
        state=CandidateState.NEW,
        event=None,
        citation=None,
        changed_since=False,
        decided_by=actor,
        decided_at=now,
        version=F("version") + 1,
    )
    corrections.end([candidate.pk], now=now)
    gathering.regroup(candidate.dispute_id, [candidate.pk])
    _look_at(row, AutomaticState.UNDONE, actor, now)
    return done


@transaction.atomic
def confirm(row: AutomaticPublication, *, actor: AbstractBaseUser | None, now: datetime) -> Published:
    """Note that an editor vouches for what was published automatically: the mark goes, history keeps it."""
    take_log_lock()
    event = _still_public(row)
    if event.published_edit_at is not None and event.published_edit_at < event.changed_at:
        raise CannotUndo("It was edited since: publish or drop the edit first, then confirm it.")
    event.automatic_from = ""
    event.save(update_fields=["automatic_from", "changed_at"])
    done = publish([event], kind=RevisionKind.AMENDED, note=CONFIRMED, actor=actor, with_drafts=False)
    _look_at(row, AutomaticState.CONFIRMED, actor, now)
    return done


def _still_public(row: AutomaticPublication) -> Event:
    """Return the event that stands as it was published automatically; raise CannotUndo if it does not."""
    states = (AutomaticState.PUBLISHED,)
    held = AutomaticPublication.objects.select_for_update(of=("self",)).select_related("event").filter(pk=row.pk)
    current = held.filter(state__in=states).first()
    if current is None or current.event is None:
        raise CannotUndo("Somebody has looked at it already, or it was never published.")
    newest = log.newest([Ref("event", current.event.key)])
    if not any(one.state == State.LIVE for one in newest.values()):
        raise CannotUndo("The event is not public any more.")
    return current.event


def _look_at(row: AutomaticPublication, state: AutomaticState, actor: AbstractBaseUser | None, now: datetime) -> None:
    AutomaticPublication.objects.filter(pk=row.pk).update(
        state=state,
        looked_at=now,
        looked_at_by=actor,
    )
