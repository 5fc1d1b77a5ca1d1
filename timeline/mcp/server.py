"""The server of the Model Context Protocol: the tools, read-only and without sessions, as an ASGI application."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from timeline.mcp.shapes import Facts
from timeline.mcp.tools import TOOLS

PATH = "/streams/mcp"
INSTRUCTIONS = (
    "The public record of disputes over government contracts: who bid, who protested in which forum, who said what "
    "and what was found, each date with its sources. Find ids with `search` or `get_dispute` first. Give the permanent "
    "address and the source of every fact you use; dates are no more exact than they are given."
)
READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
MOST_BYTES = 100_000  # of a request: the longest sensible one is a tenth of it


def application() -> Starlette:
    """Make the application; every request stands for itself, so that any process can answer any of them."""
    server = MCPServer(
        "contract-disputes",
        title="Contract Disputes",
        instructions=INSTRUCTIONS,
        website_url=settings.SITE_URL,
        version=settings.RELEASE,
        log_level="WARNING",
    )
    for tool in TOOLS:
        server.add_tool(in_thread(tool), annotations=READS_ONLY, structured_output=True)
    hosts = [host for name in settings.ALLOWED_HOSTS for host in (name.lstrip("."), f"{name.lstrip('.')}:*")]
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MOST_BYTES,
        transport_security=TransportSecuritySettings(
            # The host must be ours; the origin is gone by then.
            enable_dns_rebinding_protection=bool(hosts) and "*" not in settings.ALLOWED_HOSTS,
            allowed_hosts=hosts,
            allowed_origins=[],
        ),
    )
    app.add_middleware(_OfAnyOrigin)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["POST"], allow_headers=["*"])
    return app


class _OfAnyOrigin:
    """Takes the origin off a request: nothing here depends on who asks, so pages of any origin may.

    The protocol's server would refuse each that is not listed, and every program that runs in a browser with it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}
        await self._app(scope, receive, send)


def in_thread(tool: Callable[..., Facts]) -> Callable[..., Awaitable[Facts]]:
    """Return a tool that reads the database in a thread, with a connection that still answers."""

    @functools.wraps(tool)
    async def call(**asked: Any) -> Facts:
        return await sync_to_async(fresh, thread_sensitive=False)(**asked)

    def fresh(**asked: Any) -> Facts:
        close_old_connections()
        try:
            return tool(**asked)
        finally:
            close_old_connections()

    return call
