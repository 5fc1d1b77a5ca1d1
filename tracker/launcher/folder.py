"""The folder `.local/` of a checkout: what the launcher remembers between two starts, and its secrets."""

import contextlib
import errno
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]


class LauncherError(Exception):
    """Stop with a sentence for the person at the terminal; it says what is wrong and what to do."""


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the errors of a full disk, a read-only folder and the like under `path` into a `LauncherError`."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise LauncherError(f"The disk that holds {path} is full. Free some space and start again.") from error
        raise LauncherError(
            f"{error.filename or path} cannot be written ({error.strerror}). "
            "The site keeps its database and secrets there: make it writable, or name another place in LOCAL_FOLDER."
        ) from error


@dataclass(frozen=True)
class LocalFolder:
    """One set of servers, secrets and memory; `make run` uses `.local/`, every test run one of its own below it."""

    path: Path

    def create(self) -> None:
        """Make the folder; others may pass through it (the account of the servers does) but not list it."""
        with explained(self.path):
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            # mkdir succeeds silently on an existing read-only folder, so try a write.
            probe = self.path / ".writable"
            probe.write_bytes(b"1" * 4096)
            probe.unlink()

    def secret(self, name: str) -> str:
        """Return the secret of that name; the first caller makes it, in a file that only its owner reads."""
        path = self.path / f"{name}.secret"
        with explained(path):
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                value = path.read_text().strip()
                if value:
                    return value
                raise LauncherError(
                    f"{path} is empty. Remove it (and the server's data beside it) and start again."
                ) from None
            value = secrets.token_urlsafe(48)
            with os.fdopen(descriptor, "w") as file:
                file.write(value)
            return value

    def recall(self, name: str) -> dict[str, Any]:
        """Return what was remembered under that name; nothing, if it is absent or was cut off by a crash."""
        try:
            value = json.loads((self.path / f"{name}.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return value if isinstance(value, dict) else {}

    def remember(self, name: str, value: dict[str, Any]) -> None:
        """Replace what is remembered under that name, whole or not at all."""
        path = self.path / f"{name}.json"
        with explained(path):
            draft = path.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(json.dumps(value))
            draft.replace(path)

    def forget(self, name: str) -> None:
        """Drop what is remembered under that name."""
        (self.path / f"{name}.json").unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self, name: str, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
        """Hold the lock of that name (released by the kernel when the process dies); yield whether it was had."""
        path = self.path / f"{name}.lock"
        with explained(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            mode = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
            try:
                fcntl.flock(descriptor, mode)
            except BlockingIOError:
                yield False
                return
            yield True
        finally:
            os.close(descriptor)
