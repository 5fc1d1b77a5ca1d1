"""Takes documents apart into the rows of tables. Pure; each function serves the table of its name."""

from collections.abc import Iterator, Sequence
from typing import Any

from timeline.addresses import page_path
from timeline.derived import decided_on
from timeline.documents.shapes import Document

Row = dict[str, Any]
SEPARATOR = "; "
LANGUAGES = ("en", "de")


def parties(document: Document) -> Iterator[Row]:
    """One row a party."""
    names = {name: document[name] for name in ("id", "name", "short_name", "kind")}
    yield {**names, "aliases": SEPARATOR.join(document["aliases"]), "page_url": _page(document)}


def posts(document: Document) -> Iterator[Row]:
    """One row a post."""
    for number, post in enumerate(document["posts"], start=1):
        yield {
            "party": document["id"],
            "number": number,
            "organization": post["organization"]["id"],
            "post": post["post"],
            **_date("start", post["start"]),
            **_date("end", post["end"]),
        }


def sources(document: Document) -> Iterator[Row]:
    """One row a source."""
    names = ("id", "title", "url", "publisher", "kind", "primary", "lang")
    published = document["published"]
    said = published["text"] if isinstance(published, dict) else published
    yield {**{name: document[name] for name in names}, "published": said}


def disputes(document: Document) -> Iterator[Row]:
    """One row a dispute."""
    yield {
        "id": document["id"],
        "name": document["name"],
        **_words("title", document["title"]),
        **_words("standfirst", document["standfirst"]),
        "page_url": _page(document),
    }


def contracts(document: Document) -> Iterator[Row]:
    """One row a contract."""
    yield {
        "id": document["id"],
        "dispute": document["dispute"]["id"],
        "acronym": document["acronym"],
        **_words("title", document["title"]),
        "buyer": document["buyer"]["id"],
        "solicitation_number": document["solicitation_number"],
        "award_ids": SEPARATOR.join(document["award_ids"]),
        **_sum("ceiling", document["ceiling"]),
        **_words("description", document["description"]),
        **_words("note", document["note"]),
        "page_url": _page(document),
    }


def bids(document: Document) -> Iterator[Row]:
    """One row a bid of the contract."""
    for bid in document["bids"]:
        yield {
            "id": bid["id"],
            "contract": document["id"],
            "bidder": bid["bidder"]["id"],
            **_date("submitted", bid["submitted"]),
            "outcome": bid["outcome"],
            **_date("ended", bid["ended"]),
            **_words("summary", bid["summary"]),
        }


def awards(document: Document) -> Iterator[Row]:
    """One row an award of the contract."""
    for award in document["awards"]:
        yield {
            "id": award["id"],
            "contract": document["id"],
            "suppliers": SEPARATOR.join(supplier["id"] for supplier in award["suppliers"]),
            **_date("date", award["date"]),
            "status": award["status"],
            **_sum("amount", award["value"]),
            **_words("note", award["note"]),
        }


def protests(document: Document) -> Iterator[Row]:
    """One row a protest, with what was derived of it."""
    status = document["status"] or {}
    yield {
        "id": document["id"],
        "dispute": document["dispute"]["id"],
        "forum": document["forum"],
        "docket": document["docket"],
        "stage": document["stage"],
        "appeals": (document["appeals"] or {}).get("id"),
        **{name: status.get(name) for name in ("status", "filed", "disposition", "practical_result")},
        "decided": decided_on(status),
        "reporter_citation": document["reporter_citation"],
        **_words("note", document["note"]),
        "page_url": _page(document),
    }


def cases(document: Document) -> Iterator[Row]:
    """One row a docket number of the protest."""
    for number, case in enumerate(document["cases"], start=1):
        yield {
            "protest": document["id"],
            "number": number,
            **{name: case[name] for name in ("docket", "docket_number", "kind")},
            "protester": (case["protester"] or {}).get("id"),
            **_date("date_filed", case["date_filed"]),
        }


def protest_parties(document: Document) -> Iterator[Row]:
    """One row a part that somebody takes in the protest."""
    return _roles("protest", document)


def claims(document: Document) -> Iterator[Row]:
    """One row a claim."""
    yield {
        "id": document["id"],
        "dispute": document["dispute"]["id"],
        **_words("title", document["title"]),
        **_words("text", document["text"]),
        **_words("note", document["note"]),
        "page_url": _page(document),
    }


