"""The wire of the stream process: sends what is made, minds who is gone, and lets go of who takes nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import aclosing
from typing import Any, TypeAlias

from django.conf import settings
from django.http import HttpResponse

Scope: TypeAlias = dict[str, Any]
Message: TypeAlias = Mapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


class Slow(Exception):
    """A reader took nothing for so long that the answer ends here."""


def patient(send: Send) -> Send:
    """Return a `send` that raises Slow where what it sends is not taken in time."""

    async def sent(message: Message) -> None:
        try:
            await asyncio.wait_for(send(message), settings.STREAM_PATIENCE_SECONDS)
        except TimeoutError as error:
            raise Slow from error

    return sent


async def send_whole(response: HttpResponse, send: Send) -> None:
    """Send an answer that is there."""
    headers = {**response.headers, "Content-Length": str(len(response.content))}
    await _begin(response.status_code, headers, send)
    await send({"type": "http.response.body", "body": response.content})


async def send_pieces(headers: Mapping[str, str], pieces: AsyncIterator[bytes], send: Send) -> None:
    """Send an answer as it is made."""
    await _begin(200, headers, send)
    async with aclosing(pieces) as made:  # type: ignore[type-var]  # a generator, which can be closed
        async for piece in made:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def while_there(receive: Receive, work: Coroutine[Any, Any, None]) -> None:
    """Do the work until it is done or nobody is there to read what comes of it."""
    working, gone = asyncio.create_task(work), asyncio.create_task(_gone(receive))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        for task in (working, gone):
            task.cancel()
        await asyncio.gather(working, gone, return_exceptions=True)


async def _begin(status: int, headers: Mapping[str, str], send: Send) -> None:
    named = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": named})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
