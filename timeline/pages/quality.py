"""The page on how good the record is: what lacks a source, a copy or a date, each number with the list of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.codelists import DocumentType, RevisionKind
from timeline.documents.shapes import Document
from timeline.filters import QueryRefused, Refusal
from timeline.pages import days
from timeline.pages.lists import heading
from timeline.pages.paths import local, page_path
from timeline.pages.quality_words import GROUPS, WORDS
from timeline.pages.reading import public_page, reading_day
from timeline.pages.shown import address
from timeline.pages.sparkline import Sparkline, sparkline
from timeline.pages.wording import grouped
from timeline.selectors.quality import BY_NAME, Counted, Figure, counted, figures, trend

WINDOW = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its words, numbers, the addresses of what it counts, by dispute too, and how it went on."""

    name: str
    label: str
    explained: str
    figure: Figure
    href: str
    disputes: list[tuple[str, Figure, str]] = field(default_factory=list)
    line: Sparkline | None = None
    went: str = ""


@public_page
def quality_page(request: HttpRequest) -> HttpResponse:
    """Show every measure, of the whole record or of one dispute."""
    names = _disputes()
    dispute = _asked(request, names, ("dispute",))
    found = figures()
    kept = trend(dispute, until=reading_day())
    rows = {
        name: _row(name, {} if dispute else names, by_dispute, dispute, kept.get(name, []))
        for name, by_dispute in found.items()
    }
    context = {
        "groups": [(label, [rows[name] for name in measures]) for label, measures in GROUPS],
        "quotes": _quotes({name: row.figure for name, row in rows.items()}),
        "choices": [
            ("", _("All disputes"), not dispute),
            *((key, name, key == dispute) for key, name in names.items()),
        ],
        "dispute_name": names.get(dispute, ""),
        "kept_since": min((points[0][0] for points in kept.values()), default=None),
        "json": f"/api/v1/quality/{'?' + urlencode({'dispute': dispute}) if dispute else ''}",
        "canonical_path": "/quality/",
        "section": "about",
    }
    return render(request, "timeline/quality.html", context)


@public_page
def quality_list_page(request: HttpRequest, measure: str) -> HttpResponse:
    """List what one measure counts."""
    if measure not in BY_NAME:
        raise Http404
    names = _disputes()
    dispute = _asked(request, names, ("dispute", "after"))
    after = request.GET.get("after", "")
    by_dispute = figures()[measure]
    found = counted(BY_NAME[measure], dispute=dispute, after=after, limit=WINDOW + 1)
    shown = found[:WINDOW]
    on = {"dispute": dispute, "after": shown[-1].position} if len(found) > WINDOW else {}
    context = {
        "row": _row(measure, {}, by_dispute, dispute, []),
        "choices": [
            (key, name, by_dispute[key].count, key == dispute)
            for key, name in (("", _("All disputes")), *names.items())
            if key in by_dispute
        ],
        "dispute_name": names.get(dispute, ""),
        "things": [_thing(one) for one in shown],
        "next": f"?{_query(on)}" if on else "",
        "is_first": not after,
        "json": f"/api/v1/quality/{measure}/{'?' + urlencode({'dispute': dispute}) if dispute else ''}",
        "canonical_path": f"/quality/{measure}/",
        "section": "about",
    }
    return render(request, "timeline/quality_list.html", context)


def _disputes() -> dict[str, str]:
    return selectors.names("dispute", selectors.keys_of("dispute", limit=1000))


def _asked(request: HttpRequest, names: Mapping[str, str], known: Sequence[str]) -> str:
    """Return the dispute that is asked for, "" for all; refuse what is unknown."""
    refusals = [
        Refusal(name[:60], "is no parameter of this address", tuple(known)) for name in request.GET if name not in known
    ]
    dispute = request.GET.get("dispute", "")
    if dispute and dispute not in names:
        refusals.append(Refusal("dispute", f"knows no “{dispute[:60]}”", tuple(names), objects="dispute"))
    if refusals:
        raise QueryRefused(refusals)
    return dispute


def _row(
    name: str,
    names: Mapping[str, str],
    by_dispute: Mapping[str, Figure],
    dispute: str,
    kept: Sequence[tuple[date, Figure]],
) -> Row:
    points = [(day, figure.count) for day, figure in kept]
    label, explained = WORDS[name]
    return Row(
        name=name,
        label=str(label),
        explained=str(explained),
        figure=by_dispute.get(dispute, Figure(0, 0)),
        href=_listed(name, dispute),
        disputes=[(words, by_dispute[key], _listed(name, key)) for key, words in names.items() if key in by_dispute],
        line=sparkline(points),
        went=_went(points),
    )


def _listed(name: str, dispute: str) -> str:
    path = local(f"/quality/{name}/")
    return f"{path}?{urlencode({'dispute': dispute})}" if dispute else path


def _went(points: Sequence[tuple[date, int]]) -> str:
    """Say how a number went on; the drawing shows the same."""
    if len(points) < 2:
        return ""
    counts = [count for _, count in points]
    return _("from %(first)s on %(day)s to %(last)s; lowest %(low)s, highest %(high)s") % {
        "first": grouped(counts[0]),
        "day": days.short_day(points[0][0]),
        "last": grouped(counts[-1]),
        "low": grouped(min(counts)),
        "high": grouped(max(counts)),
    }


def _quotes(found: Mapping[str, Figure]) -> dict[str, Any]:
    """Return how many quotes stand in our copies, and of how many: what is not counted by a measure was found."""
    of_quotes = [figure for name, figure in found.items() if name.startswith("quotes-")]
    total = of_quotes[0].total
    return {"total": total, "found": total - sum(figure.count for figure in of_quotes)}


def _thing(one: Counted) -> dict[str, Any]:
    """Prepare one line of a list."""
    if one.document is None:
        return {"act": one.id, "lines": [_line(line.kind, line.ref, line.document) for line in one.changed]}
    document = one.document
    quote, source = document.get("quote"), document["object"] == "source"
    return {
        "href": address(document),
        "title": heading(document),
        "lang": quote["lang"] if quote else document["lang"] if source else "",
        "is_quote": bool(quote),
        "when": "" if source else days.short(document.get("date")),
        "by": document["publisher"] if source else document.get("speaker", {}).get("name", ""),
        "dispute": (document.get("dispute") or {}).get("name", ""),
    }


def _line(kind: str, ref: tuple[str, str], document: Document | None) -> dict[str, Any]:
    return {
        "kind": RevisionKind(kind).label,
        "type": DocumentType(ref[0]).label,
        "href": page_path(*ref),
        "title": heading(document) or ref[1],
    }


def _query(on: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in on.items() if value})
