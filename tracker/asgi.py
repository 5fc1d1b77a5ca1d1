"""The door of the stream process: answers that stay open long, kept apart so that slow readers stop nobody."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

pages = get_asgi_application()

from timeline.mcp import server  # noqa: E402 - it reads models, which Django has to know first

assistants = server.application()


async def application(
    scope: dict[str, Any], receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[None]]
) -> None:
    """Hand requests of assistants, and the life of the process, to their server; all else to Django."""
    mine = scope["type"] == "lifespan" or (scope["type"] == "http" and scope["path"].rstrip("/") == server.PATH)
    if mine and scope["type"] == "http":
        scope = {**scope, "path": server.PATH}
    await (assistants if mine else pages)(scope, receive, send)
