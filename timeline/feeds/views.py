"""Answers for feeds: of everything, of a query, of one dispute, party, claim or proceeding, and of corrections."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.api.problems import problem_beside
from timeline.api.problems import refused as problem_of
from timeline.feeds.dues import due_entries
from timeline.feeds.entries import Channel, Entry, clean, correction_entries, event_entries, tag, words
from timeline.feeds.formats import FORMATS
from timeline.filters import EventQuery, ObjectQuery, QueryRefused, Refusal
from timeline.pages.calendar import ADVICE
from timeline.pages.paths import language, local, page_path
from timeline.pages.reading import Elsewhere, found_or_elsewhere, public_page, question, reading_day
from timeline.selectors import DeadlineQuery

MOST = 50
Head = tuple[str, str, str, str]  # id, title, subtitle, path of the page
SITE = "Contract Disputes"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed in which nothing was published yet


@public_page
def everything_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Return the news of all disputes, or of what the filters of the address leave."""
    head = (tag("site"), SITE, _("What was published, corrected and retracted."), local("/"))
    return _events(request, form, EventQuery(), head)


def object_feed(object_type: str) -> Callable[..., HttpResponse]:
    """Return the view of the feeds of one type of object, narrowed by the filters of the address."""

    @public_page
    def feed(request: HttpRequest, key: str, form: str) -> HttpResponse:
        try:
            document, _found = found_or_elsewhere(request, object_type, key, None)
        except Elsewhere as elsewhere:
            return elsewhere.response
        scope = {object_type: (key,)}
        # Claims and people are followed for what is said, disputes and proceedings for what happens.
        query = EventQuery(**scope, statements=object_type in {"claim", "party"})  # type: ignore[arg-type]
        title = words(document.get("name") or document.get("title") or document.get("docket") or key)
        subtitle = words(document.get("standfirst") or document.get("text") or "")
        return _events(
            request, form, query, (tag(f"{object_type}/{key}"), title, subtitle, page_path(object_type, key))
        )

    return feed


@public_page
def statements_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Return what was said, as far as the filters of the address leave it."""
    head = (tag("statements"), _("Statements"), "", local("/statements/"))
    return _events(request, form, EventQuery(type=("statement",), statements=True, events=False), head)


@public_page
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Return the events and statements that hold the words of the address."""
    text = " ".join(" ".join(request.GET.getlist("q")).split())
    if not text:
        return _refused(request, [Refusal("q", "takes words, up to 200 characters")])
    page = f"{local('/search/')}?{urlencode({'q': text})}"
    return _events(request, form, EventQuery(statements=True), (tag("search"), text, "", page))


@public_page
def deadlines_feed(request: HttpRequest, form: str, key: str = "") -> HttpResponse:
    """Return due dates of all disputes or of one, narrowed by the filters of the address."""
    title, page = _("Due dates"), local("/deadlines/")
    if key:
        document, _found = found_or_elsewhere(request, "dispute", key, None)
        title = _("%(dispute)s: due dates") % {"dispute": words(document["name"])}
        page = f"{page}?dispute={key}"
    try:
        asked = ObjectQuery.read("deadline", _given(request), known=selectors.known_keys)
    except QueryRefused as refused:
        return _refused(request, refused.refusals)
    query = DeadlineQuery.asked(asked, reading_day())
    if key:
        query = replace(query, chosen={**query.chosen, "dispute": (key,)})
    name = tag(f"dispute/{key}/deadlines" if key else "deadlines")
    entries = due_entries(selectors.told_due_dates(query, limit=MOST))
    return _answer(request, form, (_narrowed(request, name), title, str(ADVICE), page), entries)


@public_page
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Return what was corrected, retracted, restored or taken down."""
    if unknown := _given(request):
        return _refused(request, [Refusal(name[:60], "is no parameter of this address") for name in unknown])
    rows = selectors.corrections(limit=MOST)
    live = selectors.documents({(row.document_type, row.key) for row in rows})
    entries = correction_entries(rows, live)
    return _answer(request, form, (tag("corrections"), _("Corrections"), "", local("/corrections/")), entries)


def _events(request: HttpRequest, form: str, scope: EventQuery, head: Head) -> HttpResponse:
    """Narrow a scope by the filters of the address and answer."""
    name, title, subtitle, page = head
    try:
        asked = EventQuery.read(_given(request), known=selectors.known_keys)
    except QueryRefused as refused:
        return _refused(request, refused.refusals)
    statements, events = scope.statements or asked.statements, scope.events and asked.events
    kept = {key: getattr(scope, key) for key in scope.active}
    query = replace(asked, statements=statements, events=events, **kept)
    name = _narrowed(request, name)
    shown = _("%(name)s: the record") % {"name": title} if title != SITE else title
    return _answer(
        request, form, (name, shown, subtitle, page), event_entries(selectors.publications(query, limit=MOST))
    )


def _given(request: HttpRequest) -> dict[str, list[str]]:
    return {key: values for key, values in request.GET.lists() if any(values)}


def _narrowed(request: HttpRequest, name: str) -> str:
    """Return the id of a feed of what its filters leave: the same in whatever order they are named."""
    asked = question(request)
    return f"{name}?{asked}" if asked else name


def _refused(request: HttpRequest, refusals: Sequence[Refusal]) -> HttpResponse:
    return problem_beside(problem_of(refusals), request)


def _answer(request: HttpRequest, form: str, head: Head, entries: tuple[Entry, ...]) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    name, title, subtitle, page = head
    channel = Channel(
        id=name if language() == "en" else f"{name};{language()}",
        title=clean(title),
        subtitle=subtitle,
        path=f"{settings.SITE_URL}{request.get_full_path()}",
        page=f"{settings.SITE_URL}{page}",
        updated=max((entry.updated for entry in entries), default=EPOCH),
        entries=entries,
    )
    chosen = FORMATS[form]
    response = HttpResponse(chosen.write(channel, language()), content_type=chosen.content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response
