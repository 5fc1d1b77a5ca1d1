"""Guards the desk behind the log-in: no page for a sign-in that was ended, or without the second factor."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tracker.accounts import second_factor, sign_ins
from tracker.middleware.places import ADMIN

Answer = Callable[[HttpRequest], HttpResponse]
# What is open between password and second factor, by the name of its address.
BETWEEN = ("admin:logout", "admin:jsi18n")


class DeskGuardMiddleware:
    """Stands behind django-otp's middleware; readers' addresses never touch the session here."""

    def __init__(self, get_response: Answer) -> None:
        """Take what answers behind it."""
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a request to the desk through, or send it where the proof is given."""
        if not request.path.startswith(ADMIN) or not isinstance(request.user, User):
            return self._answer(request)
        if sign_ins.current(request, request.user) is None:
            logout(request)
            return _to("admin:login", request)
        missing = _missing(request.user)
        if missing is None or request.path in {reverse(name) for name in (missing, *BETWEEN)}:
            return self._answer(request)
        return _to(missing, request)


def _missing(user: User) -> str | None:
    """Return the name of the page where an account gives the proof that it lacks."""
    if second_factor.is_proved(user):
        return None
    if second_factor.has_one(user):
        return "account-prove"
    return "account-enrol" if second_factor.is_demanded(user) else None


def _to(name: str, request: HttpRequest) -> HttpResponse:
    target = f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"
    return HttpResponseRedirect(target)
