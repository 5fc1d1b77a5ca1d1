"""The list of all sources: every document and report that the record cites, by title, of all disputes or of one."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.codelists import SourceKind
from timeline.documents.shapes import Document, parsed
from timeline.filters import QueryRefused, Refusal
from timeline.pages import days
from timeline.pages.paths import page_path
from timeline.pages.reading import as_of, public_page
from timeline.selectors.quality import figures

WINDOW = 100
PARAMETERS = ("dispute", "after", "as_of")
COUNTS_ALL = "sources-without-copy"  # the measure whose total is the number of sources


@public_page
def sources_page(request: HttpRequest) -> HttpResponse:
    """List a window of sources behind the position `after`, 100 at a time, of the dispute that the address names."""
    seq = as_of(request)
    names = selectors.names("dispute", selectors.keys_of("dispute", limit=1000))
    dispute, after = request.GET.get("dispute", ""), request.GET.get("after", "")
    refusals = [
        Refusal(name[:60], "is no parameter of this address", PARAMETERS)
        for name in request.GET
        if name not in PARAMETERS
    ]
    if dispute and dispute not in names:
        refusals.append(Refusal("dispute", f"knows no “{dispute[:60]}”", tuple(names), objects="dispute"))
    if refusals:
        raise QueryRefused(refusals)
    filters = {"dispute": (dispute,)} if dispute else {}
    found = selectors.list_objects("source", filters=filters, after=after, limit=WINDOW + 1, as_of=seq)
    shown = found[:WINDOW]
    totals = figures()[COUNTS_ALL]
    context: dict[str, Any] = {
        "sources": [_line(parsed(text)) for _position, text in shown],
        "choices": [
            (key, name, totals[key].total, key == dispute)
            for key, name in (("", _("All disputes")), *names.items())
            if key in totals
        ],
        "next": f"?{_query(dispute, shown[-1][0], seq)}" if len(found) > WINDOW else "",
        "first": f"?{_query(dispute, '', seq)}" if after else "",
        "dispute_name": names.get(dispute, ""),
        "as_of_seq": seq,
        "canonical_path": "/sources/",
        "section": "about",
    }
    return render(request, "timeline/sources.html", context)


def _line(source: Document) -> dict[str, Any]:
    published = source["published"]
    return {
        "href": page_path("source", source["id"]),
        "title": source["title"],
        "lang": source["lang"],
        "publisher": source["publisher"],
        "published": days.short(published) if published else "",
        "kind": str(SourceKind(source["kind"]).label),
        "primary": source["primary"],
        "dispute": (source["dispute"] or {}).get("name", ""),
    }


def _query(dispute: str, after: str, seq: int | None) -> str:
    """Write the parameters that differ from the page's own."""
    given = {"dispute": dispute, "after": after, "as_of": seq}
    return urlencode({name: value for name, value in given.items() if value})
