"""Which compression an answer is sent in: what a reader accepts, read by RFC 9110, and the three that this site speaks.

Brotli makes the smallest page and suits what is compressed once and sent often; Zstandard costs a tenth of the others
and suits what is compressed anew for every reader; gzip is understood by all. Pure.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import brotli
import zstandard

GZIP_WINDOW = 16 + zlib.MAX_WBITS  # with gzip's frame, which bears no name and no time: equal content, equal bytes


class Packing(Protocol):
    """A stream under compression: each piece can be read by the reader as soon as it arrives."""

    def piece(self, content: bytes) -> bytes:
        """Return what is to be sent for a piece of content."""
        ...

    def end(self) -> bytes:
        """Return what ends the stream."""
        ...


class _Gzip:
    def __init__(self) -> None:
        self.packer = zlib.compressobj(6, zlib.DEFLATED, GZIP_WINDOW)

    def piece(self, content: bytes) -> bytes:
        return self.packer.compress(content) + self.packer.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self.packer.flush()


class _Brotli:
    def __init__(self) -> None:
        self.packer = brotli.Compressor(quality=5)

    def piece(self, content: bytes) -> bytes:
        return bytes(self.packer.process(content) + self.packer.flush())

    def end(self) -> bytes:
        return bytes(self.packer.finish())


class _Zstandard:
    def __init__(self) -> None:
        self.packer = zstandard.ZstdCompressor(level=3).compressobj()

    def piece(self, content: bytes) -> bytes:
        return self.packer.compress(content) + self.packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self.packer.flush(zstandard.COMPRESSOBJ_FLUSH_FINISH)


@dataclass(frozen=True, slots=True)
class Coding:
    """A compression by the name it has in `Accept-Encoding`.

    `once` takes the time for what is kept and sent often, `now` is for one reader, `stream` for what comes in pieces.
    """

    name: str
    once: Callable[[bytes], bytes]
    now: Callable[[bytes], bytes]
    stream: Callable[[], Packing]


BROTLI = Coding(
    "br", lambda body: brotli.compress(body, quality=6), lambda body: brotli.compress(body, quality=5), _Brotli
)
ZSTANDARD = Coding(
    "zstd",
    lambda body: zstandard.ZstdCompressor(level=9).compress(body),
    lambda body: zstandard.ZstdCompressor(level=3).compress(body),
    _Zstandard,
)
GZIP = Coding(
    "gzip",
    lambda body: zlib.compress(body, 9, GZIP_WINDOW),
    lambda body: zlib.compress(body, 6, GZIP_WINDOW),
    _Gzip,
)
SMALLEST_FIRST = (BROTLI, ZSTANDARD, GZIP)
QUICKEST_FIRST = (ZSTANDARD, BROTLI, GZIP)


def chosen(accepted: str, order: tuple[Coding, ...]) -> Coding | None:
    """Choose from an `Accept-Encoding`: what the reader weighs most, the first of `order` among equals.

    None where nothing is accepted, or the content as it is weighs more (RFC 9110, 12.5.3).
    """
    if not accepted:
        return None
    weights = _weights(accepted)
    other = weights.get("*", 0.0)
    weighed = [(weights.get(coding.name, other), coding) for coding in order]
    best, coding = max(weighed, key=lambda pair: pair[0])
    return coding if best > 0 and best >= weights.get("identity", 0.0) else None


def _weights(accepted: str) -> dict[str, float]:
    """Read names and weights; a weight that is no number from 0 to 1 counts as none."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        mark, _, number = parameter.partition("=")
        weight = 1.0
        if mark.strip() == "q":
            try:
                weight = float(number)
            except ValueError:
                weight = 0.0
        if name := name.strip():
            weights[name] = weight if 0 <= weight <= 1 else 0.0
    return weights
