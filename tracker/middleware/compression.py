"""Compresses pages and API answers for readers; the admin stays as it is, since its pages hold secrets of a session."""

from collections.abc import AsyncIterator, Iterator
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

from timeline.codings import QUICKEST_FIRST, Coding, chosen
from tracker.middleware.places import ADMIN

AS_IT_IS = "identity"  # the coding of an answer that wants to be sent as it is
SMALLEST = 200  # bytes; compressing less sends more


class PublicCompressionMiddleware(MiddlewareMixin):
    """Zstandard, Brotli or gzip outside the admin, by what the reader accepts.

    Compression leaks a secret only where one answer mixes it with text of the attacker (BREACH). Public answers hold
    no secret, so they need no random padding and stay identical byte for byte.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress the answer if it is public, bears no coding yet and gets smaller; say what it depends on."""
        if response.get("Content-Encoding") == AS_IT_IS:
            del response.headers["Content-Encoding"]  # a word between us: no answer names it (RFC 9110, 8.4.1)
            return response
        if request.path.startswith(ADMIN) or response.has_header("Content-Encoding"):
            return response
        if isinstance(response, HttpResponse) and len(response.content) < SMALLEST:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        coding = chosen(request.headers.get("Accept-Encoding", ""), QUICKEST_FIRST)
        if coding is None or not _pack(response, coding):
            return response
        # The same bytes no more: a strong tag would say so.
        if (tag := response.get("ETag", "")).startswith('"'):
            response.headers["ETag"] = f"W/{tag}"
        response.headers["Content-Encoding"] = coding.name
        return response


def _pack(response: HttpResponseBase, coding: Coding) -> bool:
    """Compress a body or a stream; says False where that would be no gain."""
    if isinstance(response, StreamingHttpResponse):
        content = response.streaming_content
        if response.is_async:
            response.streaming_content = _later(cast("AsyncIterator[bytes]", content), coding)
        else:
            response.streaming_content = _pieces(cast("Iterator[bytes]", content), coding)
        del response.headers["Content-Length"]
        return True
    answer = cast("HttpResponse", response)
    packed = coding.now(answer.content)
    if len(packed) >= len(answer.content):
        return False
    answer.content = packed
    answer.headers["Content-Length"] = str(len(packed))
    return True


def _pieces(content: Iterator[bytes], coding: Coding) -> Iterator[bytes]:
    packing = coding.stream()
    for piece in content:
        if sent := packing.piece(piece):
            yield sent
    yield packing.end()


async def _later(content: AsyncIterator[bytes], coding: Coding) -> AsyncIterator[bytes]:
    packing = coding.stream()
    async for piece in content:
        if sent := packing.piece(piece):
            yield sent
    yield packing.end()
