"""The addresses of the door for answers that stay open long, and the way there from the door for quick ones."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

# Whatever stands in front of the site hands these on to the stream process (deploy/Caddyfile).
ROOM = "/streams"
CHANGES_PATH = f"{ROOM}/changes/"


def elsewhere(request: HttpRequest, path: str) -> HttpResponse:
    """Lead a request to a path of the other door, with its method and its parameters."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponse(status=307, headers={"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"})
    response["Location"] = f"{settings.STREAM_URL}{path}{'?' if query else ''}{query}"
    return response


@csrf_exempt
def wrong_door(request: HttpRequest, rest: str) -> HttpResponse:
    """Lead who came in by the door of pages to the other one, if that has an address of its own: 404 otherwise."""
    if settings.STREAM_URL in {"", settings.SITE_URL}:
        raise Http404
    return elsewhere(request, f"{ROOM}/{rest}")
