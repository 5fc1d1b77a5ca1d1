"""From public documents to the values that files and tables share (`timeline.records.schema`). Pure.

What `stored` reads out of the editors' tables stands here as readers see it: of one object both give the same values,
as long as nothing unpublished waits in its row. Which citation of a stay shows its start no document says.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from timeline.codelists import PublicBasis
from timeline.documents.shapes import Document
from timeline.records.fields import sum_text
from timeline.records.schema import Values
from timeline.records.stored import without_empty


def kind_of(document: Document) -> str:
    """Return the kind of entry that a document becomes; statements are a kind of their own."""
    return "statement" if document.get("type") == "statement" else str(document["object"])


def values_of(document: Document) -> Values:
    """Return the values of a document, empty ones left out; raise KeyError for one that is no longer complete."""
    found: Values = without_empty(READERS[kind_of(document)](document))
    return found


def party(document: Document) -> Values:
    """Read a party."""
    return {
        **_same(document, "name", "kind", "aliases", "role_title", "note"),
        "identifiers": sorted([one["scheme"], one["identifier"]] for one in document["identifiers"]),
        "posts": [
            {
                "of": post["organization"]["id"],
                "post": post["post"],
                "from": _date(post["start"]),
                "to": _date(post["end"]),
                "note": post["note"],
            }
            for post in document["posts"]
        ],
        "citations": _citations(document),
    }


def dispute(document: Document) -> Values:
    """Read a dispute."""
    return _same(document, "name", "title", "standfirst")


def contract(document: Document) -> Values:
    """Read a contract with its phases, bids and awards."""
    return {
        **_same(document, "title", "acronym", "solicitation_number", "award_ids", "term", "description", "note"),
        "dispute": document["dispute"]["id"],
        "buyer": document["buyer"]["id"],
        "ceiling": _amount(document["ceiling"]),
        "succeeds": sorted(_ids(document["succeeds"])),
        "phases": [{**_part(phase, "start", "end"), **_same(phase, "name")} for phase in document["phases"]],
        "bids": [
            {**_part(bid, "submitted", "ended"), **_same(bid, "outcome", "summary"), "bidder": bid["bidder"]["id"]}
            for bid in document["bids"]
        ],
        "awards": [
            {
                **_part(award, "date"),
                **_same(award, "status", "note"),
                **(_amount(award["value"]) or {"currency": "USD"}),
                "suppliers": sorted(_ids(award["suppliers"])),
            }
            for award in document["awards"]
        ],
        "citations": _citations(document),
    }


def protest(document: Document) -> Values:
    """Read a protest with its cases, parties, stays and grounds."""
    debriefing = document["debriefing"] or {"offered": None, "answered": None, "none_required": False}
    return {
        **_same(document, "forum", "docket", "stage", "reporter_citation", "lower_court_citation", "note"),
        "dispute": document["dispute"]["id"],
        "contracts": sorted(_ids(document["contracts"])),
        "cases": [
            {**_same(case, "docket", "kind"), "protester": _id(case["protester"]), "filed": _date(case["date_filed"])}
            for case in document["cases"]
        ],
        "parties": _roles(document),
        "appeals": _id(document["appeals"]),
        "debriefing": {
            "offered": _date(debriefing["offered"]),
            "answered": _date(debriefing["answered"]),
            "none_required": debriefing["none_required"],
        },
        "stays": [{**_part(stay, "start", "end"), **_same(stay, "kind", "note")} for stay in document["stays"]],
        "grounds": [
            {
                "key": ground["id"],
                **_same(ground, "title", "text", "note"),
                "fates": [_fate(fate, document["id"]) for fate in ground["fates"]],
            }
            for ground in document["grounds"]
        ],
        "citations": _citations(document),
    }


def _fate(fate: Document, own: str) -> Values:
    shown: Values = {}
    for citation in _citations(fate):
        shown |= {name: value for name, value in citation.items() if value}
    return {**_same(fate, "fate", "note"), "protest": _id(fate["protest"]) or own, **shown}


def claim(document: Document) -> Values:
    """Read a claim."""
    return {
        **_same(document, "title", "text", "note"),
        "dispute": document["dispute"]["id"],
        "citations": _citations(document),
    }


def event(document: Document) -> Values:
    """Read an event with its steps, parties, amounts and links."""
    public = document["public"]
    known = public["basis"] != PublicBasis.ASSUMED
    names = ("day_order", "type", "significance", "title", "summary", "sealed", "confidence", "note")
    return {
        **_same(document, *names),
        "dispute": document["dispute"]["id"],
        "date": _date(document["date"]),
        "until": _date(document["until"]),
        "public": {
            "date": _date(public["date"]) if known else None,
            "basis": public["basis"] if known else None,
            "existence": _date(public["existence"]),
        },
        "short": document["short_title"],
        "contracts": sorted(_ids(document["contracts"])),
        "protest": _id(document["protest"]),
        "steps": [
            {
                **_same(step, "step", "cases", "disposition", "reason", "days"),
                "protest": step["protest"]["id"],
                "until": _date(step["until"]),
                "for": sorted(_ids(step["parties"])),
            }
            for step in document["steps"]
        ],
        "parties": _roles(document),
        "amounts": [{**(_amount(found) or {}), "what": found["what"]} for found in document["amounts"]],
        "links": [{"to": link["event"]["id"], "relation": link["relation"]} for link in document["links"]],
        "citations": _citations(document),
        "automatic_from": document.get("automatic_from"),
    }


def statement(document: Document) -> Values:
    """Read a statement."""
    quote = document["quote"]
    return {
        **_same(document, "capacity", "stance", "finding", "note"),
        "dispute": document["dispute"]["id"],
        "date": _date(document["date"]),
        "speaker": document["speaker"]["id"],
        "on_behalf_of": _id(document["on_behalf_of"]),
        "quote": quote["text"],
        "lang": quote["lang"],
        "translations": quote["translations"],
        "claim": _id(document["claim"]),
        "event": document["event"]["event"]["id"],
        "relation": document["event"]["relation"],
        "citations": _citations(document),
    }


def source(document: Document) -> Values:
    """Read a source."""
    return {
        **_same(document, "url", "title", "publisher", "kind", "lang", "note", "title_basis"),
        "published": _date(document["published"]),
    }


READERS: dict[str, Callable[[Document], Values]] = {
    "party": party,
    "dispute": dispute,
    "contract": contract,
    "protest": protest,
    "claim": claim,
    "event": event,
    "statement": statement,
    "source": source,
}


def _same(document: Document, *names: str) -> Values:
    """Return the values that files call as documents do."""
    return {name: document[name] for name in names}


def _part(part: Document, *dates: str) -> Values:
    """Return what phases, bids, awards and stays have in common: key, dates, citations."""
    return {"key": part["id"], **{name: _date(part[name]) for name in dates}, "citations": _citations(part)}


def _roles(document: Document) -> list[Values]:
    return [{"id": row["party"]["id"], "role": row["role"], "as": row["role_note"]} for row in document["parties"]]


def _citations(document: Document) -> list[Values]:
    return [
        {
            "source": _id(citation.get("source")),
            "event": _id(citation.get("event")),
            "anchor": citation.get("anchor", ""),
            "locator": citation.get("locator", ""),
        }
        for citation in document["citations"]
    ]


def _amount(found: Document | None) -> Values | None:
    return {"amount": sum_text(Decimal(str(found["amount"]))), "currency": found["currency"]} if found else None


def _date(date: Document | None) -> str | None:
    return date["text"] if date else None


def _id(reference: Document | None) -> str | None:
    return reference["id"] if reference else None


def _ids(references: list[Any]) -> list[str]:
    return [reference["id"] for reference in references]
