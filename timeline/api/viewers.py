"""The API's description and its two viewers: their scripts come from this site, their policies allow no other host."""

from hashlib import blake2b

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from timeline.api.schema.whole import openapi

# Redoc makes a style element that is empty and fills it by script, and one with the rules of its scrollbar. These two
# texts are allowed, no other; a browser test fails if another version of it brings another.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
SCROLLBAR_STYLE = "'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='"
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [NONE],
    "connect-src": [SELF],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


def _etag(_request: HttpRequest) -> str:
    return f'"{blake2b(openapi(), digest_size=12).hexdigest()}"'


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def schema(_request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI 3.1 document, for every origin."""
    return HttpResponse(openapi(), content_type="application/json", headers={"Access-Control-Allow-Origin": "*"})


@require_safe
@csp(POLICY)
def swagger(request: HttpRequest) -> HttpResponse:
    """Show the description in Swagger UI, where every address can be tried."""
    return render(request, "timeline/api/swagger.html")


@require_safe
@csp({**POLICY, "style-src": [SELF, EMPTY_STYLE, SCROLLBAR_STYLE], "worker-src": ["blob:"]})  # it searches in a worker
def redoc(request: HttpRequest) -> HttpResponse:
    """Show the description in Redoc, to read."""
    return render(request, "timeline/api/redoc.html")
