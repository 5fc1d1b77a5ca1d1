"""Keeps pages in the cache as they were sent, under the tag of their state: while nothing changes none is made twice.

The tag names all that a page depends on (newest seq of its scope, release, language, question, day), so what is kept is
never wrong, only forgotten. Kept are whole answers without cookies, compressed once for all who take the same coding.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from timeline.codings import SMALLEST_FIRST, Coding, chosen

MOST_BYTES = 8_000_000
KEPT_HEADERS = ("Content-Type", "Content-Language", "Link")


def kept(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the page that is kept under a tag, or make it and keep it if it is a whole page (200)."""
    if not settings.PAGE_CACHE_SECONDS:
        return make()
    coding = chosen(request.headers.get("Accept-Encoding", ""), SMALLEST_FIRST)
    key = f"page:{settings.DATABASES['default']['NAME']}:{tag}:{coding.name if coding else 'plain'}"
    found = cache.get(key)
    if found is not None:
        headers, body = found
        return _answer(headers, body, coding)
    response = make()
    if response.status_code != HttpResponse.status_code or response.streaming or response.cookies:
        return response
    body = coding.once(response.content) if coding else response.content
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    if len(body) <= MOST_BYTES:
        cache.set(key, (headers, body), settings.PAGE_CACHE_SECONDS)
    return _answer(headers, body, coding)


def _answer(headers: dict[str, str], body: bytes, coding: Coding | None) -> HttpResponse:
    response = HttpResponse(body, headers=headers)
    if coding:
        response["Content-Encoding"] = coding.name
        response["Content-Length"] = str(len(body))
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
