"""Answers whoever watches over the site: is the process alive, can it serve, and how does everything fare."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from timeline.operations.checks import checks
from timeline.operations.metrics import written


@never_cache
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """Answer 200 from a process that takes requests, whatever its servers do: else restart it."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 if readers can be served (`degraded`: something else is not well), 503 if not, with every check."""
    found = checks(now=timezone.now())
    is_down = any(one.is_needed and not one.is_well for one in found)
    status = "down" if is_down else "ok" if all(one.is_well for one in found) else "degraded"
    told = {one.name: {"ok": one.is_well, "detail": one.detail} for one in found}
    return JsonResponse({"status": status, "checks": told}, status=503 if is_down else 200)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the metrics to who has METRICS_TOKEN (`Authorization: Bearer …`); to everybody else there are none."""
    token = settings.METRICS_TOKEN
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(said.encode(), token.encode()):
        raise Http404
    return HttpResponse(written(now=timezone.now()), content_type=CONTENT_TYPE_LATEST)
