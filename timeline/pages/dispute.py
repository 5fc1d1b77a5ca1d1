"""The dispute page: state of play, bidders, proceedings, claims, filters and the record itself."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from timeline import selectors
from timeline.documents.shapes import Ref
from timeline.filters import FILTERS, EventQuery, QueryRefused, Refusal
from timeline.pages import entries
from timeline.pages.above import Above
from timeline.pages.facets import FacetGroup, chosen_words, facet_groups
from timeline.pages.parts import is_whole, part
from timeline.pages.reading import as_of, found_or_elsewhere, public_page, question, reading_day
from timeline.pages.shown import Shown, by_year, incoming, show_event, show_statement

WINDOW = 13  # keeps a window with style and script under 40 KiB on the wire
NEAR = timedelta(days=60)  # what is due soon belongs to what is near today
SHOW_CHOICES = (
    ("landmarks", gettext_lazy("Landmarks")),
    ("normal", pgettext_lazy("significance", "Normal")),
    ("everything", gettext_lazy("Everything")),
)
SHOWS = {"landmarks": ("1",), "normal": ("1", "2"), "everything": ()}
OWN_PARAMETERS = ("as_of", "after", "before", "at", "all", "show")
WINDOWS = frozenset({"after", "before", "at"})
TODAY = "today"
COUNTED = ("type", "forum", "significance", "contract", "party", "year")


@public_page
def dispute_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a dispute as it is, was on this site (`as_of`), or was known to the public (`known_by`)."""
    seq = as_of(request)
    document, found = found_or_elsewhere(request, "dispute", slug, seq)
    query = read_query(request, slug, seq)
    above = Above(request, document, found.seq, query)
    tables = above.tables()
    listed = record(request, query, tables.labels)
    context = {
        **listed,
        "dispute": document,
        "above": tables,
        "drawn": above.drawn(event.document["id"] for event in listed["events"]),
        "known_by": query.known_by,
        "as_of_seq": seq,
        "found_seq": found.seq,
        "canonical_path": request.path,
        "section": "disputes",
        "part": is_part(request),
    }
    response = render(request, "timeline/_record.html" if context["part"] else "timeline/dispute.html", context)
    if len(listed["events"]) > entries.LEAN_FROM:
        response.content = in_ascii(response.text)
    return response


def in_ascii(html: str) -> bytes:
    """Return a page with references in place of all characters beyond ASCII.

    A browser decodes megabytes of ASCII in no time; a single other character sends each piece that holds one through
    slow code in one long task. No script element of a page holds any: JSON-LD is written in ASCII.
    """
    return html.encode("ascii", "xmlcharrefreplace")


def is_part(request: HttpRequest) -> bool:
    """Say whether a script asks for the record alone, to exchange it on a page that stays."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"


def read_query(request: HttpRequest, slug: str, seq: int | None) -> EventQuery:
    """Read the filters of the address; the dispute is given by its path, `show` is a switch of significance."""
    parameters = {name: values for name, values in request.GET.lists() if any(values)}
    if "dispute" in parameters:
        raise QueryRefused([Refusal("dispute", "is given by this page's path")])
    query = EventQuery.read(parameters, known=selectors.known_keys, others=OWN_PARAMETERS, oldest_first=True)
    show = SHOWS.get(request.GET.get("show", ""), ())
    return replace(query, dispute=(slug,), as_of_seq=seq, significance=query.significance or show)


def record(request: HttpRequest, query: EventQuery, labels: dict[str, str]) -> dict[str, Any]:
    """Gather one window of the record with its quotes and incoming links, and the filter form with counts.

    `labels` names the contracts.
    """
    everything = request.GET.get("all") == "1"
    at, (after, before) = request.GET.get("at", ""), window_of(request, query)
    show = request.GET.get("show", "everything")
    page = selectors.list_events(query, after=after, before=before, limit=100_000 if everything else WINDOW)
    events = [show_event(document) for document in page.documents if document["type"] != "statement"]
    complete(events, query.as_of_seq, query.known_by)
    shared = is_whole(query)
    counts_of = replace(query, oldest_first=True)
    counted = part(request, "counts", counts_of, lambda: count(query, labels), shared=shared)
    asked = (query, show, at)
    form = part(request, "form", asked, lambda: write_form(request, query, counted, show, at), shared=shared and not at)
    years = by_year(events, counted.facets["year"])
    return {
        "years": years,
        "events": events,
        "found": counted.found,
        "window": page,
        "all": everything,
        "next_url": _address(request, after=page.next) if page.next else "",
        "previous_url": _address(request, before=page.previous) if page.previous else "",
        "all_url": _address(request, all="1"),
        "pack_url": f"{request.path}chronology.zip?{question(request)}",
        "order_url": _address(request, order="newest" if query.oldest_first else ""),
        "form": form,
        "active": active_filters(request, counted.groups),
        "query": query,
        "near_url": _address(request, at=TODAY),
        "landmarks_url": _address(request, all="1", show="landmarks"),
        "year_links": year_links(request, query, counted.facets["year"], {year.name for year in years}),
    }


@dataclass(frozen=True, slots=True)
class Counted:
    """How many events a query finds, by value of every filter, and the groups of the form that say so."""

    facets: dict[str, dict[str, int]]
    found: int
    groups: list[FacetGroup]


def count(query: EventQuery, labels: dict[str, str]) -> Counted:
    """Count what a query finds; `labels` names the contracts."""
    counts = selectors.facets(query, COUNTED)
    found, _statements = selectors.count_events(query)
    named = labels | selectors.names("party", {*counts["party"], *query.party})
    return Counted(counts, found, facet_groups(query, counts, named))


def write_form(request: HttpRequest, query: EventQuery, counted: Counted, show: str, at: str) -> SafeString:
    """Write the filter form as the query left it."""
    context = {
        "query": query,
        "known_by": query.known_by,
        "as_of_seq": query.as_of_seq,
        "canonical_path": request.path,
        "at": at if at != TODAY else "",
        "show": show,
        "show_choices": show_choices(counted.facets["significance"]),
        "facets": counted.groups,
        "is_narrowed": any(choice.chosen for group in counted.groups for choice in group.choices),
    }
    return render_to_string("timeline/_filters.html", context)


def show_choices(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Return the switch of significance, each position with the number of events that it shows."""
    return [
        (value, str(label), sum(n for level, n in counts.items() if level in (SHOWS[value] or counts)))
        for value, label in SHOW_CHOICES
    ]


