"""Lets the stream process give away what is written piece by piece, in the few threads that read."""

from asyncio import Semaphore
from collections.abc import AsyncIterator, Iterator
from typing import cast

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from timeline.streams.threads import READERS, in_thread

PART = 1 << 16  # bytes that are made at a time; none are made while the last ones are not taken


class StreamHandler(ASGIHandler):
    """Django's handler for a process in which many answers are open and few are being made.

    Of itself it would hold a whole download in memory and, for each, a connection to the database until its end.
    """

    def __init__(self) -> None:
        super().__init__()
        self._making = Semaphore(READERS)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a stream goes on in the threads that all share."""
        async with self._making:
            response: HttpResponseBase = await super().get_response_async(request)
            if isinstance(response, StreamingHttpResponse):
                await sync_to_async(connections.close_all)()
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            content = cast("Iterator[bytes]", response.streaming_content)
            response.streaming_content = pieces(content, getattr(request, "LANGUAGE_CODE", "en"))
        return response


async def pieces(content: Iterator[bytes], language: str) -> AsyncIterator[bytes]:
    """Yield what an iterator makes, some of it at a time; it may read the database and speaks a language."""
    while part := await in_thread(_part, content, language):
        yield part


def _part(content: Iterator[bytes], language: str) -> bytes:
    made: list[bytes] = []
    size = 0
    with translation.override(language):
        for piece in content:
            made.append(piece)
            size += len(piece)
            if size >= PART:
                break
    return b"".join(made)
