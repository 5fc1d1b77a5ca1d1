"""Keeps pages in the cache as they were sent, under the tag of their state: while nothing changes none is made twice.

The tag names all that a page depends on (newest seq of its scope, release, language, question, day), so what is kept is
never wrong, only forgotten. Kept are whole answers without cookies, compressed once for all readers who take gzip.
"""

import gzip
import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

GZIP = re.compile(r"\bgzip\b")
MOST_BYTES = 8_000_000
LEVEL = 9  # a kept page is compressed once and sent many times
KEPT_HEADERS = ("Content-Type", "Content-Language", "Link")


def kept(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the page that is kept under a tag, or make it and keep it if it is a whole page (200)."""
    if not settings.PAGE_CACHE_SECONDS:
        return make()
    packed = bool(GZIP.search(request.headers.get("Accept-Encoding", "")))
    key = f"page:{settings.DATABASES['default']['NAME']}:{tag}:{'gz' if packed else 'plain'}"
    found = cache.get(key)
    if found is not None:
        headers, body = found
        return _answer(headers, body, packed=packed)
    response = make()
    if response.status_code != HttpResponse.status_code or response.streaming or response.cookies:
        return response
    body = gzip.compress(response.content, LEVEL, mtime=0) if packed else response.content
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    if len(body) <= MOST_BYTES:
        cache.set(key, (headers, body), settings.PAGE_CACHE_SECONDS)
    return _answer(headers, body, packed=packed)


def _answer(headers: dict[str, str], body: bytes, *, packed: bool) -> HttpResponse:
    response = HttpResponse(body, headers=headers)
    if packed:
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(body))
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
