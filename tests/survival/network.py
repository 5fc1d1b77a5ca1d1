"""Cuts the network between the site's processes and its servers: packets vanish, as behind a broken switch."""

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.survival.running import Suffering
from tests.survival.scenarios import scenario
from tests.survival.table import CannotRunError

CLONE_NEWNET = 0x40000000
SECONDS = 20
# Why this run has no network of its own; empty if it has one.
_missing = ["`make survive`, which moves itself into a network of its own"]


def take_own_network() -> None:
    """Move this process, and all that it starts from now on, into a network that has a loopback of its own.

    Only there packets are dropped: whoever else works on this machine loses none. To be called before any thread is
    started. Where it is not allowed the scenarios say so, and all others run as ever.
    """
    if sys.platform != "linux" or not all(map(shutil.which, ("ip", "iptables"))):
        _missing[0] = "Linux with `ip` and `iptables`"
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET):
        _missing[0] = f"a network of its own: {os.strerror(ctypes.get_errno())}"
        return
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    _missing[0] = ""


@contextlib.contextmanager
def dropped(*urls: str) -> Iterator[None]:
    """Let every packet to and from these servers vanish, on connections that are open already, too."""
    if _missing[0]:
        raise CannotRunError(_missing[0])
    ports = [str(urlsplit(url).port) for url in urls]
    rules = [["INPUT", "-p", "tcp", side, port, "-j", "DROP"] for port in ports for side in ("--dport", "--sport")]
    try:
        for rule in rules:
            subprocess.run(["iptables", "-I", *rule], check=True)
        yield
    finally:
        for rule in rules:
            subprocess.run(["iptables", "-D", *rule], check=False)


def _cut(suffering: Suffering, *urls: str) -> str:
    """Cut for a while; say what `/health/ready` said meanwhile and how long it took to say so."""
    said: list[tuple[int, float]] = []
    with dropped(*urls):
        healed = time.monotonic() + SECONDS
        while time.monotonic() < healed:
            began = time.monotonic()
            status = suffering.load.ask("/health/ready")
            said.append((status, time.monotonic() - began))
            time.sleep(0.5)
    statuses = ", ".join(str(status or "none") for status in dict.fromkeys(status for status, _ in said))
    return f"`/health/ready` said {statuses} within {max(took for _, took in said):.1f} s"


@scenario(f"the network between the database and all others is cut for {SECONDS} s", alarm="ServerGone")
def cut_database(suffering: Suffering) -> str:
    return _cut(suffering, suffering.database_url)


@scenario(f"the network between the broker and all others is cut for {SECONDS} s", alarm="ServerGone")
def cut_broker(suffering: Suffering) -> str:
    return _cut(suffering, suffering.redis_url)


@scenario(f"the network between web, database and broker is cut for {SECONDS} s", alarm="ServerGone")
def cut_both(suffering: Suffering) -> str:
    return _cut(suffering, suffering.database_url, suffering.redis_url)
