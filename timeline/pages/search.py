"""The page of search across everything: an exact number first, then hits by rank with what was found in them."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts import texts
from timeline import selectors
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.paths import language, local, page_path
from timeline.pages.proceedings import proceeding
from timeline.pages.reading import public_page, reading_day
from timeline.pages.wording import plain, words
from timeline.selectors.search import KINDS, START, STOP, Hit, Results

WINDOW = 20
LONGEST = 200
LAST_PAGE = 50
ENDS = '.”"’ '  # what the marked excerpt leaves out at its end
KIND_WORDS = {
    "dispute": gettext_lazy("Disputes"),
    "contract": gettext_lazy("Contracts"),
    "protest": gettext_lazy("Proceedings"),
    "party": gettext_lazy("People and parties"),
    "claim": gettext_lazy("Claims"),
    "event": gettext_lazy("Events"),
    "statement": gettext_lazy("Statements"),
    "source": gettext_lazy("Sources"),
}
ONE_WORDS = {
    "dispute": gettext_lazy("Dispute"),
    "contract": gettext_lazy("Contract"),
    "protest": gettext_lazy("Proceeding"),
    "party": gettext_lazy("Person or party"),
    "claim": gettext_lazy("Claim"),
    "event": gettext_lazy("Event"),
    "statement": gettext_lazy("Statement"),
    "source": gettext_lazy("Source"),
}


@dataclass(slots=True)
class Found:
    """One row of the results."""

    kind: str
    href: str
    title: SafeString | str
    where: str
    when: str
    piece: tuple[str, str]
    excerpt: SafeString | str = ""


@public_page
def search_page(request: HttpRequest) -> HttpResponse:
    """Search by the words or the number of the address; an odd query is answered with what would work."""
    text = " ".join(" ".join(request.GET.getlist("q")).replace("\0", " ").split())
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    number = request.GET.get("page", "1")
    page = min(int(number), LAST_PAGE) if number.isascii() and number.isdigit() and 0 < len(number) < 4 else 1
    page = max(1, page)
    context: dict[str, Any] = {
        "text": text[:LONGEST],
        "kind": kind,
        "too_long": len(text) > LONGEST,
        "canonical_path": "/search/",
        "section": "search",
    }
    if text and len(text) <= LONGEST:
        context |= answer(text, kind, page)
    return render(request, "timeline/search.html", context)


def answer(text: str, kind: str, page: int) -> dict[str, Any]:
    """Gather what the page shows for a query that can be asked."""
    results = selectors.search(text, kind=kind, offset=(page - 1) * WINDOW, limit=WINDOW)
    rows = [_row(hit) for hit in results.hits]
    for row, excerpt in zip(rows, selectors.marked(text, [row.piece for row in rows]), strict=True):
        row.excerpt = _safe(_ended(excerpt, row.piece[1]), row.piece[0])
    total = results.counts.get(kind, 0) if kind else sum(results.counts.values())
    close = [] if total or results.exact else selectors.meant(text)
    return {
        "exact": [_row(hit) for hit in results.exact],
        "rows": rows,
        "total": total,
        "capped": results.is_capped,
        "kinds": _kinds(text, kind, results),
        "meant": [_meant(*found) for found in close],
        "instead": _instead(text, close),
        "next": _address(text, kind, page + 1) if page * WINDOW < total and page < LAST_PAGE else "",
        "previous": _address(text, kind, page - 1) if page > 1 else "",
    }


def _address(text: str, kind: str, page: int = 1) -> str:
    pairs = [("q", text)] + ([("kind", kind)] if kind else []) + ([("page", str(page))] if page > 1 else [])
    return f"{local('/search/')}?{urlencode(pairs)}"


def _kinds(text: str, chosen: str, results: Results) -> list[dict[str, Any]]:
    """Return the kinds of what was found with their counts, all of it first."""
    every = {"label": _("Everything"), "count": sum(results.counts.values()), "href": _address(text, "")}
    rows = [{**every, "here": not chosen}]
    rows += [
        {"label": KIND_WORDS[name], "count": count, "href": _address(text, name), "here": name == chosen}
        for name, count in results.counts.items()
    ]
    return rows if len(rows) > 2 else []


def _row(hit: Hit) -> Found:
    document = hit.document
    dispute = (document.get("dispute") or {}).get("name", "") if hit.kind != "dispute" else ""
    title, body, when = _SHAPES.get(hit.kind, _named)(document)
    kind = "event" if hit.kind == "statement" else hit.kind
    href = page_path(kind, document["id"], document.get("slug", "") if kind == "event" else "")
    return Found(str(ONE_WORDS[hit.kind]), href, title, dispute, when, body)


def _piece(*values: texts.TextMap | str | None) -> tuple[str, str]:
    """Join texts of a document in the page's language, or in the one they have."""
    picked = [texts.pick(value, language()) for value in values if isinstance(value, dict) and value]
    lang = picked[0][1] if picked else language()
    return lang, " ".join(text for text, found in picked if found == lang)


