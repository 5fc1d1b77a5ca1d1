"""How the sources fare, as JSON: the one answer of the API that is not read from the log."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from timeline.api.base import CONTENT_TYPE, LogView
from timeline.api.reading import read_nothing
from timeline.api.resources import absolute
from timeline.selectors.public_status import SourceHealth, sources_health, version_of

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CACHE_CONTROL = "public, max-age=60"


class SourcesHealthView(LogView):
    """All sources that are watched, those that need attention first."""

    role = "sources_health"
    head_first = False

    def _answered(self, request: HttpRequest) -> HttpResponse:
        """Answer 304 by the data itself: it changes without a line in the log."""
        read_nothing(dict(request.GET.lists()))
        found = sources_health(now=timezone.now())
        etag = f'"{version_of(found, request.path)}"'
        answer = get_conditional_response(request, etag=etag)
        response = answer or HttpResponse(written(found).encode(), content_type=CONTENT_TYPE)
        response["ETag"] = etag
        response["Cache-Control"] = CACHE_CONTROL
        return response


def written(sources: list[SourceHealth]) -> str:
    """Return the answer as JSON text."""
    page = absolute("/sources-health/")
    return orjson.dumps({"page_url": page, "results": [_shape(one) for one in sources]}).decode()


def _shape(one: SourceHealth) -> dict[str, Any]:
    facts = asdict(one)
    facts["gaps"] = [{"since": since, "until": until} for since, until in one.gaps]
    facts["rhythm_hours"] = one.rhythm // HOUR if one.rhythm else None
    facts["poll_minutes"] = None if one.pushed else one.poll_every // MINUTE
    return {name: value for name, value in facts.items() if name not in {"rhythm", "poll_every"}}
