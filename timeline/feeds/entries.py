"""What a feed says, whatever its format: a head and entries with permanent ids, absolute addresses and clean text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts import texts
from timeline import selectors
from timeline.codelists import REMOVING_KINDS, EventType, RevisionKind
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.history import mended
from timeline.pages.paths import language, local, page_path
from timeline.pages.shown import evidence
from timeline.selectors import Publication, Revision

# Since this day we own the names we give (RFC 4151); it must never change.
TAG_DATE = "2026"
# XML 1.0 has no way to write these (section 2.2), so no text may bring them.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REMOVED = {
    RevisionKind.RETRACTED: gettext_noop("Retracted: %s"),
    RevisionKind.TAKEN_DOWN: gettext_noop("Taken down"),
    RevisionKind.MERGED: gettext_noop("Merged: %s"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `html` is a fragment in which all text is escaped."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    updated: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """The head of a feed; `path` and `page` are absolute addresses of the feed and of what it follows."""

    id: str
    title: str
    subtitle: str
    path: str
    page: str
    updated: datetime
    entries: tuple[Entry, ...]


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return FORBIDDEN.sub("", text)


def tag(name: str) -> str:
    """Return a permanent id (a tag URI, RFC 4151): the same in every format and whatever becomes of the address."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{TAG_DATE}:{name}"


def words(value: texts.TextMap | str | None) -> str:
    """Return a text in the language of the address."""
    text = value if isinstance(value, str) else texts.pick(value, language())[0]
    return clean(text)


def event_entries(rows: Iterable[Publication]) -> tuple[Entry, ...]:
    """Turn published events and statements into entries; a correction says what stood there before."""
    found = list(rows)
    changed = selectors.changed_by(row.seq for row in found if row.kind == RevisionKind.CORRECTED)
    return tuple(
        _removed(row) if row.kind in REMOVING_KINDS else _live(row, _put_right(changed.get(row.seq))) for row in found
    )


def _put_right(changed: tuple[Document, Document] | None) -> SafeString:
    """Write what a correction changed, before and now, part by part."""
    return format_html_join(
        "",
        "<p>{}<br><del>{}</del><br><ins>{}</ins></p>",
        ((one.label, clean(one.before) or "–", clean(one.after) or "–") for one in mended(*changed)) if changed else (),
    )


def _live(row: Publication, put_right: SafeString) -> Entry:
    document = row.document
    said = document["type"] == EventType.STATEMENT
    title = _said_by(document) if said else words(document["title"])
    summary = words(document["quote"]["text"]) if said else words(document["summary"])
    corrected = row.kind == RevisionKind.CORRECTED
    return Entry(
        id=tag(f"event/{document['id']}"),
        url=f"{settings.SITE_URL}{page_path('event', document['id'], document.get('slug', ''))}",
        title=_("Corrected: %s") % title if corrected else title,
        summary=summary,
        html=_html(document, summary, _correction(row.note, put_right) if corrected else SafeString("")),
        updated=row.published_at,
        tags=(words(document["dispute"].get("name", "")), str(EventType(document["type"]).label)),
    )


def _said_by(document: Document) -> str:
    speaker = document["speaker"]
    name = words(speaker.get("short_name") or speaker.get("name") or speaker["id"])
    claim = document["claim"]
    return f"{name}: {words(claim['name'])}" if claim and "name" in claim else name


def _correction(note: str, put_right: SafeString) -> SafeString:
    return format_html("<p>{}</p>{}", _("Correction. %s") % clean(note), put_right) if note else put_right


def _html(document: Document, summary: str, correction: SafeString) -> str:
    """Write date, text and sources as a fragment."""
    sources = format_html_join(
        "",
        '<li><a href="{}">{}</a>, {}</li>',
        (
            (clean(one.href or one.page), clean(one.title), clean(one.publisher))
            for one in evidence(document["citations"])
        ),
    )
    unreviewed = document.get("automatic_from", "")
    marked = _("published automatically from %(source)s") % {"source": clean(unreviewed)} if unreviewed else ""
    return format_html(
        "{}<p><b>{}</b> {}</p>{}{}",
        correction,
        days.span(document["date"], document.get("until")),
        summary,
        format_html("<p><i>{}</i></p>", marked) if marked else "",
        format_html("<ul>{}</ul>", sources) if sources else "",
    )


def _removed(row: Publication) -> Entry:
    """Say that an event is gone and why; of what was taken down nothing is repeated."""
    document, kind = row.document, RevisionKind(row.kind)
    gone = kind == RevisionKind.TAKEN_DOWN or "dispute" not in document
    if gone:
        title = _("Taken down")
    else:
        shown = _said_by(document) if document["type"] == EventType.STATEMENT else words(document["title"])
        title = _(REMOVED[kind]) % shown
    return Entry(
        id=tag(f"event/{document['id']}"),
        url=f"{settings.SITE_URL}{page_path('event', document['id'])}",
        title=title,
        summary=clean(row.note),
        html=format_html("<p>{}</p>", clean(row.note)),
        updated=row.published_at,
        tags=() if gone else (words(document["dispute"].get("name", "")),),
    )


def correction_entries(rows: Iterable[Revision], live: dict[tuple[str, str], Document]) -> tuple[Entry, ...]:
    """Turn corrections, retractions and take-downs into entries, one a revision."""
    found, told = [], list(rows)
    changed = selectors.changed_by(row.seq for row in told)
    for row in told:
        document = live.get((row.document_type, row.key), {})
        name = words(document.get("title") or document.get("name") or f"{row.document_type} {row.key}")
        kind = str(RevisionKind(row.kind).label)
        found.append(
            Entry(
                id=tag(f"revision/{row.seq}"),
                url=f"{settings.SITE_URL}{local('/corrections/')}#r-{row.seq}",
                title=f"{kind}: {name}",
                summary=clean(row.note),
                html=format_html("<p>{}</p>{}", clean(row.note), _put_right(changed.get(row.seq))),
                updated=row.published_at,
                tags=(kind,),
            )
        )
    return tuple(found)
