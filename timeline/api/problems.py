"""Errors as RFC 9457 problem documents: what is wrong, with every refused parameter and what could be said instead."""

import logging
from collections.abc import Sequence
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from timeline.api.resources import BY_OBJECT, absolute
from timeline.filters import Refusal

CONTENT_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)

TITLES = {
    400: ("bad-query", "The query cannot be understood"),
    401: ("wrong-key", "The key is not valid"),
    404: ("not-found", "Nothing public has this address"),
    405: ("read-only", "This API can only be read"),
    410: ("gone", "This was public and has been removed"),
    413: ("too-large", "More was sent than is read here"),
    429: ("too-many", "Too many requests in a short time"),
    500: ("our-mistake", "Something went wrong on our side"),
    503: ("full", "All places are taken"),
}


class Problem(Exception):
    """An answer that is an error; `members` are further members of the problem document."""

    def __init__(self, status: int, detail: str, **members: Any) -> None:
        self.status, self.detail, self.members = status, detail, members
        super().__init__(detail)


def refused(refusals: Sequence[Refusal]) -> Problem:
    """Make the problem that lists every refused parameter."""
    names = list(dict.fromkeys(one.name for one in refusals))
    return Problem(400, f"Refused: {', '.join(names)}.", errors=[_error(one) for one in refusals])


def _error(refusal: Refusal) -> dict[str, Any]:
    error: dict[str, Any] = {"parameter": refusal.name, "message": refusal.message}
    if refusal.known:
        error["known"] = list(refusal.known)
    if refusal.objects:
        error["see"] = absolute(BY_OBJECT[refusal.objects].path)
    return error


def problem_response(problem: Problem, request: HttpRequest) -> HttpResponse:
    """Write a problem down; nobody keeps a copy of it."""
    slug, title = TITLES.get(problem.status, ("refused", "The request was refused"))
    document = {
        "type": absolute(f"/for-journalists/#{slug}"),
        "title": title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
        **problem.members,
    }
    response = HttpResponse(orjson.dumps(document), content_type=CONTENT_TYPE, status=problem.status)
    response["Cache-Control"] = "no-store"
    if problem.status == 405:
        response["Allow"] = "GET, HEAD, OPTIONS"
    if problem.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def problem_beside(problem: Problem, request: HttpRequest) -> HttpResponse:
    """Write a problem down for an address beside the API that programs read: a feed, a calendar, a download."""
    response = problem_response(problem, request)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def as_problem(error: Exception, request: HttpRequest) -> Problem:
    """Say as a problem what went wrong; a mistake of ours is logged and told without its inside."""
    match error:
        case Problem():
            return error
        case Http404():
            return Problem(404, "No published object or address of this name is known.")
        case exceptions.APIException():
            return Problem(error.status_code, str(error.detail))
        case PermissionDenied():
            return Problem(403, "Permission denied.")
    logger.error("Unhandled error at %s", request.path, exc_info=error, extra={"request": request})
    got_request_exception.send(sender=None, request=request)
    return Problem(500, "The error was recorded. Please try again later.")
