"""What processes share of made pages: the cache's server, and nothing for a while where it does not answer.

A page without the cache is made by whoever is asked for it: slower, and the same.
"""

import logging
import time
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A server that is away costs each request a second or two to find out: one in so many seconds does.
PAUSE_SECONDS: Final = 5.0


class _Pause:
    """Until when the server is not asked, because it failed."""

    until = 0.0


def get(key: str) -> Any:
    """Return what lies under a key; None if nothing does or the server does not answer."""
    if time.monotonic() < _Pause.until:
        return None
    try:
        return cache.get(key)
    except RedisError as error:
        _pause(error)
        return None


def put(key: str, thing: Any) -> None:
    """Lay a thing under a key for as long as pages are kept, if the server answers."""
    if time.monotonic() < _Pause.until:
        return
    try:
        cache.set(key, thing, settings.PAGE_CACHE_SECONDS)
    except RedisError as error:
        _pause(error)


def _pause(error: RedisError) -> None:
    _Pause.until = time.monotonic() + PAUSE_SECONDS
    logger.warning("no page is shared for %s s, the cache's server failed: %s", PAUSE_SECONDS, type(error).__name__)
