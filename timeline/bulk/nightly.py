"""Keeps a fresh build on the shelf: one process at a time, the newest moment, old ones thrown away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from timeline import selectors
from timeline.bulk import building, shelf

# Whoever holds this lock of the database builds; it goes with the connection, so a killed builder holds nothing up.
LOCK = 7_310_514_202
MOST_TRIES = 3


def refresh(*, now: datetime, at_once: bool = False, say: Callable[[int], None] = lambda _done: None) -> Path | None:
    """Build if the log has gone on and the newest build is older than a day; return the folder of a new build.

    With `at_once` age does not matter. Returns None where nothing had to be built or another process is building.
    """
    with _only_one() as alone:
        if not alone:
            return None
        shelf.withdraw(now=now)
        newest = next(iter(shelf.builds()), None)
        made = None
        if newest is None or (newest.seq < selectors.latest_seq() and (at_once or _is_old(newest, now))):
            made = _build(now, say)
        shelf.tidy(settings.BULK_KEEP)
        return made


def _build(now: datetime, say: Callable[[int], None]) -> Path | None:
    """Build; begin again where something was taken down meanwhile, since that throws the files away."""
    for _ in range(MOST_TRIES):
        begun_at = selectors.latest_seq()
        try:
            made = building.build(now=now, say=say)
        except OSError:
            if begun_at >= selectors.last_taken_down():
                raise
            continue
        if not shelf.withdraw(now=now):
            return made
    return None


def _is_old(build: shelf.Build, now: datetime) -> bool:
    return now - build.built_at >= timedelta(hours=settings.BULK_HOURS)


@contextmanager
def _only_one() -> Iterator[bool]:
    """Say within the block whether this process is the only one that builds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
