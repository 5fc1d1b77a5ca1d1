"""Decides where the servers keep their data and binaries so that the account they run as can reach both."""

import importlib.util
import os
import shutil
import stat
import tempfile
from importlib.metadata import version
from pathlib import Path

from tracker.launcher.accounts import Account, may_pass
from tracker.launcher.console import say
from tracker.launcher.folder import LauncherError, LocalFolder, explained

OUTSIDE = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - the folder made there is 0700 and has an unguessable name


def server_home(folder: LocalFolder, account: Account | None) -> Path:
    """Return the 0700 folder of the servers: below `.local/`, or one outside where the account cannot get there.

    The folder outside is printed and remembered; no permission of a folder above the checkout is touched.
    """
    inside = folder.path / "servers"
    if account is None:
        with explained(inside):
            inside.mkdir(mode=0o700, exist_ok=True)
        return inside
    if may_pass(account, folder.path):
        with explained(inside):
            inside.mkdir(mode=0o700, exist_ok=True)
            os.chown(inside, account.uid, account.gid)
        return inside
    remembered = folder.recall("home").get("path")
    if isinstance(remembered, str) and _is_ours(Path(remembered), account):
        return Path(remembered)
    outside = _make_outside(account)
    folder.remember("home", {"path": str(outside)})
    say(f"{account.name} cannot reach {folder.path}; the servers keep their data in {outside}")
    return outside


def forget_outside(folder: LocalFolder) -> None:
    """Remove the folder outside, data and all, if this folder has one; test runs leave nothing behind."""
    remembered = folder.recall("home").get("path")
    if isinstance(remembered, str):
        shutil.rmtree(remembered, ignore_errors=True)
        folder.forget("home")


def package_binaries(package: str, distribution: str, home: Path, account: Account | None) -> Path:
    """Return the folder of an installed package whose programs the servers' account can run.

    That is the package itself, or a copy of it (with its bundled libraries) in `home` where the account cannot walk
    to the virtual environment. Copies of other versions are removed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LauncherError(
            f"The Python package {distribution} is not installed, so there is no server to start. "
            "Run `make install`, or name servers of your own in DATABASE_URL and REDIS_URL."
        )
    installed = Path(spec.submodule_search_locations[0])
    if account is None or may_pass(account, installed):
        return installed
    target = home / "binaries" / f"{distribution}-{version(distribution)}"
    if not target.exists():
        with explained(home):
            for old in target.parent.glob(f"{distribution}-*"):
                shutil.rmtree(old)
            draft = target.with_name(f".{target.name}")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(mode=0o755, parents=True)
            for part in (installed, installed.with_name(f"{package}.libs")):
                if part.is_dir():
                    shutil.copytree(part, draft / part.name, symlinks=True)
            target.parent.chmod(0o755)
            draft.replace(target)
    return target / package


def _make_outside(account: Account) -> Path:
    for parent in OUTSIDE:
        if parent.is_dir() and may_pass(account, parent) and os.access(parent, os.W_OK):
            made = Path(tempfile.mkdtemp(prefix="dispute-tracker-", dir=parent))
            os.chown(made, account.uid, account.gid)
            return made
    raise LauncherError(
        f"{account.name} reaches neither the checkout nor {' nor '.join(map(str, OUTSIDE))}. "
        "Move the checkout to a folder that other accounts can pass through."
    )


def _is_ours(path: Path, account: Account) -> bool:
    """Say whether the remembered folder is still the one that was made: a real 0700 folder of the account."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == account.uid and stat.S_IMODE(status.st_mode) == 0o700
