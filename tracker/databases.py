"""Reads from the environment which databases there are: the primary, and a replica that readers may be served from."""

from typing import Any

from tracker import environment

REPLICA = "replica"
# Where packets vanish nobody says so. What was sent and not acknowledged for four seconds ends a connection (libpq's
# milliseconds); of one on which an answer is waited for, probes find out as quickly. A request may meet this twice (it
# waits for another's look at the log, then looks itself) and still ends within ten seconds.
PATIENCE = {
    "connect_timeout": "3",
    "tcp_user_timeout": "4000",
    "keepalives_idle": "2",
    "keepalives_interval": "1",
    "keepalives_count": "2",
    # So does the server, else it would hold what a vanished client had locked (beat's lock, the log's) for two hours.
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
}
# Seconds for which a request waits for a connection, and after which an attempt to open one is begun anew: the pauses
# between attempts grow, so that after a long outage the pool would come back late.
POOL_SECONDS = {"timeout": 4, "reconnect_timeout": 4}


def from_environment(url: str) -> dict[str, dict[str, Any]]:
    """Return `DATABASES`: `default`, and `replica` where READ_DATABASE_URL names one.

    Only the web process pools its connections and reads from the replica (`tracker/wsgi.py` says so by DATABASE_POOL);
    workers come and go, keep plain connections, and write.
    """
    primary = _patient(environment.database(url))
    primary["TEST"] = {"NAME": environment.text("TEST_DATABASE", f"test_{primary['NAME']}")}
    if not environment.flag("DATABASE_POOL"):
        return {"default": primary}
    pool = {"min_size": 1, "max_size": environment.number("DATABASE_POOL_SIZE", 8), **POOL_SECONDS}
    primary["OPTIONS"]["pool"] = pool
    read_url = environment.text("READ_DATABASE_URL")
    if not read_url:
        return {"default": primary}
    # One that is away must be known as such before a reader notices.
    replica = _patient(environment.database(read_url), connect_timeout="2")
    replica["OPTIONS"]["pool"] = {**pool, "timeout": 0.5}
    replica["TEST"] = {"MIRROR": "default"}
    return {"default": primary, REPLICA: replica}


def _patient(entry: dict[str, Any], **more: str) -> dict[str, Any]:
    """Say how long its server is waited for, unless its address says otherwise."""
    return {**entry, "OPTIONS": {**PATIENCE, **more, **entry["OPTIONS"]}}
