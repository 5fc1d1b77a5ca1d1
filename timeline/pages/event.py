"""The page of one event or statement: evidence, what it acts on, what acts on it, what was said, and its history."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from timeline.codelists import EventType
from timeline.pages.checked import checked, checked_quotes
from timeline.pages.dispute import complete
from timeline.pages.history import history
from timeline.pages.linked import around
from timeline.pages.paths import page_path
from timeline.pages.reading import as_of, found_or_elsewhere, public_page
from timeline.pages.shown import show_event, show_statement


@public_page
def event_page(request: HttpRequest, key: str, words: str = "") -> HttpResponse:
    """Show an event or a statement; an address with other words redirects to the right one."""
    seq = as_of(request)
    document, found = found_or_elsewhere(request, "event", key, seq)
    if seq is None and words != document.get("slug", ""):
        return HttpResponsePermanentRedirect(page_path("event", key, document.get("slug", "")))
    context = {
        "document": document,
        "found": found,
        "as_of_seq": seq,
        "history": history("event", key),
        "canonical_path": page_path("event", key, document.get("slug", "")),
        "section": "disputes",
    }
    told = checked_quotes if seq is None else list  # of a past moment our copies of today say nothing
    if document["type"] == EventType.STATEMENT:
        [quote] = told([show_statement(document)])
        return render(request, "timeline/statement.html", {**context, "quote": quote})
    event = show_event(document)
    complete([event], seq)
    if seq is None:
        event.evidence = checked(event.evidence)
    event.quotes = told(event.quotes)
    return render(request, "timeline/event.html", {**context, "event": event, "around": around(event)})
