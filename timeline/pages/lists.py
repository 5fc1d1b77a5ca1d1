"""Pages that list across disputes: corrections, parties and claims."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.documents.shapes import Document, parsed
from timeline.pages.paths import page_path
from timeline.pages.reading import as_of, public_page


@public_page
def corrections_page(request: HttpRequest) -> HttpResponse:
    """List what was corrected, retracted, restored or taken down, newest first, with the public note."""
    seq = as_of(request)
    rows = selectors.corrections(as_of=seq)
    live = selectors.documents({(row.document_type, row.key) for row in rows}, as_of=seq)
    entries = [
        {
            "revision": row,
            "heading": heading(live.get((row.document_type, row.key))),
            "href": page_path(row.document_type, row.key),
        }
        for row in rows
    ]
    context = {"entries": entries, "as_of_seq": seq, "canonical_path": "/corrections/", "section": "corrections"}
    return render(request, "timeline/corrections.html", context)


def heading(document: Document | None) -> Document | str:
    """Return what a document is called, or nothing for one that is gone."""
    if document is None:
        return ""
    quoted = document.get("quote")
    name: Document | str = document.get("title") or document.get("name") or (quoted["text"] if quoted else "")
    return name


@public_page
def parties_page(request: HttpRequest) -> HttpResponse:
    """List all parties by name, organisations before people."""
    seq = as_of(request)
    parties = [parsed(text) for _, text in selectors.list_objects("party", limit=5000, as_of=seq)]
    context = {
        "groups": [
            (_("Organisations"), [party for party in parties if party["kind"] != "person"]),
            (_("People"), [party for party in parties if party["kind"] == "person"]),
        ],
        "as_of_seq": seq,
        "canonical_path": "/parties/",
        "section": "parties",
    }
    return render(request, "timeline/parties.html", context)


@public_page
def claims_page(request: HttpRequest) -> HttpResponse:
    """List all contested claims by dispute with their counts."""
    seq = as_of(request)
    claims = [parsed(text) for _, text in selectors.list_objects("claim", limit=5000, as_of=seq)]
    claims.sort(key=lambda claim: (claim["dispute"]["name"], -sum(claim["counts"].values())))
    context = {"claims": claims, "as_of_seq": seq, "canonical_path": "/claims/", "section": "claims"}
    return render(request, "timeline/claims.html", context)