def events(document: Document) -> Iterator[Row]:
    """One row an event."""
    yield {
        "id": document["id"],
        "dispute": document["dispute"]["id"],
        "protest": (document["protest"] or {}).get("id"),
        "type": document["type"],
        **_date("date", document["date"]),
        **_date("until", document["until"]),
        **_date("public", document["public"]["date"]),
        "significance": document["significance"],
        **_words("title", document["title"]),
        **_words("summary", document["summary"]),
        **_words("note", document["note"]),
        "sealed": document["sealed"],
        "confidence": document["confidence"],
        "page_url": _page(document),
    }


def event_contracts(document: Document) -> Iterator[Row]:
    """One row a contract that the event concerns."""
    for contract in document["contracts"]:
        yield {"event": document["id"], "contract": contract["id"]}


def event_parties(document: Document) -> Iterator[Row]:
    """One row a part that somebody takes in the event."""
    return _roles("event", document)


def event_amounts(document: Document) -> Iterator[Row]:
    """One row a sum that the event names."""
    for number, amount in enumerate(document["amounts"], start=1):
        yield {
            "event": document["id"],
            "number": number,
            "amount": amount.get("amount"),
            "currency": amount.get("currency"),
            **_words("what", amount["what"]),
        }


def steps(document: Document) -> Iterator[Row]:
    """One row a procedural step of the event."""
    for number, step in enumerate(document["steps"], start=1):
        yield {
            "event": document["id"],
            "number": number,
            "protest": step["protest"]["id"],
            "step": step["step"],
            "cases": SEPARATOR.join(step["cases"]),
            "disposition": step["disposition"],
            "reason": step["reason"],
        }


def links(document: Document) -> Iterator[Row]:
    """One row a link to an earlier event."""
    for number, link in enumerate(document["links"], start=1):
        yield {
            "event": document["id"],
            "number": number,
            "relation": link["relation"],
            "earlier": link["event"]["id"],
        }


def statements(document: Document) -> Iterator[Row]:
    """One row a statement."""
    quote, about = document["quote"], document["event"]
    yield {
        "id": document["id"],
        "dispute": document["dispute"]["id"],
        "event": about["event"]["id"],
        "relation": about["relation"],
        **_date("date", document["date"]),
        "speaker": document["speaker"]["id"],
        **_words("capacity", document["capacity"]),
        "on_behalf_of": (document["on_behalf_of"] or {}).get("id"),
        "lang": quote["lang"],
        "quote": quote["text"],
        **{f"translation_{lang}": quote["translations"].get(lang) for lang in LANGUAGES},
        "claim": (document["claim"] or {}).get("id"),
        "stance": document["stance"],
        "finding": document["finding"],
        "page_url": _page(document),
    }


def citations(document: Document) -> Iterator[Row]:
    """One row a citation of the document or of one of its parts."""
    name = "statement" if document.get("type") == "statement" else document["object"]
    yield from _cited(name, document["id"], "", document.get("citations", ()))
    if name == "contract":
        for kind in ("bids", "awards", "phases"):
            for part in document[kind]:
                yield from _cited(name, document["id"], part["id"], part["citations"])
    if name == "protest":
        for stay in document["stays"]:
            yield from _cited(name, document["id"], stay["id"], stay["citations"])
        for ground in document["grounds"]:
            cited = [citation for fate in ground["fates"] for citation in fate["citations"]]
            yield from _cited(name, document["id"], ground["id"], cited)


def _cited(name: str, key: str, part: str, found: Sequence[Document]) -> Iterator[Row]:
    for number, citation in enumerate(found, start=1):
        yield {
            "object": name,
            "object_id": key,
            "part": part,
            "number": number,
            "source": citation.get("source", {}).get("id"),
            "event": citation.get("event", {}).get("id"),
            "anchor": citation.get("anchor"),
            "locator": citation.get("locator"),
        }


def _roles(name: str, document: Document) -> Iterator[Row]:
    for number, row in enumerate(document["parties"], start=1):
        yield {
            name: document["id"],
            "number": number,
            "party": row["party"]["id"],
            "role": row["role"],
            "role_note": row["role_note"],
        }


def _date(name: str, date: Document | None) -> Row:
    found = date or {}
    return {
        name: found.get("text"),
        f"{name}_earliest": found.get("earliest"),
        f"{name}_latest": found.get("latest"),
    }


def _words(name: str, words: Document | str) -> Row:
    """Return a text's columns, one a language; a plain text is English."""
    found = {"en": words} if isinstance(words, str) else words or {}
    return {f"{name}_{lang}": found.get(lang) for lang in LANGUAGES}


def _sum(name: str, amount: Document | None) -> Row:
    found = amount or {}
    return {name: found.get("amount"), "currency": found.get("currency")}


def _page(document: Document) -> str:
    """Return the path of a document's page; the writer puts the site's address in front."""
    return page_path(document["object"], document["id"], document.get("slug", ""))
