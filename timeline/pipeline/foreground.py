"""The stages run in the foreground, for commands: beside workers, which may take the same rows first."""

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from timeline.codelists import FetchState, ItemState
from timeline.models import Fetch, Item
from timeline.pipeline.claims import ClaimLost
from timeline.pipeline.matching_stage import match_some
from timeline.pipeline.reading import NothingRead, read

Clock = Callable[[], datetime]
LOOK_AGAIN = 0.2  # seconds


def read_now(fetch: Fetch, *, clock: Clock = timezone.now) -> Fetch:
    """Read a fetch, or wait for the worker that took it; return the fetch with its result.

    Raises NothingRead if it cannot be read, or is not within the time of a claim.
    """
    deadline = time.monotonic() + settings.CLAIM_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(ClaimLost):  # a worker was faster: its result is awaited
            read(fetch.pk, now=clock())
        fetch = Fetch.objects.get(pk=fetch.pk)
        if fetch.state in {FetchState.UNREADABLE, FetchState.DEAD}:
            raise NothingRead(fetch.error)
        if fetch.state != FetchState.WAITING:
            return fetch
        if fetch.error:
            raise NothingRead(f"{fetch.error} (tried again at {fetch.due_at:%H:%M:%S} UTC)")
        time.sleep(LOOK_AGAIN)
    raise NothingRead("another worker holds it and does not come to an end")


def match_now(only: Q, *, clock: Clock = timezone.now) -> Iterator[int]:
    """Match the waiting items of a choice, or wait for the workers that took some; yield how many still wait."""
    deadline = time.monotonic() + settings.CLAIM_SECONDS
    while time.monotonic() < deadline:
        waiting = Item.objects.filter(only, state=ItemState.WAITING, attempts=0) | Item.objects.filter(
            only, state=ItemState.WAITING, claimed_until__isnull=False
        )
        count = waiting.count()
        yield count
        if not count:
            return
        if match_some(now=clock(), only=only):
            deadline = time.monotonic() + settings.CLAIM_SECONDS
        else:
            time.sleep(LOOK_AGAIN)
