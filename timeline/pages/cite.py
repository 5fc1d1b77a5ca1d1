"""The page that says how to cite one revision, and whether what it said still stands."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy

from contracts import texts
from timeline import selectors
from timeline.addresses import page_path
from timeline.codelists import EventType
from timeline.documents.shapes import Document, parsed
from timeline.embeds.codes import EMBEDDED, HEIGHT, embed_path, iframe
from timeline.pages import citations, days
from timeline.pages.history import changed_parts, differences
from timeline.pages.paths import local
from timeline.pages.reading import public_page

STANDS = {
    "unchanged": gettext_lazy("Unchanged since."),
    "changed": gettext_lazy("Changed since."),
    "retracted": gettext_lazy("No longer public."),
    "merged": gettext_lazy("Merged into another."),
    "moved": gettext_lazy("Has another address now."),
}


@public_page
def cite_page(request: HttpRequest, seq: int) -> HttpResponse:
    """Show a citation of a revision in five styles and what became of it."""
    found, work = _found(seq)
    document = found.document
    context = {
        "found": found,
        "work": work,
        "styles": _styles(work) if work else [],
        "stands": STANDS[found.state],
        "changes": differences(found.document, parsed(found.newest.document)) if found.state == "changed" else [],
        "current": local(_page_of(found.successor or document)),
        "embed": _embed(found, work),
        "canonical_path": f"/cite/{seq}/",
    }
    return render(request, "timeline/cite.html", context)


@public_page
def cite_json(_request: HttpRequest, seq: int) -> HttpResponse:
    """Return the same as data, with the citation as CSL-JSON."""
    found, work = _found(seq)
    body = {
        "seq": seq,
        "object": found.revision.document_type,
        "id": found.revision.key,
        "published_at": found.revision.published_at.isoformat(),
        "state": found.state,
        "successor_url": f"{settings.SITE_URL}{_page_of(found.successor)}" if found.successor else None,
        "note": found.gone.note if found.gone else "",
        "changes": _changes(found),
        "later": [
            {"seq": row.seq, "kind": row.kind, "published_at": row.published_at.isoformat(), "note": row.note}
            for row in found.later
        ],
        "styles": {name.lower(): text for name, text in _styles(work)} if work else {},
        "csl": citations.csl(work) if work else None,
    }
    return JsonResponse(body, headers={"Access-Control-Allow-Origin": "*"})


def _page_of(document: Document) -> str:
    return page_path(document["object"], document["id"], document.get("slug", ""))


def _changes(found: selectors.Cited) -> list[dict[str, Any]]:
    """Return the parts that differ today, as they were and as they are; none of what is gone."""
    if found.state != "changed":
        return []
    return changed_parts(found.document, parsed(found.newest.document))


def _embed(found: selectors.Cited, work: citations.Work | None) -> str:
    """Return the HTML for other sites; empty where there is no compact page or it is gone."""
    kind = found.revision.document_type
    if work is None or found.gone is not None or kind not in EMBEDDED:
        return ""
    return str(iframe(f"{settings.SITE_URL}{embed_path(kind, found.revision.key)}", work.title, height=HEIGHT[kind]))


def _found(seq: int) -> tuple[selectors.Cited, citations.Work | None]:
    """Return a revision, and what can be cited of it: nothing where the revision itself took something out."""
    found = selectors.cited(seq)
    if found is None:
        raise Http404
    document = found.document
    if "state" in document:
        return found, None
    url = f"{settings.SITE_URL}{_page_of(document)}?as_of={seq}"
    return found, citations.Work(title_of(document), url, seq, found.revision.published_at)


def _styles(work: citations.Work) -> list[tuple[str, str]]:
    """Write the citations: they are English wherever they are read."""
    with translation.override(texts.MAIN_LANGUAGE):
        return citations.styles(work)


def title_of(document: Document) -> str:
    """Return what a document is called in a citation, in English: a citation is not translated."""
    if document.get("type") == EventType.STATEMENT:
        speaker = document["speaker"].get("name", document["speaker"]["id"])
        with translation.override(texts.MAIN_LANGUAGE):
            return f"Statement of {speaker}, {days.long(document['date']).replace(days.NO_BREAK, ' ')}"
    name = document.get("name") or document.get("title") or document.get("docket") or document["id"]
    title = name if isinstance(name, str) else texts.pick(name, texts.MAIN_LANGUAGE)[0]
    return f"{title}: the record of the dispute" if document["object"] == "dispute" else title
