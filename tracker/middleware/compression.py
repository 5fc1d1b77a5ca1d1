"""Compresses pages and API answers for readers; the admin stays as it is, since its pages hold secrets of a session."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from tracker.middleware.places import ADMIN


class PublicCompressionMiddleware(GZipMiddleware):
    """gzip outside the admin.

    Compression leaks a secret only where one answer mixes it with text of the attacker (BREACH). Public answers hold
    no secret, so they need no random padding either and stay identical byte for byte.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress the answer if it is public and the reader takes gzip."""
        if request.path.startswith(ADMIN):
            return response
        return super().process_response(request, response)
