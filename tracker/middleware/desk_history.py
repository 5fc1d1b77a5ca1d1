"""Tells the history of rows who acts on the desk and at which address; what readers and programs do writes no rows."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tracker.middleware.places import ADMIN


class DeskHistoryMiddleware:
    """Stands behind the guard of the desk; why something is changed the desk's forms add themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take what answers behind it."""
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Name account and address to whatever is written on the way."""
        if request.method != "POST" or not request.path.startswith(ADMIN):
            return self._answer(request)
        with pghistory.context(user=request.user.pk, path=request.path):
            return self._answer(request)
