"""The pages of contracts, parties, claims and sources: each shows its document and what the log knows around it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from contracts.codelists import PartyKind
from timeline import selectors
from timeline.documents.shapes import Document
from timeline.filters import EventQuery
from timeline.pages import play
from timeline.pages.above import STANCES
from timeline.pages.checked import copies_told
from timeline.pages.dispute import complete
from timeline.pages.history import history
from timeline.pages.paths import page_path
from timeline.pages.proceedings import proceedings
from timeline.pages.reading import as_of, day_of, found_or_elsewhere, public_page
from timeline.pages.saying import over_time, said_and_found
from timeline.pages.shown import by_year, evidence, show_event, show_statement
from timeline.pages.windows import events_window, statements_window
from timeline.pages.wording import plain_term

MOST_DRAWN = 1_000


def _answer(request: HttpRequest, object_type: str, key: str, gather: Any, section: str = "disputes") -> HttpResponse:
    """Find the object, let `gather` add what stands around it, and render the page of its type."""
    seq = as_of(request)
    document, found = found_or_elsewhere(request, object_type, key, seq)
    context = {
        "document": document,
        "found": found,
        "found_seq": found.seq,
        "as_of_seq": seq,
        "history": history(object_type, key),
        "canonical_path": page_path(object_type, key),
        "section": section,
        **gather(document, seq),
    }
    return render(request, f"timeline/{object_type}.html", context)


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
            **events_window(request, EventQuery(contract=(key,), as_of_seq=seq)),
        }

    return _answer(request, "contract", key, gather)


@public_page
def party_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a party: its posts, its disputes, bids and protests, what it said, where it took part."""

    def gather(party: Document, seq: int | None) -> dict[str, Any]:
        protests = [row for _, row in selectors.referring("party", key, from_type="protest", path="parties", as_of=seq)]
        contracts = [row for _, row in selectors.referring("party", key, from_type="contract", as_of=seq)]
        distinct = {row["id"]: row for row in protests}
        own = {contract["id"]: contract for contract in contracts}
        bids = [bid for bid in play.bidders(list(own.values()), []) if bid.party["id"] == key]
        belonging = holders(key, seq)
        disputes = selectors.disputes_of_party(key, as_of=seq)
        events = events_window(request, EventQuery(party=(key,), as_of_seq=seq))
        return {
            "described": described(party, disputes, events["events_window"].total),
            "proceedings": proceedings(list(distinct.values()), day_of(seq)),
            "bids": bids,
            "disputes": disputes,
            "holders": belonging,
            "holders_dated": _dated(row["post"] for row in belonging),
            "posts_dated": _dated(party["posts"]),
            **statements_window(request, EventQuery(speaker=(key,), as_of_seq=seq)),
            **events,
        }

    return _answer(request, "party", key, gather, section="parties")


def described(party: Document, disputes: list[tuple[Document, int]], total: int) -> str:
    """Say in a line who or what a party is and where it takes part: what search engines show."""
    role = plain_term(party["role_title"]) or str(PartyKind(party["kind"]).label)
    events = ngettext("%(n)s event", "%(n)s events", total) % {"n": total}
    return f"{role}. {', '.join(dispute['name'] for dispute, _ in disputes)}: {events}." if disputes else f"{role}."


def _dated(posts: Iterable[Document]) -> bool:
    """Say whether any post has a day: a table of none needs no columns for them."""
    return any(post["start"] or post["end"] for post in posts)


def holders(key: str, seq: int | None) -> list[dict[str, Any]]:
    """Return who holds or held a post in an organisation: the party and the post, in the order of names."""
    found = selectors.referring("party", key, from_type="party", path="posts", as_of=seq)
    distinct = {document["id"]: document for _, document in found}
    return [
        {"party": party, "post": post}
        for party in distinct.values()
        for post in party["posts"]
        if post["organization"]["id"] == key
    ]


@public_page
def claim_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a claim: said on one side, denied on the other, and what was found, day by day."""

    def gather(claim: Document, seq: int | None) -> dict[str, Any]:
        query = EventQuery(claim=(key,), as_of_seq=seq)
        every = replace(query, type=("statement",), statements=True, events=False, oldest_first=True)
        drawn = selectors.list_events(every, limit=MOST_DRAWN).documents
        shown = statements_window(request, query)
        return {
            **shown,
            "days": said_and_found(shown["quotes"]),
            "pictures": [
                ("broad", over_time(drawn, width=1152, label=150)),
                ("middle", over_time(drawn, width=704, label=0)),
                ("narrow", over_time(drawn, width=328, label=0)),
            ],
            "stances": [(stance.value, stance.label, claim["counts"].get(stance.value, 0)) for stance in STANCES],
            "evidence": evidence(claim["citations"]),
        }

    return _answer(request, "claim", key, gather, section="claims")


@public_page
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a source and everything in the record that rests on it."""

    def gather(source: Document, seq: int | None) -> dict[str, Any]:
        cited = selectors.referring("source", key, from_type="event", path="citations", as_of=seq)
        distinct = {document["id"]: document for _, document in cited}
        events = [show_event(document) for document in distinct.values() if document["type"] != "statement"]
        quotes = [show_statement(document) for document in distinct.values() if document["type"] == "statement"]
        complete(events, seq)
        copies = copies_told(source) if seq is None else []
        return {"years": by_year(events), "events": events, "quotes": quotes, "copies": copies}

    return _answer(request, "source", key, gather, section="")
