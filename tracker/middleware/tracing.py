"""Tells a collector how long requests took, where an operator named one; without one it is not there at all."""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_guid import get_guid

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class TracingMiddleware:
    """Measure from the first to the last part of the site that sees a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.OTEL_ENDPOINT:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.traces = import_module("tracker.telemetry.traces")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and tell."""
        method = request.method if request.method in METHODS else "OTHER"  # a stranger may send any word
        span = self.traces.begin_request(method)
        response = self.get_response(request)
        match = request.resolver_match
        self.traces.end_request(
            span,
            method=method,
            route=str(match.route) if match else "",
            status=response.status_code,
            number=str(get_guid() or ""),
        )
        return response
