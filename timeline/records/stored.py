"""From the editors' tables to the values that files and tables share (`timeline.records.schema`), set-based."""

import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from contracts.dates import PartialDate
from contracts.models import Award, Bid, Contract, Dispute, Ground, Party, Phase, Protest, Stay
from contracts.models.base import Publishable
from timeline import documents
from timeline.models import Citation, Claim, Event, EventStep, Source, Statement
from timeline.records.fields import sum_text
from timeline.records.schema import Values

MODELS: dict[str, type[Publishable]] = {
    "party": Party,
    "dispute": Dispute,
    "contract": Contract,
    "protest": Protest,
    "claim": Claim,
    "event": Event,
    "statement": Statement,
    "source": Source,
}


def key_field(model: type[Publishable]) -> str:
    """Return the column that holds the public name."""
    return "slug" if hasattr(model, "slug") else "public_id"


def values_by_key(kind: str, keys: Iterable[str]) -> dict[str, Values]:
    """Return the values of the named objects by public name; names without a row are left out."""
    model = MODELS[kind]
    complete = next(found.rows for found in documents.KINDS if found.model is model)
    rows = complete().filter(**{f"{key_field(model)}__in": list(keys)})
    return {row.key: without_empty(READERS[kind](row)) for row in rows}  # type: ignore[attr-defined]  # all are Publishable


def party(row: Party) -> Values:
    """Read a party."""
    return {
        "name": row.name,
        "kind": row.kind,
        "aliases": list(row.aliases),
        "identifiers": sorted([found.scheme, found.identifier] for found in row.identifiers.all()),
        "posts": [
            {
                "of": post.organization.slug,
                "post": post.post,
                "from": _date(post.start),
                "to": _date(post.end),
                "note": post.note,
            }
            for post in row.posts.all()
        ],
        "role_title": row.role_title,
        "note": row.note,
        "citations": _citations(row),
    }


def dispute(row: Dispute) -> Values:
    """Read a dispute."""
    return {"name": row.name, "title": row.title, "standfirst": row.standfirst}


def contract(row: Contract) -> Values:
    """Read a contract with its phases, bids and awards."""
    ceiling = {"amount": _sum(row.ceiling_amount), "currency": row.ceiling_currency}
    return {
        "dispute": row.dispute.slug,
        "title": row.title,
        "acronym": row.acronym,
        "buyer": row.buyer.slug,
        "solicitation_number": row.solicitation_number,
        "award_ids": list(row.award_ids),
        "ceiling": ceiling if ceiling["amount"] else None,
        "term": row.term,
        "description": row.description,
        "note": row.note,
        "succeeds": sorted(earlier.slug for earlier in row.succeeds.all()),
        "phases": [_phase(phase) for phase in row.phases.all()],
        "bids": [_bid(bid) for bid in row.bids.all()],
        "awards": [_award(award) for award in sorted(row.awards.all(), key=lambda award: award.pk)],
        "citations": _citations(row),
    }


def _phase(row: Phase) -> Values:
    return {
        "key": row.public_id,
        "name": row.name,
        "start": _date(row.start),
        "end": _date(row.end),
        "citations": _citations(row),
    }


def _bid(row: Bid) -> Values:
    return {
        "key": row.public_id,
        "bidder": row.bidder.slug,
        "submitted": _date(row.submitted),
        "outcome": row.outcome,
        "ended": _date(row.ended),
        "summary": row.summary,
        "citations": _citations(row),
    }


def _award(row: Award) -> Values:
    return {
        "key": row.public_id,
        "suppliers": sorted(supplier.slug for supplier in row.suppliers.all()),
        "date": _date(row.date),
        "status": row.status,
        "amount": _sum(row.amount),
        "currency": row.currency,
        "note": row.note,
        "citations": _citations(row),
    }


def protest(row: Protest) -> Values:
    """Read a protest with its cases, parties and stays."""
    return {
        "dispute": row.dispute.slug,
        "contracts": sorted(contract.slug for contract in row.contracts.all()),
        "forum": row.forum,
        "docket": row.docket,
        "cases": [
            {
                "docket": case.docket_raw,
                "kind": case.kind,
                "protester": case.protester.slug if case.protester else None,
                "filed": _date(case.date_filed),
            }
            for case in row.cases.all()
        ],
        "stage": row.stage,
        "parties": [{"id": part.party.slug, "role": part.role, "as": part.role_note} for part in row.parties.all()],
        "appeals": row.appeals.public_id if row.appeals else None,
        "reporter_citation": row.reporter_citation,
        "lower_court_citation": row.lower_court_citation,
        "debriefing": {
            "offered": _date(row.debriefing_offered),
            "answered": _date(row.debriefing_answered),
            "none_required": row.no_debriefing_required,
        },
        "note": row.note,
        "stays": [_stay(stay) for stay in row.stays.all()],
        "grounds": [_ground(ground) for ground in row.grounds.all()],
        "citations": _citations(row),
    }


