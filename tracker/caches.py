"""The cache as Django is told of it: a server that does not answer costs a request seconds, not its life."""

from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

from tracker import environment
from tracker.environment import BadSetting

POOL = "timeline.cache_servers.PrimaryPool"
# A server in the same network answers within milliseconds; a request that asks it in vain twice still ends in time.
SECONDS = 1.0


def from_environment(redis_url: str) -> tuple[str, dict[str, Any]]:
    """Return the cache's address and `CACHES`: what CACHE_URL names, or a database of its own beside the broker's.

    Emptying the cache empties its whole database and must not reach the queue.
    """
    url = environment.text("CACHE_URL") or environment.next_redis_database(redis_url)
    master, password = environment.text("BROKER_MASTER"), environment.text("BROKER_SENTINEL_PASSWORD")
    return url, {"default": entry(url, master=master, sentinel_password=password)}


def entry(url: str, *, master: str = "", sentinel_password: str = "") -> dict[str, Any]:
    """Return the entry for `CACHES` of a `redis://…` address, or of Sentinels (`sentinel://…;sentinel://…`).

    A connection that broke since it was last used is opened once more before the caller hears of it. Raise `BadSetting`
    for Sentinels without `master`, the name under which they know the server.
    """
    options: dict[str, Any] = {
        "socket_timeout": SECONDS,
        "socket_connect_timeout": SECONDS,
        "retry": Retry(NoBackoff(), 1),
    }
    if url.startswith("sentinel://"):
        if not master:
            raise BadSetting("BROKER_MASTER is not set: the name under which Sentinels know the server of the cache.")
        options |= {"pool_class": POOL, "master": master, "sentinel_password": sentinel_password}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": [url],  # a list: of one address Django would make several where it holds a semicolon
        "KEY_PREFIX": "tracker",
        "TIMEOUT": 300,
        "OPTIONS": options,
    }
