"""`make run`: the whole site in one terminal, from an empty folder to the address on the last line."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys

from tracker.launcher import local, ports
from tracker.launcher.children import bind, children
from tracker.launcher.console import prefixed, say
from tracker.launcher.folder import CHECKOUT, LauncherError, LocalFolder
from tracker.launcher.processes import Identity, clear_group, spawn, tie_to_parent
from tracker.launcher.servers import Servers, start_for_site
from tracker.launcher.signals import Interrupted, Signals
from tracker.launcher.supervisor import Supervisor

DEFAULT_PORT = 8000


def main(arguments: list[str]) -> int:
    """Run the site until it is stopped; return the exit code of `make run`.

    `--leashed` ends the site when the process that called it ends, as `make` does when it is killed.
    """
    folder = local.local_folder()
    signals = Signals()
    signals.install()
    if "--leashed" in arguments:
        tie_to_parent(signal.SIGTERM)
    try:
        host, port = address_from_environment()
        folder.create()
        with folder.locked("site", wait=False) as first:
            if not first:
                site = folder.recall("site")
                say(f"The site runs already, at {site.get('url')} (process {site.get('pid')}).")
                return 0
            return run_site(folder, host, port, signals)
    except Interrupted:
        say("Stopped.")
        return 0
    except LauncherError as error:
        say(f"make run: {error}")
        return 1


def run_site(folder: LocalFolder, host: str, port: int, signals: Signals) -> int:
    """Start servers and children, watch them, stop them in order; the caller holds the lock of the site."""
    check_port(host, port)
    url = f"http://{bind(visible(host), port)}/"
    folder.remember("site", {"pid": os.getpid(), "url": url})
    clear_children(folder)
    servers = Servers(folder)
    with contextlib.ExitStack() as stack:
        stack.callback(folder.forget, "site")
        start_for_site(servers, folder, stack)
        env = {**os.environ, **servers.environment(), **local.development_environment(folder)}
        env.setdefault("SITE_URL", url.rstrip("/"))
        stream_port = port_of_streams(folder)
        env.setdefault("STREAM_URL", f"http://{bind(visible(host), stream_port)}")
        told = prepared(folder, env)
        signals.raising = False
        supervisor = Supervisor(folder, servers, env)
        stack.callback(lambda: servers.hurry() if signals.hurry_wanted() else None)
        stack.callback(supervisor.stop, hurried=signals.hurry_wanted)
        demo_port = int(told["demo"]) if "demo" in told else None
        site = children(host=host, port=port, stream_port=stream_port, local=folder.path, demo_port=demo_port)
        supervisor.start(site, interrupted=signals.stop_wanted)
        if not signals.stop_wanted():
            welcome(url, told)
            supervisor.watch(interrupted=signals.stop_wanted)
        say("Stopping (Ctrl-C again to hurry).")
    say("Stopped.")
    return 0


def address_from_environment() -> tuple[str, int]:
    """Return HOST and PORT, or their defaults; raise `LauncherError` if PORT is no port."""
    text = os.environ.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not text.isdigit() or not 0 < int(text) < 65_536:
        raise LauncherError(f"PORT is {text!r}; say a number from 1 to 65535.")
    return os.environ.get("HOST", "").strip() or ports.LOOPBACK, int(text)


def port_of_streams(folder: LocalFolder) -> int:
    """Return the port of the stream process: STREAM_PORT, else the one of the last run, else a free one."""
    named = os.environ.get("STREAM_PORT", "").strip()
    port = int(named) if named.isdigit() else ports.choose(folder.recall("stream").get("port"))
    folder.remember("stream", {"port": port})
    return port


def check_port(host: str, port: int) -> None:
    """Raise `LauncherError` if the site could not listen there, and say what to do."""
    problem = ports.problem(host, port)
    if problem is None:
        return
    if problem.errno == errno.EADDRINUSE:
        raise LauncherError(f"Port {port} on {host} is in use by another program. Choose one: PORT={port + 1} make run")
    raise LauncherError(f"The site cannot listen on {bind(host, port)}: {problem.strerror}.")


def visible(host: str) -> str:
    """Return a host that a browser on this machine can open."""
    everywhere = {"0.0.0.0": ports.LOOPBACK, "::": "::1"}  # noqa: S104 - read here, never bound
    return everywhere.get(host, host)


def prepared(folder: LocalFolder, env: dict[str, str]) -> dict[str, str]:
    """Run `prepare` as a process of its own; return what it wants to be told at the end."""
    command = [sys.executable, "-m", "tracker.launcher.prepare", str(folder.path)]
    process = spawn(command, cwd=CHECKOUT, env={**env, "PYTHONUNBUFFERED": "1"}, output=subprocess.PIPE)
    last = ""
    try:
        if process.stdout is not None:
            for raw in process.stdout:
                if last:
                    say(prefixed("setup", last))
                last = raw.decode(errors="replace").rstrip()
        if process.wait() != 0:
            raise LauncherError(f"The database could not be prepared: {last}")
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
    told: dict[str, str] = json.loads(last)
    return told


def clear_children(folder: LocalFolder) -> None:
    """Stop what a run that was killed left behind."""
    for name, memory in folder.recall("children").items():
        identity = Identity.from_memory(memory)
        if identity and clear_group(identity):
            say(f"Stopped {name} (process {identity.pid}), which a crashed run had left behind.")
    folder.forget("children")


def welcome(url: str, told: dict[str, str]) -> None:
    """Say where the site is, once everything runs."""
    say("")
    if "records" in told:
        say(f"  The shipped records were not loaded: {told['records']}")
    say(f"  The site is at      {url}")
    password = f" with the password {told['password']} (shown only this once)" if "password" in told else ""
    say(f"  Editors sign in at  {url}admin/" + (f" as editor{password}" if password else ""))
    say("  Ctrl-C stops everything.")
    say("")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
