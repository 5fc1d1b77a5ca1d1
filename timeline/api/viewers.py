"""The API's description and its two viewers: their scripts come from this site, their policies allow no other host."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition

from timeline.api.base import preflight
from timeline.api.problems import Problem, problem_response
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


def only_read(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let a view be read alone; whatever would write is a problem, as at every other address of the API."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in {"GET", "HEAD"}:
            return problem_response(Problem(405, f'Method "{request.method}" not allowed.'), request)
        return view(request)

    return answer


@only_read
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def schema(_request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI 3.1 document, for every origin."""
    return HttpResponse(openapi(), content_type="application/json", headers={"Access-Control-Allow-Origin": "*"})


@only_read
@csp(POLICY)
def swagger(request: HttpRequest) -> HttpResponse:
    """Show the description in Swagger UI, where every address can be tried."""
    return render(request, "timeline/api/swagger.html")


@only_read
@csp({**POLICY, "style-src": [SELF, EMPTY_STYLE, SCROLLBAR_STYLE], "worker-src": ["blob:"]})  # it searches in a worker
def redoc(request: HttpRequest) -> HttpResponse:
    """Show the description in Redoc, to read."""
    return render(request, "timeline/api/redoc.html")
