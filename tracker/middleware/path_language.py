"""Takes the language of a page from its address alone: one address is one page for everybody and every cache."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from tracker.middleware.places import GERMAN


class PathLanguageMiddleware:
    """Activate German below `/de/` and English elsewhere; no cookie and no `Accept-Language` changes that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the address and say which it is."""
        # `/de` alone is German too, so that the redirect to `/de/` finds its page.
        language = "de" if f"{request.path_info}/".startswith(GERMAN) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
