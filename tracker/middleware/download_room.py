"""Keeps threads of the web server free for pages: downloads may take some of them, further ones go elsewhere."""

from collections.abc import Callable
from threading import BoundedSemaphore

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from timeline.streams.elsewhere import ROOM, elsewhere

RETRY_SECONDS = "5"


class DownloadRoomMiddleware:
    """Let so many streamed answers go out at once; lead the next to the stream process, or ask it to come again.

    A thread that streams waits for its reader. Static files are short and do not count.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.room = BoundedSemaphore(settings.WEB_DOWNLOADS) if settings.WEB_DOWNLOADS else None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and hold a place until the answer is closed."""
        response = self.get_response(request)
        if self.room is None or not response.streaming or isinstance(request, ASGIRequest):
            return response
        if request.path_info.startswith(settings.STATIC_URL):
            return response
        if not self.room.acquire(blocking=False):
            response.close()
            return _elsewhere(request)
        # Django closes what a response holds, in every case; wrapping its content would keep files from the kernel.
        response._resource_closers.append(_once(self.room.release))  # type: ignore[attr-defined]  # noqa: SLF001
        return response


def _elsewhere(request: HttpRequest) -> HttpResponse:
    if settings.STREAM_URL:
        return elsewhere(request, f"{ROOM}{request.path}")
    words = f"Many downloads go on. Please ask again in {RETRY_SECONDS} seconds."
    return HttpResponse(words, status=503, content_type="text/plain", headers={"Retry-After": RETRY_SECONDS})


def _once(call: Callable[[], None]) -> Callable[[], None]:
    """Return what calls at its first call and never again."""
    waiting = [call]

    def called() -> None:
        if waiting:
            waiting.pop()()

    return called
