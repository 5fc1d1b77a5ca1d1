"""Reads the environment into plain typed values for the settings; knows neither Django nor the launcher."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class BadSetting(ValueError):
    """Name the variable that is missing or wrong, in words for the person who deploys."""


def text(name: str, default: str = "") -> str:
    """Return the variable without surrounding blanks; an empty variable counts as absent."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes/no variable; raise `BadSetting` for any other word."""
    word = text(name).lower()
    if not word:
        return default
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise BadSetting(f"{name} is {word!r}; say 1 or 0.")


def number(name: str, default: int) -> int:
    """Return a whole number; raise `BadSetting` for anything else."""
    digits = text(name)
    if not digits:
        return default
    try:
        return int(digits)
    except ValueError as error:
        raise BadSetting(f"{name} is {digits!r}; say a whole number.") from error


def words(name: str) -> list[str]:
    """Return a comma-separated list without blanks and empty parts."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Return the entry for `DATABASES` of a `postgresql://user:password@host:port/name?option=value` address.

    Several servers stand with commas, `a:5432,b:5432`: libpq tries one after the other, and unless the address says
    otherwise stays only with one that takes writes, so that it finds the new primary after a fail-over by itself.

    Raise `BadSetting` for other schemes (there is no second database engine), for an address without a name, and for
    a port that is no number.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(f"DATABASE_URL starts with {parts.scheme!r}; only postgresql:// is supported.")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadSetting("DATABASE_URL names no database: postgresql://user:password@host:port/name")
    hosts, ports = _servers(parts.netloc.rpartition("@")[2])
    several = {"target_session_attrs": "read-write"} if len(hosts) > 1 else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": ",".join(hosts),
        "PORT": ",".join(ports) if any(ports) else "",
        "OPTIONS": {**several, **dict(parse_qsl(parts.query))},
    }


def _servers(netloc: str) -> tuple[list[str], list[str]]:
    """Return hosts and ports of `a:1,b:2`, as many of each; those that are not named are empty."""
    hosts, ports = [], []
    for one in netloc.split(","):
        server = urlsplit(f"//{one}")
        try:
            hosts.append(server.hostname or "")
            ports.append(str(server.port or ""))
        except ValueError as error:
            raise BadSetting(f"DATABASE_URL names a server {one!r}; say host:port.") from error
    return hosts, ports


def next_redis_database(url: str) -> str:
    """Return the address of the database after the one that `url` names (0 if it names none); of Sentinels, of each."""
    return ";".join(_next_database(one.strip()) for one in url.split(";"))


def _next_database(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"redis", "rediss", "sentinel"}:
        raise BadSetting(f"REDIS_URL starts with {parts.scheme!r}; say redis://, rediss:// or sentinel://.")
    digits = parts.path.strip("/") or "0"
    if not digits.isdigit():
        raise BadSetting(f"REDIS_URL ends in {parts.path!r}; say the number of a database, like /0.")
    return parts._replace(path=f"/{int(digits) + 1}").geturl()
