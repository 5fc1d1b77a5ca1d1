"""The page on how the sources fare: a source that is blocked or silent is shown so, never as “no news”."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from timeline.selectors.public_status import sources_health

MAX_AGE = 60  # seconds


@require_safe
def sources_health_page(request: HttpRequest) -> HttpResponse:
    """List all sources with their last answer, last news, expected rhythm, state and gaps."""
    context = {"sources": sources_health(), "canonical_path": "/sources-health/", "section": "about"}
    response = render(request, "timeline/sources_health.html", context)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response
