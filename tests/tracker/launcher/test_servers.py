import os
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from tests.tracker.launcher.site import plain_environment, wait_for
from tracker.launcher import accounts
from tracker.launcher.folder import CHECKOUT, LauncherError, LocalFolder
from tracker.launcher.home import forget_outside, server_home
from tracker.launcher.processes import Identity, clear_group, clear_leftover
from tracker.launcher.servers import Servers, joined_or_started

KEEP_SERVERS = """
import sys
from tracker.launcher import local
from tracker.launcher.servers import joined_or_started

with joined_or_started(local.local_folder()):
    print("in", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = LocalFolder(tmp_path_factory.mktemp("servers") / "local")
    made.create()
    yield made
    forget_outside(made)


@pytest.fixture(autouse=True)
def unnamed(monkeypatch):
    """The servers of the test run are in the environment; these tests start others."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")


def alive(pids):
    return [pid for pid in pids if Identity.of(pid)]


def data_of(folder):
    return server_home(folder, accounts.for_servers()) / "postgres"


def pids_of(folder):
    return [folder.recall("servers")[name]["pid"] for name in ("postgres", "valkey")]


def test_servers_live_as_long_as_the_block_and_keep_their_ports(folder):
    with joined_or_started(folder) as first:
        started = pids_of(folder)
        assert alive(started) == started
        with psycopg.connect(first["DATABASE_URL"]) as connection:
            settings = dict(connection.execute("SELECT name, setting FROM pg_settings").fetchall())
            provider = connection.execute("SELECT datlocprovider, datlocale FROM pg_database LIMIT 1").fetchone()

    assert not alive(started)
    assert settings["fsync"] == "on"
    assert settings["listen_addresses"] == "127.0.0.1"
    assert provider == ("b", "C.UTF-8")
    with joined_or_started(folder) as second:
        assert second == first


def test_the_pid_file_of_a_crashed_server_does_not_stop_the_next(folder):
    (data_of(folder) / "postmaster.pid").write_text(f"{os.getpid()}\n/elsewhere\n1\n5432\n")

    with joined_or_started(folder):
        assert len(alive(pids_of(folder))) == 2


def test_a_remembered_process_number_that_now_belongs_to_another_is_left_alone(folder):
    stranger = subprocess.Popen(["sleep", "60"])
    memory = {"pid": stranger.pid, "started": time.time() - 5000, "port": 1}
    folder.remember("servers", {"owner": memory, "postgres": memory, "valkey": memory})

    with joined_or_started(folder):
        assert stranger.poll() is None

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_taken_port_is_given_up_for_a_free_one(folder):
    with joined_or_started(folder):
        remembered = folder.recall("ports")
        servers = Servers(LocalFolder(folder.path.parent / "other"))
        servers.folder.create()
        servers.folder.remember("ports", remembered)
        try:
            servers.start()
            assert servers.folder.recall("ports")["postgres"] != remembered["postgres"]
            assert servers.folder.recall("ports")["valkey"] != remembered["valkey"]
        finally:
            servers.stop()
            forget_outside(servers.folder)


def a_command_in_the_block(folder):
    """Start a process that says when it has the servers and keeps them until it is told to end."""
    started = subprocess.Popen(
        [sys.executable, "-c", KEEP_SERVERS],
        cwd=CHECKOUT,
        env=plain_environment(folder.path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert started.stdout.readline() == "in\n"
    return started


def test_whoever_started_the_servers_waits_for_those_who_joined(folder):
    owner = a_command_in_the_block(folder)
    joiner = a_command_in_the_block(folder)
    started = pids_of(folder)

    owner.stdin.write("\n")
    owner.stdin.flush()
    time.sleep(0.7)
    assert alive(started) == started
    joiner.communicate("\n", timeout=20)
    owner.communicate(timeout=20)

    assert not alive(started)


def test_data_without_its_password_is_explained(folder):
    secret = folder.path / "postgres.secret"
    kept = secret.read_text()
    secret.write_text("another")
    try:
        with pytest.raises(LauncherError, match=r"postgres\.secret is not the one of"), joined_or_started(folder):
            pass
    finally:
        secret.write_text(kept)
    assert folder.recall("servers") == {}


def test_data_of_another_major_version_is_explained(folder):
    version = data_of(folder) / "PG_VERSION"
    kept = version.read_text()
    version.write_text("14\n")
    try:
        with pytest.raises(LauncherError, match="written by PostgreSQL 14"), joined_or_started(folder):
            pass
    finally:
        version.write_text(kept)


def test_given_servers_are_used_and_none_is_started(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://given/db")
    monkeypatch.setenv("REDIS_URL", "redis://given/0")
    given = LocalFolder(tmp_path / "local")

    with joined_or_started(given) as addresses:
        assert addresses == {}
        assert given.recall("servers") == {}


def test_a_process_left_behind_is_stopped():
    left = subprocess.Popen(["sleep", "60"], start_new_session=True)
    identity = Identity.of(left.pid)

    assert clear_leftover(identity, polite=15, seconds=5)
    assert Identity.of(left.pid) is None
    left.wait()
    assert not clear_leftover(identity, polite=15)


def test_what_a_dead_child_had_started_is_stopped_with_its_group():
    leader = subprocess.Popen(["sh", "-c", "sleep 60 & echo $!"], start_new_session=True, stdout=subprocess.PIPE)
    identity = Identity(leader.pid, psutil.Process(leader.pid).create_time())
    orphan = int(leader.stdout.readline())
    leader.wait()
    leader.stdout.close()
    assert Identity.of(orphan)

    assert clear_group(identity)
    assert wait_for(lambda: Identity.of(orphan) is None)
