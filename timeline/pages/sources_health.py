"""The page on how the sources fare: a source that is blocked or silent is shown so, never as “no news”."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from timeline.selectors.public_status import sources_health, version_of

MAX_AGE = 60  # seconds


@require_safe
def sources_health_page(request: HttpRequest) -> HttpResponse:
    """List all sources with their last answer, last news, expected rhythm, state and gaps; 304 by the data itself."""
    sources = sources_health(now=timezone.now())
    etag = f'W/"{version_of(sources, request.get_full_path())}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        context = {"sources": sources, "canonical_path": "/sources-health/", "section": "about"}
        response = render(request, "timeline/sources_health.html", context)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response
