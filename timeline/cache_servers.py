"""Connections to the server of the cache: one that is named, or the one that Sentinels say is the primary now."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from redis import ConnectionPool
from redis.sentinel import Sentinel, SentinelConnectionPool

SENTINEL, SENTINEL_PORT = "sentinel", 26_379
SENTINEL_SECONDS = 1.0  # until the next Sentinel is asked


class PrimaryPool(SentinelConnectionPool):
    """Connections to the primary of a group of servers: after a fail-over new ones lead to the new one."""

    @classmethod
    def from_url(cls, url: str, *, master: str = "", sentinel_password: str = "", **options: Any) -> "PrimaryPool":
        """Read `sentinel://:password@host:26379/1;sentinel://…`: password and database are those of the servers.

        `master` is the name under which the Sentinels know them, `sentinel_password` their own.
        """
        every = [urlsplit(one) for one in url.split(";")]
        kwargs: dict[str, Any] = {"socket_timeout": SENTINEL_SECONDS, "socket_connect_timeout": SENTINEL_SECONDS}
        if sentinel_password:
            kwargs["password"] = sentinel_password
        places = [(one.hostname, one.port or SENTINEL_PORT) for one in every]
        asked = Sentinel(places, sentinel_kwargs=kwargs)  # type: ignore[no-untyped-call]
        first = every[0]
        options |= {"db": int(first.path.strip("/") or 0), "password": unquote(first.password or "") or None}
        if first.username:
            options["username"] = unquote(first.username)
        return cls(master, asked, **options)


def pool_of(url: str, **options: Any) -> ConnectionPool:
    """Return connections of one's own to a server named as CACHE_URL is; `options` are those of redis-py."""
    if urlsplit(url).scheme != SENTINEL:
        return ConnectionPool.from_url(url, **options)
    names = {name: settings.CACHES["default"]["OPTIONS"][name] for name in ("master", "sentinel_password")}
    return PrimaryPool.from_url(url, **names, **options)
