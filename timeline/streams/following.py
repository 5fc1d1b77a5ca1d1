"""Changes as they come: as server-sent events, or as one answer that waits until there is one.

Both are lines of the log read behind a seq, so that nothing is left out and nothing told twice; being woken only says
when to read. Readers who wait at the same place share one read.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from time import monotonic

from django.conf import settings

from timeline.api.changing import Wanted, Window, body_of, read_window
from timeline.streams.threads import in_thread
from timeline.streams.wakes import Wakes, heard

# Of a stream: so many changes are read and sent at once.
WINDOW = 100
RETRY = 3_000  # milliseconds after which a reader's program connects again


class Following:
    """The changes of the log for all readers of one process."""

    def __init__(self) -> None:
        self._wakes = Wakes()
        self._reading: dict[tuple[Wanted, asyncio.Event], asyncio.Task[Window]] = {}

    async def poll(self, wanted: Wanted) -> str:
        """Return the JSON text of a window, as soon as it holds a change or the time is over."""
        end = monotonic() + wanted.wait
        while True:
            news = self._wakes.next()
            window = await self._window(wanted, news)
            if window.changes or not await heard(news, end - monotonic()):
                return body_of(wanted, window)

    async def stream(self, wanted: Wanted) -> AsyncIterator[bytes]:
        """Yield server-sent events, a change each, with its seq as id; between them a sign of life with the seq.

        It ends by itself after some minutes; whoever connects again with the last id goes on behind it.
        """
        end = monotonic() + settings.STREAM_SECONDS
        wanted = replace(wanted, limit=WINDOW, wait=0)
        yield f"retry: {RETRY}\nid: {wanted.since}\n\n".encode()
        while (left := end - monotonic()) > 0:
            news = self._wakes.next()
            window = await self._window(wanted, news)
            for seq, text in window.changes:
                yield f"id: {seq}\nevent: change\ndata: {text}\n\n".encode()
            wanted = replace(wanted, since=window.next_since)
            if not window.full and not await heard(news, min(settings.STREAM_BEAT_SECONDS, left)):
                yield f": nothing new\nid: {wanted.since}\n\n".encode()

    async def _window(self, wanted: Wanted, news: asyncio.Event) -> Window:
        """Read a window, or share the reading of another who asked for the same since the log last grew."""
        asked = (wanted, news)
        if (reading := self._reading.get(asked)) is None:
            reading = self._reading[asked] = asyncio.create_task(in_thread(read_window, wanted))
            reading.add_done_callback(lambda _: self._reading.pop(asked, None))
        return await asyncio.shield(reading)
