"""Makes a draft source of a pasted address as the editor confirmed it; the answer becomes its first copy."""

from datetime import datetime

from django.db import transaction

from timeline.codelists import CaptureKind, CaptureOutcome
from timeline.evidence.watching import next_due, watch
from timeline.models import Capture, Copy, PastedAddress, PastedState, Source, Watch


@transaction.atomic
def take(pasted: PastedAddress, source: Source, *, now: datetime) -> Source:
    """Keep a new source, checked by its form, and what was read at its address as its first copy.

    Where nothing was read, or at another address than the editor names, the source is copied like any other. Twice is
    once: an address that was taken gives the source that it became.
    """
    locked = PastedAddress.objects.select_for_update(of=("self",)).get(pk=pasted.pk)
    if locked.state in {PastedState.TAKEN, PastedState.KNOWN} and locked.source is not None:
        return locked.source
    source.save()
    copy = Copy.objects.select_for_update(no_key=True).filter(pk=locked.copy_id).first()
    if copy is not None and source.url in {locked.url, locked.final_url, locked.proposed.get("url")}:
        _first_copy(locked, source, copy, now)
    else:
        watch([source], now=now)
    # A worker that still asks loses its claim, and with it what it would write over this.
    ended = {"state": PastedState.TAKEN, "due_at": None, "claimed_until": None}
    PastedAddress.objects.filter(pk=locked.pk).update(source=source, **ended)
    return source


def _first_copy(pasted: PastedAddress, source: Source, copy: Copy, now: datetime) -> None:
    at = pasted.read_at or now
    made = Capture.objects.create(
        source=source,
        kind=CaptureKind.FETCHED,
        url=pasted.url,
        final_url=pasted.final_url,
        captured_at=at,
        status=pasted.status,
        headers=pasted.headers,
        outcome=CaptureOutcome.OK,
        copy=copy,
    )
    again = next_due(CaptureOutcome.OK, 0, None, now=at)
    Watch.objects.create(source=source, newest=made, held=made, due_at=again, changed_at=at)
