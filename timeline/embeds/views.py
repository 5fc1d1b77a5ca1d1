"""Compact pages for iframes: the only ones that other sites may frame. They hold no script and open links outside."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from timeline import selectors
from timeline.codelists import EventType
from timeline.documents.shapes import Document, parsed
from timeline.embeds.codes import embed_path
from timeline.filters import EventQuery
from timeline.pages.above import head
from timeline.pages.dispute import complete
from timeline.pages.history import mended
from timeline.pages.paths import page_path
from timeline.pages.reading import as_of, public_page
from timeline.pages.shown import show_event, show_statement

View = Callable[..., HttpResponse]
MOST_LANDMARKS = 40
EVERYBODY = {"frame-ancestors": ["*"], "script-src": ["'none'"]}


def framed(view: View) -> View:
    """Make a view a page of the log that any site may show in a frame, its errors and its 304 included."""
    return wraps(view)(cast("View", xframe_options_exempt(csp_replace(EVERYBODY)(public_page(view)))))


def _read(
    request: HttpRequest, object_type: str, key: str, gather: Callable[[Document, int | None], dict[str, Any]]
) -> HttpResponse:
    """Find the object and show it, or say in as little room what became of it."""
    seq = as_of(request)
    found = selectors.find(object_type, key, as_of=seq)
    if found is not None and found.state == "merged":
        into = parsed(found.document)["into"]
        return HttpResponse(status=301, headers={"Location": embed_path(into["object"], into["id"])})
    if found is None or found.state != "live":
        return render(request, "timeline/embed/gone.html", {"found": found}, status=404 if found is None else 410)
    document = found.data
    context = {
        "document": document,
        "as_of_seq": seq,
        "found": found,
        "page": f"{settings.SITE_URL}{page_path(object_type, key, document.get('slug', ''))}",
        **gather(document, seq),
    }
    return render(request, f"timeline/embed/{object_type}.html", context)


@framed
def dispute_embed(request: HttpRequest, key: str) -> HttpResponse:
    """Show how a dispute stands and its landmarks."""

    def gather(document: Document, seq: int | None) -> dict[str, Any]:
        query = EventQuery(dispute=(key,), significance=("1",), as_of_seq=seq, oldest_first=True)
        above = head(document, seq, EventQuery(dispute=(key,)))
        landmarks = selectors.list_events(query, limit=MOST_LANDMARKS)
        return {"play": above["play"], "events": [show_event(event) for event in landmarks.documents]}

    return _read(request, "dispute", key, gather)


@framed
def event_embed(request: HttpRequest, key: str) -> HttpResponse:
    """Show one event or statement with its evidence."""

    def gather(document: Document, seq: int | None) -> dict[str, Any]:
        if document["type"] == EventType.STATEMENT:
            return {"quote": show_statement(document)}
        event = show_event(document)
        complete([event], seq)
        changed = selectors.changed_by(one["seq"] for one in event.corrections)
        for one in event.corrections:
            one["mended"] = mended(*changed[one["seq"]]) if one["seq"] in changed else ()
        return {"event": event}

    return _read(request, "event", key, gather)
