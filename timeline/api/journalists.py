"""The page for journalists: from nothing to a useful file in minutes, with examples that are run by the test suite."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timeline.api import citation_status
from timeline.api.changing import LONGEST_WAIT
from timeline.api.limits import quotas
from timeline.api.problems import TITLES
from timeline.api.reading import DEFAULT_LIMIT, MOST
from timeline.api.resources import RESOURCES, ROOT
from timeline.filters import FILTERS
from timeline.pages.reading import public_page

MEANINGS = {
    "bad-query": "A parameter or value is unknown. `errors` names every one of them with what exists.",
    "not-found": "No published object has this id, or the address does not exist.",
    "read-only": "Only GET, HEAD and OPTIONS are understood.",
    "gone": "It was retracted or taken down. `detail` is the editors' public note, `revisions` leads to its history.",
    "wrong-key": "The key in `Authorization` is none of ours or was revoked. Without one you may ask, too.",
    "too-many": "You asked more often than your limit allows. `Retry-After` says in how many seconds to go on.",
    "too-large": "A request with more bytes than any sensible one has was not read.",
    "full": "All places for waiting and for streams are taken. `Retry-After` says in how many seconds to ask again.",
    "our-mistake": "We failed, and it was recorded.",
}


@public_page
def for_journalists(request: HttpRequest) -> HttpResponse:
    """Explain what there is, how to take it, and on what terms."""
    context = {
        "resources": RESOURCES,
        "api_root": ROOT,
        "filters": FILTERS,
        "problems": [(status, slug, title, MEANINGS[slug]) for status, (slug, title) in TITLES.items()],
        "quotas": quotas(),
        "streams": {
            "beat": settings.STREAM_BEAT_SECONDS,
            "minutes": settings.STREAM_SECONDS // 60,
            "a_sender": settings.STREAMS_A_SENDER,
            "wait": LONGEST_WAIT,
        },
        "most_cited": citation_status.MOST,
        "default_limit": DEFAULT_LIMIT,
        "most": MOST,
        "canonical_path": "/for-journalists/",
        "section": "journalists",
    }
    return render(request, "timeline/for_journalists.html", context)
