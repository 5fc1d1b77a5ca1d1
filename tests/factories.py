"""Makers of believable rows, one a model: `make_event(dispute=…)` gives a saved event that can be published."""

import hashlib
from datetime import UTC, datetime
from itertools import count
from typing import Any

from contracts.models import Award, Bid, Case, Contract, Dispute, Party, Protest, ProtestParty
from timeline.models import Candidate, Citation, Claim, Event, EventParty, Feed, Item, Source, Statement

_number = count(1)


def make_party(**given: Any) -> Party:
    number = next(_number)
    return Party.objects.create(
        **{"slug": f"party-{number}", "name": f"Party {number}, Inc.", "kind": "company", **given}
    )


def make_dispute(**given: Any) -> Dispute:
    number = next(_number)
    values = {"slug": f"dispute-{number}", "name": f"Dispute {number}", "title": {"en": f"The dispute {number}"}}
    return Dispute.objects.create(**{**values, **given})


def make_contract(**given: Any) -> Contract:
    number = next(_number)
    given.setdefault("dispute", None)
    given["dispute"] = given["dispute"] or make_dispute()
    given.setdefault("buyer", None)
    given["buyer"] = given["buyer"] or make_party(kind="agency")
    values = {"slug": f"contract-{number}", "title": {"en": f"Contract {number}"}, "acronym": f"C{number}"}
    return Contract.objects.create(**{**values, **given})


def make_source(**given: Any) -> Source:
    number = next(_number)
    values = {"url": f"https://news.example/{number}", "title": f"Report {number}", "publisher": "The Example"}
    return Source.objects.create(**{**values, **given})


def make_protest(*, protester: Party | None = None, docket: str = "", **given: Any) -> Protest:
    number = next(_number)
    given.setdefault("dispute", None)
    given["dispute"] = given["dispute"] or make_dispute()
    docket = docket or f"B-4{number:05}"
    protest = Protest.objects.create(**{"forum": "GAO", "docket": docket, **given})
    case = Case(protest=protest, docket_raw=docket, protester=protester)
    case.clean()
    case.save()
    ProtestParty.objects.create(protest=protest, party=protester or make_party(), role="protester")
    return protest


def make_event(*, cited: bool = True, parties: dict[Party, str] | None = None, **given: Any) -> Event:
    number = next(_number)
    given.setdefault("dispute", None)
    given["dispute"] = given["dispute"] or make_dispute()
    contracts = given.pop("contracts", [])
    values = {
        "type": "ruling",
        "title": {"en": f"Court rules {number}"},
        "summary": {"en": f"The court ruled for the {number}th time."},
        "date": "2020-02-13",
        "confidence": "verified",
    }
    event = Event.objects.create(**{**values, **given})
    event.refresh_from_db()
    event.contracts.set(contracts)
    for party, role in (parties or {}).items():
        EventParty.objects.create(event=event, party=party, role=role)
    if cited:
        Citation.objects.create(event=event, source=make_source(), anchor="the court ruled")
    return event


def make_claim(**given: Any) -> Claim:
    number = next(_number)
    given.setdefault("dispute", None)
    given["dispute"] = given["dispute"] or make_dispute()
    values = {
        "slug": f"claim-{number}",
        "title": {"en": f"Claim {number}"},
        "text": {"en": f"It happened {number} times."},
    }
    return Claim.objects.create(**{**values, **given})


def make_statement(*, cited: bool = True, **given: Any) -> Statement:
    number = next(_number)
    given.setdefault("event", None)
    given["event"] = given["event"] or make_event(dispute=given.get("dispute"))
    given.setdefault("speaker", None)
    given["speaker"] = given["speaker"] or make_party(kind="person", name=f"Speaker {number}")
    given["dispute"] = given["event"].dispute
    values = {
        "date": "2020-02-13",
        "quote": f"We said so {number} times.",
        "stance": "alleges",
        "capacity": {"en": "Chief"},
    }
    statement = Statement.objects.create(**{**values, **given})
    statement.refresh_from_db()
    if cited:
        Citation.objects.create(statement=statement, source=make_source())
    return statement


def make_bid(**given: Any) -> Bid:
    return Bid.objects.create(**{"contract": given.get("contract") or make_contract(), "bidder": make_party(), **given})


def make_award(*suppliers: Party, **given: Any) -> Award:
    given.setdefault("contract", None)
    given["contract"] = given["contract"] or make_contract()
    award = Award.objects.create(**{"date": "2019-10-25", **given})
    award.suppliers.set(suppliers or [make_party()])
    return award


def make_feed(**given: Any) -> Feed:
    number = next(_number)
    values = {"slug": f"feed-{number}", "name": f"Feed {number}", "url": f"https://feed-{number}.example/rss"}
    return Feed.objects.create(**{**values, **given})


def make_item(**given: Any) -> Item:
    number = next(_number)
    given.setdefault("feed", None)
    given["feed"] = given["feed"] or make_feed()
    title, url = given.pop("title", f"News {number}"), given.pop("url", f"https://news.example/item-{number}")
    text = given.pop("text", f"Something happened for the {number}th time.")
    seen = datetime(2020, 2, 14, 12, tzinfo=UTC)
    values = {
        "key": url,
        "key_basis": "guid",
        "content_hash": hashlib.sha256(f"{title}{text}".encode()).hexdigest(),
        "kind": "feed-entry",
        "title": title,
        "url": url,
        "lang": "en",
        "published": "2020-02-13",
        "parsed": {"title": title, "text": text, "url": url},
        "state": "waiting",
        "due_at": seen,
        "first_seen_at": seen,
        "changed_at": seen,
    }
    item = Item.objects.create(**{**values, **given})
    item.refresh_from_db()
    return item


def make_candidate(**given: Any) -> Candidate:
    given.setdefault("item", None)
    given["item"] = given["item"] or make_item(state="matched", due_at=None)
    given.setdefault("dispute", None)
    given["dispute"] = given["dispute"] or make_dispute()
    title = given["item"].title
    proposal = {
        "title": {"en": title},
        "summary": {"en": f"It was reported: {title}."},
        "date": "2020-02-13",
        "date_basis": "published",
    }
    values = {
        "strength": "suggestion",
        "score": 60,
        "reasons": ["The acronym “JEDI” stands in the title."],
        "proposal": proposal,
        "proposed_at": datetime(2020, 2, 14, 12, tzinfo=UTC),
    }
    return Candidate.objects.create(**{**values, **given})
