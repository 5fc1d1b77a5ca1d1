"""Counts answers and the time until they began, by part of the site; addresses and readers are noted nowhere."""

import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from timeline.operations.metrics import ANSWERS

# The first part of an address says enough, and there are only so many.
PARTS = {
    "admin": "desk",
    "api": "api",
    "embed": "embed",
    "health": "health",
    "hooks": "hook",
    "mcp": "assistant",
    "metrics": "health",
    "static": "static",
    "streams": "stream",
}


class MeasuringMiddleware:
    """Stand outside of everything else, so that what others answer is counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on and count its answer."""
        begin = time.perf_counter()
        response = self.get_response(request)
        path = request.path_info.removeprefix("/").removeprefix("de/")  # both languages are one part
        part = PARTS.get(path.partition("/")[0], "page")
        ANSWERS.labels(part, f"{response.status_code // 100}xx").observe(time.perf_counter() - begin)
        return response
