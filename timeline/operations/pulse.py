"""A sign of life that beat sends and a worker leaves in the cache: while it comes, beat, broker and workers live."""

from datetime import datetime

from django.core.cache import cache

KEY = "operations:pulse"
EVERY = 20  # seconds
# So many missed ones in a row are no chance.
LATE = 6 * EVERY
KEPT = 7 * 86_400


def leave(*, now: datetime) -> None:
    """Leave the sign; called by a worker because beat asked for it."""
    cache.set(KEY, now.timestamp(), KEPT)


def age(*, now: datetime) -> float | None:
    """Return for how many seconds there was none; None if there never was, or the broker forgot it."""
    left = cache.get(KEY)
    return None if left is None else max(now.timestamp() - float(left), 0.0)
