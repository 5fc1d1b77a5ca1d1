"""Finds the account that servers run as when the launcher is root, since PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

CANDIDATES = ("postgres", "nobody", "daemon", "www-data")


@dataclass(frozen=True)
class Account:
    """An existing unprivileged system account."""

    name: str
    uid: int
    gid: int


def for_servers() -> Account | None:
    """Return the account to switch to, or None where the launcher itself is unprivileged; create none.

    Raise `LookupError` if none of the usual system accounts exists.
    """
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise LookupError(f"PostgreSQL does not run as root, and none of the accounts {', '.join(CANDIDATES)} exists.")


def may_pass(account: Account, path: Path) -> bool:
    """Say whether the account may walk through every folder down to `path` (by the permission bits, not ACLs)."""
    for folder in (path, *path.parents):
        status = folder.stat()
        if status.st_uid == account.uid:
            bit = 0o100
        elif status.st_gid == account.gid:
            bit = 0o010
        else:
            bit = 0o001
        if not status.st_mode & bit:
            return False
    return True
