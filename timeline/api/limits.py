"""How often one sender may ask: generous without a key, more with one, told in every answer's headers.

An answer that says "unchanged" (304) is free. The counting is the generic cell rate algorithm, in the cache's server,
for all web processes together: a full allowance may be used at once and comes back evenly over a minute. Without that
server nobody is limited, since a record that can be read matters more than one that counts.
"""

import hashlib
import logging
import math
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from redis import ConnectionPool
from redis.exceptions import NoScriptError, RedisError

from timeline.api.problems import Problem
from timeline.cache_servers import pool_of
from timeline.guarding import network_of
from timeline.keys.holding import key_number

logger = logging.getLogger(__name__)

WINDOW = 60  # seconds
ANONYMOUS, WITH_KEY = "anonymous", "key"
SERVER_SECONDS = 0.25  # longer than this nobody waits for the counting
ROUNDING = 1e-3  # of a request: the server's microseconds are whole, a request's price is not
PAUSE_SECONDS = 10  # after a failure nobody is counted for so long
ONE_SENDER = {4: 32, 6: 64}  # bits of the address that stand for one sender
# Counts one request. The key holds the microsecond at which the whole allowance is back; the answer says whether there
# was one left to count, and how many microseconds there are then until that moment.
COUNT = """local time = redis.call('TIME')
local now, price, quota = time[1] * 1000000 + time[2], tonumber(ARGV[1]), tonumber(ARGV[2])
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
if full + price > now + price * quota then return {0, full - now} end
full = full + price
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
return {1, full - now}"""
COUNT_NAME = hashlib.sha1(COUNT.encode(), usedforsecurity=False).hexdigest()
MICROSECONDS = 1_000_000
BEARER = "Bearer "
WRONG_KEY = (
    "The key in Authorization is none of ours, or was revoked. Leave it out to ask without a key, or get one at "
    "/api-keys/."
)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a sender may still ask: of `quota` requests in WINDOW seconds `remaining` now, all in `reset` seconds."""

    policy: str
    quota: int
    remaining: int
    reset: int
    retry_after: int | None = None

    def headers(self) -> dict[str, str]:
        """Return the fields of draft-ietf-httpapi-ratelimit-headers, and Retry-After where nothing remains."""
        found = {
            "RateLimit-Policy": f'"{self.policy}";q={self.quota};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.reset}',
        }
        return found if self.retry_after is None else {**found, "Retry-After": str(self.retry_after)}


def quotas() -> dict[str, int]:
    """Return how many requests a minute are allowed by policy; 0 is without limit."""
    return {ANONYMOUS: settings.API_REQUESTS_A_MINUTE, WITH_KEY: settings.API_REQUESTS_A_MINUTE_WITH_KEY}


def spend(request: HttpRequest) -> Allowance | None:
    """Count a request and return what remains; None where nobody counts. Raise Problem 401 for a wrong key."""
    policy, who = _asker(request)
    quota = quotas()[policy]
    if not quota:
        return None
    return _count(policy, quota, who)


def too_many(allowance: Allowance) -> Problem:
    """Make the problem of a sender who has nothing left."""
    more = "" if allowance.policy == WITH_KEY else " A free key allows more: see /api-keys/."
    return Problem(
        429,
        f"At most {allowance.quota:,} requests a minute. Ask again in {allowance.retry_after} seconds, send the ETag "
        f"of your last answer along (a 304 is free), or take the whole record from /data/.{more}",
    )


def _asker(request: HttpRequest) -> tuple[str, str]:
    """Return by which policy and under which name a request is counted."""
    given = request.headers.get("Authorization", "")
    if not given:
        return ANONYMOUS, network_of(request, ONE_SENDER)
    key = given.removeprefix(BEARER).strip() if given.startswith(BEARER) else ""
    number = key_number(key, today=timezone.now().date())
    if number is None:
        raise Problem(401, WRONG_KEY)
    return WITH_KEY, str(number)


class _Pause:
    """Until when nobody is counted, because the counting's server failed."""

    until = 0.0


def _count(policy: str, quota: int, who: str) -> Allowance | None:
    """Take one request off an allowance; None where the server cannot be asked."""
    if time.monotonic() < _Pause.until:
        return None
    price = WINDOW * MICROSECONDS / quota
    try:
        counted, left = _ask(_pool(settings.CACHE_URL), f"api:{policy}:{who}", repr(price), str(quota))
    except (RedisError, OSError):
        _Pause.until = time.monotonic() + PAUSE_SECONDS
        logger.warning("requests are not counted for %s s: the cache's server failed", PAUSE_SECONDS, exc_info=True)
        return None
    remaining = int((quota * price - left) / price + ROUNDING)
    wait = None if counted else max(1, math.ceil((left + price - quota * price) / MICROSECONDS))
    return Allowance(policy, quota, remaining if counted else 0, math.ceil(left / MICROSECONDS), wait)


def _ask(pool: ConnectionPool, key: str, *values: str) -> tuple[int, int]:
    """Run the count on a kept connection: one command, without what a client adds to each."""
    connection: Any = pool.get_connection()  # redis-py leaves it without types
    try:
        connection.send_command("EVALSHA", COUNT_NAME, 1, key, *values)
        try:
            found = connection.read_response()
        except NoScriptError:  # a server that was started anew
            connection.send_command("EVAL", COUNT, 1, key, *values)
            found = connection.read_response()
    except BaseException:
        connection.disconnect()  # an answer that comes later must not be taken for the next one's
        raise
    finally:
        pool.release(connection)
    return cast("tuple[int, int]", found)


@lru_cache(maxsize=2)
def _pool(server: str) -> ConnectionPool:
    """Return the connections to the counting's server, kept for the life of the process."""
    return pool_of(server, socket_timeout=SERVER_SECONDS, socket_connect_timeout=SERVER_SECONDS)
