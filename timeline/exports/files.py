"""Gives files of the shelf away, as a whole and unchanged, by either kind of server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse

PART = 1 << 16


def file_response(request: HttpRequest, path: Path, *, media_type: str, name: str, sha256: str) -> HttpResponseBase:
    """Answer with a file that never changes; 304 where the reader has it.

    Memory stays flat: a part is read when the one before it is sent.
    """
    etag = f'"{sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    parts = _parts_in_turn(path) if isinstance(request, ASGIRequest) else _parts(path)
    response = StreamingHttpResponse(parts, content_type=media_type)
    response["ETag"] = etag
    response["Content-Length"] = str(path.stat().st_size)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "public, max-age=300"  # a take-down has to reach shared caches
    response["Access-Control-Allow-Origin"] = "*"
    # What is compressed already stays so; what is not is asked for in parts of its own length.
    response["Content-Encoding"] = "identity"
    return response


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(PART):
            yield part


async def _parts_in_turn(path: Path) -> AsyncIterator[bytes]:
    """Yield a file without holding up the others who are served by the same process."""
    with await asyncio.to_thread(path.open, "rb") as file:
        while part := await asyncio.to_thread(file.read, PART):
            yield part
