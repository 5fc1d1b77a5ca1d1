"""Due dates and hearings as iCalendar (RFC 5545), one all-day entry a clock, for readers who subscribe to what is due.

An entry follows from the log alone, not from the day on which it is read: what a later step settled is cancelled, what
rests on another due date is tentative.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event, vUri

from contracts.codelists import Forum
from timeline import selectors
from timeline.api.problems import problem_beside
from timeline.api.problems import refused as problem_of
from timeline.codelists import DueKind
from timeline.documents.shapes import Document
from timeline.filters import ObjectQuery, QueryRefused
from timeline.pages import days
from timeline.pages.clocks import CERTAINTY_WORDS
from timeline.pages.hearings import begun, hearings
from timeline.pages.paths import language, page_path
from timeline.pages.reading import found_or_elsewhere, public_page, reading_day
from timeline.pages.working import lines_of
from timeline.selectors import DeadlineQuery, DueDate

MOST = 5_000
ADVICE = gettext_lazy("Computed from the record by the rule named. No legal advice.")
CONTENT_TYPE = "text/calendar; charset=utf-8"


@public_page
def all_calendar(request: HttpRequest) -> HttpResponse:
    """Return the due dates of all disputes, or of those that filters leave."""
    parameters = {name: values for name, values in request.GET.lists() if any(values)}
    try:
        asked = ObjectQuery.read("deadline", parameters, known=selectors.known_keys)
    except QueryRefused as refused:
        return problem_beside(problem_of(refused.refusals), request)
    return _answer(
        DeadlineQuery.asked(asked, reading_day()), _("Contract Disputes: due dates and hearings"), "deadlines"
    )


@public_page
def dispute_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the due dates of one dispute."""
    document, _found = found_or_elsewhere(request, "dispute", slug, None)
    query = DeadlineQuery(reading_day(), {"dispute": (slug,)})
    return _answer(query, _("%(dispute)s: due dates and hearings") % {"dispute": document["name"]}, f"{slug}-deadlines")


def _answer(query: DeadlineQuery, title: str, filename: str) -> HttpResponse:
    dues = selectors.due_dates(query, limit=MOST, latest_first=True)
    names = selectors.agency_names(due.document for due in dues)
    entries = [entry(due, names) for due in dues]
    text = calendar([*entries, *hearings(query.chosen, first=query.first_due, last=query.last_due)], title)
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response


def calendar(entries: list[Event], title: str) -> bytes:
    """Write entries as a calendar."""
    found = Calendar()
    found.add("prodid", f"-//Contract Disputes//Due dates//{language().upper()}")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", title)
    found.add("x-wr-timezone", "America/New_York")
    found.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for one in entries:
        found.add_component(one)
    return bytes(found.to_ical())


def entry(due: DueDate, names: Mapping[str, str]) -> Event:
    """Write one due date as an all-day entry; `names` are those of agencies, by slug."""
    document = due.document
    day = date.fromisoformat(document["due_date"])
    protest, dispute = document["protest"], document["dispute"]
    case = protest.get("docket") or str(Forum(protest["forum"]).label)
    what = document["what"]
    page = f"{settings.SITE_URL}{page_path('protest', protest['id'])}#due-{document['id']}"
    found = begun(document, due.seq, due.published_at)
    found.add("dtstart", day)
    found.add("dtend", day + timedelta(days=1))
    found.add("summary", f"{dispute.get('name', dispute['id'])}, {case}: {_(what)}")
    found.add("description", description(document, names))
    found.add("url", vUri(page))
    found.add("status", status(document))
    found.add("categories", [str(Forum(protest["forum"]).label), str(DueKind(document["kind"]).label)])
    return found


def status(document: Document) -> str:
    """Return how firm an entry is, in iCalendar's words; a day that was reached is not called off afterwards."""
    overtaken = document["moot_on"] is not None and document["moot_on"] <= document["due_date"]
    if overtaken or document["superseded_on"]:
        return "CANCELLED"
    return "CONFIRMED" if document["certainty"] == "fixed" else "TENTATIVE"


def description(document: Document, names: Mapping[str, str]) -> str:
    """Return rule, certainty and working as lines."""
    met = document["met_on"]
    owner, certainty = document["owner"], CERTAINTY_WORDS[document["certainty"]]
    lines = [
        _("Rule: %(rule)s, %(citation)s.") % {"rule": document["rule"], "citation": document["citation"]},
        _("Who must act: %(owner)s. Certainty: %(certainty)s.") % {"owner": _(owner), "certainty": certainty},
        *([_("Met on %s.") % days.short_text(met)] if met else []),
        *lines_of(document, names),
        str(ADVICE),
    ]
    return "\n".join(lines)
