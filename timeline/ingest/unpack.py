"""Unpacking what a server packed, bounded, so that a small answer cannot grow into a huge one."""

import zlib
from typing import Final

from timeline.ingest.wire import OutOfBytes

_STEP: Final = 65_536
_MOST_MEMBERS: Final = 1_000  # thousands of empty ones cost a worker its time and hold nothing
_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32


class WronglyPacked(Exception):
    """The answer is packed in a way that was not asked for, or not as it says."""


class Unpacker:
    """Writes the unpacked bytes of an answer into `into`.

    Raises OutOfBytes beyond `max_bytes`, WronglyPacked, and EOFError at the end of a stream that is cut short.
    """

    def __init__(self, encoding: str, max_bytes: int, *, into: bytearray) -> None:
        names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in {"", "identity"}]
        if len(names) > 1 or not set(names) <= {"gzip", "x-gzip", "deflate"}:
            raise WronglyPacked(f"packed as {encoding!r}, which was not asked for")
        self._packed = bool(names)
        self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB) if names else None
        self._is_first = True
        self._members = 1
        self._max = max_bytes
        self._into = into

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes as they came."""
        if self._inflater is None:
            self._keep(chunk)
            return
        if self._is_first and chunk:
            self._is_first = False
            if not _has_header(chunk):  # `deflate` should be zlib's format; some servers send the bare stream
                self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while chunk:
            if self._inflater.eof:  # a gzip file may have several members
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise WronglyPacked(f"packed in more than {_MOST_MEMBERS:,} pieces")
                self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
            try:
                self._keep(self._inflater.decompress(chunk, _STEP))
            except zlib.error as error:
                raise WronglyPacked(f"packed wrongly: {error}") from error
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data.lstrip(b"\0")

    def finish(self) -> None:
        """Check that the stream came to its end."""
        if self._inflater is not None and not self._is_first and not self._inflater.eof:
            raise EOFError("the packed stream ends early")

    def _keep(self, data: bytes) -> None:
        self._into += data
        if len(self._into) > self._max:
            del self._into[self._max :]
            packed = " once unpacked" if self._packed else ""
            raise OutOfBytes(f"more than {self._max:,} bytes{packed}")


def _has_header(chunk: bytes) -> bool:
    """Tell whether a stream begins as gzip (RFC 1952) or zlib (RFC 1950) does."""
    is_zlib = chunk[0] & 0x0F == 8 and (len(chunk) < 2 or int.from_bytes(chunk[:2]) % 31 == 0)
    return chunk[:2] == b"\x1f\x8b" or is_zlib
