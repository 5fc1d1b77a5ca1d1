"""Tells browsers that no page here uses a device, and which sites may show what it answers as a part of theirs."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tracker.middleware.places import ADMIN

UNUSED = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
POLICY = ", ".join(f"{feature}=()" for feature in UNUSED)


class BrowserFeaturesMiddleware:
    """Add Permissions-Policy and Cross-Origin-Resource-Policy.

    What readers see is the same for everybody, so any site may show it, also one that isolates itself (Fetch, section
    3.8: the header is asked for there); nothing of the desk may be loaded into a page of another site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on and mark the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        loaded_by = "same-origin" if request.path.startswith(ADMIN) else "cross-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", loaded_by)
        return response
