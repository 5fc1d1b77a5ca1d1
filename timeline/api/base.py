"""What every read of the API has in common: validators first, then JSON text, errors as problems, open to all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request
from rest_framework.views import APIView

from timeline import selectors
from timeline.api import validators
from timeline.api.problems import as_problem, problem_response
from timeline.api.schema.operations import LogSchema
from timeline.selectors import Head

CONTENT_TYPE = "application/json"
EXPOSED = "ETag, Last-Modified, Link, Location"
PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class LogView(APIView):
    """A read of the log.

    A request whose validators still hold is answered from one indexed read, before DRF or any document is touched; any
    other is read by `answer`, which returns JSON text, or a whole response where it redirects.
    """

    http_method_names = ["get", "head", "options"]
    schema = LogSchema()
    # Which kind of address it is: list, detail, history, changes or entrance.
    role: str
    log: Head

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 304 if nothing was published since, else take DRF's ordinary way."""
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=PREFLIGHT)
        else:
            response = self._read(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    def get(self, request: Request, **_captured: str) -> HttpResponse:
        """Read the log and answer."""
        answer = self.answer(dict(request.query_params.lists()))
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
        if request.method not in {"GET", "HEAD"}:
            return super().dispatch(request, *args, **kwargs)
        self.request = request  # type: ignore[assignment]  # DRF wraps it only when it takes over
        try:
            self.log = selectors.head()
        except Exception as error:  # noqa: BLE001 - any failure of the database has to become an answer
            return self.handle_exception(error)
        etag = validators.etag_of(request.path, self.validated(request), self.log)
        modified = self.modified()
        if (not_modified := validators.unchanged(request, etag, modified)) is not None:
            return not_modified
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code == 200:
            validators.mark(response, etag, modified)  # type: ignore[arg-type]  # handlers here answer with HttpResponse
        return response
