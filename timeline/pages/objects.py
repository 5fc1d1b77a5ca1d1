"""The pages of contracts, parties, claims and sources: each shows its document and what the log knows around it."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timeline import selectors
from timeline.codelists import Stance
from timeline.documents.shapes import Document
from timeline.filters import EventQuery
from timeline.pages import play
from timeline.pages.dispute import STANCES, complete
from timeline.pages.paths import page_path
from timeline.pages.proceedings import proceedings
from timeline.pages.reading import as_of, day_of, found_or_elsewhere, public_page
from timeline.pages.shown import Quoted, by_year, evidence, show_event, show_statement

MOST_EVENTS = 300
MOST_STATEMENTS = 500


def _answer(request: HttpRequest, object_type: str, key: str, gather: Any, section: str = "disputes") -> HttpResponse:
    """Find the object, let `gather` add what stands around it, and render the page of its type."""
    seq = as_of(request)
    document, found = found_or_elsewhere(request, object_type, key, seq)
    context = {
        "document": document,
        "found": found,
        "found_seq": found.seq,
        "as_of_seq": seq,
        "history": selectors.revisions(object_type, key)[:50],
        "canonical_path": page_path(object_type, key),
        "section": section,
        **gather(document, seq),
    }
    return render(request, f"timeline/{object_type}.html", context)


def _events(query: EventQuery, seq: int | None) -> dict[str, Any]:
    """Return the newest events of a query, complete, and how many there are."""
    query = replace(query, as_of_seq=seq)
    events = [show_event(document) for document in selectors.list_events(query, limit=MOST_EVENTS).documents]
    complete(events, seq)
    return {"years": by_year(events), "events": events}


def _statements(query: EventQuery, seq: int | None) -> list[Quoted]:
    query = replace(query, type=("statement",), statements=True, events=False, as_of_seq=seq, oldest_first=True)
    return [show_statement(document) for document in selectors.list_events(query, limit=MOST_STATEMENTS).documents]


@public_page
def contract_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a contracting process: what was bought, who bid, who won, which protests, all its events."""

    def gather(contract: Document, seq: int | None) -> dict[str, Any]:
        rows = selectors.referring("contract", key, from_type="protest", path="contracts", as_of=seq)
        cases = proceedings([protest for _, protest in rows], day_of(seq))
        return {
            "proceedings": cases,
            "bidders": play.bidders([contract], cases),
            "evidence": evidence(contract["citations"]),
            **_events(EventQuery(contract=(key,)), seq),
        }

    return _answer(request, "contract", key, gather)


@public_page
def party_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a party: its posts, its disputes, bids and protests, what it said, where it took part."""

    def gather(_: Document, seq: int | None) -> dict[str, Any]:
        protests = [row for _, row in selectors.referring("party", key, from_type="protest", path="parties", as_of=seq)]
        contracts = [row for _, row in selectors.referring("party", key, from_type="contract", as_of=seq)]
        distinct = {row["id"]: row for row in protests}
        own = {contract["id"]: contract for contract in contracts}
        bids = [bid for bid in play.bidders(list(own.values()), []) if bid.party["id"] == key]
        return {
            "proceedings": proceedings(list(distinct.values()), day_of(seq)),
            "bids": bids,
            "quotes": _statements(EventQuery(speaker=(key,)), seq),
            **_events(EventQuery(party=(key,)), seq),
        }

    return _answer(request, "party", key, gather, section="parties")


@public_page
def claim_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a claim: said on one side, denied on the other, and what was found, day by day."""

    def gather(claim: Document, seq: int | None) -> dict[str, Any]:
        quotes = _statements(EventQuery(claim=(key,)), seq)
        return {
            "days": said_and_found(quotes),
            "quotes": quotes,
            "stances": [(stance.value, stance.label, claim["counts"].get(stance.value, 0)) for stance in STANCES],
            "evidence": evidence(claim["citations"]),
        }

    return _answer(request, "claim", key, gather, section="claims")


AGAINST = frozenset({Stance.DENIES})
FOR = frozenset({Stance.ALLEGES, Stance.SUPPORTS, Stance.QUESTIONS})


def said_and_found(quotes: list[Quoted]) -> list[dict[str, Any]]:
    """Group statements by day into four places: findings, for, against, and those without a position."""
    days: dict[str, dict[str, Any]] = {}
    for quote in quotes:
        day = days.setdefault(
            quote.document["date"]["text"],
            {"date": quote.document["date"], "found": [], "said": [], "denied": [], "neutral": []},
        )
        if quote.stance == Stance.FINDS:
            day["found"].append(quote)
        elif quote.stance in FOR:
            day["said"].append(quote)
        elif quote.stance in AGAINST:
            day["denied"].append(quote)
        else:
            day["neutral"].append(quote)
    return list(days.values())


@public_page
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a source and everything in the record that rests on it."""

    def gather(_: Document, seq: int | None) -> dict[str, Any]:
        cited = selectors.referring("source", key, from_type="event", path="citations", as_of=seq)
        distinct = {document["id"]: document for _, document in cited}
        events = [show_event(document) for document in distinct.values() if document["type"] != "statement"]
        quotes = [show_statement(document) for document in distinct.values() if document["type"] == "statement"]
        complete(events, seq)
        return {"years": by_year(events), "events": events, "quotes": quotes}

    return _answer(request, "source", key, gather, section="")
