"""Starts a child in a session of its own that dies with the launcher, and recognises one that outlived it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psutil

from tracker.launcher.accounts import Account

PR_SET_PDEATHSIG = 1
# Loaded before any fork: the child may only call what is already there.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Identity:
    """A process for certain: its number alone may be given to another process after its end."""

    pid: int
    started: float  # seconds since the epoch

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        """Return the identity of the living process with that number; None if there is none or it is a zombie."""
        try:
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
            return cls(pid, process.create_time())
        except psutil.Error:
            return None

    @classmethod
    def from_memory(cls, value: Mapping[str, Any]) -> "Identity | None":
        """Read back what `as_memory` wrote."""
        try:
            return cls(int(value["pid"]), float(value["started"]))
        except (KeyError, TypeError, ValueError):
            return None

    def as_memory(self) -> dict[str, Any]:
        """Return a JSON value for the launcher's memory."""
        return {"pid": self.pid, "started": self.started}

    def is_alive(self) -> bool:
        """Say whether this very process still runs; two seconds are allowed for a clock that was set."""
        now = Identity.of(self.pid)
        return now is not None and abs(now.started - self.started) < 2


def leash(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    """Return what a child does between fork and exec: die when the launcher dies, even by SIGKILL."""

    def tie() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return tie


def spawn(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    output: IO[bytes] | int,
    account: Account | None = None,
    stdin: int = subprocess.DEVNULL,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, as `account` where one is given.

    Call it from the main thread only: the kernel sends the death signal when the starting thread ends.
    """
    privileges: dict[str, Any] = {}
    if account:
        privileges = {"user": account.uid, "group": account.gid, "extra_groups": []}
    return subprocess.Popen(
        list(command),
        cwd=cwd,
        env=dict(env),
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=leash(os.getpid(), death_signal),  # noqa: PLW1509 - it makes two system calls, both bound before
        **privileges,
    )


def tie_to_parent(number: signal.Signals) -> None:
    """Have this process signalled when its parent ends, and signal it now if the parent is gone already."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() == 1:
            os.kill(os.getpid(), number)


def signal_group(pid: int, number: signal.Signals) -> None:
    """Signal a child and everything it started; nothing happens if all of them are gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


def clear_group(identity: Identity) -> bool:
    """Kill what is left of a session that a crashed launcher started; say whether there was anything.

    While a group exists its number is given to no new process, so a group without its leader is still ours; the
    memory of an earlier boot is not to be trusted that far.
    """
    if identity.started < psutil.boot_time() - 60:
        return False
    leader = Identity.of(identity.pid)
    if leader is not None and not identity.is_alive():
        return False
    try:
        os.killpg(identity.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def clear_leftover(identity: Identity, *, polite: signal.Signals, seconds: float = 10) -> bool:
    """Stop a process that a crashed launcher left behind, with its session; say whether there was one."""
    if not identity.is_alive():
        return False
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(identity.pid)
        process.send_signal(polite)
        try:
            process.wait(timeout=seconds)
        except psutil.TimeoutExpired:
            signal_group(identity.pid, signal.SIGKILL)
    return True
