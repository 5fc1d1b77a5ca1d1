"""The few threads in which the stream process reads: as many connections to the database, however many are served."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection

P = ParamSpec("P")
T = TypeVar("T")
READERS = 4
_readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")


async def in_thread(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that may read the database, without holding up the others who are served."""

    def call() -> T:
        try:
            return read(*args, **kwargs)
        except (InterfaceError, OperationalError):
            connection.close()  # the next call opens another
            raise

    return await asyncio.get_running_loop().run_in_executor(_readers, call)
