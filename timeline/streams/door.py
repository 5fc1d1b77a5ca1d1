"""The door of the stream process: a place for every request, no large bodies, and every address to who answers it."""

import io
import logging
import re
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse

from timeline import selectors
from timeline.api import limits
from timeline.api.base import CONTENT_TYPE, PREFLIGHT
from timeline.api.changing import Wanted, read_wanted
from timeline.api.history import EVENT_STREAM
from timeline.api.problems import Problem, as_problem, problem_response
from timeline.guarding import network_of
from timeline.mcp.server import MOST_BYTES
from timeline.streams.elsewhere import CHANGES_PATH, ROOM
from timeline.streams.following import Following
from timeline.streams.places import RETRY_SECONDS, Places
from timeline.streams.serving import (
    Application,
    Receive,
    Scope,
    Send,
    Slow,
    patient,
    send_pieces,
    send_whole,
    while_there,
)
from timeline.streams.threads import in_thread

logger = logging.getLogger(__name__)
READS = frozenset({"GET", "HEAD", "OPTIONS"})
HEALTH = frozenset({"/health/live", "/health/ready", "/metrics"})
OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
# Proxies that gather answers before they pass them on are told not to.
STREAM = {**OPEN, "Content-Type": f"{EVENT_STREAM}; charset=utf-8", "X-Accel-Buffering": "no"}
# Files may be asked for in this room too: `/streams/api/v1/events.csv`.
FILE = re.compile(rf"{ROOM}(/.+\.[a-z0-9]+)")


class Door:
    """Lets requests in: to the changes, to assistants' tools at their paths, to pages with what is left."""

    def __init__(self, pages: Application, assistants: Mapping[str, Application]) -> None:
        self._pages, self._assistants = pages, assistants
        self._places, self._following = Places(), Following()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever is wrong with it becomes an answer before any of its body is read."""
        if scope["path"] in HEALTH:
            await self._pages(scope, receive, send)
            return
        request = ASGIRequest(scope, io.BytesIO())
        try:
            await self._let_in(request, scope, receive, patient(send))
        except DisallowedHost:
            await send_whole(HttpResponse(status=400), send)
        except Problem as problem:
            await send_whole(_told(problem, request), send)
        except Slow:
            logger.info("Let go of a reader who took nothing for %s s", settings.STREAM_PATIENCE_SECONDS)

    async def _let_in(self, request: ASGIRequest, scope: Scope, receive: Receive, send: Send) -> None:
        request.get_host()
        path = str(scope["path"])
        assistant = self._assistants.get(path.rstrip("/"))
        _check(request, MOST_BYTES if assistant else 0)
        file = FILE.fullmatch(path)
        with self._places.one(network_of(request, limits.ONE_SENDER)):
            if assistant is not None:
                if request.method == "POST":
                    await in_thread(_count, request)
                await assistant({**scope, "path": path.rstrip("/")}, receive, send)
            elif path.rstrip("/") == CHANGES_PATH.rstrip("/"):
                await self._follow(request, receive, send)
            elif file is not None:
                await self._pages({**scope, "path": file[1]}, receive, send)
            elif path.startswith(f"{ROOM}/"):
                raise Problem(404, "No published object or address of this name is known.")
            else:
                await self._pages(scope, receive, send)

    async def _follow(self, request: ASGIRequest, receive: Receive, send: Send) -> None:
        """Tell changes as they come, or the next ones."""
        if request.method == "OPTIONS":
            await send_whole(HttpResponse(status=204, headers={**OPEN, **PREFLIGHT}), send)
            return
        streams = EVENT_STREAM in request.headers.get("Accept", "")
        try:
            wanted, headers = await in_thread(_read, request, streams=streams)
        except Exception as error:
            raise as_problem(error, request) from error
        if streams and request.method == "GET":
            work = send_pieces({**STREAM, **headers}, self._following.stream(wanted), send)
        else:
            work = self._tell(wanted, {**OPEN, **headers}, send, waits=request.method == "GET")
        await while_there(receive, work)

    async def _tell(self, wanted: Wanted, headers: dict[str, str], send: Send, *, waits: bool) -> None:
        body = (await self._following.poll(wanted)).encode() if waits else b""
        await send_whole(HttpResponse(body, content_type=CONTENT_TYPE, headers=headers), send)


def _read(request: ASGIRequest, *, streams: bool) -> tuple[Wanted, dict[str, str]]:
    """Return what is asked for and the headers of an answer; raise Problem for what is refused.

    A stream that names no seq begins with what comes next; one that broke off begins where it was.
    """
    headers = _count(request)
    parameters = dict(request.GET.lists())
    if (last := request.headers.get("Last-Event-ID", "").strip()) and streams:
        parameters["since"] = [last]
    newest = selectors.latest_seq()
    wanted = read_wanted(parameters, newest=newest, begin=newest if streams else 0)
    return wanted, headers


def _count(request: ASGIRequest) -> dict[str, str]:
    """Count a request against what its sender may ask; return the headers that say so, raise Problem 429."""
    allowance = limits.spend(request)
    if allowance is not None and allowance.retry_after is not None:
        raise limits.too_many(allowance)
    return allowance.headers() if allowance else {}


def _check(request: ASGIRequest, most: int) -> None:
    """Raise Problem for a way to ask that is not understood here, and for a body that is too large to be read."""
    said = request.headers.get("Content-Length") or "0"
    if not (said.isascii() and said.isdecimal()) or len(said) > 18 or int(said) > most:
        raise Problem(413, f"At most {most:,} bytes may be sent here.")
    if not most and request.method not in READS:
        raise Problem(405, "Nothing can be written here.")
    if not most and request.headers.get("Transfer-Encoding"):
        raise Problem(413, "Nothing may be sent here.")


def _told(problem: Problem, request: ASGIRequest) -> HttpResponse:
    """Write a problem down, with when to come back, and hang up where a body was not read."""
    response = problem_response(problem, request)
    response["Access-Control-Allow-Origin"] = "*"
    if problem.status in {429, 503}:
        response["Retry-After"] = str(RETRY_SECONDS)
    if problem.status in {405, 413}:
        response["Connection"] = "close"
    return response
