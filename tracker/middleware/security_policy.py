"""Sends each part of the site its own Content-Security-Policy: none for readers is weakened for the editors' tools."""

from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tracker.middleware.places import ADMIN, API_DOCS

Directives = dict[str, list[Any]]

PUBLIC: Directives = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
# Alpine, which Unfold is built on, compiles the expressions of its templates: it needs eval. Its components carry
# style attributes. Scripts in the page itself stay forbidden.
FOR_ADMIN: Directives = {
    **PUBLIC,
    "script-src": [SELF, NONCE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# Swagger UI and Redoc write style elements; Redoc searches in a worker that it makes from a blob.
FOR_API_DOCS: Directives = {
    **PUBLIC,
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "worker-src": [SELF, "blob:"],
}
BY_PLACE = {ADMIN: FOR_ADMIN, API_DOCS: FOR_API_DOCS}


class SecurityPolicyMiddleware(CSPMiddleware):
    """django-csp, with the policy chosen by the address; a view's own `csp_*` decorator still has the last word."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 - its base says so
    ) -> PolicyParts:
        """Return the policy of the place that was asked for."""
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only:
            parts.config = next((own for place, own in BY_PLACE.items() if request.path.startswith(place)), None)
        return parts
