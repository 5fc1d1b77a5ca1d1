"""Publish at an hour: what a publisher confirmed waits as a row, and goes through the door when its time has come."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from contracts.models.base import Publishable
from timeline import roles
from timeline.codelists import RevisionKind
from timeline.documents import find_rows
from timeline.documents.shapes import Ref
from timeline.models import ScheduledPublication, ScheduleState
from timeline.publishing.door import Plan, plan, publish
from timeline.publishing.errors import PublishingRefused
from timeline.publishing.four_eyes import is_done_alone

logger = logging.getLogger(__name__)

CHANGED = "It was changed, or something that comes along was, after it was scheduled. Look at it again."
GONE = "A row of it is gone: {}."
NO_RIGHT = "{} may not publish any more."


def schedule(
    rows: Sequence[Publishable],
    planned: Plan,
    *,
    at: datetime,
    kind: str,
    note: str,
    actor: AbstractBaseUser,
    now: datetime,
) -> ScheduledPublication:
    """Keep exactly what was planned until `at`; raise SecondNeeded where another publisher has to stand for it first.

    Raises PublishingRefused with the problems of the plan, ValueError for an hour that has passed.
    """
    if at <= now:
        raise ValueError("an hour that has passed")
    if planned.problems:
        raise PublishingRefused(planned.problems)
    is_done_alone(planned.kinds, planned.documents, actor)
    return ScheduledPublication.objects.create(
        rows=[[row.document_type, row.key] for row in rows],
        name=", ".join(map(str, rows))[:300],
        fingerprint=planned.fingerprint,
        kind=kind,
        note=note,
        at=at,
        asked_by_id=actor.pk,
        asked_at=now,
    )


@transaction.atomic
def publish_due(*, now: datetime) -> bool:
    """Publish the earliest that is due; False where none is. Two workers at once take different ones."""
    due = ScheduledPublication.objects.select_for_update(skip_locked=True, of=("self",)).select_related("asked_by")
    one = due.filter(state=ScheduleState.WAITING, at__lte=now).order_by("at", "pk").first()
    if one is None:
        return False
    one.outcome = _reason_against(one)
    if not one.outcome:
        try:
            with transaction.atomic():
                _publish(one)
        except PublishingRefused as refused:
            one.outcome = "; ".join(map(str, refused.problems))
        except Exception as error:  # it must not stop those behind it
            logger.exception("publishing what was scheduled as number %s failed", one.pk)
            one.outcome = f"{type(error).__name__}: {error}"
    one.state = ScheduleState.REFUSED if one.outcome else ScheduleState.DONE
    one.save(update_fields=["state", "outcome", "change_set"])
    return True


def cancel(one: ScheduledPublication) -> bool:
    """Cancel what still waits, or set aside what was refused; False where it was published or set aside before."""
    open_ones = (ScheduleState.WAITING, ScheduleState.REFUSED)
    return bool(
        ScheduledPublication.objects.filter(pk=one.pk, state__in=open_ones).update(state=ScheduleState.CANCELLED)
    )


def _reason_against(one: ScheduledPublication) -> str:
    """Return why the account may not, or the rows cannot; empty where nothing stands against asking the door."""
    if not one.asked_by.is_active or not one.asked_by.has_perm(roles.PUBLISH):
        return NO_RIGHT.format(one.asked_by)
    refs = [Ref(*named) for named in one.rows]
    gone = set(refs) - set(find_rows(refs))
    return GONE.format(", ".join(sorted(map(str, gone)))) if gone else ""


def _publish(one: ScheduledPublication) -> None:
    found = find_rows([Ref(*named) for named in one.rows])
    rows = [found[Ref(*named)] for named in one.rows]
    planned = plan(rows)
    if planned.fingerprint != one.fingerprint:
        one.outcome = CHANGED
        return
    done = publish(rows, kind=RevisionKind(one.kind) if one.kind else None, note=one.note, actor=one.asked_by)
    one.change_set = done.change_set
