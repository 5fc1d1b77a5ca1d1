"""Tells the caches in front of the site what has changed, in step with the log; there is one row of how far that is.

A cache may fetch a page before a publication and get it after the purge that followed. So every key is told twice, the
second time when the longest request of before must have ended. What a cache did not take is told again until it does.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from timeline.edge import keys
from timeline.edge.calling import PurgeRefused, purge
from timeline.models import EdgeFollower, Entry, State
from timeline.pipeline.claims import settle, take, wait_after
from timeline.selectors import public_questions

logger = logging.getLogger(__name__)

ONLY = 1
# Longer than a request may take (WEB_TIMEOUT) and than the downloads of the whole record stay after a removal.
AGAIN = timedelta(seconds=90)
# A load of the whole record changes every dispute; then one key says it shorter.
MOST_DISPUTES = 100


def purge_next(*, now: datetime) -> bool:
    """Let the caches go of what has changed since they were told last; return whether they were told.

    Raises ClaimLost if another worker took over meanwhile: it tells them again, which does no harm.
    """
    if not settings.CDN_PURGE_URLS or not _is_behind(now):
        return False
    claim = take(EdgeFollower, ONLY, now=now)
    if claim is None:
        return False
    row = EdgeFollower.objects.get(pk=ONLY)
    seen = _seen()  # before the caches are told: what comes later is told later
    fresh = _changed(row, seen)
    again = {key: at for key, at in row.again.items() if key not in fresh}
    due = {key for key, at in again.items() if datetime.fromisoformat(at) <= now}
    try:
        if fresh or due:
            purge(fresh | due)
    except PurgeRefused as refused:
        logger.warning("A cache was not purged: %s", refused)
        # Never a dead letter: a page taken down must leave the caches, however long they were away.
        attempts = min(row.attempts, settings.MAX_ATTEMPTS - 1)
        settle(claim, due_at=now + wait_after(row.attempts), attempts=attempts, error=str(refused))
        return False
    left = {key: at for key, at in again.items() if key not in due}
    left |= dict.fromkeys(sorted(fresh), (now + AGAIN).isoformat())
    next_at = min(map(datetime.fromisoformat, left.values()), default=None)
    settle(claim, **seen, again=left, due_at=next_at, **({"purged_at": now} if fresh or due else {}))
    return bool(fresh or due)


def _is_behind(now: datetime) -> bool:
    """Say whether there is something to tell, and make the row due for it."""
    row = EdgeFollower.objects.filter(pk=ONLY).first()
    if row is None:
        EdgeFollower.objects.bulk_create([EdgeFollower(pk=ONLY, due_at=now)], ignore_conflicts=True)
        return True
    rows = EdgeFollower.objects.filter(pk=ONLY)
    if row.attempts >= settings.MAX_ATTEMPTS:  # workers died over it
        rows.update(attempts=settings.MAX_ATTEMPTS - 1)
    if row.due_at is not None and row.due_at <= now:
        return True
    has_changed = any(getattr(row, name) != value for name, value in _seen().items())
    # One that fails waits for its turn, whatever else is published.
    return has_changed and bool(rows.filter(attempts=0, claimed_until=None).update(due_at=now))


def _seen() -> dict[str, Any]:
    """Return what pages depend on, as it is now, by the columns of the row."""
    seq, asked_at, copied_at = public_questions.version()
    return {"seq": seq, "asked_at": asked_at, "copied_at": copied_at, "release": settings.RELEASE}


def _changed(row: EdgeFollower, seen: dict[str, Any]) -> set[str]:
    """Return the keys of all that changed since the caches were told last.

    A removal reaches into the past of every page, and so does each question, as the pages' own tags have it.
    """
    if row.release != seen["release"] or row.asked_at != seen["asked_at"]:
        return {keys.SITE}
    if row.seq == seen["seq"]:
        return {keys.LOG} if row.copied_at != seen["copied_at"] else set()
    lines = Entry.objects.filter(pk__gt=row.seq, pk__lte=seen["seq"])
    if row.seq > seen["seq"] or lines.exclude(state=State.LIVE).exists():
        return {keys.SITE}
    disputes = set(lines.exclude(dispute="").values_list("dispute", flat=True).distinct()[: MOST_DISPUTES + 1])
    return {keys.SITE} if len(disputes) > MOST_DISPUTES else {keys.LOG, *_of(disputes)}


def _of(disputes: Iterable[str]) -> set[str]:
    return {keys.of_dispute(slug) for slug in disputes}
