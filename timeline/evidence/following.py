"""Follows the log: sources of what a person published are copied, and passages that changed are looked up again.

What record files bring is not copied by itself: `manage.py capture --all` does that where an operator wants it.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from timeline import log
from timeline.codelists import DocumentType, RevisionKind
from timeline.documents.shapes import parsed, references
from timeline.evidence.removal import remove_copies
from timeline.evidence.watching import watch
from timeline.models import Copy, LogFollower, Revision, Source
from timeline.models.work import due
from timeline.pipeline.claims import settle, take

ONLY = 1
BATCH = 500


def is_behind(now: datetime) -> bool:
    """Say whether the log has lines that were not looked at, and nobody is looking."""
    LogFollower.objects.bulk_create([LogFollower(pk=ONLY)], ignore_conflicts=True)
    LogFollower.objects.filter(pk=ONLY, seq__lt=log.latest_seq(), due_at=None).update(due_at=now)
    return LogFollower.objects.filter(due(now)).exists()


def follow(*, now: datetime) -> bool:
    """Look at the next lines of the log; return whether there are more."""
    if not is_behind(now):
        return False
    LogFollower.objects.filter(pk=ONLY, attempts__gte=settings.MAX_ATTEMPTS).update(attempts=0)
    claim = take(LogFollower, ONLY, now=now)
    if claim is None:
        return False
    seq = LogFollower.objects.values_list("seq", flat=True).get(pk=ONLY)
    lines = list(Revision.objects.filter(seq__gt=seq).select_related("change_set").order_by("seq")[:BATCH])
    by_people, all_sources = set[str](), set[str]()
    for line in lines:
        shown = _sources_of(line)
        all_sources |= shown
        if line.change_set.actor_id is not None or line.change_set.automatic_from:
            by_people |= shown
    for line in lines:
        if line.document_type == DocumentType.SOURCE and line.kind == RevisionKind.TAKEN_DOWN:
            for source in Source.objects.filter(public_id=line.key):
                remove_copies(source, reason=line.note or "The source was taken down.", now=now)
    with transaction.atomic():
        if settings.CAPTURE_PUBLISHED:
            watch(Source.objects.filter(public_id__in=by_people), now=now)
        copies = Copy.objects.filter(captures__source__public_id__in=all_sources)
        Copy.objects.filter(pk__in=copies.values("pk"), due_at=None).update(due_at=now, attempts=0)
        more = len(lines) == BATCH
        settle(claim, seq=lines[-1].seq if lines else seq, due_at=now if more else None)
    return more


def _sources_of(line: Revision) -> set[str]:
    """Return the ids of the sources that a line of the log is, or shows."""
    document = parsed(line.document)
    if line.document_type == "source":
        return {line.key}
    return {found["id"] for _path, found in references(document) if found["object"] == "source"}
