"""Due dates as entries of a feed: one a clock, brought up again when its day moves or something settles it."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from contracts.codelists import Forum
from timeline import selectors
from timeline.codelists import DueKind
from timeline.documents.shapes import Document
from timeline.feeds.entries import Entry, clean, tag, words
from timeline.pages import days
from timeline.pages.calendar import description
from timeline.pages.paths import page_path
from timeline.selectors import DueDate


def due_entries(rows: Iterable[DueDate]) -> tuple[Entry, ...]:
    """Turn due dates into entries; what they say follows from the log alone, not from the day of reading."""
    dues = list(rows)
    names = selectors.agency_names(due.document for due in dues)
    return tuple(_entry(row, names) for row in dues)


def _entry(row: DueDate, names: Mapping[str, str]) -> Entry:
    document = row.document
    protest, dispute = document["protest"], document["dispute"]
    forum = str(Forum(protest["forum"]).label)
    case = protest.get("docket") or forum
    title = f"{words(dispute.get('name', dispute['id']))}, {clean(case)}: {_(document['what'])}"
    lines = [clean(line) for line in description(document, names).split("\n")]
    return Entry(
        id=tag(f"deadline/{document['id']}"),
        url=f"{settings.SITE_URL}{page_path('protest', protest['id'])}#due-{document['id']}",
        title=f"{title}, {days.short_text(document['due_date'])}",
        summary=_standing(document),
        html=format_html(
            "<p><b>{}</b></p><ul>{}</ul>",
            _standing(document),
            format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
        ),
        updated=row.published_at,
        tags=(forum, str(DueKind(document["kind"]).label)),
    )


def _standing(document: Document) -> str:
    """Say when it is due and what, if anything, settled it."""
    due = days.short_text(document["due_date"])
    if met := document["met_on"]:
        return _("Due on %(due)s, met on %(day)s.") % {"due": due, "day": days.short_text(met)}
    if over := document["superseded_on"] or document["moot_on"]:
        return _("Due on %(due)s, overtaken on %(day)s.") % {"due": due, "day": days.short_text(over)}
    return _("Due on %(due)s.") % {"due": due}
