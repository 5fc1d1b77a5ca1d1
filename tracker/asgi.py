"""The door of the stream process: answers that stay open long, kept apart so that slow readers stop nobody."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

django.setup(set_prefix=False)

# They read models, which Django has to know first.
from timeline.mcp import server  # noqa: E402
from timeline.streams.door import Door  # noqa: E402
from timeline.streams.pieces import StreamHandler  # noqa: E402
from tracker import telemetry  # noqa: E402

telemetry.start("stream")

assistants: Any = server.application()
door = Door(StreamHandler(), {server.PATH: assistants})


async def application(
    scope: dict[str, Any], receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[None]]
) -> None:
    """Hand the life of the process to the assistants' server, which needs it, and every request to the door."""
    await (assistants if scope["type"] == "lifespan" else door)(scope, receive, send)
