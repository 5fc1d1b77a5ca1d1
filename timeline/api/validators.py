"""Validators of answers: an ETag and a date from one read of the log's newest line, before any document is read.

Nothing readers see changes without a new line in the log, so its newest seq, the release of the code and the normalised
address say all there is to say about an answer.
"""

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from timeline.selectors import Head

# Seconds. A shared cache may serve what is a little old, and fetch the new while it does.
CACHE_CONTROL = "public, max-age=10, stale-while-revalidate=60"


@lru_cache(maxsize=4_096)
def normalised(query_string: str) -> str:
    """Return a query string with its parameters in order, encoded alike, empty ones left out."""
    return urlencode(sorted(parse_qsl(query_string), key=lambda pair: pair[0]))


def etag_of(path: str, query_string: str, head: Head) -> str:
    """Return the entity tag of the answer to an address while the log ends at `head`."""
    named = f"{settings.RELEASE}\n{path}\n{normalised(query_string)}\n{head.seq}"
    return f'"{blake2b(named.encode(), digest_size=12).hexdigest()}"'


def last_modified_of(head: Head, *, now: datetime) -> int | None:
    """Return the second of the newest change, None within that second: another change could still fall into it."""
    if head.published_at is None:
        return None
    second = int(head.published_at.timestamp())
    return second if second < int(now.timestamp()) else None


def given(request: HttpRequest) -> bool:
    """Say whether a request brings a validator along."""
    return "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MODIFIED_SINCE" in request.META


def unchanged(request: HttpRequest, etag: str, modified: int | None) -> HttpResponse | None:
    """Return the 304 that the request's own validators ask for, None where the answer has to be given."""
    if (found := get_conditional_response(request, etag=etag, last_modified=modified)) is None:
        return None
    response = HttpResponse(status=found.status_code)
    del response["Content-Type"]  # it has no content, and its answer may be of any type
    mark(response, etag, modified)
    return response


def mark(response: HttpResponse, etag: str, modified: int | None) -> None:
    """Put validators and cache directives on an answer."""
    response["ETag"] = etag
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = CACHE_CONTROL


def now() -> datetime:
    """Return the time of the clock that decides whether a second is over."""
    return datetime.now(UTC)
