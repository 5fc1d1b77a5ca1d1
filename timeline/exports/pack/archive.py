"""Writes an archive while it is read: files one after the other, each with its checksum, the same bytes every time."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

PART = 1 << 16  # bytes that are held back before they are sent


class _Sent:
    """What the archive writes, until it is taken away: it never goes back in what it wrote."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        """Hold some bytes."""
        self.held += data
        return len(data)

    def flush(self) -> None:
        """Hold nothing back that was not held back before."""

    def close(self) -> None:
        """Stay open: what is held is still to be taken."""

    def take(self) -> bytes:
        """Give what is held, and forget it."""
        taken = bytes(self.held)
        self.held.clear()
        return taken


class Archive:
    """An archive under way; `files` says name, length and SHA-256 of what stands in it, in its order."""

    def __init__(self, folder: str, moment: datetime) -> None:
        """Begin an archive whose files stand in a folder and bear one time."""
        self.folder, self.time = folder, moment.astimezone(UTC).timetuple()[:6]
        self.files: list[dict[str, Any]] = []
        self.sent = _Sent()
        self.zip = zipfile.ZipFile(self.sent, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, pieces: Iterable[str]) -> Iterator[bytes]:
        """Write a file of text and yield the archive's bytes as they come."""
        entry = zipfile.ZipInfo(f"{self.folder}/{name}", self.time)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        digest, length = hashlib.sha256(), 0
        with self.zip.open(entry, "w") as file:
            for piece in pieces:
                written = piece.encode()
                digest.update(written)
                length += len(written)
                file.write(written)
                if len(self.sent.held) >= PART:
                    yield self.sent.take()
        self.files.append({"name": name, "bytes": length, "sha256": digest.hexdigest()})
        yield self.sent.take()

    def close(self) -> bytes:
        """End the archive and return its last bytes."""
        self.zip.close()
        return self.sent.take()