Shape = tuple[SafeString | str, tuple[str, str], str]


def _named(document: Document) -> Shape:
    title = document.get("name") or document.get("title") or document["id"]
    name = title if isinstance(title, str) else words(title)
    return name, _piece(document.get("standfirst") or document.get("description") or document.get("note")), ""


def _event(document: Document) -> Shape:
    return words(document["title"]), _piece(document["summary"], document["note"]), days.short(document["date"])


def _statement(document: Document) -> Shape:
    speaker = document["speaker"].get("name", document["speaker"]["id"])
    quote = document["quote"]
    spoken = (language(), quote["translations"][language()]) if language() in quote["translations"] else None
    return speaker, spoken or (quote["lang"], quote["text"]), days.short(document["date"])


def _claim(document: Document) -> Shape:
    return words(document["title"]), _piece(document["text"]), ""


def _protest(document: Document) -> Shape:
    row = proceeding(document, reading_day())
    return (
        f"{row.docket}: {row.parties}",
        (language(), f"{row.forum}. {row.outcome}."),
        days.short_day(row.filed) if row.filed else "",
    )


def _source(document: Document) -> Shape:
    return document["title"], (language(), document["publisher"]), days.short(document["published"])


_SHAPES = {"event": _event, "statement": _statement, "claim": _claim, "protest": _protest, "source": _source}


def _ended(excerpt: str, text: str) -> str:
    """Show where an excerpt was cut out of its text."""
    bare = excerpt.replace(START, "").replace(STOP, "")
    before = "" if text.startswith(bare[:20]) else "… "
    after = "" if bare.rstrip(ENDS)[-20:] == text.rstrip(ENDS)[-20:] else " …"
    return f"{before}{excerpt}{after}"


def _safe(excerpt: str, lang: str) -> SafeString:
    """Escape an excerpt and mark what was found in it."""
    text = escape(excerpt).replace(START, "<mark>").replace(STOP, "</mark>")
    marked = text if lang == language() else f'<span lang="{escape(lang)}">{text}</span>'
    return mark_safe(marked)  # noqa: S308  # escaped above; the marks are ours


def _meant(kind: str, key: str, facts: Document) -> dict[str, Any]:
    return {"kind": ONE_WORDS[kind], "href": page_path(kind, key), "name": words(facts["name"])}


def _instead(text: str, close: list[tuple[str, str, Document]]) -> dict[str, str]:
    """Return the query with its misspelt words replaced by words of the names that come close; empty if none does."""
    known = {word.lower(): word for _kind, _key, facts in close for word in plain(facts["name"]).split()}
    replaced = [(word, get_close_matches(word.lower(), known, n=1, cutoff=0.6)) for word in text.split()]
    better = " ".join(known[found[0]].strip(",.") if found else word for word, found in replaced)
    return {"text": better, "href": _address(better, "")} if better.lower() != text.lower() else {}
