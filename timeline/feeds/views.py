"""Answers for feeds: of everything, of a query, of one dispute, party, claim or proceeding, and of corrections."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.feeds.entries import Channel, Entry, clean, correction_entries, event_entries, tag, words
from timeline.feeds.formats import FORMATS
from timeline.filters import EventQuery, QueryRefused
from timeline.pages.paths import language, local, page_path
from timeline.pages.reading import Elsewhere, found_or_elsewhere, public_page

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
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Return what was corrected, retracted, restored or taken down."""
    rows = selectors.corrections(limit=MOST)
    live = selectors.documents({(row.document_type, row.key) for row in rows})
    entries = correction_entries(rows, live)
    return _answer(request, form, (tag("corrections"), _("Corrections"), "", local("/corrections/")), entries)


def _events(request: HttpRequest, form: str, scope: EventQuery, head: Head) -> HttpResponse:
    """Narrow a scope by the filters of the address and answer."""
    name, title, subtitle, page = head
    parameters = {key: values for key, values in request.GET.lists() if any(values)}
    try:
        asked = EventQuery.read(parameters, known=selectors.known_keys)
    except QueryRefused as refused:
        reasons = "\n".join(f"{refusal.name} {refusal.message}" for refusal in refused.refusals)
        return HttpResponse(reasons, status=400, content_type="text/plain; charset=utf-8")
    statements = scope.statements or asked.statements
    query = replace(asked, statements=statements, **{key: getattr(scope, key) for key in scope.active})
    if asked.active:
        name = f"{name}?{request.GET.urlencode()}"
    shown = _("%(name)s: the record") % {"name": title} if title != SITE else title
    return _answer(
        request, form, (name, shown, subtitle, page), event_entries(selectors.publications(query, limit=MOST))
    )


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
