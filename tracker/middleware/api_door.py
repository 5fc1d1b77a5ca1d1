"""Lets programs out by a door of their own: answers to them have no session, language, form token, nonce or frame.

Each of the parts behind this one costs every answer something; together they cost an unchanged one (304) half its time.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import ResolverMatch, resolve

from tracker.middleware.compression import PublicCompressionMiddleware
from tracker.middleware.places import API, HOOKS

# Of these a length would speak of the content that was left out.
WITHOUT_CONTENT = (204, 304)


class ApiDoorMiddleware:
    """Answer the API with its view alone, compressed on request, and what sources send; pass everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answer = PublicCompressionMiddleware(call_view)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Choose the way by the address."""
        if request.path_info.startswith(API):
            return self.answer(request)  # type: ignore[return-value]  # no event loop here
        if request.path_info.startswith(HOOKS):
            return call_view(request)
        return self.get_response(request)


def call_view(request: HttpRequest) -> HttpResponseBase:
    """Call the view of an address; raises DisallowedHost and Resolver404 like the handler that is left out."""
    request.get_host()
    match = request.resolver_match = _resolved(request.path_info, settings.ROOT_URLCONF)
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    if isinstance(response, HttpResponse) and response.status_code not in WITHOUT_CONTENT:
        response.headers["Content-Length"] = str(len(response.content))
    return response


@lru_cache(maxsize=1_024)
def _resolved(path: str, addresses: str) -> ResolverMatch:
    """Find the view of an address; lists are asked for at few of them, and the table of addresses is long."""
    return resolve(path, addresses)
