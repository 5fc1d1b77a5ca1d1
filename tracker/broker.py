"""Reads the address of Celery's broker: Redis or Valkey, a group of them watched by Sentinels, or RabbitMQ."""

from typing import Any
from urllib.parse import urlsplit

from tracker import environment
from tracker.environment import BadSetting

Options = dict[str, Any]

SCHEMES = {"redis", "rediss", "sentinel", "amqp", "amqps"}
# A message that nobody acknowledged for so long goes to another worker: longer than the longest task (51 minutes).
VISIBILITY_SECONDS = 3_600
# Where packets vanish nobody says so: for how many seconds a server is waited for, longer than the second for which
# it is asked to hold an answer back; and how often the connection on which a worker waits is looked at.
PATIENCE: Options = {
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "health_check_interval": 5,
}


def from_environment(redis_url: str) -> tuple[str, Options]:
    """Return what the environment says of the broker, the server of the cache if it says nothing."""
    return broker(
        environment.text("BROKER_URL") or redis_url,
        master=environment.text("BROKER_MASTER"),
        sentinel_password=environment.text("BROKER_SENTINEL_PASSWORD"),
    )


def broker(url: str, *, master: str = "", sentinel_password: str = "") -> tuple[str, Options]:
    """Return Celery's address of a broker and the options of its transport.

    `url` is `redis://…`, `rediss://…`, `amqp://…`, `amqps://…`, or Sentinels separated by `;`, each
    `sentinel://:password@host:26379/0` with the password and the number of the database that they watch; `master` is
    the name under which they know it. Raise `BadSetting` for anything else.
    """
    every = [one.strip() for one in url.split(";") if one.strip()]
    schemes = {urlsplit(one).scheme for one in every}
    if len(schemes) != 1 or not schemes <= SCHEMES:
        said = ", ".join(sorted(schemes)) or "nothing"
        known = ", ".join(sorted(SCHEMES))
        raise BadSetting(f"BROKER_URL starts with {said}; say one of {known}, for all parts the same.")
    scheme = schemes.pop()
    if nameless := [one for one in every if not urlsplit(one).hostname]:
        raise BadSetting(f"BROKER_URL has {len(nameless)} part(s) without a host.")
    if scheme == "sentinel":
        return _sentinel(every, master, sentinel_password)
    if master:
        raise BadSetting("BROKER_MASTER is the name that Sentinels know; BROKER_URL names none (sentinel://…).")
    if len(every) > 1 and not scheme.startswith("amqp"):
        raise BadSetting("BROKER_URL names several servers; only Sentinels and nodes of RabbitMQ may be several.")
    return ";".join(every), {} if scheme.startswith("amqp") else _in_order()


def _sentinel(every: list[str], master: str, password: str) -> tuple[str, Options]:
    if not master:
        raise BadSetting("BROKER_MASTER is not set: the name under which the Sentinels of BROKER_URL know the server.")
    options = _in_order() | {"master_name": master}
    if password:
        options["sentinel_kwargs"] = {"password": password}
    return ";".join(every), options


def _in_order() -> Options:
    """Let a worker look into its lanes in their order, not in turn: a long one never holds up the one before it."""
    return {"queue_order_strategy": "priority", "visibility_timeout": VISIBILITY_SECONDS, **PATIENCE}
