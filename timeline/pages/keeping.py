"""Keeps pages in the cache as they were sent, under the tag of their state: while nothing changes none is made twice.

The tag names all that a page depends on (newest seq of its scope, release, language, question, day), so what is kept is
never wrong, only forgotten. Kept are whole answers without cookies, compressed once for all who take the same coding.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from timeline.codings import SMALLEST_FIRST, Coding, chosen
from timeline.near import Near
from timeline.pages import shared

MOST_BYTES, MOST_NEAR = 8_000_000, 100_000
KEPT_HEADERS = ("Content-Type", "Content-Language", "Link")
_near: Near[tuple[dict[str, str], bytes]] = Near()


def kept(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the page that is kept under a tag, or make it and keep it if it is a whole page (200)."""
    if not settings.PAGE_CACHE_SECONDS:
        return make()
    coding = chosen(request.headers.get("Accept-Encoding", ""), SMALLEST_FIRST)
    key = f"page:{settings.DATABASES['default']['NAME']}:{tag}:{coding.name if coding else 'plain'}"
    if (near := _near.get(key)) is not None:
        return _answer(*near, coding)
    found = shared.get(key)
    if found is not None:
        headers, body = found
        _keep_near(key, headers, body)
        return _answer(headers, body, coding)
    response = make()
    if response.status_code != HttpResponse.status_code or response.streaming or response.cookies:
        return response
    body = coding.once(response.content) if coding else response.content
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    if len(body) <= MOST_BYTES:
        shared.put(key, (headers, body))
        _keep_near(key, headers, body)
    return _answer(headers, body, coding)


def _keep_near(key: str, headers: dict[str, str], body: bytes) -> None:
    """Keep a page of usual size in the process too: what many ask for is not fetched from the cache each time."""
    if len(body) <= MOST_NEAR and settings.PAGE_PARTS_KEPT:
        _near.put(key, (headers, body), most=settings.PAGE_PARTS_KEPT, seconds=settings.PAGE_CACHE_SECONDS)


def _answer(headers: dict[str, str], body: bytes, coding: Coding | None) -> HttpResponse:
    response = HttpResponse(body, headers=headers)
    if coding:
        response["Content-Encoding"] = coding.name
        response["Content-Length"] = str(len(body))
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
