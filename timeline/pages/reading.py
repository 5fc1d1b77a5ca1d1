"""What every page view does first: answer 304 from the log's newest seq, and read the moment a reader asks for."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from contracts.procedure import NEW_YORK
from timeline import selectors
from timeline.conditions import brings_tags
from timeline.documents.shapes import Document, parsed
from timeline.edge import keys
from timeline.filters import QueryRefused
from timeline.pages.keeping import kept
from timeline.pages.paths import page_path
from timeline.pages.refusals import listed, told
from timeline.pages.together import Together
from timeline.selectors import public_questions

P = ParamSpec("P")
SCOPED = frozenset({"dispute"})  # pages that depend on one dispute alone
MAX_AGE = 60  # seconds a shared cache may answer alone
_looks: Together[tuple[object, ...]] = Together()


def reading_day(now: datetime | None = None) -> date:
    """Return the day in New York on which a page is read; clocks are shown for that day."""
    return (now or timezone.now()).astimezone(NEW_YORK).date()


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Make a view a page of the log: GET only, 304 before anything is read, cacheable, refusals as a 400 page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = _unless_known(request, lambda: made(request, *args, **kwargs))
        patch_vary_headers(response, ("HX-Request",))
        patch_cache_control(response, public=True, max_age=MAX_AGE, stale_while_revalidate=600)
        return response

    def made(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if "\0" in request.path or any("\0" in name + "".join(values) for name, values in request.GET.lists()):
            return refusal(request, [("", _("A NUL byte is no part of an address."))])
        try:
            return view(request, *args, **kwargs)
        except Elsewhere as elsewhere:
            return elsewhere.response
        except selectors.MomentRefused as refused:
            return refusal(request, [("as_of", told(str(refused)))])
        except QueryRefused as refused:
            return refusal(request, listed(refused.refusals))

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", answer)


def _unless_known(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer 304 to who has the page of this state, else with the page: kept, or made."""
    tag = etag(request)
    if brings_tags(request) and (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    response = kept(request, tag, make)
    if response.status_code != 200:
        return response
    response["ETag"] = tag
    return cast("HttpResponse", get_conditional_response(request, etag=tag, response=response))


def refusal(request: HttpRequest, reasons: list[tuple[str, SafeString | str]]) -> HttpResponse:
    """Answer 400 with the reasons in words: pairs of a parameter and what is wrong with it."""
    return render(request, "timeline/refused.html", {"reasons": reasons}, status=400)


def etag(request: HttpRequest) -> str:
    """Name the state of a page, once a request: what it depends on is read once.

    That is the newest seq of its scope and the newest question, the release, the address with its question in one
    spelling, whether only a part is asked for, and the day in New York, on which clocks and due dates depend.
    """
    if (known := getattr(request, "page_tag", None)) is None:
        part = bool(request.headers.get("HX-Request"))
        parts = (*state_of(request), request.path, question(request), part)
        known = f'W/"{sha256("|".join(map(str, parts)).encode()).hexdigest()[:24]}"'
        request.page_tag = known  # type: ignore[attr-defined]  # kept on the request for its own time
    return known


def state_of(request: HttpRequest) -> tuple[object, ...]:
    """Return what everything on a page depends on, whatever is asked for; read once a request."""
    if (known := getattr(request, "page_state", None)) is None:
        known = (*_version(request), settings.RELEASE, reading_day())
        request.page_state = known  # type: ignore[attr-defined]  # kept on the request for its own time
    return cast("tuple[object, ...]", known)


def _version(request: HttpRequest) -> tuple[object, ...]:
    slug = _dispute_alone(request)
    keys.note(request, keys.of_dispute(slug) if slug else keys.LOG, is_lasting=True)
    if slug:
        return _looks.look(slug, lambda: public_questions.version_of(slug))
    return _looks.look(None, public_questions.version)


def _dispute_alone(request: HttpRequest) -> str:
    """Return the dispute that a page depends on alone, empty for a page that depends on the whole log."""
    match = request.resolver_match
    return str(match.kwargs["slug"]) if match is not None and match.url_name in SCOPED else ""


def question(request: HttpRequest) -> str:
    """Return the query string in one spelling: sorted, empty values left out."""
    pairs = sorted((name, value) for name, values in request.GET.lists() for value in values if value)
    return urlencode(pairs)


def day_of(seq: int | None, known_by: date | None = None) -> date:
    """Return the day for which clocks are shown: the replay's, the day of a past revision, or today."""
    if known_by is not None:
        return known_by
    moment = selectors.published_at(seq) if seq else None
    return reading_day(moment)


def as_of(request: HttpRequest) -> int | None:
    """Return the seq that `?as_of=` names, None for now; raises MomentRefused."""
    text = request.GET.get("as_of", "").strip()
    return selectors.resolve_as_of(text, now=datetime.now(UTC)) if text else None


class Elsewhere(Exception):
    """The object is not shown here: answer with this response instead."""

    def __init__(self, response: HttpResponse) -> None:
        """Keep the response."""
        self.response = response
        super().__init__(response.status_code)


def _not_yet(request: HttpRequest, object_type: str, key: str) -> Exception:
    """Return how to answer for an object that is not known at a moment: from when on it is, or 404."""
    first = selectors.revisions(object_type, key).last()
    return Elsewhere(render(request, "timeline/not_yet.html", {"first": first}, status=404)) if first else Http404()


def found_or_elsewhere(request: HttpRequest, object_type: str, key: str, seq: int | None) -> tuple[Document, Any]:
    """Return a live document with what was found, or raise: 404 for unknown, Elsewhere for 301 and 410."""
    found = selectors.find(object_type, key, as_of=seq)
    if found is None:
        raise Http404 if seq is None else _not_yet(request, object_type, key)
    if found.state == "live":
        return found.data, found
    if found.state == "merged":
        into = parsed(found.document)["into"]
        raise Elsewhere(HttpResponsePermanentRedirect(page_path(into["object"], into["id"], into.get("slug", ""))))
    context = {"found": found, "object_type": object_type, "key": key}
    raise Elsewhere(render(request, "timeline/gone.html", context, status=410))
