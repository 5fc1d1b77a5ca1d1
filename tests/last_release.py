"""The last release, as deploy/last-release.toml names it: its code, and the migrations that came after it."""

import shutil
import subprocess
import tarfile
import tomllib
from io import BytesIO
from pathlib import Path

import pytest

from tracker.launcher.folder import CHECKOUT

NAMED = tomllib.loads((CHECKOUT / "deploy" / "last-release.toml").read_text(encoding="utf-8"))
COMMIT: str = NAMED["commit"]
MIGRATIONS: dict[str, str] = NAMED["migrations"]
ALLOWED: dict[str, str] = NAMED["allowed"]


class NotHereError(Exception):
    """This checkout has no such commit: a shallow clone, or no repository at all."""


def _git(*arguments: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        raise NotHereError("git is not installed")
    done = subprocess.run([program, "-C", str(CHECKOUT), *arguments], capture_output=True, check=False)
    if done.returncode:
        raise NotHereError(f"the last release ({COMMIT[:12]}) is not in this checkout: {done.stderr.decode().strip()}")
    return done.stdout


def unpack(into: Path) -> Path:
    """Write the code of the last release into a folder and return it; raise NotHereError where there is none."""
    with tarfile.open(fileobj=BytesIO(_git("archive", "--format=tar", COMMIT))) as archive:
        archive.extractall(into, filter="data")
    return into


def files() -> list[str]:
    """Return the paths of the last release; raise NotHereError where there is none."""
    return _git("ls-tree", "-r", "--name-only", COMMIT).decode().splitlines()


def here_or_skip() -> None:
    """Skip the test, and say why, in a checkout that has no older commits."""
    try:
        files()
    except NotHereError as error:
        pytest.skip(str(error))
