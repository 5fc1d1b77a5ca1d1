"""Writes events as the JSON that TimelineJS 3 reads, for newsrooms that already have its player. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.utils import translation
from django.utils.html import format_html, format_html_join

from contracts import texts
from timeline.addresses import page_path
from timeline.codelists import EventType
from timeline.documents.shapes import Document
from timeline.exports.tables import REMOVED
from timeline.pages import days


def timelinejs(title: Document, documents: Iterable[Document], *, lang: str, site: str) -> Iterator[str]:
    """Yield one JSON object: the dispute as title slide, then a slide an event; HTML in it is ours and escaped."""
    address = f"{site}{page_path('dispute', title['id'])}"
    opening = {
        "unique_id": title["id"],
        "text": {
            "headline": format_html("{}", texts.pick(title["title"], lang)[0] or title["name"]),
            "text": format_html(
                '<p>{}</p><p><a href="{}">{}</a></p>', texts.pick(title["standfirst"], lang)[0], address, address
            ),
        },
    }
    yield f'{{"scale":"human","title":{_json(opening)},"events":['
    for number, document in enumerate(documents):
        yield f"{',' if number else ''}{_json(_slide(document, lang, site))}"
    yield "]}"


def _slide(document: Document, lang: str, site: str) -> dict[str, Any]:
    cited = [citation["source"] for citation in document["citations"] if "url" in citation.get("source", {})]
    sources = format_html_join(", ", '<a href="{}">{}</a>', ((one["url"], _named(one)) for one in cited))
    path = page_path("event", document["id"], document.get("slug", ""))
    headline, text = _words(document, lang)
    if document.get("removed_later"):
        with translation.override(lang):
            headline = f"{headline} ({translation.gettext(REMOVED)})"
    return {
        "unique_id": document["id"],
        "start_date": _day(document["date"]),
        **({"end_date": _day(document["until"])} if document["until"] else {}),
        "group": str(EventType(document["type"]).label),
        "text": {
            "headline": format_html('<a href="{}{}">{}</a>', site, path, headline),
            "text": format_html("<p>{}</p><p>{}</p>", text, sources),
        },
    }


def _words(document: Document, lang: str) -> tuple[str, str]:
    """Return headline and text of a slide: who spoke and what was said, or what happened."""
    if "speaker" in document:
        speaker = document["speaker"]
        return str(speaker.get("name", speaker["id"])), f"“{document['quote']['text']}”"
    return texts.pick(document["title"], lang)[0], texts.pick(document["summary"], lang)[0]


def _named(source: Document) -> str:
    return f"{source['publisher']}: {source['name']}" if source.get("publisher") else str(source["name"])


def _day(date: Document) -> dict[str, Any]:
    """Return a date as its player takes it: as precise as it is known, with our own words for it."""
    year, month, day = date["earliest"].split("-")
    found: dict[str, Any] = {"year": int(year), "display_date": days.long(date).replace(days.NO_BREAK, " ")}
    if date["precision"] in {"month", "day", "time"}:
        found["month"] = int(month)
    if date["precision"] in {"day", "time"}:
        found["day"] = int(day)
    return found


def _json(value: object) -> str:
    return orjson.dumps(value, default=str).decode()
