"""Gives a command its PostgreSQL and Valkey: those of the environment, those running here, or its own."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.launcher import accounts, ports
from tracker.launcher.console import last_lines, say
from tracker.launcher.folder import LauncherError, LocalFolder
from tracker.launcher.home import server_home
from tracker.launcher.postgres import Postgres
from tracker.launcher.processes import Identity, clear_leftover, signal_group
from tracker.launcher.valkey import Valkey

Server = Postgres | Valkey
ADDRESS_VARIABLES = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
STOP_SECONDS = 10


@dataclass
class Running:
    """A server that this process started and will stop."""

    server: Server
    process: subprocess.Popen[bytes]
    port: int

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Stop it by its polite signals, one after the other, then for good."""
        for polite in self.server.stop_signals:
            if self.process.poll() is None:
                self.process.send_signal(polite)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(timeout=seconds)
        if self.process.poll() is None:
            signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_lines(self) -> str:
        """Return the end of its log."""
        return last_lines(self.server.log)


@dataclass
class Servers:
    """The servers of one folder, as far as the environment does not name others; started once, stopped in reverse."""

    folder: LocalFolder
    settings: tuple[tuple[str, str], ...] = ()
    running: list[Running] = field(default_factory=list)

    def start(self) -> None:
        """Start what the environment does not name; on any failure stop what was started and raise."""
        wanted = unnamed_servers()
        if not wanted:
            return
        self._clear_leftovers()
        try:
            account = accounts.for_servers()
        except LookupError as error:
            raise LauncherError(str(error)) from error
        home = server_home(self.folder, account)
        postgres = Postgres(self.folder, home, account, self.settings)
        try:
            if "valkey" in wanted:
                self._start_one(Valkey(self.folder, home, account))
            if "postgres" in wanted:
                postgres.prepare()
                self._start_one(postgres)
        except BaseException:
            self.stop()
            raise

    def environment(self) -> dict[str, str]:
        """Return the addresses of what was started, for DATABASE_URL and REDIS_URL."""
        return {ADDRESS_VARIABLES[one.server.name]: one.server.url(one.port) for one in self.running}

    def stop(self) -> None:
        """Stop what was started: Valkey, then PostgreSQL."""
        if not self.running:
            return
        for one in sorted(self.running, key=lambda one: one.server.name, reverse=True):
            one.stop()
        self.running.clear()
        self.folder.forget("servers")

    def hurry(self) -> None:
        """Kill what was started without waiting for anything; PostgreSQL recovers at the next start."""
        for one in self.running:
            one.process.send_signal(one.server.stop_signals[-1])
            signal_group(one.process.pid, signal.SIGKILL)

    def restart(self, one: Running) -> None:
        """Start a server that died again, on the same port, since everybody knows that one."""
        if isinstance(one.server, Postgres):
            one.server.prepare()
        one.process = one.server.start(one.port)
        self._remember_running()
        if not one.server.wait(one.process, one.port):
            raise LauncherError(f"Port {one.port} of {one.server.name} was taken by another program meanwhile.")

    def _start_one(self, server: Server) -> None:
        remembered = self.folder.recall("ports").get(server.name)
        for _ in range(5):
            port = ports.choose(remembered)
            process = server.start(port)
            one = Running(server, process, port)
            self.running.append(one)
            self._remember_running()
            if server.wait(process, port):
                self.folder.remember("ports", {**self.folder.recall("ports"), server.name: port})
                return
            self.running.remove(one)  # somebody took the port between the look and the start
            remembered = None
        raise LauncherError(f"No free port for {server.name} was found in five attempts.")

    def _remember_running(self) -> None:
        memory = {}
        if owner := Identity.of(os.getpid()):
            memory["owner"] = owner.as_memory()
        for one in self.running:
            if identity := Identity.of(one.process.pid):
                memory[one.server.name] = {**identity.as_memory(), "port": one.port}
        self.folder.remember("servers", memory)

    def _clear_leftovers(self) -> None:
        memory = self.folder.recall("servers")
        for name, polite in (("valkey", signal.SIGTERM), ("postgres", signal.SIGINT)):
            identity = Identity.from_memory(memory.get(name, {}))
            if identity and clear_leftover(identity, polite=polite):
                say(f"Stopped a {name} (process {identity.pid}) that a crashed run had left behind.")
        self.folder.forget("servers")


def unnamed_servers() -> list[str]:
    """Return the servers that the environment leaves to us."""
    return [name for name, variable in ADDRESS_VARIABLES.items() if not os.environ.get(variable)]


def running_addresses(folder: LocalFolder) -> dict[str, str] | None:
    """Return the addresses of the servers that run in this folder; None unless they and their owner are alive."""
    memory = folder.recall("servers")
    addresses = {}
    for name in unnamed_servers():
        for process in ("owner", name):
            identity = Identity.from_memory(memory.get(process, {}))
            if identity is None or not identity.is_alive():
                return None
        server = Postgres(folder, folder.path, None) if name == "postgres" else Valkey(folder, folder.path, None)
        addresses[ADDRESS_VARIABLES[name]] = server.url(int(memory[name]["port"]))
    return addresses


@contextlib.contextmanager
def joined_or_started(folder: LocalFolder) -> Iterator[dict[str, str]]:
    """Yield the addresses of running servers, or of servers started for the time of the block.

    Several commands at once share one set: whoever started it waits at its end until the others have finished. A
    joined set is never stopped from here.
    """
    folder.create()
    with contextlib.ExitStack() as stack:
        servers = Servers(folder)
        with folder.locked("start"):
            use = stack.enter_context(contextlib.ExitStack())
            use.enter_context(folder.locked("use", shared=True))
            addresses = running_addresses(folder)
            if addresses is None:
                servers.start()
                addresses = servers.environment()
        try:
            yield addresses
        finally:
            use.close()
            if servers.running:
                stop_when_unused(servers, folder)


def start_for_site(servers: Servers, folder: LocalFolder, stack: contextlib.ExitStack) -> None:
    """Start the servers once no command runs on servers of its own here; the stack keeps and finally stops them.

    The site does not join: its servers must not end with somebody's `manage.py shell`.
    """
    told = False
    while True:
        with folder.locked("start"):
            with folder.locked("use", wait=False) as alone:
                pass
            if alone and (not unnamed_servers() or running_addresses(folder) is None):
                stack.enter_context(folder.locked("use", shared=True))
                stack.callback(servers.stop)
                servers.start()
                return
        if not told:
            say("A manage.py command runs on the servers of this folder; the site starts when it has finished.")
        told = True
        time.sleep(0.2)


def stop_when_unused(servers: Servers, folder: LocalFolder) -> None:
    """Stop the servers as soon as no other command uses them."""
    told = False
    while True:
        with folder.locked("start"), folder.locked("use", wait=False) as alone:
            if alone:
                servers.stop()
                return
        if not told:
            say("Other commands still use the servers that this one started; they stop with the last of them.")
            told = True
        time.sleep(0.2)
