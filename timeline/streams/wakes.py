"""Wakes everybody who waits for the log to grow: one connection a process listens to PostgreSQL for all of them."""

import asyncio
import contextlib
import logging
from typing import Any

import psycopg
from django.db import connection

from timeline.log import CHANNEL

logger = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0  # seconds until a lost connection is opened again
NAME = "tracker waits for the log"  # by which operators know the connection
QUIET = 60.0  # seconds of silence after which the connection is asked whether it still lives
# What of Django's parameters is no matter of libpq.
NOT_FOR_LIBPQ = {"context", "cursor_factory", "prepare_threshold", "server_side_binding", "pool", "autocommit"}


class Wakes:
    """What waiters of one event loop share. It begins to listen with the first of them and goes on for good.

    Nothing is lost while the connection is: everybody is woken when it is back, and reads the log.
    """

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._listener: asyncio.Task[None] | None = None

    def next(self) -> asyncio.Event:
        """Return what is set when the log has grown; take it before reading, and nothing falls in between."""
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen())
        return self._news

    def ring(self) -> None:
        """Wake all who wait now."""
        self._news.set()
        self._news = asyncio.Event()

    async def _listen(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True) as listening:
                    await listening.execute(f"LISTEN {CHANNEL}")
                    pause = FIRST_PAUSE
                    self.ring()
                    await self._hear(listening)
            except (psycopg.Error, OSError) as error:
                logger.warning("The database is not heard; again in %s s: %s", pause, error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _hear(self, listening: psycopg.AsyncConnection[Any]) -> None:
        while True:
            async for _ in listening.notifies(timeout=QUIET, stop_after=1):
                self.ring()
            await listening.execute("SELECT 1")


async def heard(news: asyncio.Event, seconds: float) -> bool:
    """Wait for what `Wakes.next` gave, for so many seconds at most; say whether it came."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(news.wait(), seconds)
    return news.is_set()


def _parameters() -> dict[str, Any]:
    found = connection.get_connection_params()
    return {name: value for name, value in found.items() if name not in NOT_FOR_LIBPQ} | {"application_name": NAME}
