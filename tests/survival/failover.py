"""The primary's machine is gone at once, and an operator makes the replica the primary."""

import time

import psycopg

from tests.survival.databases import Apart, Server
from tests.survival.scenarios import scenario
from tests.tracker.launcher.site import wait_for

SECONDS = 5
NAME = f"kill -9: the primary, for good; its synchronous replica is promoted after {SECONDS} s"


class Replicated(Apart):
    """A site whose PostgreSQL has a replica, without which nothing is committed."""

    def start_servers(self) -> list[Server]:
        places = [self.folder.parent / name for name in ("primary", "replica")]
        for place in places:
            place.mkdir(mode=0o711)
        primary, replica = (Server(place / "log", place) for place in places)
        primary.start()
        replica.copy(primary)
        replica.start()
        with psycopg.connect(primary.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            query = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
            assert wait_for(lambda: connection.execute(query).fetchone()[0] == 1), "the replica does not follow"
        return [primary, replica]


@scenario(NAME)
def fail_over(suffering: Replicated) -> str:
    primary, replica = suffering.servers
    primary.kill()
    time.sleep(SECONDS)
    with psycopg.connect(replica.url, autocommit=True) as connection:
        began = time.monotonic()
        assert connection.execute("SELECT pg_promote()").fetchone()[0], "the replica was not promoted"
        return f"promoted within {time.monotonic() - began:.1f} s"
