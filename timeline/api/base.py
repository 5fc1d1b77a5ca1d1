"""What every read of the API has in common: validators first, then JSON text, errors as problems, open to all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.views import APIView

from timeline import selectors
from timeline.api import limits, validators
from timeline.api.problems import as_problem, problem_response
from timeline.api.schema.operations import LogSchema
from timeline.conditions import brings_tags
from timeline.selectors import Head

CONTENT_TYPE = "application/json"
EXPOSED = "ETag, Last-Modified, Link, Location, RateLimit, RateLimit-Policy, Retry-After"
# JSON is no page: it loads nothing and stands in no frame.
POLICY = "default-src 'none'; frame-ancestors 'none'"
PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Accept, Accept-Language, Authorization, Content-Type, If-Modified-Since, If-None-Match"
    ),
    "Access-Control-Max-Age": "86400",
}


def preflight() -> HttpResponse:
    """Say what may be done here, in an answer without content and without a type of it."""
    response = HttpResponse(status=204, headers=PREFLIGHT)
    del response["Content-Type"]
    return response


class LogView(APIView):
    """A read of the log.

    A request whose validators still hold is answered from one indexed read, before any document is touched; any other
    is read by `answer`, which returns JSON text, or a whole response where it redirects.
    """

    http_method_names = ["get", "head", "options"]
    schema = LogSchema()
    # Which kind of address it is: list, detail, history, changes or entrance.
    role: str
    # Whether the log's newest line has to be read before the rest: what is read after it may only be newer.
    head_first = True
    # Headers of a request that choose between answers; a 304 names them as its answer would (RFC 9110, 15.4.5).
    varies: tuple[str, ...] = ()
    _log: Head | None = None
    _allowance: limits.Allowance | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, for every origin and every cache."""
        response = preflight() if request.method == "OPTIONS" else self._read(request, *args, **kwargs)
        if self._allowance is not None:
            for name, value in self._allowance.headers().items():
                response[name] = value
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        response["Content-Security-Policy"] = POLICY
        patch_vary_headers(response, [*self.varies, "Accept-Encoding"])
        return response

    @property
    def log(self) -> Head:
        """Return the log's newest line, as it was when or just before the answer was read."""
        if self._log is None:
            raise RuntimeError("the log's newest line was asked for before it was read")
        return self._log

    def get(self, request: HttpRequest, **_captured: str) -> HttpResponse:
        """Read the log and answer."""
        answer = self.answer(dict(request.GET.lists()))
        if isinstance(answer, HttpResponse):
            return answer
        return HttpResponse(answer.encode(), content_type=CONTENT_TYPE)

    def answer(self, parameters: Mapping[str, Sequence[str]]) -> str | HttpResponse:
        """Return the JSON text of the answer; raise Problem for an error."""
        raise NotImplementedError

    def validated(self, request: HttpRequest) -> str:
        """Return what an answer depends on besides the path and the log."""
        return str(request.META.get("QUERY_STRING", ""))

    def modified(self) -> int | None:
        """Return the second in which the answers last changed, None within it."""
        return validators.last_modified_of(self.log, now=validators.now())

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]  # no renderer is needed
        """Answer any error as a problem document."""
        return problem_response(as_problem(exc, self.request), self.request)

    def _read(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a GET without DRF's request and renderer, which would add nothing: answers are JSON text already."""
        if request.method not in {"GET", "HEAD"}:
            return super().dispatch(request, *args, **kwargs)
        try:
            return self._answered(request)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong has to become an answer
            return problem_response(as_problem(error, request), request)

    def _answered(self, request: HttpRequest) -> HttpResponse:
        """Answer 304 where the request's validators hold, else read and mark the answer with its own."""
        depends = self.validated(request)  # beforehand, for a day may end while the answer is read
        conditional = validators.given(request)
        if self.head_first or conditional:
            self._log = selectors.head()
        if conditional and brings_tags(request):
            etag = validators.etag_of(request.path, depends, self.log)
            if (not_modified := validators.unchanged(request, etag, self.modified())) is not None:
                return not_modified
        self._spend(request)
        response = self.get(request)
        if response.status_code != 200:
            return response
        etag, modified = validators.etag_of(request.path, depends, self.log), self.modified()
        if conditional and (not_modified := validators.unchanged(request, etag, modified)) is not None:
            return not_modified
        validators.mark(response, etag, modified)
        return response

    def _spend(self, request: HttpRequest) -> None:
        """Count the request against what its sender may ask; raise Problem 429 where nothing is left."""
        self._allowance = limits.spend(request)
        if self._allowance is not None and self._allowance.retry_after is not None:
            raise limits.too_many(self._allowance)
