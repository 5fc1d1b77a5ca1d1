"""What the tools answer with: short facts, always with the permanent address and the sources to cite. Pure."""

from typing import Any

from django.conf import settings

from contracts import texts
from timeline.addresses import page_path
from timeline.derived import decided_on
from timeline.documents.shapes import Document

Facts = dict[str, Any]


def address_of(document: Document) -> str:
    """Return the permanent address of an object's page."""
    return f"{settings.SITE_URL}{page_path(document['object'], document['id'], document.get('slug', ''))}"


def event_facts(document: Document, lang: str) -> Facts:
    """Return an event in short, with what shows it."""
    return {
        "id": document["id"],
        "type": document["type"],
        "date": document["date"]["text"],
        "became_public": document["public"]["date"]["text"],
        "title": words(document["title"], lang),
        "summary": words(document["summary"], lang),
        "note": words(document["note"], lang),
        "parties": [f"{_name(row['party'])} ({row['role']})" for row in document["parties"]],
        "proceeding": _proceeding(document["protest"]),
        "sourcing": document["confidence"],
        "sources": sources_of(document),
        "url": address_of(document),
    }


def statement_facts(document: Document, lang: str) -> Facts:
    """Return a statement: the exact words in their language, who said them in which post, and what shows it."""
    quote = document["quote"]
    return {
        "id": document["id"],
        "date": document["date"]["text"],
        "speaker": _name(document["speaker"]),
        "capacity": words(document["capacity"], lang),
        "on_behalf_of": _name(document["on_behalf_of"]) if document["on_behalf_of"] else None,
        "quote": quote["text"],
        "language": quote["lang"],
        "translation": quote["translations"].get(lang),
        "claim": document["claim"]["id"] if document["claim"] else None,
        "stance": document["stance"],
        "finding": document["finding"] or None,
        "sources": sources_of(document),
        "url": address_of(document),
    }


def dispute_facts(document: Document, lang: str) -> Facts:
    """Return a dispute in short, with the ids by which the other tools ask."""
    return {
        "id": document["id"],
        "name": document["name"],
        "title": words(document["title"], lang),
        "summary": words(document["standfirst"], lang),
        "contracts": [{"id": one["id"], "name": _name(one, lang)} for one in document["contracts"]],
        "proceedings": [_proceeding(one) for one in document["protests"]],
        "claims": [{"id": one["id"], "name": _name(one, lang)} for one in document["claims"]],
        "counts": document["counts"],
        "url": address_of(document),
    }


def protest_facts(document: Document) -> Facts:
    """Return a proceeding with its derived status."""
    status = document["status"] or {}
    return {
        "id": document["id"],
        "forum": document["forum"],
        "docket": document["docket"],
        **{name: status.get(name) for name in ("status", "filed", "disposition", "practical_result")},
        "decided": decided_on(status),
        "url": address_of(document),
    }


def hit_facts(document: Document, lang: str) -> Facts:
    """Return something found, by what it is called."""
    if document.get("type") == "statement":
        return {"kind": "statement", **statement_facts(document, lang)}
    if document["object"] == "event":
        return {"kind": "event", **event_facts(document, lang)}
    name = document.get("name") or document.get("title") or document.get("docket") or document["id"]
    return {"kind": document["object"], "id": document["id"], "name": words(name, lang), "url": address_of(document)}


def sources_of(document: Document) -> list[Facts]:
    """Return what a reader would have to open to check it: title, publisher, address, first words of the passage."""
    return [
        {
            "title": citation["source"]["name"],
            "publisher": citation["source"].get("publisher"),
            "published": citation["source"].get("published"),
            "url": citation["source"]["url"],
            "primary": citation["source"].get("primary"),
            "passage_begins": citation.get("anchor") or None,
        }
        for citation in document["citations"]
        if "url" in citation.get("source", {})
    ]


def _proceeding(protest: Document | None) -> str | None:
    return f"{protest.get('name', protest['id'])}, {protest.get('forum')} {protest.get('docket')}" if protest else None


def _name(reference: Document, lang: str = "en") -> str:
    return words(reference.get("name", reference["id"]), lang)


def words(text: Any, lang: str) -> str:
    """Return a text in a language, or in the one it has."""
    return text if isinstance(text, str) else texts.pick(text, lang)[0]
