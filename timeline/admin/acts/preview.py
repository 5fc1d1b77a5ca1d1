"""Preview: the page and the document as they would be published, for editors only, kept by nobody."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation

from contracts.texts import LANGUAGES, MAIN_LANGUAGE
from timeline.addresses import page_path
from timeline.admin.acts.page import Act, in_words
from timeline.admin.fields import LANGUAGE_NAMES
from timeline.admin.readable import Names, read
from timeline.admin.refusals import refused_now
from timeline.codelists import EventType
from timeline.documents.shapes import Document, Ref
from timeline.pages.dispute import complete
from timeline.pages.linked import around
from timeline.pages.shown import show_event, show_statement
from timeline.publishing import plan

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


def preview_page(act: Act) -> HttpResponse:
    """Show one row: for an event or statement the readers' page in a frame, then every part of the document."""
    row = act.rows[0]
    planned = plan([row])
    document = planned.documents[Ref(row.document_type, row.key)]
    framed = {LANGUAGE_NAMES[lang]: f"page/?lang={lang}" for lang in LANGUAGES} if document["object"] == "event" else {}
    response = act.page(
        "admin/timeline/preview.html",
        title="Preview",
        framed=framed,
        lines=read(document, Names([document])),
        json=json.dumps(document, indent=2, ensure_ascii=False),
        problems=in_words(planned.problems),
        refused=refused_now(document),
    )
    return _kept_by_nobody(response)


def readers_page(act: Act) -> HttpResponse:
    """Render the page of an event or statement as readers would see it, with what is published around it."""
    row = act.rows[0]
    if row.document_type != "event":
        raise Http404
    document = plan([row]).documents[Ref(row.document_type, row.key)]
    asked = act.request.GET.get("lang")
    lang = asked if asked in LANGUAGES else MAIN_LANGUAGE
    with translation.override(lang):
        template, context = _template(document)
        response = render(act.request, template, {**context, "LANGUAGE_CODE": lang})
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return _kept_by_nobody(response)


def _template(document: Document) -> tuple[str, Document]:
    """Return the readers' template and what it shows."""
    context: Document = {
        "document": document,
        "as_of_seq": None,
        "history": [],
        "canonical_path": page_path("event", document["id"], document.get("slug", "")),
        "section": "disputes",
    }
    if document["type"] == EventType.STATEMENT:
        return "timeline/statement.html", {**context, "quote": show_statement(document)}
    event = show_event(document)
    complete([event], None)
    return "timeline/event.html", {**context, "event": event, "around": around(event)}


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
