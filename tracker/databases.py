"""Reads from the environment which databases there are: the primary, and a replica that readers may be served from."""

from typing import Any

from tracker import environment

REPLICA = "replica"


def from_environment(url: str) -> dict[str, dict[str, Any]]:
    """Return `DATABASES`: `default`, and `replica` where READ_DATABASE_URL names one.

    Only the web process pools its connections and reads from the replica (`tracker/wsgi.py` says so by DATABASE_POOL);
    workers come and go, keep plain connections, and write.
    """
    primary = environment.database(url)
    primary["TEST"] = {"NAME": environment.text("TEST_DATABASE", f"test_{primary['NAME']}")}
    if not environment.flag("DATABASE_POOL"):
        return {"default": primary}
    primary["OPTIONS"]["pool"] = pool = {"min_size": 1, "max_size": environment.number("DATABASE_POOL_SIZE", 8)}
    read_url = environment.text("READ_DATABASE_URL")
    if not read_url:
        return {"default": primary}
    replica = environment.database(read_url)
    # One that is away must be known as such before a reader notices.
    replica["OPTIONS"] = {"connect_timeout": "2", **replica["OPTIONS"], "pool": {**pool, "timeout": 0.5}}
    replica["TEST"] = {"MIRROR": "default"}
    return {"default": primary, REPLICA: replica}
