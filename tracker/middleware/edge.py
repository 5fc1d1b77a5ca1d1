"""Files public answers for the caches in front of the site, and lets these keep pages until they are told otherwise."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from contracts.procedure import NEW_YORK
from timeline.edge import keys
from tracker.middleware.places import ADMIN


class EdgeMiddleware:
    """Name what an answer depends on that a shared cache may keep, where one is told of changes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the keys."""
        response = self.get_response(request)
        if settings.CDN_PURGE_URLS and _may_be_kept(request, response):
            for name, value in keys.headers(keys.of_answer(request)).items():
                response[name] = value
            if settings.CDN_SECONDS and response.status_code in {200, 304} and keys.is_lasting(request):
                seconds = min(settings.CDN_SECONDS, seconds_left(timezone.now()))
                response["CDN-Cache-Control"] = f"public, max-age={seconds}"  # RFC 9213
        return response


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Say whether a shared cache may keep an answer: also where nothing says so, as a 404 (RFC 9110, 15.1)."""
    if request.method not in {"GET", "HEAD"} or response.cookies:
        return False
    if request.path_info.startswith((settings.STATIC_URL, ADMIN)):
        return False
    said = response.get("Cache-Control", "")
    return "no-store" not in said and "private" not in said


def seconds_left(now: datetime) -> int:
    """Return the seconds until midnight in New York, when clocks and due dates change on every page."""
    here = now.astimezone(NEW_YORK)
    midnight = datetime.combine(here.date() + timedelta(days=1), time(), NEW_YORK)
    return max(int((midnight.astimezone(now.tzinfo) - now).total_seconds()), 0)