def window_of(request: HttpRequest, query: EventQuery) -> tuple[str, str]:
    """Return the positions (after, before) that a window lies between; `at` asks for a day, or for what is near today.

    Raises QueryRefused for a day that is none.
    """
    at = request.GET.get("at", "")
    if not at:
        return request.GET.get("after", ""), request.GET.get("before", "")
    if at == TODAY:
        soon = (reading_day() + NEAR).isoformat()
        return ("", soon) if query.oldest_first else (soon, "")
    try:
        day = date.fromisoformat(at)
    except ValueError as error:
        raise QueryRefused([Refusal("at", "is no day like 2019-12-08")]) from error
    return (day.isoformat() if query.oldest_first else (day + timedelta(days=1)).isoformat()), ""


def year_links(request: HttpRequest, query: EventQuery, counts: dict[str, int], here: set[str]) -> list[dict[str, Any]]:
    """Return a link a year: to its head if it is on the page, else to the window that begins with it."""
    links = []
    for year, count in sorted(counts.items(), reverse=not query.oldest_first):
        start = year if query.oldest_first else str(int(year) + 1)
        href = f"#y-{year}" if year in here else _address(request, after=start)
        links.append({"name": year, "count": count, "href": href})
    return links


def complete(events: list[Shown], seq: int | None, known_by: date | None = None) -> None:
    """Add quotes, incoming links and corrections to events; a constant number of queries, whatever their number.

    In a replay nothing that became public later is quoted or linked; on a past page what is gone today is marked.
    """
    by_id = {event.document["id"]: event for event in events}
    for document in selectors.statements_of(list(by_id), as_of=seq):
        if known_by is None or document["public"]["date"]["latest"] <= known_by.isoformat():
            by_id[document["event"]["event"]["id"]].quotes.append(show_statement(document))
    for key, links in selectors.links_to(list(by_id), as_of=seq).items():
        by_id[key].incoming = incoming(links)
    if known_by is not None:
        linked = {link.event["id"] for event in events for link in (*event.links, *event.incoming)}
        later = selectors.public_after(known_by, linked, as_of=seq)
        for event in events:
            event.links = [link for link in event.links if link.event["id"] not in later]
            event.incoming = [link for link in event.incoming if link.event["id"] not in later]
    if seq is not None:
        gone = selectors.gone_today(list(by_id))
        for key in gone:
            by_id[key].gone = True
    for revision in selectors.corrections_of([Ref("event", key) for key in by_id]):
        by_id[revision.key].corrections.append(
            {"note": revision.note, "at": revision.published_at, "seq": revision.seq}
        )


def _address(request: HttpRequest, **changed: str) -> str:
    """Return this page's address with some parameters changed; an empty one goes."""
    dropped = {*changed, *WINDOWS}
    kept = [(name, value) for name, values in request.GET.lists() for value in values if value and name not in dropped]
    new = [(name, value) for name, value in changed.items() if value]
    return f"{request.path}?{urlencode(kept + new)}#record" if kept or new else f"{request.path}#record"


def active_filters(request: HttpRequest, groups: list[FacetGroup]) -> list[dict[str, str]]:
    """Return the filters that are set, each in words and with the address of the page without it."""
    names = {one.name for one in FILTERS} - {"dispute", "known_by"}
    found = []
    for name, values in request.GET.lists():
        if name not in names:
            continue
        parts = [one for value in values for one in value.split(",") if one]
        for one in parts:
            others = ",".join(other for other in parts if other != one)
            label, words = chosen_words(groups, name, one)
            found.append({"name": label, "value": words, "without": _address(request, **{name: others})})
    return found