def _stay(row: Stay) -> Values:
    return {
        "key": row.public_id,
        "kind": row.kind,
        "start": _date(row.start),
        "end": _date(row.end),
        "note": row.note,
        "citations": _citations(row),
    }


def _ground(row: Ground) -> Values:
    return {
        "key": row.public_id,
        "title": row.title,
        "text": row.text,
        "note": row.note,
        "fates": [
            {
                "protest": fate.protest.public_id,
                "fate": fate.fate,
                "event": fate.event.public_id if fate.event else None,
                "source": fate.source.public_id if fate.source else None,
                "anchor": fate.anchor,
                "note": fate.note,
            }
            for fate in row.fates.all()
        ],
    }


def claim(row: Claim) -> Values:
    """Read a claim."""
    return {
        "dispute": row.dispute.slug,
        "title": row.title,
        "text": row.text,
        "note": row.note,
        "citations": _citations(row),
    }


def event(row: Event) -> Values:
    """Read an event with its steps, parties, amounts and links."""
    public = {"date": _date(row.date_public), "existence": _date(row.date_existence_known)}
    return {
        "dispute": row.dispute.slug,
        "date": _date(row.date),
        "until": _date(row.until),
        "day_order": row.day_order,
        "public": {**public, "basis": row.public_basis if row.date_public else None},
        "type": row.type,
        "significance": row.significance,
        "title": row.title,
        "short": row.short_title,
        "summary": row.summary,
        "sealed": row.sealed,
        "contracts": sorted(contract.slug for contract in row.contracts.all()),
        "protest": row.protest.public_id if row.protest else None,
        "steps": [_step(step) for step in row.steps.all()],
        "parties": [{"id": part.party.slug, "role": part.role, "as": part.role_note} for part in row.parties.all()],
        "amounts": [
            {"amount": _sum(found.amount), "currency": found.currency, "what": found.what}
            for found in row.amounts.all()
        ],
        "links": [{"to": link.target.public_id, "relation": link.relation} for link in row.links.all()],
        "citations": _citations(row),
        "confidence": row.confidence,
        "automatic_from": row.automatic_from,
        "note": row.note,
    }


def _step(row: EventStep) -> Values:
    return {
        "protest": row.protest.public_id,
        "step": row.step,
        "cases": [case.docket_raw for case in row.cases.all()],
        "disposition": row.disposition,
        "reason": row.reason,
        "days": row.days,
        "until": _date(row.until),
        "for": sorted(party.slug for party in row.parties.all()),
    }


def statement(row: Statement) -> Values:
    """Read a statement."""
    return {
        "dispute": row.dispute.slug,
        "date": _date(row.date),
        "speaker": row.speaker.slug,
        "capacity": row.capacity,
        "on_behalf_of": row.on_behalf_of.slug if row.on_behalf_of else None,
        "quote": row.quote,
        "lang": row.lang,
        "translations": row.translations,
        "claim": row.claim.slug if row.claim else None,
        "stance": row.stance,
        "finding": row.finding,
        "event": row.event.public_id,
        "relation": row.relation,
        "citations": _citations(row),
        "note": row.note,
    }


def source(row: Source) -> Values:
    """Read a source."""
    return {
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher,
        "published": _date(row.published),
        "kind": row.kind,
        "lang": row.lang,
        "note": row.note,
        "title_basis": row.title_basis,
    }


READERS: dict[str, Callable[[Any], Values]] = {
    "party": party,
    "dispute": dispute,
    "contract": contract,
    "protest": protest,
    "claim": claim,
    "event": event,
    "statement": statement,
    "source": source,
}


def _citations(row: Any) -> list[Values]:
    return [_citation(found) for found in row.citations.all()]


def _citation(row: Citation) -> Values:
    return {
        "source": row.source.public_id if row.source else None,
        "event": row.shown_by.public_id if row.shown_by else None,
        "anchor": row.anchor,
        "locator": row.locator,
    }


def _date(value: PartialDate | None) -> str | None:
    return value.text if value else None


def _sum(amount: Decimal | None) -> str | None:
    return None if amount is None else sum_text(amount)


def without_empty(value: Any) -> Any:
    """Leave out what is empty, and write texts as a file's are read: NFC, without outer blanks."""
    if isinstance(value, dict):
        plain = {name: without_empty(inner) for name, inner in value.items()}
        return {name: inner for name, inner in plain.items() if inner not in (None, "", [], {}, False, 0)}
    if isinstance(value, list):
        return [without_empty(inner) for inner in value]
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def rows_by_key(kind: str, keys: Iterable[str]) -> dict[str, Publishable]:
    """Return the rows of the named objects by public name, locked against edits until the transaction ends."""
    model = MODELS[kind]
    rows = model._default_manager.select_for_update().filter(**{f"{key_field(model)}__in": list(keys)})
    return {row.key: row for row in rows}
