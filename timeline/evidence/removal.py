"""Removes our copies of a source for good: bytes, text, hash and all that was found in them; an honest note stays."""

from datetime import datetime

from django.db import transaction

from timeline.evidence import store
from timeline.models import Capture, Copy, Source, Watch


@transaction.atomic
def remove_copies(source: Source, *, reason: str, now: datetime) -> int:
    """Remove every copy of a source, also where the same bytes are held for another; return how many there were.

    The source is not copied again until an editor lets it. The files go first: should the rest fail, what stays are
    rows that lead to nothing, and the act can be repeated.
    """
    watch, _created = Watch.objects.get_or_create(source=source, defaults={"changed_at": now})
    Watch.objects.select_for_update().get(pk=watch.pk)
    Watch.objects.filter(pk=watch.pk).update(
        stopped=f"Our copies were removed: {reason}"[:500], due_at=None, claimed_until=None, changed_at=now
    )
    names = sorted(Capture.objects.filter(source=source, copy__isnull=False).values_list("copy", flat=True).distinct())
    copies = list(Copy.objects.select_for_update().filter(pk__in=names).order_by("pk"))
    for copy in copies:
        _forget(copy, reason=reason, now=now)
    return len(copies)


def _forget(copy: Copy, *, reason: str, now: datetime) -> None:
    """Remove one copy and every trace of it that could prove what it held."""
    captures = Capture.objects.filter(copy=copy)
    held_by = list(captures.values_list("source", flat=True).distinct())
    captures.update(
        copy=None, taken_down_at=now, removal_note=reason[:500], headers={}, compared="", detail="", final_url=""
    )
    store.remove(copy)
    for watch in Watch.objects.filter(source__in=held_by):
        left = Capture.objects.filter(source=watch.source_id, copy__isnull=False).first()
        Watch.objects.filter(pk=watch.pk).update(held=left, changed_at=now)


def let_again(source: Source, *, now: datetime) -> None:
    """Let a source be copied again whose copies were removed."""
    Watch.objects.filter(source=source).update(stopped="", due_at=now, attempts=0, changed_at=now)
