"""Keeps the processes of the running site alive, passes their lines on, and takes them down in order."""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.launcher.children import Child
from tracker.launcher.console import indented, prefixed, say
from tracker.launcher.folder import CHECKOUT, LauncherError, LocalFolder
from tracker.launcher.processes import Identity, signal_group, spawn
from tracker.launcher.servers import Running, Servers

RESTARTS = 3
FORGIVEN_AFTER = 600.0  # seconds of life after which earlier deaths no longer count
START_SECONDS = 60
KEPT_LINES = 12
LONGEST_LINE = 10_000


@dataclass
class Supervised:
    """A child with its process, its latest lines and how often it was restarted."""

    child: Child
    process: subprocess.Popen[bytes]
    started: float
    restarts: int = 0
    is_ready: bool = False
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    unfinished: bytes = b""


class Supervisor:
    """Start, watch and stop the children of one site; call everything from the main thread."""

    def __init__(self, folder: LocalFolder, servers: Servers, env: Mapping[str, str]) -> None:
        self.folder = folder
        self.servers = servers
        self.env = dict(env)
        self.supervised: list[Supervised] = []
        self.server_restarts: dict[str, int] = {}
        self.selector = selectors.DefaultSelector()

    def start(self, children: Sequence[Child], *, interrupted: Callable[[], bool]) -> None:
        """Start all children and wait until each says that it is ready; raise `LauncherError` if one ends before."""
        for child in children:
            self.supervised.append(self._spawn(child))
            self._remember()
        deadline = time.monotonic() + START_SECONDS
        while not interrupted() and not all(one.is_ready for one in self.supervised):
            self.pump(0.1)
            for one in self.supervised:
                if one.process.poll() is not None:
                    self.drain(one)
                    raise LauncherError(f"{one.child.name} ended while it started:\n{indented(list(one.lines))}")
                if time.monotonic() > deadline and not one.is_ready:
                    raise LauncherError(
                        f"{one.child.name} was not ready within {START_SECONDS} seconds:\n{indented(list(one.lines))}"
                    )

    def watch(self, *, interrupted: Callable[[], bool]) -> None:
        """Pass lines on and restart what dies, until interrupted; raise `LauncherError` at the fourth death."""
        while not interrupted():
            self.pump(0.3)
            for server in self.servers.running:
                if server.process.poll() is not None:
                    self._restart_server(server)
            for index, one in enumerate(self.supervised):
                if one.process.poll() is not None and not interrupted():
                    self.supervised[index] = self._restart(one)

    def stop(self, *, hurried: Callable[[], bool]) -> None:
        """Stop the children in the order of their start, each within its grace; all at once when hurried."""
        for one in self.supervised:
            self._stop_one(one, hurried=hurried)
        self.supervised.clear()
        self.selector.close()
        self.folder.forget("children")

    def pump(self, seconds: float) -> None:
        """Pass on what the children wrote, waiting at most `seconds` for it."""
        if not self.selector.get_map():
            time.sleep(seconds)
            return
        for key, _ in self.selector.select(seconds):
            self._read(key.data)

    def drain(self, one: Supervised) -> None:
        """Pass on the last words of a child that ended."""
        while self._read(one):
            pass
        if one.unfinished:
            self._line(one, one.unfinished)
            one.unfinished = b""

    def _spawn(self, child: Child, restarts: int = 0) -> Supervised:
        process = spawn(
            child.command,
            cwd=CHECKOUT,
            env={**self.env, "PYTHONUNBUFFERED": "1", **child.env},
            output=subprocess.PIPE,
            death_signal=child.death_signal,
        )
        one = Supervised(child, process, time.monotonic(), restarts, is_ready=child.ready is None)
        if process.stdout is not None:
            os.set_blocking(process.stdout.fileno(), False)
            self.selector.register(process.stdout, selectors.EVENT_READ, one)
        return one

    def _read(self, one: Supervised) -> bool:
        """Read once from the child's pipe; say whether there was anything."""
        if one.process.stdout is None or one.process.stdout.closed:
            return False
        try:
            chunk = os.read(one.process.stdout.fileno(), 65_536)
        except BlockingIOError:
            return False
        if not chunk:
            self.selector.unregister(one.process.stdout)
            one.process.stdout.close()
            return False
        *lines, one.unfinished = (one.unfinished + chunk).split(b"\n")
        for line in lines:
            self._line(one, line)
        if len(one.unfinished) > LONGEST_LINE:
            self._line(one, one.unfinished)
            one.unfinished = b""
        return True

    def _line(self, one: Supervised, raw: bytes) -> None:
        line = raw[:LONGEST_LINE].decode(errors="replace").rstrip()
        one.lines.append(line)
        if one.child.ready and one.child.ready in line:
            one.is_ready = True
        say(prefixed(one.child.name, line))

    def _restart(self, one: Supervised) -> Supervised:
        self.drain(one)
        signal_group(one.process.pid, signal.SIGKILL)  # what it started must not outlive it
        restarts = 0 if time.monotonic() - one.started > FORGIVEN_AFTER else one.restarts
        if restarts >= RESTARTS:
            raise LauncherError(
                f"{one.child.name} ended again after {RESTARTS} restarts ({describe(one.process.returncode)}); "
                f"its last lines:\n{indented(list(one.lines))}"
            )
        say(f"{one.child.name} ended ({describe(one.process.returncode)}); restart {restarts + 1} of {RESTARTS}.")
        time.sleep(0.2 * restarts)
        fresh = self._spawn(one.child, restarts + 1)
        fresh.lines = one.lines
        position = self.supervised.index(one)
        self.supervised[position] = fresh
        self._remember()
        return fresh

    def _restart_server(self, server: Running) -> None:
        name = server.server.name
        count = self.server_restarts.get(name, 0)
        if count >= RESTARTS:
            raise LauncherError(f"{name} ended again after {RESTARTS} restarts; its last lines:\n{server.last_lines()}")
        self.server_restarts[name] = count + 1
        say(f"{name} ended ({describe(server.process.returncode)}); restart {count + 1} of {RESTARTS}.")
        self.servers.restart(server)

    def _stop_one(self, one: Supervised, *, hurried: Callable[[], bool]) -> None:
        if one.process.poll() is None and not hurried():
            one.process.terminate()
            deadline = time.monotonic() + one.child.grace
            while one.process.poll() is None and time.monotonic() < deadline and not hurried():
                self.pump(0.1)
        if one.process.poll() is None and not hurried():
            say(f"{one.child.name} did not finish within {one.child.grace:.0f} seconds and is ended.")
        signal_group(one.process.pid, signal.SIGKILL)
        one.process.wait()
        self.drain(one)
        if one.process.stdout is not None and not one.process.stdout.closed:
            with contextlib.suppress(KeyError):
                self.selector.unregister(one.process.stdout)
            one.process.stdout.close()

    def _remember(self) -> None:
        memory = {}
        for one in self.supervised:
            identity = Identity.of(one.process.pid)
            if identity:
                memory[one.child.name] = identity.as_memory()
        self.folder.remember("children", memory)


def describe(returncode: int | None) -> str:
    """Say how a process ended, in words."""
    if returncode is not None and returncode < 0:
        return f"by {signal.Signals(-returncode).name}"
    return f"exit code {returncode}"
