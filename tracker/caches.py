"""The cache as Django is told of it: a server that does not answer costs a request seconds, not its life."""

from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

# A server in the same network answers within milliseconds; a request that asks it in vain twice still ends in time.
SECONDS = 1.0


def entry(url: str) -> dict[str, Any]:
    """Return the entry for `CACHES` of a `redis://…` address.

    A connection that broke since it was last used is opened once more before the caller hears of it.
    """
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "tracker",
        "TIMEOUT": 300,
        "OPTIONS": {
            "socket_timeout": SECONDS,
            "socket_connect_timeout": SECONDS,
            "retry": Retry(NoBackoff(), 1),
        },
    }
