"""Encrypts files for the holder of a key (age, X25519): whoever makes backups cannot read them."""

import hashlib
import os
from pathlib import Path
from typing import IO, NamedTuple

import pyrage


class BadKey(ValueError):
    """What was given is no key."""


class Unreadable(ValueError):
    """A file was not sealed for this key, was changed, or is cut off."""


class Facts(NamedTuple):
    """SHA-256 (hexadecimal) and length in bytes of what was sealed, before it was."""

    sha256: str
    size: int


class Counting:
    """A binary stream that hashes and counts what passes."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        """Take the stream to read from or write to; None drops what is written."""
        self._stream = stream
        self._hash, self._size = hashlib.sha256(), 0

    @property
    def facts(self) -> Facts:
        """Return what has passed so far."""
        return Facts(self._hash.hexdigest(), self._size)

    def read(self, size: int = -1) -> bytes:
        """Read from the stream."""
        if self._stream is None:
            return b""
        piece = self._stream.read(size)
        self._count(piece)
        return piece

    def write(self, piece: bytes) -> int:
        """Write to the stream."""
        if self._stream is not None:
            self._stream.write(piece)
        self._count(piece)
        return len(piece)

    def flush(self) -> None:
        """Flush the stream."""
        if self._stream is not None:
            self._stream.flush()

    def _count(self, piece: bytes) -> None:
        self._hash.update(piece)
        self._size += len(piece)


def new_key(path: Path) -> str:
    """Write a new private key into a file that only its owner reads, never over another; return the public one."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


def recipient(text: str) -> pyrage.x25519.Recipient:
    """Return a public key (`age1…`); raise BadKey."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise BadKey(f"“{text[:70]}” is no public key of age (age1…): {error}") from error


def identity(path: Path) -> pyrage.x25519.Identity:
    """Return the private key in a file; raise BadKey, or OSError if there is no such file."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    try:
        (key,) = keys
        return pyrage.x25519.Identity.from_str(key)
    except (ValueError, pyrage.IdentityError) as error:
        raise BadKey(f"{path} holds no private key of age (AGE-SECRET-KEY-…)") from error


def seal(source: IO[bytes], path: Path, public: pyrage.x25519.Recipient) -> Facts:
    """Encrypt a stream into a file, which appears whole or not at all; return the facts of what was read."""
    partial = path.with_name(f"{path.name}.part")
    counting = Counting(source)
    try:
        with partial.open("wb") as file:
            pyrage.encrypt_io(counting, file, [public])
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return counting.facts


def unseal(path: Path, sink: IO[bytes] | None, private: pyrage.x25519.Identity) -> Facts:
    """Decrypt a file into a stream (None: only to see whether it can be); return the facts.

    Raises Unreadable or OSError.
    """
    counting = Counting(sink)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, counting, [private])
    except pyrage.DecryptError as error:
        raise Unreadable(f"{path}: {error}") from error
    except OSError as error:
        if error.errno is None:  # the library's word for a piece that was changed or is lacking
            raise Unreadable(f"{path}: {error}") from error
        raise
    return counting.facts
